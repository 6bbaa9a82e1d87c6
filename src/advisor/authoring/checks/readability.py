"""A text in; the age at which it can be read, by the Automated Readability Index, out.

ARI = 4.71 × letters per word + 0.5 × words per sentence − 21.43 is a school year of the United States (Senter and Smith,
1967); five years more is the reader's age. It needs no syllables, so it is the same everywhere: a rough guide, no verdict.
"""

from __future__ import annotations

import re

from advisor.model.texts import fill

_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; a placeholder counts as one short word."""
    plain = fill(text, lambda _: "word")
    return tuple(s.strip() for s in _SENTENCE_END.split(plain) if _WORD.search(s))


def words(text: str) -> int:
    """How many words a sentence has."""
    return len(_WORD.findall(text))


def reading_age(text: str) -> float | None:
    """The age at which the text can be read, or None for one of fewer than three sentences, which says too little."""
    parts = sentences(text)
    found = [word for part in parts for word in _WORD.findall(part)]
    if len(parts) < 3:
        return None
    letters = sum(len(word) for word in found)
    return 4.71 * letters / len(found) + 0.5 * len(found) / len(parts) - 21.43 + 5
