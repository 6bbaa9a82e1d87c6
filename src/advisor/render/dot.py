"""A trace in; DOT text of it out, the same bytes every time: what the result rests on stands out, the rest recedes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import graphviz

from advisor.explanation.tracing import CaseTrace, Event, EventKind, Link, TraceRun
from advisor.model.conditions import Truth
from advisor.render import dot_labels as labels
from advisor.render import dot_style as style
from advisor.render.trace_text import section

GroupOf = Callable[[Event], str]


def trace_dot(trace: CaseTrace, *, layered: bool = False) -> str:
    """Draw the trace: a box for each run and decision where there are several; `layered` boxes each layer of rules too."""
    graph = graphviz.Digraph("trace", graph_attr=style.GRAPH, node_attr=style.NODE, edge_attr=style.EDGE)
    graph.attr(label=labels.heading(trace))
    for run in trace.runs:
        title = "" if len(trace.runs) == 1 else run.group or "All together"
        _boxed(graph, (run.id,), title, style.RUN, lambda box, run=run: _run(box, run, layered))
    _key(graph, trace)
    return str(graph.source)


def _boxed(
    graph: graphviz.Digraph,
    name: tuple[str, ...],
    title: str,
    look: dict[str, str],
    fill: Callable[[graphviz.Digraph], None],
) -> None:
    """Draw into a box of its own with a title, or into the graph itself where there is no title."""
    if not title:
        fill(graph)
        return
    with graph.subgraph(name=f"cluster_{_name(*name)}") as box:
        box.attr(label=labels.bold(title), **look)
        fill(box)


def _run(graph: graphviz.Digraph, run: TraceRun, layered: bool) -> None:
    decisions = _grouped(run.events, lambda event: event.decision)
    for decision, events in decisions.items():
        # What several decisions share belongs to none of them, and stands outside their boxes.
        title = "" if len(decisions) == 1 else run.decisions.get(decision, "")
        _boxed(
            graph,
            (run.id, decision),
            title,
            style.DECISION,
            lambda box, d=decision, e=events: _layers(box, (run.id, d), e, layered),
        )
    known = run.by_id()
    for event in run.events:
        for parent in event.parents:
            above = known.get(parent.id)
            if above is not None and _drawn(event, parent.link):
                look = style.edge(above, event, parent.link)
                graph.edge(_name(run.id, parent.id), _name(run.id, event.id), **look)


def _layers(graph: graphviz.Digraph, within: tuple[str, ...], events: Iterable[Event], layered: bool) -> None:
    for title, members in _grouped(events, section).items():
        shown = title if layered else ""
        _boxed(
            graph,
            (*within, title),
            shown,
            style.LAYER,
            lambda box, m=members: _nodes(box, within[0], m),
        )


def _nodes(graph: graphviz.Digraph, run: str, events: Iterable[Event]) -> None:
    for event in events:
        graph.node(_name(run, event.id), label=labels.label(event), **style.node(event))


def _grouped(events: Iterable[Event], group_of: GroupOf) -> dict[str, list[Event]]:
    groups: dict[str, list[Event]] = {}
    for event in events:
        groups.setdefault(group_of(event), []).append(event)
    return dict(sorted(groups.items()))


def _drawn(event: Event, link: Link) -> bool:
    """That a decision arises at all is worth an arrow only where it does not, or is not known to."""
    return link is not Link.ASKED_BECAUSE_OF or event.value in ("not-applicable", "undecided")


def _name(*parts: str) -> str:
    """A name in DOT. A colon would end the name and begin that of a port, so it becomes a slash."""
    return "/".join(parts).replace(":", "/")


def _key(graph: graphviz.Digraph, trace: CaseTrace) -> None:
    """A row of samples, each kind of node that is drawn in its own shape, and what the lines mean."""
    events = [event for run in trace.runs for event in run.events]
    kinds = [kind for kind in EventKind if any(event.kind is kind for event in events)]
    names = [f"key/{kind}" for kind in kinds]
    with graph.subgraph(name="cluster_key") as box:
        box.attr(label=labels.bold("Key"), **style.LAYER)
        for name, kind in zip(names, kinds, strict=True):
            sample = Event(name, kind, "", 0, Truth.TRUE, "", "", decisive=True)
            box.node(name, label=labels.KEY[kind], **style.node(sample) | {"penwidth": "1"})
        box.node("key/lines", label=labels.lines_key(events), shape="plaintext")
        for left, right in zip([*names, "key/lines"], [*names[1:], "key/lines"], strict=False):
            if left != right:
                box.edge(left, right, style="invis")
