"""A scenario's text and its result in; the text with what came out in place of what was expected, all else kept, out."""

from __future__ import annotations

from advisor.authoring.scenarios.text import scalar
from advisor.model.findings import Difference, ScenarioResult
from advisor.reader.yaml.spans import replaced

_LISTS = ("recommended", "undecided_because")


def updated(text: str, result: ScenarioResult) -> str | None:
    """The scenario as it would pass, or None where nothing of it can be rewritten. A known fault is left as it is."""
    if result.bug or result.problems:
        return None
    after = text
    for difference in result.differences:
        if difference.path:
            changed = replaced(after, difference.path, _value(difference))
            after = after if changed is None else changed
    return None if after == text else after


def _value(difference: Difference) -> str:
    got = "" if difference.got == "nothing" else difference.got
    if difference.path[-1] in _LISTS:
        return f"[{got}]"
    return got if got.startswith("[") else scalar(got)
