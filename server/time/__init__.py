"""THE TIME: what an office believes of its machine's clock, by the machine, a time source and the screens' own clocks."""
