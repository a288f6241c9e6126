"""The words of a hand-out sheet on paper: in French, as the sheet itself is."""

from config.languages import SOURCE
from printer.paper import SheetPaper
from server.office import Office


def sheet_paper(office: Office, sheet: str) -> SheetPaper | None:
    """All the words. None for a sheet that has left the configuration meanwhile."""
    found = next((one for one in office.settings.sheets if one.id == sheet), None)
    if found is None:
        return None
    texts, settings = office.texts, office.settings
    return SheetPaper(
        title=found.title,
        have_title=texts.gettext(SOURCE, "Il vous faut :"),
        have=found.have,
        steps=found.steps,
        mind_title=texts.gettext(SOURCE, "Attention"),
        mind=found.mind,
        aid=texts.gettext(SOURCE, "Vous êtes bloqué ? Revenez au bureau de poste : une personne vous aide."),
        follow=texts.gettext(SOURCE, "Cette fiche sur votre téléphone"),
        url=office.sheet_url(found.id),
        imprint=(settings.name,),
        language=SOURCE,
    )
