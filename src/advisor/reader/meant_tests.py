"""A test on a number in other words than those that are read in; the words that were meant out, where they are plain."""

from __future__ import annotations

import re

from advisor.errors import AnswerError
from advisor.model.conditions import Operator
from advisor.quantities import number_text, parse_number, parse_percent

_SAID = {
    Operator.AT_LEAST: r">=|=>|≥|minimum|min\.?|no less than|no fewer than|not less than|is at least|from",
    Operator.AT_MOST: r"<=|=<|≤|maximum|max\.?|no more than|not more than|is at most|up to",
    Operator.MORE_THAN: r">|over|above|greater than|larger than|is more than",
    Operator.LESS_THAN: r"<|under|below|fewer than|smaller than|is less than",
    Operator.EXACTLY: r"==?|is|equals|equal to|",
}
_AFTER = {Operator.AT_LEAST: r"or more|or over|and over|\+", Operator.AT_MOST: r"or less|or fewer|or under"}
_COUNT = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


def meant_test(words: str) -> str:
    """`>= 3`, `minimum 3` or `three or more` as `at least 3`; a bare number as `exactly`; nothing where it is not plain."""
    for operator, phrases in _AFTER.items():
        match = re.fullmatch(rf"(.+?)\s*(?:{phrases})", words)
        if match and (number := meant_number(match[1])):
            return f"{operator} {number}"
    for operator, phrases in _SAID.items():
        match = re.fullmatch(rf"(?:{phrases})\s*(\S.*)", words)
        if match and (number := meant_number(match[1])):
            return f"{operator} {number}"
    number = meant_number(words)
    return f"{Operator.EXACTLY} {number}" if number else ""


def meant_number(words: str) -> str:
    """`three`, `50%` or `12 months` as `3`, `0.5` and `12`; a number as it is; nothing where it is not plain."""
    if words in _COUNT:
        return str(_COUNT.index(words))
    if re.search(r"(%|per cent)$", words):
        try:
            return number_text(parse_percent(words) / 100)
        except AnswerError:
            return ""
    first, _, unit = words.partition(" ")
    try:
        parse_number(words if not unit.isalpha() else first)
    except AnswerError:
        return ""
    return words if not unit.isalpha() else first
