"""The programs that Holdfast is measured beside, and how each is asked to do the same work."""

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from runs import Broke, Command, Contestant

ROOT = Path(__file__).resolve().parents[1]
OWN_PLACE = ROOT / "build" / "bench"
"""Peers live here, each in an environment of its own: never among Holdfast's own dependencies."""
PACKAGES = {"s5cmd": "s5cmd", "aws": "awscli", "cld": "cloudinary-cli"}
KEYS = {"AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench-secret", "AWS_REGION": "us-east-1"}
BUCKET = "bucket"
REQUESTS = "16"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cloud is, and how many files there are to copy from it."""

    port: int
    files: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


Maker = Callable[[Place, Path], Command]


def install(name: str) -> str:
    """The path of a peer, installed from the registry the first time; empty when it cannot be had."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found or name not in PACKAGES:
        return found or ""
    program = OWN_PLACE / name / "bin" / name
    if not program.exists():
        venv.create(OWN_PLACE / name, with_pip=True)
        pip = [str(OWN_PLACE / name / "bin" / "python"), "-m", "pip", "install", "--quiet", PACKAGES[name]]
        subprocess.run(pip, check=False, stdin=subprocess.DEVNULL)
    return str(program) if program.exists() else ""


# Holdfast


def holdfast_s3(place: Place, folder: Path) -> Command:
    """A fresh home and library, and a backup of the bucket."""
    _holdfast(folder, "init", "--library", folder / "copy")
    add = ("source", "add", "s3", "bench", "--bucket", BUCKET, "--endpoint-url", place.url, "--region", "us-east-1")
    _holdfast(folder, *add)
    return holdfast_command(folder, "backup")


def holdfast_cloudinary(place: Place, folder: Path) -> Command:
    """A fresh home and library, and a backup of the account."""
    _holdfast(folder, "init", "--library", folder / "copy")
    account = f"cloudinary://key:secret@demo?upload_prefix={place.url}"
    _holdfast(folder, "source", "add", "cloudinary", "bench", CLOUDINARY_URL=account)
    return holdfast_command(folder, "backup")


def holdfast_listing(place: Place, folder: Path) -> Command:
    """List the bucket and say what a backup would do."""
    holdfast_s3(place, folder)
    return holdfast_command(folder, "backup", "--dry-run")


def holdfast_command(folder: Path, *arguments: str | Path, **environment: str) -> Command:
    """Holdfast itself, with the home and key of this folder."""
    program = (sys.executable, "-m", "holdfast", "--key-file", folder / "key")
    return Command((*program, *arguments), {**KEYS, "HOLDFAST_HOME": str(folder / "home"), **environment})


def _holdfast(folder: Path, *arguments: str | Path, **environment: str) -> None:
    command = holdfast_command(folder, *arguments, **environment)
    variables = os.environ | command.environment
    done = subprocess.run(list(map(str, command.arguments)), check=False, env=variables, capture_output=True, text=True)
    if done.returncode:
        raise Broke(f"holdfast {arguments[0]} ended with {done.returncode}: {done.stdout}{done.stderr}")


# The peers


def rclone(place: Place, folder: Path, *asked: str | Path) -> Command:
    settings = {
        "provider": "Other", "endpoint": place.url, "access-key-id": "bench", "secret-access-key": "bench-secret",
        "region": "us-east-1", "list-version": "2",
    }  # fmt: skip
    flags = [f"--s3-{name}={value}" for name, value in settings.items()]
    (folder / "rclone.conf").touch()
    flags += ["--s3-no-check-bucket", "--use-server-modtime", f"--transfers={REQUESTS}"]
    return Command([install("rclone"), f"--config={folder / 'rclone.conf'}", *flags, *asked])


def rclone_copy(place: Place, folder: Path) -> Command:
    return rclone(place, folder, "sync", f":s3:{BUCKET}", folder / "copy")


def rclone_listing(place: Place, folder: Path) -> Command:
    return rclone(place, folder, "lsf", "--recursive", "--fast-list", "--files-only", f":s3:{BUCKET}")


def s5cmd_copy(place: Place, folder: Path) -> Command:
    flags = ["--endpoint-url", place.url, "--log", "error", "--numworkers", REQUESTS]
    return Command([install("s5cmd"), *flags, "sync", f"s3://{BUCKET}/*", f"{folder / 'copy'}/"], KEYS)


def s5cmd_listing(place: Place, _folder: Path) -> Command:
    return Command([install("s5cmd"), "--endpoint-url", place.url, "ls", f"s3://{BUCKET}/*"], KEYS)


def aws_copy(place: Place, folder: Path) -> Command:
    sync = ["s3", "sync", "--only-show-errors", f"s3://{BUCKET}", str(folder / "copy")]
    return Command([install("aws"), "--endpoint-url", place.url, *sync], KEYS)


def aws_listing(place: Place, _folder: Path) -> Command:
    return Command([install("aws"), "--endpoint-url", place.url, "s3", "ls", "--recursive", f"s3://{BUCKET}"], KEYS)


def cld_copy(place: Place, folder: Path) -> Command:
    (folder / "copy").mkdir(exist_ok=True)
    said = {
        "CLOUD_NAME": "demo", "API_KEY": "key", "API_SECRET": "secret", "SECURE": "false",
        "CNAME": f"127.0.0.1:{place.port}", "UPLOAD_PREFIX": place.url,
    }  # fmt: skip
    environment = {f"CLOUDINARY_{name}": value for name, value in said.items()}
    return Command([install("cld"), "sync", "--pull", "-F", ".", "/"], environment, folder / "copy")


COPIES: dict[str, Maker] = {
    "Holdfast": holdfast_s3, "rclone": rclone_copy, "s5cmd": s5cmd_copy, "aws": aws_copy,
}  # fmt: skip
LISTINGS: dict[str, Maker] = {
    "Holdfast": holdfast_listing, "rclone": rclone_listing, "s5cmd": s5cmd_listing, "aws": aws_listing,
}  # fmt: skip
CLOUDINARY: dict[str, Maker] = {"Holdfast": holdfast_cloudinary, "cld": cld_copy}
TITLES = {"rclone": "rclone sync", "s5cmd": "s5cmd sync", "aws": "aws s3 sync", "cld": "cld sync --pull"}


def contestants(
    makers: dict[str, Maker], place: Place, proof: Callable[[Path], object] | None = None
) -> list[Contestant]:
    """The programs of one comparison; one that cannot be had says so."""
    proof = proof or partial(is_copied, place.files)
    return [_contestant(name, maker, place, proof) for name, maker in makers.items()]


def _contestant(name: str, maker: Maker, place: Place, proof: Callable[[Path], object]) -> Contestant:
    title = TITLES.get(name, name)
    if name in TITLES and not install(name):
        return Contestant(title, None, missing="not available here")
    return Contestant(title, partial(maker, place), proof)


def is_copied(files: int, folder: Path) -> None:
    """Broke, unless every file is there."""
    found = sum(name.endswith(".jpg") for _, _, names in os.walk(folder / "copy") for name in names)
    if found != files:
        raise Broke(f"{folder.name} copied {found} of {files} files.")


def is_listed(files: int, folder: Path) -> None:
    """Broke, unless every key was printed, or counted in a sentence."""
    said = (folder / "said.txt").read_text(errors="replace")
    if said.count(".jpg") != files and f"{files:,}" not in said:
        raise Broke(f"{folder.name} did not list {files} keys: {said[-200:]}")
