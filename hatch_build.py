"""Builds the page into the wheel and the source archive, so that neither is ever without it."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PageBuildHook(BuildHookInterface[Any]):
    """An editable installation gets its page by `make page`; a source archive brings it along."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        if version == "editable":
            return
        root = Path(self.root)
        page = root / "ui/holdfast_ui/static/app/index.html"
        if page.exists() and (root / "PKG-INFO").exists():
            return
        done = subprocess.run([sys.executable, str(root / "scripts/build_page.py")], check=False, cwd=root)
        if done.returncode or not page.exists():
            self.app.abort("The page of the window could not be built; what is above says why.")
