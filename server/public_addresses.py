"""The addresses that an office gives to telephones, as QR codes and pages say them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublicAddresses:
    """begins: what each address begins with, without a last slash; "" for an office that nobody reaches yet.

    tickets_only: telephones have a door of their own, where only the page of a ticket is (server.phone_door).
    """

    begins: str = ""
    tickets_only: bool = False

    def ticket(self, token: str) -> str:
        """A ticket's page."""
        return f"{self.begins}/t/{token}"

    def sheet(self, sheet: str) -> str:
        """A hand-out sheet's page; "" when telephones cannot open it."""
        return "" if self.tickets_only else f"{self.begins}/sheets/{sheet}"

    def trial(self) -> str:
        """Where a telephone is answered: what a printer's test page leads to."""
        return f"{self.begins}/t/essai" if self.tickets_only else self.begins
