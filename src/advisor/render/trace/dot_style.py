"""Events and links in; how they are drawn out. Whatever a colour says, a shape, a line or a word says too."""

from __future__ import annotations

from advisor.explanation.tracing import Difference, Event, EventKind, Link
from advisor.model.conditions import Truth

FONT = "Helvetica"

GRAPH = {
    "rankdir": "LR",
    "fontname": FONT,
    "labelloc": "t",
    "labeljust": "l",
    "nodesep": "0.15",
    "ranksep": "0.45",
    "bgcolor": "white",
    "pad": "0.3",
}
NODE = {"fontname": FONT, "fontsize": "10", "margin": "0.14,0.08"}
EDGE = {"fontname": FONT, "fontsize": "9"}
RUN = {"style": "rounded", "color": "#444444", "penwidth": "1.5", "fontsize": "15", "margin": "16"}
DECISION = {"style": "rounded", "color": "#777777", "fontsize": "13", "margin": "14"}
LAYER = {
    "style": "rounded,dashed",
    "color": "#B0B0B0",
    "fontcolor": "#555555",
    "fontsize": "10",
    "margin": "10",
}

SHAPES = {
    EventKind.TABLE: "tab",
    EventKind.ANSWER: "note",
    EventKind.MEASURE: "polygon",
    EventKind.RULE: "box",
    EventKind.FACT: "ellipse",
    EventKind.OPTION: "hexagon",
    EventKind.OUTCOME: "doubleoctagon",
}
# A leaning box. Graphviz has an arrow-shaped one too, but lines to that end short of it.
LEANING = {"sides": "4", "skew": "0.2", "margin": "0.02,0.06"}
FORMS = {
    EventKind.MEASURE: LEANING,
    EventKind.FACT: {"margin": "0.02,0.02"},
    EventKind.OPTION: {"margin": "0.02,0.06"},
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
HEAVY, PLAIN, FAINT = "#10304A", "#555555", "#8A8A8A"
LINES = {Truth.TRUE: "solid", Truth.FALSE: "dashed", Truth.UNKNOWN: "dotted"}
EDGE_WORDS = {
    Link.PART_CONDITION: "in part",
    Link.RULE_OUT: "rules out",
    Link.POINT_FOR: "for",
    Link.POINT_AGAINST: "against",
    Link.NOTE: "note",
}


def node(event: Event) -> dict[str, str]:
    """How an event is drawn: the shape by its kind, the line by how it stands, weight and fill by whether it stands out."""
    look = {"shape": SHAPES[event.kind], "style": f"filled,{LINES[event.truth]}"}
    look |= FORMS.get(event.kind, {})
    if event.stands_out:
        return {**look, "fillcolor": FILLS[event.kind], "color": HEAVY, "penwidth": "2.4"}
    return {**look, "fillcolor": "white", "color": FAINT, "fontcolor": PLAIN}


def edge(above: Event, below: Event, link: Link, side: Difference | None = None) -> dict[str, str]:
    """How a link is drawn: an arrow where something follows, a bar where it is stopped, dots where it is open.

    `side` is the side of a comparison on which alone it is one.
    """
    look = {"style": LINES[above.truth], "color": FAINT}
    compared = below.difference is not None
    if side is not None or (above.stands_out and below.stands_out and not (compared and below.other)):
        look |= {"color": HEAVY, "penwidth": "2.2"}
    fired = above.truth is Truth.TRUE
    if link is Link.OBSTACLE or (link is Link.RULE_OUT and fired):
        look["arrowhead"] = "tee"
    words = [_words(above, link), str(side or "")]
    label = ", ".join(word for word in words if word)
    return look | ({"label": label} if label else {})


def _words(above: Event, link: Link) -> str:
    """What a rule does to an option or an outcome, or may yet do where that matters."""
    match above.truth:
        case Truth.TRUE:
            return EDGE_WORDS.get(link, "")
        case Truth.UNKNOWN if link in EDGE_WORDS and above.stands_out:
            return f"perhaps {EDGE_WORDS[link]}"
        case _:
            return ""
