"""Nobody works with a catalog while another one is put in its place: what is done meanwhile would be lost."""

import signal
from contextlib import closing
from pathlib import Path

import pytest
from person import Person
from workplace import Workplace

from holdfast.catalog import use
from holdfast.engine import setup
from holdfast.errors import Busy, KeyWrong

WORDS = {"restore": "restored", "rebuild": "rebuilt", "rekey": "given a new key"}


def is_kept_shut(home: Path) -> bool:
    try:
        with use.together(home):
            return False
    except Busy:
        return True


@pytest.mark.parametrize("command", WORDS)
def test_nothing_is_confirmed_that_would_be_lost_with_the_old_catalog(tmp_path: Path, command: str) -> None:
    with Person(tmp_path) as person:
        person.set_up()
        running = person.start("catalog", command)
        person.until(lambda: is_kept_shut(person.home.path), "it to begin")
        running.send_signal(signal.SIGSTOP)
        try:
            said = person.run("config", "set", "downloads_at_once", "3", code=6)
            said.says(f"The catalog is being {WORDS[command]} by process {running.pid}, since ", "Wait until")
        finally:
            running.send_signal(signal.SIGCONT)
        assert person.finish(running).code == 0
        person.run("config", "set", "downloads_at_once", "3")


def test_whoever_has_the_catalog_open_is_not_cut_off(tmp_path: Path) -> None:
    with Person(tmp_path) as person:
        person.set_up()
        with closing(setup.open_home(person.home, None, person.clock)):
            person.run("catalog", "rebuild", code=6).says("has the catalog open", "Close the window")


def test_a_catalog_that_could_not_be_opened_is_not_in_use(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    place.close()
    right = place.key_file.read_bytes()
    place.key_file.write_text("ab" * 32)
    with pytest.raises(KeyWrong):
        setup.open_home(place.home, None, place.clock)
    place.key_file.write_bytes(right)
    with use.alone(place.home.path, "tried", place.clock), pytest.raises(Busy, match="being tried by process"):
        setup.open_home(place.home, None, place.clock)
    place.reopen()
    place.close()
