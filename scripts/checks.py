"""Runs every check, with `--tests` every test too, and ends with one sentence that says what happened.

Whatever fails, the rest still runs: one look shows all there is to mend. Further arguments go to pytest.
"""

import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "test-results"

NONE_CHOSEN = 5
"""What pytest ends with when no test was chosen."""

Command = list[str]


def tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def checks() -> list[tuple[str, Command]]:
    """Every check by its name."""
    return [
        ("lint (ruff)", [tool("ruff"), "check", "--quiet"]),
        ("types (mypy)", [tool("mypy"), "--no-error-summary"]),
        ("layers (import-linter)", [tool("lint-imports"), "--no-cache"]),
        ("page (tsc, eslint, vitest)", [tool("npm"), "--prefix", "ui/web", "run", "--silent", "check"]),
    ]


def passes(name: str, command: Command) -> bool:
    """Run a check; what it says is shown only when it fails."""
    start = time.monotonic()
    done = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    seconds = time.monotonic() - start
    print(f"{name}: {'good' if done.returncode == 0 else 'FAILED'} ({seconds:.1f} s)", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


def run_tests(arguments: list[str]) -> tuple[bool, str]:
    """Run pytest, its own words in full; give whether all is well, and a clause that says what happened.

    Two files at a time, as most tests wait for somebody; those that measure come afterwards, alone.
    """
    rounds = [
        run_round("together", ["-m", "not torture and not alone", "-n", "2", "--dist", "loadfile", *arguments]),
        run_round("alone", ["-m", "alone and not torture", *arguments]),
    ]
    broken = [clause for clause in rounds if isinstance(clause, str)]
    if broken:
        return False, "; ".join(broken)
    ran, failed, skipped = (sum(tally[each] for tally in rounds if isinstance(tally, tuple)) for each in range(3))
    if failed:
        return False, f"{failed} of {ran} tests failed"
    return True, f"all {ran - skipped} tests passed" + (f", {skipped} were skipped" if skipped else "")


def run_round(name: str, arguments: list[str]) -> tuple[int, int, int] | str:
    """One run of pytest: how many tests ran, failed and were skipped, or what became of it instead."""
    tally = RESULTS / f"{name}.xml"
    tally.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "--continue-on-collection-errors", f"--junit-xml={tally}", *arguments]
    code = subprocess.run(command, check=False, cwd=ROOT, stdin=subprocess.DEVNULL).returncode
    if code == NONE_CHOSEN:
        return 0, 0, 0
    if not tally.exists():
        return f"the tests did not run to their end (pytest ended with {code})"
    suite = ET.parse(tally).getroot()[0]  # noqa: S314 - pytest wrote it a moment ago
    failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
    if code and not failed:
        return f"pytest ended with {code}"
    return int(suite.get("tests", 0)), failed, int(suite.get("skipped", 0))


def sentence(failed: list[str], tests: str | None, seconds: int) -> str:
    """What happened, for the person who waited."""
    after = f"{seconds // 60} min {seconds % 60} s"
    if failed:
        return f"This did not pass: {'; '.join(failed)}. It took {after}."
    return f"All checks are good{f' and {tests}' if tests else ''}, in {after}."


def main() -> int:
    """Run what was asked for; 0 when everything is good."""
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    start, arguments = time.monotonic(), sys.argv[1:]
    failed = [name for name, command in checks() if not passes(name, command)]
    tests = None
    if "--tests" in arguments:
        good, tests = run_tests([argument for argument in arguments if argument != "--tests"])
        failed += [] if good else [tests]
    print("\n" + sentence(failed, tests, round(time.monotonic() - start)), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
