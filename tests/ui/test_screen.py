"""Whether there is a screen is found out without ending the process."""

import socket
from pathlib import Path

from holdfast_ui.screen import missing_display


def test_no_variable_means_no_screen() -> None:
    assert missing_display({}) == "There is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set."


def test_a_display_that_nobody_serves_is_no_screen() -> None:
    for display in (":987", "127.0.0.1:987", "localhost:987.0", "nonsense", ":", ":x", "unix:987"):
        assert missing_display({"DISPLAY": display}) == f"The screen {display} does not answer."


def test_a_wayland_socket_that_answers_is_a_screen(tmp_path: Path) -> None:
    environment = {"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert missing_display(environment) == "The screen wayland-9 does not answer."
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as served:
        served.bind(str(tmp_path / "wayland-9"))
        served.listen()
        assert missing_display(environment) is None


def test_a_platform_that_the_person_names_is_believed() -> None:
    assert missing_display({"QT_QPA_PLATFORM": "offscreen"}) is None
