"""The switches of the virtual printer."""

import msgspec


class Faults(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is wrong with the printer now; all of it can change while it runs.

    near_end, paper_out, cover_open, cutter, unrecoverable: what its sensors say. paused: offline, and does not say why.
    stuck: answers in real time, but prints nothing and does not clear its buffer. hang: reads nothing, answers nothing.
    mute: prints and answers nothing. hang_after, mute_after, drop_after: hangs, falls mute, or resets the connection, once
    that many bytes of it have come. paper_out_after: the paper ends after that many printed bytes. process_id, processed:
    answers GS ( H, GS r. not_taken: its presenter holds the last ticket. speed: bytes a second, 0 as fast as possible.
    """

    near_end: bool = False
    paper_out: bool = False
    cover_open: bool = False
    cutter: bool = False
    unrecoverable: bool = False
    paused: bool = False
    stuck: bool = False
    hang: bool = False
    mute: bool = False
    hang_after: int | None = None
    mute_after: int | None = None
    drop_after: int | None = None
    paper_out_after: int | None = None
    process_id: bool = True
    processed: bool = True
    not_taken: bool = False
    speed: int = 0

    @property
    def offline(self) -> bool:
        """Whether it stops printing."""
        return self.paper_out or self.cover_open or self.cutter or self.unrecoverable or self.paused

    def answer(self, n: int) -> int:
        """The byte for DLE EOT n."""
        stopped = self.cutter or self.unrecoverable
        match n:
            case 1:
                return 0x12 | 0x08 * self.offline
            case 2:
                return 0x12 | 0x04 * self.cover_open | 0x20 * self.paper_out | 0x40 * stopped
            case 3:
                return 0x12 | 0x08 * self.cutter | 0x20 * self.unrecoverable
            case _:
                return 0x12 | 0x0C * (self.near_end or self.paper_out) | 0x60 * self.paper_out

    def presenter(self) -> bytes:
        """The 6 bytes for DLE EOT 20."""
        return bytes((0x10, 0x0F, 0x01 * self.paper_out | 0x04 * self.near_end | 0x20 * self.not_taken, 0, 0, 0))

    def changes(self) -> bytes:
        """The 4 bytes of automatic status (GS a)."""
        return bytes(
            (
                0x10 | 0x08 * self.offline | 0x20 * self.cover_open,
                0x08 * self.cutter | 0x20 * self.unrecoverable,
                0x03 * (self.near_end or self.paper_out) | 0x0C * self.paper_out,
                0x00,
            )
        )
