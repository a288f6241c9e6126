"""The figures of the report: pure functions of lists of records, each with a definition in its docstring."""
