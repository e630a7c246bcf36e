"""What keeps one source from getting through; the others go on."""

from dataclasses import dataclass

from holdfast.catalog.sources import SourceRow
from holdfast.errors import HoldfastError


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why one source did not get through."""

    source: SourceRow
    error: HoldfastError
