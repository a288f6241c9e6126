"""The copies of an office: made every quarter of an hour and every night, verified before they count, gone when they must be."""
