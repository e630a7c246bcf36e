"""Homes for the tests of keys, and a desktop session with a real keyring."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast.config import Home

SESSION = Path(__file__).parent / "session"
ROOT = Path(__file__).parents[2]

Ask = Callable[..., str]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An empty home, with no key file named in the environment."""
    monkeypatch.delenv("HOLDFAST_KEY_FILE", raising=False)
    home = Home(tmp_path / "home")
    home.make()
    return home


@pytest.fixture
def ask_in_session(tmp_path: Path) -> Ask:
    """Run `ask.py` in a desktop session of its own, whose keyring has the given password, and give what it prints."""
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)

    def ask(*words: str, password: str = "correct horse", program: str = "ask.py") -> str:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "XDG_RUNTIME_DIR": str(runtime),
            "PYTHONPATH": f"{ROOT / 'daemon'}",
            "KEYRING_PASSWORD": password,
        }
        command = ["dbus-run-session", "--", "bash", str(SESSION / "with_keyring.sh"), sys.executable]
        done = subprocess.run(
            [*command, str(SESSION / program), *words],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return ask
