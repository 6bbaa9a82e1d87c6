"""A plain value in; the JSON text that every command prints or writes of it out."""

from __future__ import annotations

import json
from typing import Any


def json_text(value: Any) -> str:
    """The value as people read it too: indented, letters as they are, in the order in which it was made, one line end."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
