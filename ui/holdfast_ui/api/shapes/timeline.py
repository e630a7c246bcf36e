"""What is asked of the timeline; what is answered are bytes."""

from typing import Annotated

from pydantic import Field

from holdfast_ui.api.shapes.ground import Id, Request


class PackRequest(Request):
    """The photos that are seen, or soon will be."""

    photos: Annotated[list[Id], Field(min_length=1, max_length=64)]
