"""Holdfast: your photos, held fast."""

__version__ = "0.1.0"
