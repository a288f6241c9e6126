"""The hand-out sheets on a phone: guides that anybody may open, without a ticket, a script or a cookie."""
