"""How much of the library's drive is left free."""

from holdfast.catalog import Catalog, settings
from holdfast.library.root import Library

SETTING = "reserve_megabytes"


def reserve(catalog: Catalog, library: Library) -> int:
    """Bytes to leave free there: what the person has set; else 2 GB or a hundredth of the drive, whichever is more. A
    drive that is full to the brim gets slow, and whoever lives on it as well, the system or the catalog, stops."""
    chosen = catalog.read(settings.chosen, SETTING)
    if chosen is not None:
        return chosen * 10**6
    return max(catalog.read(settings.value, SETTING) * 10**6, library.total_bytes() // 100)
