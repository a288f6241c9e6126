"""THE OFFICE'S PAPER: what its printers' workers are handed, over which door, and what they report. How paper is printed: `printer`."""
