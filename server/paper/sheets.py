"""The words of a hand-out sheet on paper: in French, as the sheet itself is."""

from config.languages import SOURCE
from printer.paper import SheetPaper
from server.office import Office


def sheet_paper(office: Office, sheet: str) -> SheetPaper | None:
    """All the words. None for a sheet that has left the configuration meanwhile."""
    guide = next((guide for guide in office.settings.sheets if guide.id == sheet), None)
    if guide is None:
        return None
    texts, settings = office.texts, office.settings
    return SheetPaper(
        title=guide.title,
        have_title=texts.gettext(SOURCE, "Il vous faut :"),
        have=guide.have,
        steps=guide.steps,
        mind_title=texts.gettext(SOURCE, "Attention"),
        mind=guide.mind,
        aid=texts.gettext(SOURCE, "Vous êtes bloqué ? Revenez au bureau de poste : une personne vous aide."),
        follow=texts.gettext(SOURCE, "Cette fiche sur votre téléphone"),
        url=office.sheet_url(guide.id),
        imprint=(settings.name,),
        language=SOURCE,
    )
