"""Runs every check, with `--tests` every test too, and ends with one sentence that says what happened.

Whatever fails, the rest still runs: one look shows all there is to mend. Further arguments go to pytest.
"""

import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "test-results"

NONE_CHOSEN = 5
"""What pytest ends with when no test was chosen."""

STRICT = tuple(f"tests/{part}/" for part in ("catalog", "crash", "domain", "keys", "library", "simulation"))
"""What fails here once in a hundred times may lose a photo once in a hundred times: never run again."""

MOST_LATE = 5
"""So many tests that failed beside others are run again; more of them are no accident."""

AGAIN = 2
"""So often in a row a test has to pass alone."""

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

    Two files at a time, as most tests wait for somebody; those that measure come afterwards, alone. A few that failed
    beside others are run again by themselves, and named when they pass then: a browser on a busy machine may be late.
    What the named ones said the first time stands above, and is there to be mended.
    """
    rounds = [
        run_round("together", ["-m", "not torture and not alone", "-n", "2", "--dist", "loadfile", *arguments]),
        run_round("alone", ["-m", "alone and not torture", *arguments]),
    ]
    broken = [tally.broken for tally in rounds if tally.broken]
    if broken:
        return False, "; ".join(broken)
    failed = {test for tally in rounds for test in tally.failed}
    late = passed_alone(failed)
    failed -= late
    ran, skipped = sum(tally.ran for tally in rounds), sum(tally.skipped for tally in rounds)
    if failed:
        return False, f"{len(failed)} of {ran} tests failed"
    said = f"all {ran - skipped} tests passed" + (f", {skipped} were skipped" if skipped else "")
    return True, said + (f", but these only when they were alone: {', '.join(sorted(late))}" if late else "")


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of one run of pytest; `failed` holds the names of tests as pytest takes them."""

    ran: int = 0
    skipped: int = 0
    failed: frozenset[str] = frozenset()
    broken: str = ""


def passed_alone(tests: set[str]) -> set[str]:
    """Which of these few tests pass by themselves, as often as they are asked."""
    passed = {test for test in tests if not test.startswith(STRICT)}
    if len(tests) > MOST_LATE:
        return set()
    for _ in range(AGAIN):
        if passed:
            again = run_round("again", sorted(passed))
            passed = set() if again.broken else passed - again.failed
    return passed


def run_round(name: str, arguments: list[str]) -> Tally:
    """One run of pytest."""
    tally = RESULTS / f"{name}.xml"
    tally.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "--continue-on-collection-errors", f"--junit-xml={tally}", *arguments]
    code = subprocess.run(command, check=False, cwd=ROOT, stdin=subprocess.DEVNULL).returncode
    if code == NONE_CHOSEN:
        return Tally()
    if not tally.exists():
        return Tally(broken=f"the tests did not run to their end (pytest ended with {code})")
    suite = ET.parse(tally).getroot()[0]  # noqa: S314 - pytest wrote it a moment ago
    failed = frozenset(
        named(case) for case in suite.iter("testcase") if {"failure", "error"} & {part.tag for part in case}
    )
    if code and not failed:
        return Tally(broken=f"pytest ended with {code}")
    return Tally(int(suite.get("tests", 0)), int(suite.get("skipped", 0)), failed)


def named(case: ET.Element) -> str:
    """A test as pytest takes it on its command line: file, classes and function."""
    place = case.get("classname", "").split(".")
    longest = (end for end in range(len(place), 0, -1) if (ROOT / Path(*place[:end])).with_suffix(".py").is_file())
    end = next(longest, len(place))
    return "::".join(["/".join(place[:end]) + ".py", *place[end:], case.get("name", "")])


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
