"""What is wrong in a configuration: each fault with its file, key, value and what to do; all of them at once."""

import msgspec


class Fault(msgspec.Struct, frozen=True, order=True):
    """One fault. key: counters["2"].main; value: as written; problem: a sentence, with a suggestion where there is one."""

    file: str
    key: str
    value: str
    problem: str

    def __str__(self) -> str:
        """One line for a person at a terminal."""
        shown = f" = {self.value}" if self.value else ""
        return (
            f"{self.file} : {self.key}{shown}\n    {self.problem}" if self.key else f"{self.file}\n    {self.problem}"
        )


class ConfigurationFaults(Exception):
    """Raised with every fault of an office's configuration."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.faults = sorted(set(faults))

    def __str__(self) -> str:
        """All faults, and how many."""
        count = len(self.faults)
        how_many = "1 faute" if count == 1 else f"{count} fautes"
        return "\n".join([*map(str, self.faults), f"{how_many} dans la configuration : rien n'a démarré."])
