"""Before work: put away what a killed run left unfinished and nobody can go on with."""

import logging

from holdfast.catalog import Catalog, unfinished
from holdfast.library.incoming import Incoming
from holdfast.library.root import Library

log = logging.getLogger(__name__)


def recover(catalog: Catalog, library: Library) -> None:
    """Remove unfinished files, but for the large ones that the catalog knows, and forget those that are not there.

    Files that were named but not recorded are taken over by the download step.
    """
    kept = catalog.read(unfinished.parts)
    with Incoming(library) as incoming:
        swept = incoming.sweep(kept)
        lost = kept - incoming.parts()
    if lost:
        catalog.write(unfinished.only, kept - lost)
    if swept:
        log.info("removed %d unfinished downloads of an earlier run", swept)
