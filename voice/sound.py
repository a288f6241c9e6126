"""Sound as samples: the silence at both ends cut, one loudness for all voices, MP3."""

import array
import math
from dataclasses import dataclass

import lameenc

FULL = 32_767
FRAME_S = 0.02
VOICED = 0.1
"""Of the loudest frame: below this a frame is a pause, which does not count for the loudness."""
LOUDNESS_DB = -18.0
"""Below full scale. Both engines reach it without their peaks being cut: Pico speaks at -15, eSpeak at -22 with higher peaks."""
PEAK = 0.98
SILENT = 0.02
"""Of the loudest sample: below this the ends of a clip are silence."""
MARGIN_S = 0.05
KBIT = 32


@dataclass(frozen=True)
class Sound:
    """One channel. samples: 16 bits each; rate: samples a second."""

    samples: "array.array[int]"
    rate: int

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / self.rate

    @property
    def loudest(self) -> int:
        """The largest sample, 0 … 32 768."""
        return max(map(abs, self.samples), default=0)

    @property
    def loudness(self) -> float:
        """The mean power of what is voiced, in dB below full scale: pauses do not make a voice softer."""
        size = int(self.rate * FRAME_S)
        frames = [self.samples[at : at + size] for at in range(0, len(self.samples), size)]
        powers = [sum(sample * sample for sample in frame) / len(frame) for frame in frames]
        least = max(powers, default=0) * VOICED**2
        voiced = [power for power in powers if power > least]
        return 10 * math.log10(sum(voiced) / len(voiced) / FULL**2) if voiced else -math.inf


def trimmed(sound: Sound) -> Sound:
    """Without the silence at both ends, but for a short breath; nothing at all when nothing is heard."""
    least = sound.loudest * SILENT
    heard = [at for at, sample in enumerate(sound.samples) if abs(sample) > least]
    margin = int(sound.rate * MARGIN_S)
    voiced = sound.samples[max(0, heard[0] - margin) : heard[-1] + margin] if heard else array.array("h")
    return Sound(voiced, sound.rate)


def evened(sound: Sound) -> Sound:
    """As loud as every other voice, unless its peaks would be cut."""
    gain = min(10 ** ((LOUDNESS_DB - sound.loudness) / 20), PEAK * FULL / sound.loudest)
    return Sound(array.array("h", (int(sample * gain) for sample in sound.samples)), sound.rate)


def mp3(sound: Sound) -> bytes:
    """A file that every browser plays: a tenth of the same as WAV."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(sound.rate)
    encoder.set_bit_rate(KBIT)
    encoder.set_quality(2)
    return bytes(encoder.encode(sound.samples.tobytes()) + encoder.flush())
