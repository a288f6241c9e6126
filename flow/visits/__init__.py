"""VISITS, pure rules: what may happen to one ticket, from taking it to the end of the visit, and what is checked before."""
