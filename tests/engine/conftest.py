from collections.abc import Iterator
from pathlib import Path

import pytest
from hurried import HurriedClock
from workplace import Workplace

from holdfast.standins.cloudinary import StandIn


@pytest.fixture
def cloud() -> Iterator[StandIn]:
    with StandIn(40, seed=3) as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, cloud: StandIn) -> Iterator[Workplace]:
    with Workplace(tmp_path, cloud, clock=HurriedClock()) as made:
        yield made
