"""A trace in; DOT text of it out, the same bytes every time: what the result rests on stands out, the rest recedes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import quote

import graphviz

from advisor.explanation.tracing import CaseTrace, Difference, Event, EventKind, Link, Parent, TraceRun
from advisor.model.conditions import Truth
from advisor.render.trace import dot_labels as labels
from advisor.render.trace import dot_style as style
from advisor.render.trace.text import authority, section

ONLY = {True: Difference.ONLY_HERE, False: Difference.ONLY_OTHER}


def trace_dot(trace: CaseTrace, *, layered: bool = False) -> str:
    """Draw the trace: a box for each run and decision where there are several; `layered` boxes each layer of rules too."""
    graph = graphviz.Digraph("trace", graph_attr=style.GRAPH, node_attr=style.NODE, edge_attr=style.EDGE)
    graph.attr(label=labels.heading(trace))
    # What comes last is drawn on top.
    for run in reversed(trace.runs):
        title = "" if len(trace.runs) == 1 else run.group or "All together"
        with _box(graph, (run.id,), title, style.RUN) as box:
            _nodes(box, run, layered)
            _edges(box, run)
    _key(graph, trace)
    return str(graph.source)


@contextmanager
def _box(
    graph: graphviz.Digraph, name: tuple[str, ...], title: str, look: dict[str, str]
) -> Iterator[graphviz.Digraph]:
    """Draw into a box of its own with a title, or into the graph itself where there is no title."""
    if not title:
        yield graph
        return
    with graph.subgraph(name=f"cluster_{_name(*name)}") as box:
        box.attr(label=labels.bold(title), **look)
        yield box


def _nodes(graph: graphviz.Digraph, run: TraceRun, layered: bool) -> None:
    """Every event as a node, boxed by decision where there are several, and by layer where that is asked for."""
    several = len(run.decisions) > 1
    # What several decisions share belongs to none of them, and stands outside their boxes.
    decisions = _grouped(run.events, lambda event: event.decision if several else "")
    for decision, events in decisions.items():
        title = run.decisions.get(decision, "")
        with _box(graph, (run.id, decision), title, style.DECISION) as of_decision:
            for layer, members in _grouped(events, section).items():
                with _box(
                    of_decision, (run.id, decision, layer), layer if layered else "", style.LAYER
                ) as box:
                    for event in members:
                        said = "; ".join((f"{event.title}: {event.text}", *authority(event)))
                        look = {**style.node(event), "tooltip": graphviz.escape(said)}
                        box.node(_name(run.id, event.id), label=labels.label(event), **look)


def _edges(graph: graphviz.Digraph, run: TraceRun) -> None:
    known = run.by_id()
    for event in run.events:
        for parent, side in _sided(event):
            above = known.get(parent.id)
            if above is not None and _drawn(above, event, parent.link):
                look = style.edge(above, event, parent.link, side)
                graph.edge(_name(run.id, parent.id), _name(run.id, event.id), **look)


def _sided(event: Event) -> Iterator[tuple[Parent, Difference | None]]:
    """An event's parents; in a comparison with the side on which alone each is one."""
    if event.other is None:
        yield from ((parent, None) for parent in event.parents)
        return
    here, other = ({parent.id: parent for parent in side.parents} for side in (event, event.other))
    for key, parent in (other | here).items():
        yield parent, None if key in here and key in other else ONLY[key in here]


def _grouped(events: Iterable[Event], group_of: Callable[[Event], str]) -> dict[str, list[Event]]:
    groups: dict[str, list[Event]] = {}
    for event in events:
        groups.setdefault(group_of(event), []).append(event)
    return dict(sorted(groups.items()))


def _drawn(above: Event, event: Event, link: Link) -> bool:
    """That a decision arises is worth an arrow only where it does not, or where that is not known."""
    if link is not Link.PRECONDITION:
        return True
    return event.value == "not-applicable" or above.truth is Truth.UNKNOWN


def _name(*parts: str) -> str:
    """A name in DOT, where colons, quotation marks and backslashes of what a user typed would have a meaning."""
    return quote("/".join(parts).replace(":", "/"), safe="/=. ")


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
        box.node("key/lines", label=labels.lines_key(trace), shape="plaintext")
        for left, right in zip([*names, "key/lines"], [*names[1:], "key/lines"], strict=False):
            if left != right:
                box.edge(left, right, style="invis")
