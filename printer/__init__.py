"""PAPER: the ticket's layout, the printer's language, proof that it printed, the worker, and a printer that needs no hardware."""
