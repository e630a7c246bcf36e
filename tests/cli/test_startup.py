"""A command starts without what it does not need: loading it would be most of a short command's time."""

import subprocess
import sys

import pytest

HEAVY = ("boto3", "botocore", "cloudinary", "flask", "keyring", "PIL", "rich", "urllib3", "webview")


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
