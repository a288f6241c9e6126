"""The screens of the office, all alike."""

from config.screens import Screen
from counter_console.pages import SCREEN as COUNTER
from display.pages import SCREEN as DISPLAY
from kiosk.pages import SCREEN as KIOSK
from mediator_console.pages import SCREEN as CONSOLE
from report.pages import SCREEN as MANAGER
from sheet_page.pages import SCREEN as SHEETS
from ticket_page.pages import SCREEN as TICKET

SCREENS: tuple[Screen, ...] = (KIOSK, DISPLAY, CONSOLE, COUNTER, MANAGER, TICKET, SHEETS)
