"""What people come for, by the shares that the waiting times were calibrated with, and what a mediator helps them with."""

from random import Random
from typing import TypeVar

_T = TypeVar("_T")

ORDINARY = {
    "parcel_notice": 20, "parcel_tracking_number": 7, "proxy_pickup": 3,
    "stamps": 4, "send_parcel": 7, "registered_letter": 4,
    "cash_with_card": 12, "cash_without_card": 6, "deposit": 4,
    "lost_card": 2, "account_credit_estate": 4, "transfer": 2, "sim_plan": 2,
    "proxy": 2, "address_change": 1, "mail_holding": 1,
}  # fmt: skip
"""Visits of a hundred, without those that a mediator helps: collect 30, send 18, cash 22, bank 10, mobile and identity 4, proxies 4."""
DIGITAL = {
    "track": 12, "client_space": 16, "transfer": 8, "direct_debit": 8, "prepaid_mobile": 7, "laposte_address": 7,
    "digiposte": 4, "digital_identity": 7, "tax": 8, "social_state": 16, "state_papers": 7,
}  # fmt: skip
"""On a phone or a computer, together; a need that a counter also serves goes to the mediator while one is there."""
MACHINE = {"stamps": 5, "send_parcel": 6, "registered_letter": 5}
FORMS = {"fill_form": 6, "administrative_mail": 4}
PROCEDURES = {
    "tax": ("income-tax",),
    "social_state": ("housing-benefit", "activity-benefit", "health-insurance", "pension", "job-seeker"),
    "state_papers": ("identity-papers", "vehicle-papers", "residence-permit"),
}
"""Which of the office's procedures a need is about."""


def one_of(weights: dict[_T, int], chance: Random) -> _T:
    """One, as often as its weight says."""
    return chance.choices(list(weights), list(weights.values()))[0]
