"""The promises I1–I7 as one check: every test may ask for it at its end."""

import hashlib
import subprocess
from collections.abc import Mapping
from pathlib import Path

from workplace import Workplace

from holdfast.catalog import Catalog, Connection, statistics


def assert_promises(place: Workplace, earlier: Mapping[str, bytes] | None = None) -> None:
    """All that can be checked from outside; `earlier`: the library's files as they were before."""
    assert_safe_is_true(place.catalog, place.library)
    assert_counts_add_up(place.catalog)
    assert_nothing_unfinished(place.library)
    assert_manifest_holds(place.library)
    assert_no_secret(place)
    now = place.files()
    for path, content in (earlier or {}).items():
        assert now.get(path) == content, f"I2: {path} was changed or removed"


def assert_safe_is_true(catalog: Catalog, library: Path) -> None:
    """I1: what is called safe hashes to what the catalog says."""
    for row in catalog.read(
        Connection.rows,
        "SELECT DISTINCT o.path, o.sha256, o.md5, o.bytes FROM photos AS p JOIN originals AS o ON o.id = p.original_id"
        " WHERE p.state = 'safe'",
    ):
        content = (library / row["path"]).read_bytes()
        assert len(content) == row["bytes"], row["path"]
        assert hashlib.sha256(content).hexdigest() == row["sha256"], row["path"]
        assert hashlib.md5(content, usedforsecurity=False).hexdigest() == row["md5"], row["path"]


def assert_counts_add_up(catalog: Catalog) -> None:
    """I3 and I4: one state each, the totals are the rows, and every failure has its reason."""
    for found in catalog.read(statistics.per_source).values():
        assert found.listed == found.safe + found.pending + found.failed + found.skipped
    listed = sum(found.listed for found in catalog.read(statistics.per_source).values())
    assert listed == catalog.read(
        Connection.number,
        "SELECT count(*) FROM photos WHERE state <> 'gone'"
        " AND source_id IN (SELECT id FROM sources WHERE removed_at IS NULL)",
    )
    assert not catalog.read(
        Connection.number,
        "SELECT count(*) FROM photos AS p WHERE (p.state = 'failed') <>"
        " EXISTS (SELECT 1 FROM failed_downloads AS d WHERE d.photo_id = p.id AND d.message <> '' AND d.action <> '')",
    )


def assert_nothing_unfinished(library: Path) -> None:
    """No `.part` is left when no run is under way."""
    assert [path.name for path in library.rglob("*.part")] == []


def assert_manifest_holds(library: Path) -> None:
    """`sha256sum -c` proves the library without Holdfast."""
    manifest = library / "manifest-sha256.txt"
    if manifest.exists():
        checked = subprocess.run(
            ["sha256sum", "--quiet", "-c", manifest.name], cwd=library, capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, checked.stdout + checked.stderr


def assert_no_secret(place: Workplace) -> None:
    """I6: the account's secret stands nowhere in clear."""
    if place.cloud is None:
        return
    canary = place.cloud.secret.encode()
    for path in place.folder.rglob("*"):
        if path.is_file():
            assert canary not in path.read_bytes(), path
