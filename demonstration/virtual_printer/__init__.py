"""The virtual printer: a real TCP printer without the printer, whose faults are switches and whose paper is pictures."""
