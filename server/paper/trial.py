"""A printer's test page: whoever stands in front of it sees which printer it is, and whether letters, edges and code come out."""

from config.settings import OfficeSettings
from config.texts import Texts
from printer.paper import TicketPaper
from server.time.clock import now_ms


def trial_paper(settings: OfficeSettings, printer: str, url: str) -> TicketPaper:
    """All that a ticket shows, in French. printer: its name in the configuration; url: what its code leads to, "" for no code."""
    texts = Texts.load()
    return TicketPaper(
        office=settings.name,
        number="123",
        need=texts.gettext("fr", "Page d'essai"),
        wait=texts.gettext("fr", "Imprimante : {printer}", printer=printer),
        where=texts.gettext("fr", "Lettres : à â ç é è ê ë î ï ô ù û œ € « »"),
        ready_title=texts.gettext("fr", "Vérifiez :"),
        ready=(
            texts.gettext("fr", "Les bords ne sont pas coupés"),
            texts.gettext("fr", "Votre téléphone lit le code"),
            texts.gettext("fr", "Le papier est coupé au bon endroit"),
        ),
        follow=texts.gettext("fr", "Ce code mène à la page du bureau"),
        url=url,
        privacy=texts.gettext("fr", "Ce n'est pas un ticket."),
        taken_at=texts.moment(now_ms(), settings.timezone),
    )
