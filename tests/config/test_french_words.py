"""The finder of French words finds them wherever a person reads or hears them, and leaves the rest alone."""

import pytest

from tests.french_words import french_in, french_of


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>Take a ticket <b>maintenant</b></p>", ["maintenant"]),
        ('<button aria-label="Restez"><img alt="" src="/x"></button>', ["Restez"]),
        ('<script type="application/json" id="texts">{"a": "Wait", "b": "Pr\\u00e9parez {n}"}</script>', ["Préparez"]),
        ("<p>The counter is open : come</p>", ["open :"]),
        ("<p>“counter” and « guichet »</p>", ["guichet", "«", "»"]),
        ("<p>Device n° 3</p>", ["n°"]),
    ],
)
def test_french_is_found_in_text_in_what_is_read_aloud_and_in_the_words_for_scripts(page, words):
    assert french_in(page) == words


@pytest.mark.parametrize(
    "page",
    [
        "<title>The wait</title><p>About 10 to 15 minutes: “Counter 3”</p>",
        '<ul><li lang="fr">Français</li><li>English</li></ul>',
        "<script>const attente = 1;</script><style>.attente { color: red }</style>",
        "<strong>de0c 11la 8un2</strong>",
        "<h1>Aller-vers</h1>",
        "<p>Médiatrice 1 at Hénin-Beaumont</p>",
        '<input value="x"><p>After what has no end</p>',
    ],
)
def test_english_names_and_what_says_to_be_french_are_let_be(page):
    assert french_in(page, ("Médiatrice 1", "Hénin-Beaumont")) == []


def test_a_plain_text_is_read_too():
    assert french_of("Lens: 3 guichets, 2 mediators", ("Lens",)) == ["guichets"]
