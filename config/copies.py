"""Where an office's copies go beside its own disk."""

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator

from config.faults import Fault
from config.frozen import Settings

if TYPE_CHECKING:
    from config.settings import OfficeSettings


def whole_path(value: object) -> str:
    """A folder by its whole path. Raises ValueError."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("le chemin entier d'un dossier est attendu, par exemple « /media/copies »")
    if "\0" in value or ".." in PurePosixPath(value).parts:
        raise ValueError("ce chemin n'est pas possible : écrivez-le en entier, sans « .. »")
    if not value.startswith("/"):
        near = value.removeprefix("~/").removeprefix("./")
        raise ValueError(f"il faut le chemin entier, qui commence par « / » : peut-être « /media/{near} » ?")
    return value


class CopiesSettings(Settings):
    """second_folder: a folder on another medium, which holds a folder an office; the daily copy goes there too."""

    second_folder: Annotated[str, BeforeValidator(whole_path)] | None = None


def copy_faults(settings: "OfficeSettings", file: str) -> list[Fault]:
    """A second folder among the offices' own would be no second one."""
    second, data = settings.copies.second_folder, settings.serve.data
    if second is None or not PurePosixPath(second).is_relative_to(data):
        return []
    problem = f"ce dossier est dans celui des bureaux (serve.data = « {data} ») : donnez un dossier d'un autre disque"
    return [Fault(file, "copies.second_folder", f'"{second}"', problem)]
