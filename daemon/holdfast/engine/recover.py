"""Before work: put away what a killed run left unfinished and nobody can go on with."""

import logging

from holdfast.catalog import Catalog, unfinished
from holdfast.library.incoming import Incoming
from holdfast.library.root import Library

log = logging.getLogger(__name__)


def recover(catalog: Catalog, library: Library) -> None:
    """Remove unfinished files, but for the large ones that the catalog knows, and forget those that are not there. What
    stays takes no more room than its bytes.

    Files that were named but not recorded are taken over by the download step.
    """
    kept = catalog.read(unfinished.parts)
    with Incoming(library) as incoming:
        swept = incoming.sweep(kept)
        there = kept.keys() & incoming.parts()
        for name in sorted(there):
            incoming.trim(name, kept[name])
    if len(there) < len(kept):
        catalog.write(unfinished.only, there)
    if swept:
        log.info("removed %d unfinished downloads of an earlier run", swept)
