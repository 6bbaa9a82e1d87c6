"""Events and links in; how they are drawn out. Whatever a colour says, a shape, a line or a word says too."""

from __future__ import annotations

from fractions import Fraction

from advisor.explanation.tracing import Event, EventKind, Link
from advisor.model.conditions import Truth
from advisor.quantities import number_text

FONT = "Helvetica"
SMALL = 8
LONGEST = 170
"""A sentence longer than this is cut; the text of the trace has it whole."""

GRAPH = {
    "rankdir": "LR", "fontname": FONT, "fontsize": "12", "labelloc": "t", "labeljust": "l",
    "nodesep": "0.18", "ranksep": "0.55", "splines": "true", "bgcolor": "white", "pad": "0.3",
}  # fmt: skip
NODE = {"fontname": FONT, "fontsize": "10", "margin": "0.12,0.07"}
EDGE = {"fontname": FONT, "fontsize": "9"}
RUN = {"style": "rounded", "color": "#444444", "penwidth": "1.5", "fontsize": "15", "margin": "16"}
DECISION = {"style": "rounded", "color": "#777777", "fontsize": "13", "margin": "14"}
LAYER = {
    "style": "rounded,dashed",
    "color": "#C4C4C4",
    "fontcolor": "#555555",
    "fontsize": "10",
    "margin": "10",
}

WIDTHS = {
    EventKind.TABLE: 30,
    EventKind.ANSWER: 30,
    EventKind.MEASURE: 28,
    EventKind.RULE: 40,
    EventKind.FACT: 28,
    EventKind.OPTION: 26,
    EventKind.OUTCOME: 28,
}
SHAPES = {
    EventKind.TABLE: "tab",
    EventKind.ANSWER: "note",
    EventKind.MEASURE: "cds",
    EventKind.RULE: "box",
    EventKind.FACT: "ellipse",
    EventKind.OPTION: "hexagon",
    EventKind.OUTCOME: "doubleoctagon",
}
KEY = {
    EventKind.TABLE: "Table given",
    EventKind.ANSWER: "Answer",
    EventKind.MEASURE: "Figure worked out\nfrom a table",
    EventKind.RULE: "Rule",
    EventKind.FACT: "Found by rules",
    EventKind.OPTION: "Option",
    EventKind.OUTCOME: "Outcome",
}
# Pale tints of a palette that colour-blind readers can tell apart, and that print as different greys.
FILLS = {
    EventKind.TABLE: "#FBE3C0",
    EventKind.ANSWER: "#FBE3C0",
    EventKind.MEASURE: "#FDF3DC",
    EventKind.RULE: "#D6E8F5",
    EventKind.FACT: "#D9F0E6",
    EventKind.OPTION: "#EBDCEB",
    EventKind.OUTCOME: "#F7F29E",
}
DECISIVE, PLAIN, FAINT = "#10304A", "#555555", "#8A8A8A"


def sized(text: str, points: int) -> str:
    """A piece of a label in another size."""
    return f'<font point-size="{points}">{text}</font>'


def state_words(event: Event) -> str:
    """How a rule or a found value stands, in words; nothing for what was given or settled, whose text says it."""
    match event.kind:
        case EventKind.RULE:
            words = {Truth.TRUE: "fired", Truth.FALSE: "did not fire", Truth.UNKNOWN: "still open"}[
                event.truth
            ]
            return (
                f"{words}, counts {number_text(event.value)}"
                if isinstance(event.value, Fraction) and event.value
                else words
            )
        case EventKind.FACT:
            return {Truth.TRUE: "", Truth.FALSE: "known not to be", Truth.UNKNOWN: "not known"}[event.truth]
        case _:
            return ""


def node(event: Event) -> dict[str, str]:
    """How an event is drawn: the shape by its kind, the line by how it stands, weight and fill by whether it decides."""
    styles = ["filled"]
    if event.truth is Truth.FALSE:
        styles.append("dashed")
    elif event.truth is Truth.UNKNOWN:
        styles.append("dotted")
    shown = {"shape": SHAPES[event.kind], "style": ",".join(styles)}
    if event.decisive:
        return {**shown, "fillcolor": FILLS[event.kind], "color": DECISIVE, "penwidth": "2.4"}
    return {**shown, "fillcolor": "white", "color": FAINT, "fontcolor": PLAIN}


def edge(above: Event, below: Event, link: Link) -> dict[str, str]:
    """How a link is drawn: an arrow where something follows, a bar where it is stopped, dots where it is open."""
    shown: dict[str, str] = (
        {"color": DECISIVE, "penwidth": "2.2"} if above.decisive and below.decisive else {"color": FAINT}
    )
    match above.truth:
        case Truth.UNKNOWN:
            shown["style"] = "dotted"
        case Truth.FALSE:
            shown["style"] = "dashed"
        case Truth.TRUE:
            pass
    if link is Link.FAILS_ON or (link is Link.RULED_OUT_BY and above.truth is Truth.TRUE):
        shown["arrowhead"] = "tee"
    words = {
        Link.PARTLY_MET_BY: "in part",
        Link.RULED_OUT_BY: "rules out",
        Link.SUPPORTED_BY: "for",
        Link.COUNTED_AGAINST_BY: "against",
        Link.NOTED_BY: "note",
    }.get(link)
    if words and above.truth is Truth.TRUE:
        shown["label"] = words
    return shown
