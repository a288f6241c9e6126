"""What no office needs to serve people: a printer of software, and a played past to look at. The product runs without this folder."""
