"""Writes what Holdfast is made of (SBOM, CycloneDX) into build/, then asks whether any of it has a known fault.

The lists need no network and are always written. The question goes to public databases of known faults; when they
cannot be reached that is said, and the answer is not "good". With `--offline` nothing is asked.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
SHIPPED, ALL = "requirements.lock", "requirements-dev.lock"
"""The second lock holds all of the first, and the tools; a test sees to that."""
PATIENCE = 600
"""Seconds for one question, however slowly it is answered."""

UNREACHED = "NOT ASKED: the database of known faults cannot be reached from here"


def run(command: list[str], folder: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    """Run a program of the environment; nobody is at its keyboard."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command, check=False, cwd=folder, text=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE,
        env={**os.environ, "PATH": path},
    )  # fmt: skip


def write_lists() -> list[Path]:
    """What is shipped, by the locks that name it: the Python parts and the page's. Ends when one cannot be written."""
    BUILD.mkdir(exist_ok=True)
    python, page = BUILD / "sbom-python.json", BUILD / "sbom-page.json"
    made = run(["cyclonedx-py", "requirements", "--output-reproducible", "--pyproject", "pyproject.toml",
                "--output-file", str(python), SHIPPED])  # fmt: skip
    if made.returncode:
        raise SystemExit(made.stderr)
    listed = run(["npm", "sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], ROOT / "ui" / "web")
    if listed.returncode:
        raise SystemExit(listed.stderr)
    page.write_text(listed.stdout, "utf-8")
    return [python, page]


def python_faults() -> str:
    """What is known against the Python parts and the tools: empty when nothing is."""
    asked = run(["pip-audit", "--disable-pip", "--require-hashes", "--requirement", ALL, "--format", "json",
                 "--vulnerability-service", "osv", "--progress-spinner", "off"])  # fmt: skip
    try:
        answer = json.loads(asked.stdout)
    except ValueError:
        return UNREACHED
    known = [f"{part['name']} {part['version']}: {', '.join(fault['id'] for fault in part['vulns'])}"
             for part in answer["dependencies"] if part.get("vulns")]  # fmt: skip
    return "; ".join(known)


def page_faults() -> str:
    """The same for what the page is built of and with."""
    asked = run(["npm", "audit", "--json", "--package-lock-only"], ROOT / "ui" / "web")
    try:
        answer = json.loads(asked.stdout)
    except ValueError:
        return UNREACHED
    if "vulnerabilities" not in answer:
        return UNREACHED
    return "; ".join(f"{name}: {one['severity']}" for name, one in answer["vulnerabilities"].items())


def tell(name: str, faults: str) -> bool:
    print(f"{name}: {faults or 'nothing is known against it'}", flush=True)
    return not faults


def main() -> int:
    """0 only when all was asked and nothing is known."""
    for path in write_lists():
        parts = len(json.loads(path.read_text("utf-8"))["components"])
        print(f"{path.relative_to(ROOT)}: {parts} parts", flush=True)
    if "--offline" in sys.argv[1:]:
        print("Nothing was asked (--offline).")
        return 0
    good = [tell(ALL, python_faults()), tell("ui/web/package-lock.json", page_faults())]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
