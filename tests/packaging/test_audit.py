"""`make audit`: what Holdfast is made of is listed whole, without a network; and silence is never taken for good."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def audit(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(ROOT / "scripts" / "audit.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env={**os.environ, **environment})


def test_every_part_that_the_lock_names_is_listed_with_its_hash() -> None:
    done = audit("--offline")
    assert done.returncode == 0, done.stdout + done.stderr
    listed = json.loads((ROOT / "build" / "sbom-python.json").read_text("utf-8"))
    assert listed["bomFormat"] == "CycloneDX"
    locked = re.findall(r"^([a-z0-9.-]+)==([^ \n]+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    assert {(part["name"], part["version"]) for part in listed["components"]} >= set(locked)
    assert all("hashes" in part["externalReferences"][0] for part in listed["components"])


def test_every_part_of_the_page_is_listed() -> None:
    assert audit("--offline").returncode == 0
    listed = json.loads((ROOT / "build" / "sbom-page.json").read_text("utf-8"))
    locked = json.loads((ROOT / "ui" / "web" / "package-lock.json").read_text("utf-8"))["packages"]
    named = [name for name, package in locked.items() if name and not package.get("optional")]
    addresses = [part["purl"].removeprefix("pkg:npm/").replace("%40", "@") for part in listed["components"]]
    assert {name.rpartition("node_modules/")[2] for name in named} <= {one.rpartition("@")[0] for one in addresses}


@pytest.mark.timeout(120)
def test_a_database_that_cannot_be_reached_is_not_taken_for_a_good_answer() -> None:
    nowhere = "http://127.0.0.1:9"
    away = dict.fromkeys(("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy", "npm_config_registry"), nowhere)
    done = audit(NO_PROXY="", no_proxy="", npm_config_fetch_retries="0", **away)
    assert done.returncode == 1, done.stdout
    assert done.stdout.count("NOT ASKED") == 2
    assert "Traceback" not in done.stderr
