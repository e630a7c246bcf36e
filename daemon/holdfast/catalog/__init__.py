"""The catalog: what Holdfast knows, in one encrypted SQLite file. All SQL lives in this package."""

from holdfast.catalog.connection import Catalog
from holdfast.catalog.driver import Connection

__all__ = ["Catalog", "Connection"]
