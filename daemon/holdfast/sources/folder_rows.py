"""What a walk found, as pages of photos, and the place where a listing goes on."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote_from_bytes, unquote_to_bytes

from holdfast import errors
from holdfast.domain import skips
from holdfast.domain.photo import LARGEST_FILE, Page, Refused, RemotePhoto, made_at
from holdfast.sources.folder_disk import Look
from holdfast.sources.folder_kinds import belongs, media_of
from holdfast.sources.folder_names import key_of, text_of
from holdfast.sources.folder_walk import Found, Segments
from holdfast.sources.s3_rules import Choice

_BEGIN = "after:"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a listing stands: behind this path."""

    after: Segments

    def encoded(self) -> str:
        return _BEGIN + "/".join(quote_from_bytes(segment, safe="") for segment in self.after)

    @classmethod
    def decoded(cls, cursor: str) -> "Place":
        """CursorExpired: this is no cursor of ours."""
        if not cursor.startswith(_BEGIN) or cursor == _BEGIN:
            raise errors.CursorExpired("The kept place in the listing cannot be read; listing begins anew.")
        return cls(tuple(unquote_to_bytes(segment) for segment in cursor.removeprefix(_BEGIN).split("/")))


def version_of(look: Look, is_steady: bool) -> str:
    """The quick look: equal for a file that nobody has written to."""
    return f"{look.size}-{look.mtime_ns}" + (f"-{look.inode}" if is_steady else "")


class Listing:
    """Pages of so many finds; each find is asked for when its page is."""

    def __init__(self, found: Iterable[Found], choice: Choice, is_steady: Callable[[int], bool], size: int) -> None:
        self._found, self._choice, self._is_steady, self._size = iter(found), choice, is_steady, size

    def pages(self) -> Iterator[Page]:
        """All of them; the last one has no cursor."""
        following = next(self._found, None)
        while True:
            finds: list[Found] = []
            while following is not None and len(finds) < self._size:
                finds.append(following)
                following = next(self._found, None)
            yield self._page(finds, None if following is None else Place(finds[-1].segments).encoded())
            if following is None:
                return

    def _page(self, finds: list[Found], cursor: str | None) -> Page:
        rows = [self._refused(found) or self._photo(found) for found in finds]
        return Page(
            tuple(row for row in rows if isinstance(row, RemotePhoto)),
            cursor,
            tuple(row for row in rows if isinstance(row, Refused)),
            tuple(tuple(map(text_of, found.segments)) for found in finds if found.what == "unread"),
        )

    def _refused(self, found: Found) -> Refused | None:
        key = key_of(found.segments)
        name = text_of(found.segments[-1]) if found.segments else "/"
        if found.what == "unread":
            why = (found.error.strerror if found.error else None) or "unknown trouble"
            message = f"{key or name} cannot be looked into: the system says “{why.lower()}”."
            return Refused(f"{key}/", name, errors.Unreadable.code, message)
        if found.look is not None and found.look.size > LARGEST_FILE:
            return Refused(key, name, errors.BadMetadata.code, f"{name} says that it has {found.look.size:,} bytes.")
        return None

    def _photo(self, found: Found) -> RemotePhoto:
        key, look = key_of(found.segments), found.look
        *folder, name = map(text_of, found.segments)
        media, form = media_of(name)
        return RemotePhoto(
            key=key if look is not None else f"{key}/",
            name=name,
            folder=tuple(folder),
            media_type=media,
            format=form,
            bytes=None if look is None else look.size,
            version=None if look is None else version_of(look, self._is_steady(look.device)),
            created_at=None if look is None else made_at(look.mtime_ns // 1_000_000),
            skip_reason=self._skip_reason(found, key, name),
        )

    def _skip_reason(self, found: Found, key: str, name: str) -> str | None:
        reasons = {"link": skips.LINK, "special": skips.SPECIAL, "other drive": skips.OTHER_DRIVE}
        if found.what in reasons:
            return reasons[found.what]
        rule = self._choice.leaves_out(key)
        if rule is not None:
            return skips.excluded(rule)
        return None if self._choice.include is not None or belongs(name) else skips.NO_PHOTO
