"""A past to look at: twenty-one months of three offices, played through the commands of real use with a clock of its own."""
