"""A knowledge base in; DOT text of how it hangs together out: questions, what is worked out of them, concepts, options."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import graphviz

from advisor.model.knowledge import KnowledgeBase
from advisor.model.options import option_decision
from advisor.model.rules import Advises, Concludes, Meets, Rule, RulesOut, Weighs

_LOOK = {
    "question": {"shape": "box", "style": "rounded,filled", "fillcolor": "#eef3f8", "color": "#41708f"},
    "measure": {"shape": "box", "style": "rounded,filled,dashed", "fillcolor": "#ffffff", "color": "#41708f"},
    "concept": {"shape": "ellipse", "style": "filled", "fillcolor": "#fbf4e4", "color": "#8a6d1f"},
    "option": {"shape": "box", "style": "filled,bold", "fillcolor": "#e9f3ea", "color": "#2f6b3a"},
}


class _Arrow(StrEnum):
    """What a rule does to what it speaks of."""

    DECIDES = "decides"
    WEIGHS = "weighs"
    RULES_OUT = "rules out"


_ARROWS = {
    _Arrow.DECIDES: {"style": "solid"},
    _Arrow.WEIGHS: {"style": "dashed"},
    _Arrow.RULES_OUT: {"style": "solid", "arrowhead": "tee", "color": "#a33b2f"},
}
_LEGEND = "An arrow decides, a dashed one weighs, and one that ends in a bar rules out. A number is that of its rules."


def map_dot(kb: KnowledgeBase, decisions: tuple[str, ...] = ()) -> str:
    """The map of the decisions named, or of all, with a line that says what its arrows mean."""
    wanted = decisions or tuple(kb.decisions)
    graph = graphviz.Digraph(
        "map",
        graph_attr={
            "rankdir": "LR",
            "fontname": "Helvetica",
            "label": f"{graphviz.escape(kb.title)}\\n{_LEGEND}",
            "labelloc": "t",
            "ranksep": "1.2",
        },
        node_attr={"fontname": "Helvetica", "fontsize": "11"},
        edge_attr={"fontname": "Helvetica", "fontsize": "9", "color": "#777777"},
    )
    arrows: dict[tuple[str, str, _Arrow], int] = {}
    for rule in kb.rules.values():
        for goal, arrow in _goals(kb, rule, wanted):
            for origin in _origins(kb, rule):
                arrows[origin, goal, arrow] = arrows.get((origin, goal, arrow), 0) + 1
    for measure in kb.measures.values():
        if any(origin == measure.id for origin, _, _ in arrows):
            for behind in filter(None, (measure.table, measure.otherwise)):
                arrows[behind, measure.id, _Arrow.DECIDES] = 1
    drawn = {name for origin, goal, _ in arrows for name in (origin, goal)}
    # Boxes are stacked from the bottom up.
    for decision in reversed(wanted):
        with graph.subgraph(name=f"cluster_{decision}") as box:
            box.attr(label=_wrapped(kb.decisions[decision].label), color="#bbbbbb")
            for option in kb.options_of(decision):
                box.node(option.key, _wrapped(option.label), **_LOOK["option"])
    for name in sorted(drawn - {o.key for d in wanted for o in kb.options_of(d)}):
        graph.node(name, _wrapped(_label(kb, name)), **_LOOK[_kind(kb, name)])
    for (origin, goal, arrow), count in sorted(arrows.items()):
        graph.edge(origin, goal, label=str(count) if count > 1 else "", **_ARROWS[arrow])
    return str(graph.source)


def _goals(kb: KnowledgeBase, rule: Rule, wanted: tuple[str, ...]) -> Iterator[tuple[str, _Arrow]]:
    """What a rule speaks of, and what it does to it."""
    match rule.conclusion:
        case Concludes(concept):
            if kb.concepts[concept].decision in wanted:
                yield concept, _Arrow.DECIDES
        case Meets(option):
            if option_decision(option) in wanted:
                yield option, _Arrow.DECIDES
        case Weighs(option):
            if option_decision(option) in wanted:
                yield option, _Arrow.WEIGHS
        case RulesOut(option, above, decision):
            if decision in wanted and not above:
                yield str(option), _Arrow.RULES_OUT
        case Advises():
            return


def _origins(kb: KnowledgeBase, rule: Rule) -> list[str]:
    return sorted({_owner(kb, attribute) for attribute in rule.reads})


def _owner(kb: KnowledgeBase, attribute: str) -> str:
    """The thing on the map that an attribute belongs to: an item belongs to its question."""
    if attribute in kb.measures or kb.attributes[attribute].derived:
        return attribute
    return kb.attributes[attribute].question


def _kind(kb: KnowledgeBase, name: str) -> str:
    for kind, ids in (("question", kb.questions), ("measure", kb.measures), ("concept", kb.concepts)):
        if name in ids:
            return kind
    return "option"


def _label(kb: KnowledgeBase, name: str) -> str:
    if name in kb.questions:
        return kb.questions[name].label
    return kb.attributes[name].label


def _wrapped(text: str, width: int = 26) -> str:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > width and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\\n".join(graphviz.escape(line) for line in lines)
