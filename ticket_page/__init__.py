"""The client's own page, opened from the QR code of the ticket: no cookie; with a script it rings, without one it still tells."""
