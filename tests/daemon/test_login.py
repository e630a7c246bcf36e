"""The login item: entries that every system reads as they were meant, and nothing of anybody else touched."""

import os
import plistlib
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.config import Home
from holdfast.daemon import login
from holdfast.daemon.login import autostart, launchd, scheduled, systemd
from holdfast.daemon.login.item import Wanted
from holdfast.errors import LoginItemRefused

NASTY = "Jürgen's 100% \"$HOME\" `x` \\ 写真 #;&|<>=@COMMAND@ %h %% $$"
PROGRAM = ("/opt/a b/python", "-m", "holdfast")
WANTED = Wanted(PROGRAM, Path("/home/a"))

NAMES = st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path / "config"


def of_unit(text: str) -> tuple[list[str], list[str]]:
    """Command and environment of a unit as systemd.syntax(7) reads them."""

    def words(line: str) -> list[str]:
        quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', line)
        return [re.sub(r"\\(.)", r"\1", word).replace("%%", "%") for word in quoted]

    lines = text.splitlines()
    command = words(next(line for line in lines if line.startswith("ExecStart=")))
    return [command[0].removeprefix(":"), *command[1:]], [
        words(line)[0] for line in lines if line.startswith("Environment=")
    ]


def of_desktop_entry(text: str) -> list[str]:
    """The command as the Desktop Entry Specification has it: the string's escapes, then the quotes."""
    line = next(line for line in text.splitlines() if line.startswith("Exec="))
    plain = re.sub(r"\\(.)", lambda found: {"s": " ", "n": "\n", "t": "\t"}.get(found[1], found[1]), line[5:])
    quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', plain)
    return [re.sub(r'\\(["`$\\])', r"\1", word).replace("%%", "%") for word in quoted]


