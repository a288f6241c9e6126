"""THE HALL, pure rules: what is reported, called for and announced there; how tense it is, and since when.

Its commands, events and values stand beside those of the tickets (flow/hall_commands.py, hall_events.py, readings.py): the state holds
them, and these rules read the state.
"""
