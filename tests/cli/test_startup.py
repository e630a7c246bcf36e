"""A command starts without what it does not need: loading it would be most of a short command's time."""

import subprocess
import sys

import pytest
import typer

from holdfast.cli.commands import MODULES, named, register

HEAVY = ("boto3", "botocore", "cloudinary", "flask", "keyring", "oauthlib", "PIL", "rich", "urllib3", "webview")


@pytest.mark.parametrize("arguments", [["status"], ["backup", "--help"], ["config", "--help"]], ids=" ".join)
def test_what_a_command_does_not_need_is_not_loaded(arguments: list[str], tmp_path: object) -> None:
    program = (
        "import sys; from holdfast.cli.program import run_process\n"
        f"try: run_process({['--key-file', f'{tmp_path}/key', *arguments]!r})\n"
        f"finally: print('loaded:', [name for name in {HEAVY!r} if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False,
                          env={"HOLDFAST_HOME": f"{tmp_path}/home", "PATH": ""})  # fmt: skip

    assert "loaded: []" in done.stdout, done.stdout + done.stderr


def names(app: typer.Typer) -> list[str]:
    return list(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def program(*arguments: str) -> typer.Typer:
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app, arguments)
    return app


def test_every_module_holds_the_commands_that_are_written_down_for_it() -> None:
    assert sorted(names(program())) == sorted(name for held in MODULES.values() for name in held)
    for held in MODULES.values():
        for name in held:
            assert sorted(names(program("--key-file", "init", name, "drill"))) == sorted(held)


@pytest.mark.parametrize("arguments", [[], ["--help"], ["--version"], ["nonsense"], ["--key-file", "status"]])
def test_who_names_no_command_is_told_of_all(arguments: list[str]) -> None:
    assert len(names(program(*arguments))) == sum(map(len, MODULES.values()))
    assert named(arguments) in (None, "nonsense")
