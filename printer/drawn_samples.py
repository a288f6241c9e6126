"""One ticket in five languages, one slip, one sheet, and their pictures: python -m printer.drawn_samples [FOLDER], docs/tickets by default.

The words are samples, not a catalogue.
"""

import sys
from pathlib import Path

import msgspec
from PIL import Image

from printer.paper import AnyPaper, PrinterModel, SheetPaper, SlipPaper, TicketPaper
from printer.papers import paper_bytes
from printer.picture import draw

WIDTHS = (576, 512, 384)
SHOWN = ("fr", "ar", "pl")
"""The languages whose pictures are kept in the documentation."""

_FRENCH = TicketPaper(
    office="Bureau de poste de Lens",
    number="112",
    need="Retirer un colis",
    wait="environ 10 à 15 minutes",
    where="Installez-vous\u202f: un médiateur vous accueille près de l’entrée.",
    ready=("Une pièce d’identité", "L’avis de passage, ou le numéro de suivi"),
    ready_title="Préparez\u202f:",
    follow="Suivez votre tour sur votre téléphone",
    url="https://lens.aller-vers.fr/t/9fK2mQ7xL0aB3",
    privacy="Aucune donnée personnelle. Numéro effacé ce soir.",
    taken_at="lundi 23 novembre 2026, 9 h 42",
)

SAMPLES = {
    "fr": _FRENCH,
    "ar": msgspec.structs.replace(
        _FRENCH,
        language="ar",
        need="استلام طرد",
        wait="حوالي 10 إلى 15 دقيقة",
        where="تفضّلوا بالجلوس: سيستقبلكم الوسيط قرب المدخل.",
        ready=("وثيقة هوية", "إشعار المرور أو رقم التتبّع"),
        ready_title="حضّروا:",
        follow="تابعوا دوركم على هاتفكم",
        privacy="لا بيانات شخصية. يُمحى الرقم هذا المساء.",
        taken_at="الاثنين 23 نوفمبر 2026، 09:42",
    ),
    "pl": msgspec.structs.replace(
        _FRENCH,
        language="pl",
        need="Odebrać paczkę",
        wait="około 10 do 15 minut",
        where="Proszę usiąść: mediator przyjmie Państwa przy wejściu.",
        ready=("Dokument tożsamości", "Awizo lub numer przesyłki"),
        ready_title="Proszę przygotować:",
        follow="Śledź swoją kolej w telefonie",
        privacy="Żadnych danych osobowych. Numer zniknie dziś wieczorem.",
        taken_at="poniedziałek, 23 listopada 2026, 9:42",
    ),
    "uk": msgspec.structs.replace(
        _FRENCH,
        language="uk",
        need="Отримати посилку",
        wait="приблизно 10–15 хвилин",
        where="Сідайте, будь ласка: медіатор зустріне вас біля входу.",
        ready=("Документ, що посвідчує особу", "Повідомлення або номер відстеження"),
        ready_title="Підготуйте:",
        follow="Стежте за чергою на своєму телефоні",
        privacy="Жодних особистих даних. Номер зітремо сьогодні ввечері.",
        taken_at="понеділок, 23 листопада 2026 р., 9:42",
    ),
    "tr": msgspec.structs.replace(
        _FRENCH,
        language="tr",
        need="Paket almak",
        wait="yaklaşık 10–15 dakika",
        where="Lütfen oturun: arabulucu sizi girişin yanında karşılayacak.",
        ready=("Kimlik belgesi", "Teslimat bildirimi veya takip numarası"),
        ready_title="Hazırlayın:",
        follow="Sıranızı telefonunuzdan izleyin",
        privacy="Kişisel veri yok. Numara bu akşam silinir.",
        taken_at="23 Kasım 2026 Pazartesi, 09:42",
    ),
}


SLIP = SlipPaper(
    heading="Votre inscription à un atelier",
    title="Mon espace client : voir mon compte, faire un virement",
    level="Pour s'entraîner",
    day="Mardi 1 décembre 2026",
    hours="De 14 h 00 à 16 h 00",
    where="Ici, au bureau de poste :",
    place="Salle du bureau de poste",
    code_title="Votre code",
    code="FJR3",
    seat="Votre place est gardée.",
    todo=(
        "Gardez ce papier. Dites ce code en arrivant.",
        "Vous ne venez pas ? Dites-le au bureau. Une autre personne aura la place.",
    ),
    privacy="Aucun nom n'est gardé : ce code suffit.",
    imprint=("Bureau de poste de Lens", "lundi 23 novembre 2026, 9 h 42"),
)


SHEET = SheetPaper(
    title="Retirer de l'argent au distributeur",
    have_title="Il vous faut :",
    have=("Votre carte bancaire", "Votre code secret, dans votre tête"),
    steps=(
        "Regardez autour de vous. Quelqu'un est trop près ? Attendez, ou allez au guichet.",
        "Mettez la carte dans la fente.",
        "Tapez les 4 chiffres du code. Cachez le clavier avec l'autre main.",
        "Touchez la somme que vous voulez.",
        "Reprenez d'abord la carte, puis les billets.",
    ),
    mind_title="Attention",
    mind=("Ne donnez jamais votre code, même à une personne qui veut aider.",),
    aid="Vous êtes bloqué ? Revenez au bureau de poste : une personne vous aide.",
    follow="Cette fiche sur votre téléphone",
    url="https://lens.aller-vers.fr/sheets/cash-machine",
    imprint=("Bureau de poste de Lens",),
)

OTHERS: dict[str, AnyPaper] = {"slip": SLIP, "sheet": SHEET}
"""Papers that are no ticket."""


def main() -> None:
    """Writes the pictures."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/tickets")
    folder.mkdir(parents=True, exist_ok=True)
    for language in SHOWN:
        for dots in WIDTHS:
            sample(language, dots).save(folder / f"{language}-{dots}.png", optimize=True)
    for dots in WIDTHS:
        for name, paper in OTHERS.items():
            picture_of(paper, dots).save(folder / f"{name}-{dots}.png", optimize=True)


def sample(language: str, dots: int) -> Image.Image:
    """The paper of one ticket in black and white."""
    return picture_of(SAMPLES[language], dots)


def picture_of(paper: AnyPaper, dots: int) -> Image.Image:
    """Any paper in black and white."""
    picture = draw(paper_bytes(paper, PrinterModel(dots=dots)), dots)
    return picture.convert("L").point(lambda level: 255 * (level > 128)).convert("1")


if __name__ == "__main__":
    main()
