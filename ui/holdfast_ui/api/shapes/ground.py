"""What all shapes stand on: what is answered and asked, and the words and numbers that they share."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

State = Literal["safe", "pending", "failed", "skipped", "gone"]
Strength = Literal["md5", "full", "composite", "size", "none"]
MediaType = Literal["image", "video", "raw"]
Kind = Literal["cloudinary", "s3", "smugmug", "folder"]
Time = str | None
"""RFC 3339, UTC."""
MOST_ID = 2**63 - 1
"""SQLite holds no larger number."""
Id = Annotated[int, Field(ge=1, le=MOST_ID)]
Count = Annotated[int, Field(ge=1, le=1000)]


class Shape(BaseModel):
    """Something that is answered."""


class Request(BaseModel):
    """Something that is asked: nothing unknown passes, and nothing is taken for something else."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Query(BaseModel):
    """What stands behind the question mark: text, so that numbers are read from it."""

    model_config = ConfigDict(extra="forbid")


class Problem(Shape):
    """Why something was not done: a code, a sentence and a next step."""

    code: str
    message: str
    action: str
