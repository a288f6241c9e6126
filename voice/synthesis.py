"""A sentence becomes sound: 16-bit mono WAV, the silence at both ends cut, each voice as loud as the others.

Two engines. SVOX Pico (PyPI py-nanotts, Apache-2.0) carries its voices in the wheel and sounds best: French, English, Italian.
eSpeak NG (Debian espeak-ng, GPL, run as a program of its own) speaks the others.
"""

import array
import io
import shutil
import subprocess
import wave

from py_nanotts import NanoTTS

PICO = {"fr": "fr-FR", "en": "en-GB", "it": "it-IT"}
ESPEAK = {"ar": "ar", "pl": "pl", "pt": "pt", "uk": "uk", "tr": "tr"}
PICO_RATE = 16_000
CALM = 0.9
"""Of the engine's own speed: people listen in a noisy hall, in a language that may not be their first."""
ESPEAK_WORDS_A_MINUTE = 140
PEAK = 0.8
SILENT = 0.02
"""Of full scale: below this the ends of a clip are silence."""
MARGIN_S = 0.05


class NoVoice(Exception):
    """Nothing speaks this language here; the text says what to install."""


def speak(language: str, sentence: str) -> bytes:
    """The sentence as a WAV file. Raises NoVoice."""
    if language in PICO:
        return _wav(NanoTTS().speak(sentence, voice=PICO[language], speed=CALM), PICO_RATE)
    if language not in ESPEAK:
        raise NoVoice(f"no voice speaks « {language} »")
    program = shutil.which("espeak-ng")
    if program is None:
        raise NoVoice(f"install Debian's espeak-ng to hear « {language} »")
    command = [program, "-v", ESPEAK[language], "-s", str(ESPEAK_WORDS_A_MINUTE), "--stdin", "--stdout"]
    said = subprocess.run(command, input=sentence.encode(), capture_output=True, check=True).stdout
    return _wav(*_read(said))


def _read(said: bytes) -> tuple[bytes, int]:
    """ESpeak writes a header whose length is unknown yet: the samples are all that follows it."""
    with wave.open(io.BytesIO(said)) as sound:
        return sound.readframes(len(said)), sound.getframerate()


def _wav(frames: bytes, rate: int) -> bytes:
    samples = array.array("h", frames[: len(frames) // 2 * 2])
    loudest = max(map(abs, samples), default=0)
    heard = [at for at, one in enumerate(samples) if abs(one) > loudest * SILENT]
    if not heard:
        raise NoVoice("the engine said nothing")
    margin, gain = int(rate * MARGIN_S), PEAK * 32_767 / loudest
    kept = samples[max(0, heard[0] - margin) : heard[-1] + margin]
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(array.array("h", (int(one * gain) for one in kept)).tobytes())
    return out.getvalue()
