"""THE QUEUE, pure rules: needs, tickets, order of call, forecast. Knows no clock, file, network or chance: time is an argument."""
