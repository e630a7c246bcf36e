"""G9, G16: many at one catalog at once, and names that would be commands elsewhere."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from person import Person

from holdfast.standins.cloudinary import StandIn

NAMES = ("x' OR 1=1 --", '"; DROP TABLE photos; --', "%", "_", "*", "a\" NEAR b", "100% 'sure'", "\\", "ſ’")


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    with StandIn(20, seed=6) as cloud, Person(tmp_path, cloud) as made:
        made.set_up()
        yield made


def test_g9_daemon_backup_settings_and_looks_at_once_refuse_nobody(person: Person) -> None:
    person.run("daemon", "start")
    commands = [
        ["backup"], *([["config", "set", "stale_after_hours", str(hours)] for hours in range(70, 76)]),
        *([["status", "--json"]] * 6), ["verify"], ["catalog", "copy"],
    ]  # fmt: skip
    with ThreadPoolExecutor(4) as crew:
        ended = list(crew.map(lambda words: person.finish(person.start(*words)), commands))
    assert [done.code for done in ended] == [0] * len(ended), [done for done in ended if done.code]
    assert person.run("status", "--json").json["totals"]["safe"] == 20
    person.run("catalog", "check", "--full").says("whole")


@pytest.mark.parametrize("name", NAMES)
def test_g16_a_name_is_only_ever_a_name(person: Person, name: str) -> None:
    person.run("backup")
    commands = (["photos", "--source"], ["failures"], ["source", "pause"], ["folders", "travel"])
    for words in ([*command, name] for command in commands):
        ended = person.run(*words, code=None)
        assert ended.code in (0, 2), ended
        assert "went wrong" not in ended.out + ended.err
        assert ended.code == 2 or "20" not in ended.out, "a name that nothing has found something"
    person.run("catalog", "check", "--full").says("whole")
    assert person.run("status", "--json").json["totals"]["safe"] == 20
