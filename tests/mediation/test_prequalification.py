"""What to have ready, and what was seen of it."""

from mediation.prequalification import checked


def test_what_was_not_ticked_is_missing_in_the_order_of_the_list():
    papers = checked(("identity", "notice", "proxy"), ("notice",))

    assert (papers.seen, papers.missing) == (("notice",), ("identity", "proxy"))
    assert not papers.complete


def test_a_tick_that_the_need_does_not_ask_for_says_nothing():
    assert checked(("identity",), ("identity", "rib")).seen == ("identity",)


def test_a_need_that_asks_for_nothing_is_complete():
    assert checked((), ()).complete
