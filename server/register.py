"""The manager's register: pairing codes, devices, and the people who sign in."""

from datetime import date

import msgspec
from babel.dates import format_date
from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from config import access_words
from config.catalogues import gettext
from config.languages import locale_of
from flow.tickets import Actor
from screen.roles import STAFF, Role, allow
from server.access import Access, current
from server.access.names import NAME_LONGEST, NameRefused
from server.access.tries import Busy, Lock, Subject
from server.journal.people import Device
from server.office import Office

Refused = tuple[str, int]
PAGE = "/manager/register"


class DeviceLine(msgspec.Struct, frozen=True):
    """A device as the register shows it."""

    id: int
    called: str
    screens: str
    seen: str


def register_pages(office: Office, access: Access) -> Blueprint:
    """/manager/register and its forms; what a form tells (a code, a PIN) is shown once, in its answer."""
    pages = Blueprint("register", __name__)

    @pages.get(PAGE)
    @allow(Role.MANAGER)
    def register() -> str:
        """Devices and staff."""
        return _page(office, access)

    _add_device_forms(pages, office, access)
    _add_staff_forms(pages, office, access)
    return pages


def _add_device_forms(pages: Blueprint, office: Office, access: Access) -> None:
    @pages.post("/manager/codes")
    @allow(Role.MANAGER)
    def new_code() -> Refused:
        """role, place → a pairing code, shown once."""
        role, place = request.form.get("role", ""), request.form.get("place", "")
        if role not in set(Role) - {Role.PRINTER} or (place and place not in office.state.plan.counters):
            return _page(office, access, problem=access_words.CODE_PLACE), 422
        code = access.new_code(Role(role), place if role == Role.COUNTER else "", _by())
        return _page(office, access, code=f"{code[:4]} {code[4:]}", role=role), 200

    @pages.post("/manager/devices/<int:device>/revoke")
    @allow(Role.MANAGER)
    def revoke(device: int) -> Response:
        """The device is sent away at once."""
        access.revoke(device, _by())
        return redirect(PAGE, 303)


def _add_staff_forms(pages: Blueprint, office: Office, access: Access) -> None:
    @pages.post("/manager/staff")
    @allow(Role.MANAGER)
    def new_staff() -> Refused:
        """name, role → a PIN, shown once. A name that is somebody's is refused."""
        name = request.form.get("name", "")
        roles = frozenset(Role(role) for role in request.form.getlist("role") if role in STAFF)
        if not roles:
            return _page(office, access, problem=access_words.NO_ROLE, name=name[:NAME_LONGEST]), 422
        try:
            return _page(office, access, pin=access.add_staff(name, roles, _by()), name=name.strip()), 200
        except NameRefused as refused:
            return _page(office, access, problem=access_words.NAMES[refused.fault], name=name[:NAME_LONGEST]), 422
        except Busy:
            return _page(office, access, problem=access_words.BUSY, name=name[:NAME_LONGEST]), 503

    @pages.post("/manager/staff/new-pin")
    @allow(Role.MANAGER)
    def new_pin() -> Refused:
        """A name → another PIN, shown once; whoever is signed in with the old one is sent away."""
        name = request.form.get("name", "")
        try:
            return _page(office, access, pin=access.new_pin(name, _by()), name=name.strip()), 200
        except NameRefused as refused:
            return _page(office, access, problem=access_words.NAMES[refused.fault]), 422
        except Busy:
            return _page(office, access, problem=access_words.BUSY), 503

    @pages.post("/manager/staff/remove")
    @allow(Role.MANAGER)
    def remove_staff() -> Response | Refused:
        """They can no longer sign in."""
        try:
            access.remove_staff(request.form.get("name", ""), _by())
        except NameRefused as refused:
            return _page(office, access, problem=access_words.NAMES[refused.fault]), 422
        return redirect(PAGE, 303)

    @pages.post("/manager/unlock")
    @allow(Role.MANAGER)
    def unlock() -> Response:
        """subject, about: whoever has to wait may try again at once."""
        key = (request.form.get("subject", ""), request.form.get("about", ""))
        for lock in access.counted_tries.locks():
            if (lock.key.subject, lock.key.about) == key:
                access.counted_tries.unlock(lock.key, _by())
        return redirect(PAGE, 303)


def _page(office: Office, access: Access, **shown: str) -> str:
    return render_template(
        "register.html", devices=[_line(device, access) for device in access.people.devices()],
        staff=access.staff(), roles=[role for role in Role if role is not Role.PRINTER], words=access_words.ROLES,
        staff_roles=sorted(STAFF), counters=office.settings.counters, told=shown, longest=NAME_LONGEST,
        locks=[_lock(lock, access) for lock in access.counted_tries.locks()],
    )  # fmt: skip


def _by() -> Actor:
    return current().actor(Role.MANAGER)


def _line(device: Device, access: Access) -> DeviceLine:
    """« Guichet 1 », or the name of a device with several screens."""
    language, seen = access.languages.of_page(), access.seen_on(device)
    called = access_words.device(device.name, language) if len(device.roles) == 1 else device.name
    screens = ", ".join(gettext(language, access_words.ROLES[role]) for role in sorted(device.roles))
    return DeviceLine(device.id, called, screens, _seen(seen, access.today, language))


def _seen(seen: str, today: str, language: str) -> str:
    """seen: the last day, "" for none; both ISO dates."""
    if not seen:
        return gettext(language, "jamais vu")
    if seen >= today:
        return gettext(language, "vu aujourd'hui")
    return gettext(language, "vu le {day}", day=format_date(date.fromisoformat(seen), "long", locale_of(language)))


def _lock(lock: Lock, access: Access) -> dict[str, str]:
    language, named = access.languages.of_page(), access.counted_tries.named(lock.key)
    about = access_words.device(named, language) if lock.key.subject is Subject.DEVICE else named
    locked = gettext(language, access_words.LOCKED_SUBJECTS[lock.key.subject], about=about)
    wait = access_words.wait(lock.wait_ms, language)
    sentence = gettext(language, "{locked} : encore {wait}.", locked=locked, wait=wait)
    return {"subject": lock.key.subject, "about": lock.key.about, "sentence": sentence}
