"""Loopback clouds for `demo` and for tests. Nothing here is imported by the product."""
