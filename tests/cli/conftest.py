from collections.abc import Iterator
from pathlib import Path

import pytest
from person import Person

from holdfast.standins.cloudinary import StandIn


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(30, seed=5) as running:
        yield running


@pytest.fixture
def person(tmp_path: Path, cloud: StandIn) -> Iterator[Person]:
    """Somebody with an account, at a computer where Holdfast was never used."""
    with Person(tmp_path, cloud) as somebody:
        yield somebody
