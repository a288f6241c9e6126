"""Signs of life of the printer workers: one that says nothing for long prints nothing, whatever it said of its printer before."""

from collections.abc import Callable, Iterable

from server.time.clock import elapsed_ms

SILENT_MS = 25_000
"""A worker asks every 10 s, or is printing (8 s at most) and says what became of it, then looks at its printer (4 s at most)."""
LOOK_MS = 5_000
"""How often the office looks, with its clock's turn."""


class Workers:
    """When each worker was last heard. elapsed: milliseconds of a clock that nobody sets.

    end: told the printer of a silent worker, which is to be ended, so that another takes its place and says how the printer is.
    Nobody is waited for before `expect`: an office that is opened to be read has no workers.
    """

    def __init__(self, elapsed: Callable[[], int] = elapsed_ms) -> None:
        self.end: Callable[[str], object] = lambda _printer: None
        self._elapsed = elapsed
        self._heard: dict[str, int] = {}
        self._looked = elapsed()

    def expect(self, printers: Iterable[str]) -> None:
        """The workers of these printers are to be heard from now on."""
        self._looked = self._elapsed()
        self._heard = dict.fromkeys(printers, self._looked)

    def heard(self, printer: str) -> None:
        """Its worker asked, or said, something just now."""
        if printer in self._heard:
            self._heard[printer] = self._elapsed()

    def silent(self) -> tuple[str, ...]:
        """The printers whose worker has said nothing for too long; each is named again only after as long once more."""
        now = self._elapsed()
        # Where we stood still ourselves (a suspended machine, a slow disk) their silence says nothing.
        late = max(0, now - self._looked - LOOK_MS)
        self._looked = now
        self._heard = {printer: at + late for printer, at in self._heard.items()}
        silent = tuple(printer for printer, at in self._heard.items() if now - at > SILENT_MS)
        self._heard.update(dict.fromkeys(silent, now))
        return silent
