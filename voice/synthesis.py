"""A sentence becomes sound, in the language's own voice.

Two engines. SVOX Pico (PyPI py-nanotts, Apache-2.0) carries its voices in the wheel and sounds best: French, English, Italian.
eSpeak NG (Debian espeak-ng, GPL, run as a program of its own) speaks the others.
"""

import array
import io
import shutil
import subprocess
import wave

from py_nanotts import NanoTTS

from voice.sound import Sound, evened, trimmed

PICO = {"fr": "fr-FR", "en": "en-GB", "it": "it-IT"}
ESPEAK = {"ar": "ar", "pl": "pl", "pt": "pt", "uk": "uk", "tr": "tr"}
PICO_RATE = 16_000
PICO_VOLUME = 0.8
"""At its own volume, 1.0, the engine cuts the peaks of its French voice."""
CALM = 0.9
"""Of the engine's own speed: people listen in a noisy hall, in a language that may not be their first."""
ESPEAK_WORDS_A_MINUTE = 140
LIMIT_S = 10


class NoVoice(Exception):
    """This cannot be said here; the text, in French, says why and what to install."""


def speak(language: str, sentence: str) -> Sound:
    """The sentence, trimmed and as loud as every other. Raises NoVoice."""
    problem = missing(language)
    if problem:
        raise NoVoice(problem)
    sound = trimmed(_pico(language, sentence) if language in PICO else _espeak(language, sentence))
    if not sound.samples:
        raise NoVoice(f"La voix n'a rien dit de « {sentence} ».")
    return evened(sound)


def missing(language: str) -> str:
    """What to do before this language can be heard here; nothing when it can."""
    if language in PICO:
        return ""
    if language not in ESPEAK:
        return f"Aucune voix ne parle « {language} »."
    if shutil.which("espeak-ng") is None:
        return f"Pour entendre « {language} », installez espeak-ng (apt install espeak-ng)."
    return ""


def _pico(language: str, sentence: str) -> Sound:
    samples = NanoTTS().speak(sentence, voice=PICO[language], speed=CALM, volume=PICO_VOLUME)
    return Sound(array.array("h", samples), PICO_RATE)


def _espeak(language: str, sentence: str) -> Sound:
    """ESpeak writes a WAV header whose length is unknown yet: the samples are all that follows it."""
    command = ["espeak-ng", "-b", "1", "-v", ESPEAK[language], "-s", str(ESPEAK_WORDS_A_MINUTE), "--stdin", "--stdout"]
    try:
        wav = subprocess.run(command, input=sentence.encode(), capture_output=True, check=True, timeout=LIMIT_S).stdout
    except (subprocess.SubprocessError, OSError) as error:
        raise NoVoice(f"espeak-ng n'a pas répondu : {error}") from error
    with wave.open(io.BytesIO(wav)) as heard:
        frames, rate = heard.readframes(len(wav)), heard.getframerate()
    return Sound(array.array("h", frames[: len(frames) // 2 * 2]), rate)
