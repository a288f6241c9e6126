"""The screens of the office, all alike."""

from counter_console.pages import SCREEN as COUNTER
from display.pages import SCREEN as DISPLAY
from kiosk.pages import SCREEN as KIOSK
from mediator_console.pages import SCREEN as CONSOLE
from report.pages import SCREEN as MANAGER
from screen.screen import Screen
from sheet_page.pages import SCREEN as SHEETS
from ticket_page.pages import SCREEN as TICKET
from ticket_page.phone import SCREEN as PHONE

SCREENS: tuple[Screen, ...] = (KIOSK, DISPLAY, CONSOLE, COUNTER, MANAGER, TICKET, SHEETS)

READ_ONLY: tuple[Screen, ...] = tuple(PHONE if screen is TICKET else screen for screen in SCREENS)
"""With a plain door for telephones: what is read there on the way must not let anybody leave in somebody's place over https."""
