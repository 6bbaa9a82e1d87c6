"""Where the knowledge base, the scenarios and the pages that come with the program lie: in the wheel, or beside `src/`
in a checkout.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _shipped(packaged: str, in_checkout: str) -> Path:
    inside = _PACKAGE / packaged
    return inside if inside.is_dir() else _PACKAGE.parent.parent / in_checkout


def shipped_kb() -> Path:
    """The folder of the shipped knowledge base."""
    return _shipped("_kb", "kb")


def shipped_scenarios() -> Path:
    """The folder of the shipped scenarios."""
    return _shipped("_scenarios", "scenarios")


def shipped_codes() -> Path:
    """The folder of pages that explain the codes of findings."""
    return _shipped("_codes", "docs/codes")
