"""RECOVERY: a start that finds files damaged, gone, older than what was given, or put back from a copy, goes on safely and says so."""
