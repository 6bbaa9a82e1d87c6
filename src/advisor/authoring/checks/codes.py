"""The code of a finding in; its page and its title out. Every code has a page in docs/codes, and that is the only list."""

from __future__ import annotations

from advisor.errors import UsageError, closest_match
from advisor.shipped import shipped_codes


def codes() -> tuple[str, ...]:
    """Every code that has a page, sorted."""
    return tuple(sorted(path.stem for path in shipped_codes().glob("*.md") if path.stem[2:].isdigit()))


def page_of(code: str) -> str:
    """The page of a code. Raises `UsageError` with the closest code where there is none."""
    known = codes()
    if code not in known:
        # A case file is read by the same code as the knowledge base, and its faults have the same numbers.
        twin = code.replace("CS", "KB")
        if twin in known:
            return page_of(twin)
        near = max(known, key=lambda k: (len(_common(k, code)), k == closest_match(code, known)), default="")
        raise UsageError(f"there is no code {code!r}", closest=near)
    return (shipped_codes() / f"{code}.md").read_text(encoding="utf-8")


def title_of(code: str) -> str:
    """The first line of a code's page, without the code; the code itself where it has no page."""
    if code not in codes() and code.replace("CS", "KB") not in codes():
        return code
    return page_of(code).splitlines()[0].partition(": ")[2]


def _common(left: str, right: str) -> str:
    """What two texts begin with alike."""
    length = next(
        (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right))
    )
    return left[:length]
