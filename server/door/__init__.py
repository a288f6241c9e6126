"""The guarded door: whatever comes from outside is bounded in size, depth, number and time before anything else reads it."""
