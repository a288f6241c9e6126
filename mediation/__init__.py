"""THE ACCOMPANIMENT, pure rules: pre-qualification today. Knows no clock, file, network or chance."""
