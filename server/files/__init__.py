"""SMALL FILES of an office, beside its databases: written whole and synced, read within bounds and in their shape, or not at all."""
