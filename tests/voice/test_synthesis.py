"""Each language has a voice, as loud as the others; numbers are read as numbers; what is missing is said."""

import array

import pytest

from config.loading import load
from config.texts import Texts
from voice import synthesis
from voice.sentences import always_said, sentence
from voice.sound import LOUDNESS_DB, Sound, evened, mp3, trimmed
from voice.synthesis import ESPEAK, PICO, NoVoice, missing, speak

LANGUAGES = [*PICO, *ESPEAK]
LENS = load("lens", demonstration=True)
TEXTS = Texts.load()
AS_NUMBER_AND_DIGIT_BY_DIGIT = {
    "fr": ("Numéro cent douze, guichet trois", "Numéro un un deux, guichet trois"),
    "en": ("Number one hundred and twelve, counter three", "Number one one two, counter three"),
    "it": ("Numero centododici, sportello tre", "Numero uno uno due, sportello tre"),
    "pl": ("Numer sto dwanaście, okienko trzy", "Numer jeden jeden dwa, okienko trzy"),
    "pt": ("Número cento e doze, balcão três", "Número um um dois, balcão três"),
    "uk": ("Номер сто дванадцять, вікно три", "Номер один один два, вікно три"),
    "tr": ("Numara yüz on iki, gişe üç", "Numara bir bir iki, gişe üç"),
    "ar": ("الرقم مئة و اثنا عشر، الشباك ثلاثة", "الرقم واحد واحد اثنان، الشباك ثلاثة"),
}
IN_DIGITS = {
    "fr": "Numéro 112, guichet 3",
    "en": "Number 112, counter 3",
    "it": "Numero 112, sportello 3",
    "pl": "Numer 112, okienko 3",
    "pt": "Número 112, balcão 3",
    "uk": "Номер 112, вікно 3",
    "tr": "Numara 112, gişe 3",
    "ar": "الرقم 112، الشباك 3",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_is_read_as_a_number_not_digit_by_digit(language):
    seconds = speak(language, IN_DIGITS[language]).seconds
    as_number, digit_by_digit = (speak(language, text).seconds for text in AS_NUMBER_AND_DIGIT_BY_DIGIT[language])

    assert seconds == pytest.approx(as_number, rel=0.07)
    assert abs(seconds - digit_by_digit) > 2 * abs(seconds - as_number)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_voice_is_as_loud_as_the_others(language):
    sound = speak(language, IN_DIGITS[language])

    assert sound.loudness == pytest.approx(LOUDNESS_DB, abs=1)
    assert sound.loudest < 32_700


def test_the_engines_by_themselves_are_not_equally_loud():
    pico, espeak = synthesis._pico("fr", IN_DIGITS["fr"]), synthesis._espeak("uk", IN_DIGITS["uk"])

    assert abs(pico.loudness - espeak.loudness) > 4


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_of_the_office_are_heard(language):
    """One in ten, of every kind; `allervers voice make` makes them all, and stops at one that is not heard."""
    words = TEXTS.words(language, LENS)
    sentences = [*always_said(words), sentence(words, "call", {"number": 112, "counter": 3})]
    assert len(sentences) > 100

    for each in sentences[::10]:
        sound = speak(language, each.text)
        letters = sum(letter.isalpha() for letter in each.text) + 4 * sum(letter.isdigit() for letter in each.text)
        assert sound.loudness == pytest.approx(LOUDNESS_DB, abs=3), each
        assert 0.2 + letters * 0.03 < sound.seconds < 1.5 + letters * 0.2, each


def test_a_language_without_a_voice_says_so():
    with pytest.raises(NoVoice, match="Aucune voix ne parle « ku »"):
        speak("ku", "silav")


def test_a_box_without_espeak_says_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    assert "apt install espeak-ng" in missing("ar")
    assert missing("fr") == ""
    with pytest.raises(NoVoice, match="apt install espeak-ng"):
        speak("ar", "مرحبا")


def test_what_cannot_be_heard_is_no_clip():
    with pytest.raises(NoVoice, match="rien dit"):
        speak("fr", "…")


def test_silence_at_both_ends_is_cut_and_none_within():
    tone = [8_000, -8_000] * 800
    sound = trimmed(Sound(array.array("h", [0] * 16_000 + tone + [0] * 4_000 + tone + [0] * 9_000), 16_000))

    assert sound.seconds == pytest.approx((4_000 + 2 * 1_600) / 16_000 + 0.1, abs=0.001)


def test_pauses_do_not_make_a_voice_softer_and_peaks_are_never_cut():
    tone = [2_000, -2_000] * 1_600
    alone, with_pause = Sound(array.array("h", tone), 16_000), Sound(array.array("h", [*tone, *[0] * 9_600]), 16_000)
    click = Sound(array.array("h", [*tone, 32_000]), 16_000)

    assert evened(with_pause).loudness == pytest.approx(evened(alone).loudness, abs=0.1)
    assert evened(click).loudest < 32_700


def test_a_call_as_mp3_is_a_tenth_of_its_samples():
    sound = speak("fr", IN_DIGITS["fr"])

    assert 4_000 < len(mp3(sound)) < 2 * len(sound.samples) / 5
    assert len(mp3(sound)) < 12_000
