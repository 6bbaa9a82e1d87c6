"""Command lines in, exit statuses out: each command parses, calls one use case, chooses a renderer and maps the errors."""

from __future__ import annotations

from advisor.cli.main import main

__all__ = ["main"]
