"""What the window works with: an open home, and a look at its library and its worker."""

import secrets
from dataclasses import dataclass, field

from holdfast.catalog import Catalog, Connection, settings
from holdfast.clock import Clock, milliseconds
from holdfast.daemon.look import HomeLook
from holdfast.engine.report import Look, Status, report
from holdfast.engine.setup import Opened
from holdfast.engine.signing_in import SignIns
from holdfast_ui.codes import SECRET_BYTES
from holdfast_ui.dialogs import Dialogs

SECRET_NAME = "window_secret"


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that the page may ask for comes from here."""

    opened: Opened
    look: Look
    dialogs: Dialogs = field(default_factory=Dialogs)
    sign_ins: SignIns = field(default_factory=SignIns)

    @property
    def catalog(self) -> Catalog:
        return self.opened.catalog

    @property
    def clock(self) -> Clock:
        return self.opened.clock

    def status(self) -> Status:
        """The state now, as the command line says it too."""
        return report(self.catalog, self.look, self.clock)

    def now(self) -> int:
        """Now, as the catalog keeps times."""
        return milliseconds(self.clock)

    def install_id(self) -> str:
        """What tells this installation from another one on the same machine."""
        return self.catalog.read(lambda db: settings.identity(db, "catalog_id")) or "holdfast"


def desk_of(opened: Opened) -> Desk:
    """The desk of an open home."""
    return Desk(opened, HomeLook(opened))


def window_secret(catalog: Catalog, clock: Clock) -> bytes:
    """The installation's 256-bit secret, which one-time codes are made with; made at the first call."""
    return bytes.fromhex(catalog.write(lambda db: _kept_or_new(db, milliseconds(clock))))


def _kept_or_new(db: Connection, at: int) -> str:
    kept = settings.identity(db, SECRET_NAME)
    if kept is not None:
        return kept
    fresh = secrets.token_bytes(SECRET_BYTES).hex()
    settings.remember(db, SECRET_NAME, fresh, at)
    return fresh
