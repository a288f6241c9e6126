"""The kiosk at the entrance: a client says what they need and gets a ticket."""
