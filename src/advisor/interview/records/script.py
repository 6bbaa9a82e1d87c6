"""The records of a session in; the lines that were typed for them out, so that the session can be played again."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.interview.records.session import RecordValue


def typed_lines(records: Iterable[RecordValue]) -> tuple[str, ...]:
    """What was typed, line by line. Answers that came from a case file were not typed and are left out."""
    lines = []
    for record in records:
        match record:
            case {"answer": _, "typed": text} | {"draft": _, "typed": text} | {"said": text}:
                lines.append(str(text))
            case {"note": _, "text": text, "typed": _}:
                lines.append(f"note {text}")
            case {"skip": _}:
                lines.append("skip")
            case _:
                pass
    return tuple(lines)
