"""One-time codes: right, in time, once; and who else may read the file that carries one."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ui.conftest import HandClock

from holdfast.config import Home
from holdfast_ui.admission import MOST_VISITS, PER_SECONDS, WRONG_CODES, Admission, Visit
from holdfast_ui.codes import TERMINAL_LIFE, WINDOW_LIFE, CodeBook, mint, redirect_file

SECRET = bytes(range(32))


def test_a_code_of_another_process_is_accepted_once() -> None:
    clock = HandClock()
    book = CodeBook(SECRET, clock)
    code = mint(SECRET, clock)
    assert book.accept(code)
    assert not book.accept(code)
    assert book.accept(mint(SECRET, clock))


@pytest.mark.parametrize("life", [WINDOW_LIFE, TERMINAL_LIFE])
def test_a_code_lives_as_long_as_it_says(life: int) -> None:
    clock = HandClock()
    book = CodeBook(SECRET, clock)
    early, late = mint(SECRET, clock, life), mint(SECRET, clock, life)
    clock.at += life - 1
    assert book.accept(early)
    clock.at += 1
    assert not book.accept(late)


def test_no_code_lives_longer_than_a_terminal_link() -> None:
    clock = HandClock()
    code = mint(SECRET, clock, 10**6)
    clock.at += TERMINAL_LIFE
    assert not CodeBook(SECRET, clock).accept(code)


def test_a_code_from_a_clock_that_runs_ahead_is_refused() -> None:
    ahead, ours = HandClock(2_000_000_000), HandClock(1_800_000_000)
    assert not CodeBook(SECRET, ours).accept(mint(SECRET, ahead))


def test_a_used_code_stays_used_until_it_would_have_expired() -> None:
    clock = HandClock()
    book = CodeBook(SECRET, clock)
    code = mint(SECRET, clock, TERMINAL_LIFE)
    assert book.accept(code)
    for _ in range(10):
        clock.at += TERMINAL_LIFE / 10
        assert book.accept(mint(SECRET, clock))
        assert not book.accept(code)


def test_codes_that_have_expired_are_forgotten() -> None:
    clock = HandClock()
    book = CodeBook(SECRET, clock)
    for _ in range(100):
        assert book.accept(mint(SECRET, clock))
        clock.at += 1
    assert len(book._used) <= WINDOW_LIFE + 1


def test_another_installations_code_is_refused() -> None:
    clock = HandClock()
    assert not CodeBook(SECRET, clock).accept(mint(bytes(32), clock))


def test_a_short_secret_makes_no_codes() -> None:
    with pytest.raises(ValueError, match="too short"):
        mint(b"short", HandClock())


CODE = mint(SECRET, HandClock())


@given(st.data())
def test_no_changed_code_is_accepted(data: st.DataObject) -> None:
    code = CODE
    place = data.draw(st.integers(0, len(code) - 1))
    letter = data.draw(st.characters(exclude_characters=code[place]))
    changed = data.draw(st.sampled_from([code[:place] + letter + code[place + 1 :], code[:place] + code[place + 1 :],
                                         code + letter, letter + code]))  # fmt: skip
    assert not CodeBook(SECRET, HandClock()).accept(changed)


@given(st.text(max_size=300))
def test_no_made_up_code_is_accepted(text: str) -> None:
    assert not CodeBook(SECRET, HandClock()).accept(text)


def test_a_longer_life_cannot_be_written_into_a_code() -> None:
    clock = HandClock()
    nonce, expiry, mac = mint(SECRET, clock).split(".")
    assert not CodeBook(SECRET, clock).accept(f"{nonce}.{int(expiry) + 60}.{mac}")


def test_wrong_codes_are_limited_and_right_ones_are_not() -> None:
    clock = HandClock()
    admission = Admission(SECRET, "install", clock)
    assert [admission.sign_in(f"wrong-{n}", None) for n in range(WRONG_CODES)] == ["wrong"] * WRONG_CODES
    assert admission.sign_in("wrong", None) == "too many"
    assert isinstance(admission.sign_in(mint(SECRET, clock), None), Visit)
    clock.at += PER_SECONDS
    assert admission.sign_in("wrong", None) == "wrong"


def test_every_sign_in_gets_its_own_cookie_and_token() -> None:
    clock = HandClock()
    admission = Admission(SECRET, "install", clock)
    one, other = (admission.sign_in(mint(SECRET, clock), None) for _ in range(2))
    assert isinstance(one, Visit)
    assert isinstance(other, Visit)
    assert len({one.cookie, one.token, other.cookie, other.token}) == 4
    assert admission.may_change(one.cookie, one.token)
    assert not admission.may_change(one.cookie, other.token)
    assert one.token not in repr(one)


def test_a_second_tab_keeps_the_first_one_signed_in() -> None:
    clock = HandClock()
    admission = Admission(SECRET, "install", clock)
    first = admission.sign_in(mint(SECRET, clock), None)
    assert isinstance(first, Visit)
    assert admission.sign_in(mint(SECRET, clock), first.cookie) == first


def test_only_so_many_pages_are_remembered() -> None:
    clock = HandClock()
    admission = Admission(SECRET, "install", clock)
    visits = [admission.sign_in(mint(SECRET, clock), None) for _ in range(MOST_VISITS + 1)]
    known = [admission.may_change(visit.cookie, visit.token) for visit in visits if isinstance(visit, Visit)]
    assert known == [False] + [True] * MOST_VISITS


def test_two_installations_have_two_cookies() -> None:
    names = {Admission(SECRET, install, HandClock()).cookie_name for install in ("one", "other")}
    assert len(names) == 2


def test_the_redirect_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        path = redirect_file(Home(tmp_path / "home"), 4242, mint(SECRET, HandClock()))
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "http://127.0.0.1:4242/#code=" in path.read_text("utf-8")


def test_the_redirect_file_never_writes_through_a_planted_link(tmp_path: Path) -> None:
    home, target = Home(tmp_path / "home"), tmp_path / "target"
    home.make()
    target.write_text("mine")
    (home.run_dir / "open.html").symlink_to(target)
    path = redirect_file(home, 4242, "a.b.c")
    assert target.read_text() == "mine"
    assert not path.is_symlink()


def test_the_redirect_file_cannot_be_made_to_say_anything_else(tmp_path: Path) -> None:
    path = redirect_file(Home(tmp_path), 1, '"><script>alert(1)</script>')
    assert "<script>" not in path.read_text("utf-8")
