"""The client's own page, opened from the QR code of the ticket: no cookie, no script needed."""
