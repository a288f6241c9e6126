"""The manager's screen: the office today, and later the report that writes itself."""
