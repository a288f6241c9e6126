"""Where an office's copies go beside its own disk."""

from pathlib import PurePosixPath
from typing import Annotated

from pydantic import BeforeValidator

from config.faults import Fault
from config.table import Table


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


class CopiesSettings(Table):
    """second_folder: a folder on another medium, which holds a folder an office; the daily copy goes there too."""

    second_folder: Annotated[str, BeforeValidator(whole_path)] | None = None


def copy_faults(copies: CopiesSettings, data: str, file: str) -> list[Fault]:
    """A second folder among the offices' own (data: serve.data) would be no second one."""
    second = copies.second_folder
    if second is None or not PurePosixPath(second).is_relative_to(data):
        return []
    problem = f"ce dossier est dans celui des bureaux (serve.data = « {data} ») : donnez un dossier d'un autre disque"
    return [Fault(file, "copies.second_folder", f'"{second}"', problem)]
