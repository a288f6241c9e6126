"""A budget fills itself, and who is in debt is told how long."""

from server.door.budget import Budget, Budgets


class Clock:
    """Seconds, moved by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_so_many_at_once_then_so_many_a_second():
    clock = Clock()
    budget = Budget(rate=10, most=3, clock=clock)

    waits = [budget.spend() for _ in range(5)]

    assert waits == [0, 0, 0, 0.1, 0.2]


def test_time_pays_the_debt_and_fills_no_more_than_the_whole():
    clock = Clock()
    budget = Budget(rate=10, most=3, clock=clock)
    for _ in range(5):
        budget.spend()

    clock.now = 3600
    waits = [budget.spend() for _ in range(4)]

    assert waits == [0, 0, 0, 0.1]


def test_what_was_refused_costs_no_further_wait():
    clock = Clock()
    budget = Budget(rate=1, most=1, clock=clock)
    budget.spend()

    for _ in range(100):
        budget.spend()
        budget.give_back()

    assert budget.spend() == 1


def test_each_key_has_its_own_and_the_keys_are_bounded():
    budgets = Budgets(rate=1, most=1, keys=100, clock=Clock())
    budgets.of("hall").spend()

    assert budgets.of("hall").spend() == 1
    assert budgets.of("street").spend() == 0
    for address in range(1000):
        budgets.of(f"street {address}")
    assert len(budgets) == 100
