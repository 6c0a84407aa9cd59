"""Share: notebooks as single HTML files that work without Jupyter and without a network."""

from .sharing import Shared, share

__all__ = ["Shared", "share"]