def of_windows(line: str) -> list[str]:
    """The words of a command line as the C library of Windows takes them apart."""
    words: list[str] = []
    word, quoted, begun = "", False, False
    for piece in re.findall(r'\\+"|\\+|"|.', line):
        slashes, quote = (len(piece) - 1, True) if piece.endswith('"') else (0, False)
        begun = begun or piece != " "
        if quote:
            word += "\\" * (slashes // 2) + ('"' if slashes % 2 else "")
            quoted ^= slashes % 2 == 0
        elif piece == " " and not quoted:
            words, word, begun = ([*words, word] if begun else words), "", False
        else:
            word += piece
    return [*words, word] if begun else words


@given(folder=NAMES, home=NAMES, key=st.none() | NAMES)
def test_every_path_arrives_as_it_is(folder: str, home: str, key: str | None) -> None:
    key_file = None if key is None else Path("/k") / key
    asked = Wanted((f"/{folder}/python", "-m", "holdfast"), Path("/h") / home, key_file)
    told = [f"{name}={value}" for name, value in sorted(asked.environment.items())]
    daemon = [*asked.program, "daemon", "run"]
    by_env = ["/usr/bin/env"] if set(folder) & set("'\"\\") else []
    assert of_unit(systemd.unit(asked)) == ([*by_env, *daemon], told)
    assert of_desktop_entry(autostart.desktop_entry(asked)) == ["/usr/bin/env", *told, *daemon, "--again"]
    agent = plistlib.loads(launchd.agent(asked).encode())
    assert agent["ProgramArguments"] == [*daemon, "--again"]
    assert agent["EnvironmentVariables"] == asked.environment
    if not any(re.search("%[^%]+%", text) for text in (asked.program[0], str(asked.home), str(key_file))):
        program, arguments = scheduled.actions(scheduled.task(asked))
        keys = [] if key_file is None else ["--key-file", str(key_file)]
        assert program == asked.program[0]
        assert of_windows(arguments) == ["-m", "holdfast", "--home", str(asked.home), *keys, "daemon", "run", "--again"]
    assert systemd.starts(systemd.unit(asked)) == asked.program[0]
    assert autostart.starts(autostart.desktop_entry(asked)) == asked.program[0]
    assert launchd.starts(launchd.agent(asked)) == asked.program[0]


@pytest.mark.parametrize("character", ["\n", "\x01", "\udcff", "\x7f"])
def test_what_no_entry_can_hold_is_refused_by_all(character: str) -> None:
    asked = replace(WANTED, home=Path(f"/home/a{character}b"))
    for way in (systemd.Unit(asked), autostart.Autostart(asked), launchd.Agent(asked), scheduled.Task(asked)):
        with pytest.raises(LoginItemRefused, match="character"):
            way.install()


@pytest.mark.parametrize("name", [NASTY, NASTY.translate({ord(letter): None for letter in "'\"\\"})])
def test_systemd_takes_the_unit_and_finds_the_program(tmp_path: Path, name: str) -> None:
    """It looks for the program, so a wrongly written path would be told, unless `env` starts it."""
    folder = tmp_path / name
    folder.mkdir()
    (folder / "python").symlink_to(sys.executable)
    asked = Wanted((str(folder / "python"), "-m", "holdfast"), tmp_path / f"{NASTY} home")
    file = tmp_path / "holdfast.service"

    def verify(text: str) -> "subprocess.CompletedProcess[str]":
        file.write_text(text, "utf-8")
        runtime = tmp_path / "run"
        runtime.mkdir(mode=0o700, exist_ok=True)
        told = {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(runtime), "PATH": os.environ["PATH"]}
        command = ["systemd-analyze", "--user", "verify", str(file)]
        return subprocess.run(command, env=told, capture_output=True, text=True)

    good = verify(systemd.unit(asked))
    assert (good.returncode, good.stderr) == (0, "")
    bad = verify(systemd.unit(replace(asked, program=(f"{folder}/pythen", "-m", "holdfast"))))
    assert ("pythen" in bad.stderr) is (name != NASTY)
    odd = verify(systemd.unit(asked).replace("RestartSec=5", "RestartSec=often"))
    assert "often" in odd.stderr


def test_the_task_has_the_parts_that_windows_asks_for_in_their_order() -> None:
    """The order of `taskType` and of what is in it, from the schema of the Task Scheduler."""
    text = scheduled.task(WANTED)
    found = ElementTree.fromstring(text.replace(' encoding="UTF-16"', ""))
    names = [part.tag.removeprefix(scheduled.SPACE) for part in found]
    assert names == ["RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"]
    settings = {part.tag.removeprefix(scheduled.SPACE): part.text for part in found[3]}
    assert settings["ExecutionTimeLimit"] == "PT0S"  # else it is ended after three days
    assert settings["DisallowStartIfOnBatteries"] == settings["StopIfGoingOnBatteries"] == "false"
    assert settings["MultipleInstancesPolicy"] == "IgnoreNew"
    triggers = [part.tag.removeprefix(scheduled.SPACE) for part in found[1]]
    assert triggers == ["LogonTrigger"]
    principal = found[2][0]
    assert found[4].get("Context") == principal.get("id")
    assert [part.tag.removeprefix(scheduled.SPACE) for part in principal] == ["UserId", "LogonType", "RunLevel"]
    assert len(found.findtext(f"{scheduled.SPACE}RegistrationInfo/{scheduled.SPACE}Description", "")) > 0


def test_windows_refuses_what_it_would_read_as_a_variable() -> None:
    with pytest.raises(LoginItemRefused, match="percent"):
        scheduled.task(replace(WANTED, home=Path("/home/%TEMP%/x")))


def test_installed_twice_is_installed_once_and_taken_away_is_gone(tmp_path: Path, config: Path) -> None:
    home = Home(tmp_path / "home")
    assert not login.look(home, None).installed
    assert login.uninstall(home, None) is False
    first = login.install(home, None)
    assert (first.installed, first.current, first.starts) == (True, True, sys.executable)
    written = Path(first.place)
    before = written.stat().st_ino
    assert login.install(home, None) == first
    assert written.stat().st_ino == before
    assert [path for path in config.rglob("*") if not path.is_dir()] == [written]
    assert login.uninstall(home, None) is True
    assert [path for path in config.rglob("*") if not path.is_dir()] == []


def test_a_unit_is_linked_as_systemd_would_enable_it(config: Path) -> None:
    unit = systemd.Unit(WANTED)
    unit.install()
    made = {str(path.relative_to(config)) for path in config.rglob("*.service")}
    link = config / "systemd/user/default.target.wants" / unit.path.name
    assert made == {str(unit.path.relative_to(config)), str(link.relative_to(config))}
    assert unit.look().current
    said = subprocess.run(["systemctl", "--user", "is-enabled", unit.path.name], capture_output=True, text=True)
    assert said.stdout.strip() == "enabled"
    assert unit.uninstall()
    assert not link.is_symlink()


def test_two_homes_have_two_entries(tmp_path: Path) -> None:
    one, other = Home(tmp_path / "one"), Home(tmp_path / "other")
    assert login.install(one, None).place != login.install(other, None).place
    login.uninstall(one, None)
    assert login.look(other, None).current


@pytest.mark.parametrize("kind", [systemd.Unit, autostart.Autostart, launchd.Agent])
@pytest.mark.parametrize("foreign", ["file", "link"])
def test_what_is_not_ours_stays(
    kind: type[systemd.Unit | autostart.Autostart | launchd.Agent], foreign: str, tmp_path: Path
) -> None:
    way = kind(WANTED)
    way.path.parent.mkdir(parents=True)
    if foreign == "link":
        way.path.symlink_to("/dev/null")  # so systemd marks what a person never wants to run
    else:
        way.path.write_text("somebody's own\n")
    for act in (way.install, way.uninstall, way.look):
        with pytest.raises(LoginItemRefused, match="not written by Holdfast"):
            act()
    assert way.path.is_symlink() if foreign == "link" else way.path.read_text() == "somebody's own\n"


@pytest.mark.parametrize("kind", [systemd.Unit, autostart.Autostart])
def test_a_place_that_cannot_be_used_is_said(
    kind: type[systemd.Unit | autostart.Autostart], config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config.write_text("a file where a folder belongs")
    with pytest.raises(LoginItemRefused, match=str(config)):
        kind(WANTED).install()
    monkeypatch.setenv("XDG_CONFIG_HOME", "")
    monkeypatch.setenv("HOME", "/nonexistent/home")
    with pytest.raises(LoginItemRefused, match="home folder"):
        kind(WANTED).install()


def test_an_entry_of_a_python_that_is_gone_is_mended(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    assert login.freshen(home, None) is False  # nobody asked for an entry
    assert not login.look(home, None).installed
    old = tmp_path / "old python"
    old.symlink_to(sys.executable)
    entry = autostart.Autostart(Wanted((str(old), "-m", "holdfast"), home.path))
    entry.install()
    assert not login.look(home, None).current
    assert login.freshen(home, None) is False  # it still works
    old.unlink()
    assert login.look(home, None).is_broken
    assert login.freshen(home, None) is True
    assert login.look(home, None).current


SCHTASKS = """#!/bin/sh
kept="$(dirname "$0")/kept.xml"
case "$1" in
    /Query) test -f "$kept" && cat "$kept" ;;
    /Create) cp "$5" "$kept" ;;
    /Delete) rm "$kept" ;;
esac
"""


@pytest.fixture
def scheduler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for the Task Scheduler's own command; what it keeps is in `kept.xml`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "schtasks").write_text(SCHTASKS)
    (folder / "schtasks").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder / "kept.xml"


def test_a_task_is_made_known_again_and_taken_away(scheduler: Path) -> None:
    task = scheduled.Task(WANTED)
    assert not task.look().installed
    task.install()
    assert scheduler.read_bytes()[:2] in (b"\xff\xfe", b"\xfe\xff")  # the form that schtasks asks for
    assert task.look().current
    assert not scheduled.Task(replace(WANTED, program=("/new/python", "-m", "holdfast"))).look().current
    assert task.uninstall() is True
    assert task.uninstall() is False


def test_a_task_that_is_not_ours_stays(scheduler: Path) -> None:
    scheduler.write_text("<Task>somebody's own</Task>", "utf-16")
    for act in (scheduled.Task(WANTED).install, scheduled.Task(WANTED).uninstall):
        with pytest.raises(LoginItemRefused, match="not made by Holdfast"):
            act()
    assert "somebody" in scheduler.read_text("utf-16")


def test_a_system_without_its_command_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shutil.which("schtasks") is None
    with pytest.raises(LoginItemRefused, match="schtasks could not be run"):
        scheduled.Task(WANTED).install()
