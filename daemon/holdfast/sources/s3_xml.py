"""A page of a bucket's listing out of its XML, as it comes in. A document that brings its own entities is refused."""

from collections.abc import Iterable
from xml.parsers import expat

ROWS = 1000
"""More than these no cloud sends on a page, unless it was asked for more; one more is let pass."""
FIELDS = 100
"""Of one row, or of the page itself."""
TEXT = 64 * 1024
"""Characters of one field."""

Row = dict[str, str]
"""The fields of one object by name, those inside `RestoreStatus` too."""


class NotAPage(Exception):
    """This is no page of a listing. The text says in a few words what it is."""

    def __init__(self, why: str, code: str = "") -> None:
        super().__init__(why)
        self.code = code
        """S3's own code, where the document is an error that came with a good status."""


class ListingPage:
    """One page, whole."""

    def __init__(self, pieces: Iterable[bytes], most: int = ROWS) -> None:
        """`most`: rows that were asked for. NotAPage: the document is broken, an error, or something else."""
        self._most = max(most, ROWS) + 1
        self.rows: list[Row] = []
        self.head: Row = {}
        self._row: Row | None = None
        self._root = ""
        self._text = ""
        parser = expat.ParserCreate("UTF-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = _refuse
        try:
            for piece in pieces:
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise NotAPage("something that is no XML") from error
        if self._root == "Error":
            raise NotAPage(f"an error ({self.head.get('Code', 'without a name')})", self.head.get("Code", ""))
        if self._root != "ListBucketResult":
            raise NotAPage("something else than a listing")

    def _start(self, name: str, _attributes: object) -> None:
        self._text = ""
        if name == "Contents":
            self._row = {}
        elif not self._root:
            self._root = name

    def _end(self, name: str) -> None:
        if self._row is not None and name == "Contents":
            self.rows.append(self._row)
            self._row = None
            if len(self.rows) > self._most:
                raise NotAPage("a page with more rows than were asked for")
            return
        fields = self.head if self._row is None else self._row
        fields[name] = self._text
        if len(fields) > FIELDS:
            raise NotAPage("a page with too many kinds of fields")

    def _characters(self, text: str) -> None:
        self._text += text
        if len(self._text) > TEXT:
            raise NotAPage("a page with a field that does not end")


def _refuse(*_: object) -> None:
    raise NotAPage("a document with a type of its own")
