"""Events in; the labels of their nodes out: wrapped, in words, with what matters most on top."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Iterable

from advisor.explanation.tracing import CaseTrace, Difference, Event, EventKind
from advisor.model.conditions import Truth
from advisor.render.trace.text import rule_state

SMALL, SMALL_WIDTH = 8, 60
LONGEST = 170
"""A sentence longer than this is cut; the text of the trace has it whole."""

WIDTHS = {
    EventKind.TABLE: 30,
    EventKind.ANSWER: 30,
    EventKind.MEASURE: 28,
    EventKind.RULE: 42,
    EventKind.FACT: 26,
    EventKind.OPTION: 28,
    EventKind.OUTCOME: 30,
}
"""How many characters stand in a line of each kind of node."""

KEY = {
    EventKind.TABLE: "Table given",
    EventKind.ANSWER: "Answer",
    EventKind.MEASURE: "Figure worked out",
    EventKind.RULE: "Rule",
    EventKind.FACT: "Found by rules",
    EventKind.OPTION: "Option",
    EventKind.OUTCOME: "Outcome",
}
FACT_STATES = {Truth.TRUE: "", Truth.FALSE: "known not to be", Truth.UNKNOWN: "not known whether"}


def heading(trace: CaseTrace) -> str:
    """The title of the picture: the case, and the decisions that are drawn."""
    decisions = dict.fromkeys(label for run in trace.runs for label in run.decisions.values())
    title = f"{trace.title}, beside: {trace.against}" if trace.against else trace.title
    lines = [_sized(bold_text(line), 18) for line in _wrapped(title, 80) if line]
    lines += [_sized(html.escape(line), 13) for line in _wrapped("; ".join(decisions), 120)]
    return _html([*lines, ""], ' align="left"')


def label(event: Event) -> str:
    """A node's label. Only what stands out has a title in bold and names its statements and settings: the rest recedes."""
    width = WIDTHS[event.kind]
    title, body = _title(event), _body(event)
    if event.difference is Difference.CHANGED and event.other is not None:
        title = f"{event.title}: {event.text}" if event.kind is EventKind.FACT else event.title
        sides = (f"here: {_side(event)}", f"in the other: {_side(event.other)}")
        body = [html.escape(line) for side in sides for line in _wrapped(side, width)]
    elif event.kind is EventKind.OUTCOME:
        title, body = event.text, [html.escape(line) for line in _wrapped(event.title, width)]
    if event.difference in (Difference.ONLY_HERE, Difference.ONLY_OTHER):
        body = [_italic(str(event.difference)), *body]
    head = [bold_text(line) if event.stands_out else html.escape(line) for line in _wrapped(title, width)]
    authority = (
        (*event.statements, *(setting.words for setting in event.settings)) if event.stands_out else ()
    )
    small = [line for said in authority for line in _wrapped(said, SMALL_WIDTH)]
    return _html([*head, *body, *(_sized(html.escape(line), SMALL) for line in small)])


def _side(event: Event) -> str:
    """What a changed event says on one side of a comparison."""
    match event.kind:
        case EventKind.RULE:
            return f"{rule_state(event)}: {_text(event)}"
        case EventKind.FACT:
            return FACT_STATES[event.truth] or "found"
        case _:
            return _text(event)


def _body(event: Event) -> list[str]:
    """What an event says, wrapped; a value that was not found is marked as such."""
    state = FACT_STATES[event.truth] if event.kind is EventKind.FACT else ""
    text = [html.escape(line) for line in _wrapped(_text(event), WIDTHS[event.kind])]
    return [_italic(state), *text] if state else text


def lines_key(trace: CaseTrace) -> str:
    """What the lines of the picture mean; only those that occur in it."""
    truths = {event.truth for run in trace.runs for event in run.events}
    heavy = "differs between the two" if trace.against else "the result rests on it"
    lines = [f"<b>Heavy and filled</b>: {heavy}"]
    if Truth.FALSE in truths:
        lines.append("<b>Dashed</b>: known not to hold; a bar stops an arrow")
    if Truth.UNKNOWN in truths:
        lines.append("<b>Dotted</b>: still open, for want of an answer")
    return _html([*lines, ""], ' align="left"')


def bold(text: str) -> str:
    """A label of one line in bold."""
    return f"<{bold_text(text)}>"


def bold_text(text: str) -> str:
    """A piece of a label in bold."""
    return f"<b>{html.escape(text)}</b>"


def _title(event: Event) -> str:
    return f"{event.title} {rule_state(event)}" if event.kind is EventKind.RULE else event.title


def _text(event: Event) -> str:
    """The event's words; of a rule that fired the first sentence, since the picture shows the rest."""
    text = event.text
    if event.kind is EventKind.RULE and event.truth is Truth.TRUE:
        text = re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
    return textwrap.shorten(text, LONGEST, placeholder=" …")


def _italic(text: str) -> str:
    return f"<i>{html.escape(text)}</i>"


def _wrapped(text: str, width: int) -> list[str]:
    """The text in as few lines as the width allows, made about equally long."""
    fewest = textwrap.wrap(text, width, break_long_words=False)
    for narrower in range(len(text) // max(len(fewest), 1), width):
        lines = textwrap.wrap(text, max(narrower, 1), break_long_words=False)
        if len(lines) == len(fewest):
            return lines
    return fewest or [""]


def _sized(text: str, points: int) -> str:
    return f'<font point-size="{points}">{text}</font>'


def _html(lines: Iterable[str], alignment: str = "") -> str:
    return f"<{f'<br{alignment}/>'.join(lines)}>"
