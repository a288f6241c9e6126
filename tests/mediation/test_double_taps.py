"""A double tap is answered as the first tap was, also when somebody else asked for the same in between."""

import pytest
from mediation_day import ANNE, PAUL

from mediation.commands import NoteHelp, StartAccompaniment
from mediation.coop import Nature


@pytest.mark.parametrize("command", [StartAccompaniment(), NoteHelp(Nature.INFORMATION, 2)])
def test_a_double_tap_is_not_answered_with_what_another_mediator_began_meanwhile(day, command):
    mine = day.do(command, ANNE)
    day.now += 500
    day.do(command, PAUL)
    day.now += 500

    assert day.do(command, ANNE) == mine
    assert len(day.whole.mediation.accompaniments) == 2
