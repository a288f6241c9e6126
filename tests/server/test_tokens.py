"""The key of the day."""

from server.tokens import DayKey, token_hash


def test_a_token_has_128_bits_and_is_the_same_after_a_restart(tmp_path):
    key = DayKey(tmp_path / "day.key")
    key.roll("2026-11-23")

    tokens = {key.token("2026-11-23-101"), DayKey(tmp_path / "day.key").token("2026-11-23-101")}

    assert len(tokens) == 1
    assert len(tokens.pop()) == 22


def test_a_new_day_has_a_new_key_that_only_its_owner_reads(tmp_path):
    key = DayKey(tmp_path / "day.key")
    key.roll("2026-11-23")
    old = key.token("2026-11-23-101")

    key.roll("2026-11-24")

    assert key.token("2026-11-23-101") != old
    assert (tmp_path / "day.key").stat().st_mode & 0o777 == 0o600


def test_a_damaged_key_file_does_not_stop_the_office(tmp_path):
    (tmp_path / "day.key").write_text("not json")

    key = DayKey(tmp_path / "day.key")

    assert len(key.token("x")) == 22


def test_only_the_hash_of_a_token_is_kept():
    assert token_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
