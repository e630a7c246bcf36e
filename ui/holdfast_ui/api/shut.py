"""What the API answers while no catalog is open: always why not."""

from typing import NoReturn

from apiflask import APIBlueprint

from holdfast_ui.entrance import Entrance
from holdfast_ui.problems import ProblemError, of_error

METHODS = ["GET", "POST", "PATCH", "DELETE", "PUT"]


def blueprint(entrance: Entrance) -> APIBlueprint:
    shut = APIBlueprint("shut", __name__, url_prefix="/api", enable_openapi=False)

    @shut.route("/<path:_asked>", methods=METHODS)
    def refused(_asked: str) -> NoReturn:
        """Whatever is asked of a catalog."""
        raise ProblemError(of_error(entrance.trouble))

    return shut
