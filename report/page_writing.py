"""How the page that is asked for is written."""

from report.writing import Writing
from screen.request import language_of_request
from screen.running import RunningOffice


def writing_of(office: RunningOffice) -> Writing:
    """In the language of whoever asks for the page."""
    language = language_of_request(office.settings.languages)
    return Writing(language, office.texts.words(language, office.settings))
