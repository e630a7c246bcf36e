"""Prints the OpenAPI document of the window's API; with `--write` puts it where the page's build reads it."""

import json
import sys
import tempfile
from pathlib import Path

from holdfast.catalog import Catalog
from holdfast.clock import SystemClock
from holdfast.config import Bootstrap, Home
from holdfast.engine.report import LibraryStatus, WorkerStatus
from holdfast.engine.setup import Opened
from holdfast_ui.app import create_app
from holdfast_ui.desk import Desk

PLACE = Path(__file__).resolve().parents[1] / "ui" / "web" / "openapi.json"


class Nothing:
    """The document does not depend on any library or worker."""

    def library(self) -> LibraryStatus:
        return LibraryStatus("", False)

    def worker(self) -> WorkerStatus:
        return WorkerStatus(False)


def document() -> str:
    """The document as text, the same for the same code."""
    clock = SystemClock()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalog.db"
        catalog = Catalog.create(path, bytes(32), clock, library_id="document", catalog_id="document")
        opened = Opened(Home(Path(folder)), Bootstrap(Path(folder), None), catalog, clock)
        app = create_app(Desk(opened, Nothing()), port=1, secret=bytes(32))
        text = json.dumps(app.spec, indent=2, sort_keys=True) + "\n"
        catalog.close()
    return text


if __name__ == "__main__":
    if "--write" in sys.argv[1:]:
        PLACE.write_text(document(), "utf-8")
    else:
        sys.stdout.write(document())
