"""THE ACCOMPANIMENT, pure rules: pre-qualification, accompaniments, presence, workshops. Knows no clock, file, network or chance."""
