"""Before work: put away what a killed run left unfinished."""

import logging

from holdfast.library.incoming import Incoming
from holdfast.library.root import Library

log = logging.getLogger(__name__)


def recover(library: Library) -> None:
    """Remove unfinished files. Files that were named but not recorded are taken over by the download step."""
    with Incoming(library) as incoming:
        swept = incoming.sweep()
    if swept:
        log.info("removed %d unfinished downloads of an earlier run", swept)
