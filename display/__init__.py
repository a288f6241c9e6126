"""The display in the waiting room: who is called where, and how the flows are."""
