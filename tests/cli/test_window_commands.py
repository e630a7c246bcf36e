"""`serve` and `open` where there is no screen: the page, the way in, and who may use it."""

import json
import re
import signal
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest
from person import Person, Terminal

from holdfast.catalog import use
from holdfast.clock import SystemClock
from holdfast.daemon.lock import holder

LINK = re.compile(r"(http://127\.0\.0\.1:\d+/)#code=(\S+)")


def ask(url: str, body: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def assert_works_once(link: str) -> None:
    """The link signs in, once; without it nothing is told."""
    found = LINK.search(link)
    assert found
    url, code = found.groups()
    assert ask(f"{url}api/status")[0] == 401
    status, body = ask(f"{url}api/session", {"code": code})
    assert status == 200, body
    assert json.loads(body)["token"]
    assert ask(f"{url}api/session", {"code": code})[0] == 403


def signed_in(url: str, code: str) -> Callable[[], dict[str, Any]]:
    """A page that came in by this code; it asks for the catalog to be opened again."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    headers = {"Content-Type": "application/json", "Origin": url.rstrip("/")}

    def post(path: str, body: Mapping[str, str]) -> dict[str, Any]:
        request = urllib.request.Request(f"{url}api/{path}", json.dumps(body).encode(), headers)
        with browser.open(request, timeout=30) as answer:
            said: dict[str, Any] = json.loads(answer.read())
        return said

    headers["X-Holdfast-Token"] = post("session", {"code": code})["token"]
    return partial(post, "setup/again", {})


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_served_until_it_is_ended(person: Person, number: signal.Signals) -> None:
    person.set_up()
    running = person.start("serve")
    said = ""
    assert running.stdout is not None
    while "Ctrl-C ends" not in said:
        line = running.stdout.readline()
        assert line, said
        said += line
    assert "daemon is not running" in said
    assert_works_once(said)
    url = LINK.search(said)
    assert url
    running.send_signal(number)
    assert person.finish(running).code == 0
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(url[1], timeout=5)


def test_for_scripts(person: Person) -> None:
    person.set_up()
    running = person.start("serve", "--json", "--port", "0")
    assert running.stdout is not None
    said = "".join(iter(running.stdout.readline, "}\n")) + "}"
    answer = json.loads(said)
    assert answer["link"].startswith(answer["url"])
    assert_works_once(answer["link"])
    running.terminate()
    assert person.finish(running).code == 0


def test_while_another_catalog_is_put_in_place_the_page_says_so_and_goes_on_after_it(person: Person) -> None:
    person.set_up()
    with use.alone(person.home.path, "restored", SystemClock()):
        running = person.start("serve", "--json", "--port", "0")
        assert running.stdout is not None
        answer = json.loads("".join(iter(running.stdout.readline, "}\n")) + "}")
        found = LINK.search(answer["link"])
        assert found
        again = signed_in(found[1], found[2])
        stand = again()
        assert (stand["stage"], stand["trouble"]["code"], stand["ways"]) == ("shut", "BUSY", ["again"])
        assert "being restored" in stand["trouble"]["message"]
    assert again()["stage"] != "shut"
    running.terminate()
    assert person.finish(running).code == 0


def test_a_new_computer_is_served_the_first_run(person: Person) -> None:
    running = person.start("serve", "--json", "--port", "0")
    assert running.stdout is not None
    answer = json.loads("".join(iter(running.stdout.readline, "}\n")) + "}")
    assert_works_once(answer["link"])
    assert ask(f"{answer['url']}api/setup")[0] == 401, "strangers are told nothing of a home that is not there yet"
    assert not person.home.catalog_file.exists()
    running.terminate()
    assert person.finish(running).code == 0


def test_enter_prints_a_fresh_link(person: Person) -> None:
    person.set_up()
    screen = Terminal(person, "serve")
    screen.await_text("Enter prints a new link")
    screen.type("")
    person.until(lambda: len(LINK.findall(screen.shown)) == 2)
    first, second = LINK.findall(screen.shown)
    assert first != second
    assert_works_once("".join((second[0], "#code=", second[1])))
    screen.press_ctrl_c()
    assert screen.finish().code == 0


def test_without_a_screen_the_window_is_served_and_the_daemon_started(person: Person) -> None:
    person.set_up()
    running = person.start("open")
    said = ""
    assert running.stdout is not None
    while "Ctrl-C ends" not in said:
        line = running.stdout.readline()
        assert line, said
        said += line
    assert "screen" in said
    assert_works_once(said)
    card = holder(person.home, person.clock)
    assert card is not None
    assert card.role == "daemon"
    running.terminate()
    assert person.finish(running).code == 0
    assert holder(person.home, person.clock) == card  # closing the window leaves the daemon at work
