"""The manager's register: pairing codes, devices, and the people who sign in."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from config.roles import STAFF, Role, allow
from server.access import Access
from server.office import Office

NAME_LONGEST = 40


def register_pages(office: Office, access: Access) -> Blueprint:
    """/manager/register and its forms; what a form tells (a code, a PIN) is shown once, in its answer."""
    pages = Blueprint("register", __name__)

    def page(**told: str) -> str:
        roles = [role for role in Role if role is not Role.PRINTER]
        return render_template(
            "register.html", devices=access.people.devices(), staff=access.people.staff(), roles=roles,
            staff_roles=[role for role in roles if role in STAFF], counters=office.settings.counters, told=told,
        )  # fmt: skip

    @pages.get("/manager/register")
    @allow(Role.MANAGER)
    def register() -> str:
        """Devices and staff."""
        return page()

    @pages.post("/manager/codes")
    @allow(Role.MANAGER)
    def new_code() -> tuple[str, int]:
        """role, place → a pairing code, shown once."""
        role, place = request.form.get("role", ""), request.form.get("place", "")
        if role not in set(Role) - {Role.PRINTER} or (place and place not in office.state.plan.counters):
            return page(), 422
        code = access.new_code(Role(role), place if role == Role.COUNTER else "")
        return page(code=f"{code[:4]} {code[4:]}", role=role), 200

    @pages.post("/manager/devices/<int:device>/revoke")
    @allow(Role.MANAGER)
    def revoke(device: int) -> Response:
        """The device is sent away at once."""
        access.revoke(device)
        return redirect("/manager/register", 303)

    @pages.post("/manager/staff")
    @allow(Role.MANAGER)
    def new_staff() -> tuple[str, int]:
        """name, role → a PIN, shown once."""
        name = request.form.get("name", "").strip()[:NAME_LONGEST]
        roles = frozenset(Role(role) for role in request.form.getlist("role") if role in STAFF)
        if not name or not roles:
            return page(), 422
        return page(pin=access.add_staff(name, roles), name=name), 200

    @pages.post("/manager/staff/remove")
    @allow(Role.MANAGER)
    def remove_staff() -> Response:
        """They can no longer sign in."""
        access.remove_staff(request.form.get("name", ""))
        return redirect("/manager/register", 303)

    return pages
