import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.catalog import Catalog
from holdfast.clock import SystemClock


@pytest.fixture
def key() -> bytes:
    return secrets.token_bytes(32)


@pytest.fixture
def catalog(tmp_path: Path, key: bytes) -> Iterator[Catalog]:
    made = Catalog.create(tmp_path / "catalog.db", key, SystemClock(), library_id="lib", catalog_id="cat")
    yield made
    made.close()
