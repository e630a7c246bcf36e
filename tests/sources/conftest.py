"""Clouds on loopback, and sources that speak with them."""

from collections.abc import Callable, Iterator

import pytest

from holdfast.clock import SystemClock
from holdfast.sources.cloudinary import CloudinarySource, parse_url
from holdfast.standins.cloudinary import StandIn


@pytest.fixture
def connect() -> Iterator[Callable[..., CloudinarySource]]:
    """Makes a source for a stand-in, by its URL as a person would paste it; closed at the end."""
    made: list[CloudinarySource] = []

    def connected(standin: StandIn, **options: object) -> CloudinarySource:
        said = parse_url(standin.url)
        clock = options.pop("clock", SystemClock())
        made.append(CloudinarySource(said.settings, said.credentials, clock, **options))  # type: ignore[arg-type]
        return made[-1]

    yield connected
    for source in made:
        source.close()


@pytest.fixture
def standin() -> Iterator[StandIn]:
    with StandIn(60) as started:
        yield started
