"""A trace in; DOT text of it out, the same bytes every time: what the result rests on stands out, the rest recedes."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Iterable

import graphviz

from advisor.explanation.tracing import CaseTrace, Event, EventKind, Parent, TraceRun
from advisor.model.conditions import Truth
from advisor.render import dot_style as style


def trace_dot(trace: CaseTrace) -> str:
    """Draw the trace: one cluster for each run, within it one for each decision, within that one for each layer of rules."""
    graph = graphviz.Digraph("trace", graph_attr=style.GRAPH, node_attr=style.NODE, edge_attr=style.EDGE)
    graph.attr(label=_heading(trace))
    _legend(graph, trace)
    for run in trace.runs:
        if len(trace.runs) == 1:
            _run(graph, run)
        else:
            with graph.subgraph(name=f"cluster_{_name(run.id)}") as box:
                box.attr(label=_bold(run.group or "All together"), **style.RUN)
                _run(box, run)
    return str(graph.source)


def _heading(trace: CaseTrace) -> str:
    decisions = dict.fromkeys(label for run in trace.runs for label in run.decisions.values())
    lines = [style.sized(_bold(trace.title), 18)] if trace.title else []
    lines.append(style.sized(html.escape("; ".join(decisions)), 13))
    return f"<{'<br/>'.join(lines)}<br/> >"


def _run(graph: graphviz.Digraph, run: TraceRun) -> None:
    shown = {event.id for event in run.events}
    decisions = sorted({event.decision for event in run.events})
    for decision in decisions:
        own = [event for event in run.events if event.decision == decision]
        if len(decisions) == 1:
            _decision(graph, run, own)
        else:
            with graph.subgraph(name=f"cluster_{_name(run.id, decision)}") as box:
                box.attr(label=_bold(run.decisions.get(decision, decision)), **style.DECISION)
                _decision(box, run, own)
    for event in run.events:
        for parent in event.parents:
            if parent.id in shown:
                _edge(graph, run, event, parent)


def _decision(graph: graphviz.Digraph, run: TraceRun, events: Iterable[Event]) -> None:
    layers: dict[tuple[int, str], list[Event]] = {}
    for event in events:
        layers.setdefault(_layer(event), []).append(event)
    for (number, title), members in sorted(layers.items()):
        with graph.subgraph(name=f"cluster_{_name(run.id, members[0].decision, str(number), title)}") as box:
            box.attr(label=html.escape(title), **style.LAYER)
            for event in members:
                box.node(_name(run.id, event.id), label=_label(event), **style.node(event))


def _layer(event: Event) -> tuple[int, str]:
    match event.kind:
        case EventKind.TABLE | EventKind.ANSWER | EventKind.MEASURE:
            return (0, "Given")
        case EventKind.RULE | EventKind.FACT:
            return (event.stratum, f"Rules, layer {event.stratum}")
        case EventKind.OPTION:
            return (1000, "Options")
        case EventKind.OUTCOME:
            return (1001, "Outcome")


def _edge(graph: graphviz.Digraph, run: TraceRun, event: Event, parent: Parent) -> None:
    above = run.by_id()[parent.id]
    graph.edge(_name(run.id, parent.id), _name(run.id, event.id), **style.edge(above, event, parent.link))


def _label(event: Event) -> str:
    """A node's label: its title in bold, its sentence wrapped, and the statements that it rests on in small print."""
    width = style.WIDTHS[event.kind]
    lines = [_bold(line) for line in _wrapped(event.title, width)]
    state = style.state_words(event)
    if state:
        lines.append(f"<i>{html.escape(state)}</i>")
    lines += [html.escape(line) for line in _wrapped(_shortened(event), width)]
    lines += [
        style.sized(html.escape(s), style.SMALL) for s in event.statements if event.kind is EventKind.RULE
    ]
    return f"<{'<br/>'.join(lines)}>"


def _shortened(event: Event) -> str:
    """The first sentence of a rule that did fire: the picture shows what, the text of the trace has it all."""
    if event.kind is EventKind.RULE and event.truth is Truth.TRUE:
        return textwrap.shorten(
            re.split(r"(?<=[.!?])\s", event.text, maxsplit=1)[0], style.LONGEST, placeholder=" …"
        )
    return textwrap.shorten(event.text, style.LONGEST, placeholder=" …")


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False) or [""]


def _bold(text: str) -> str:
    return f"<b>{html.escape(text)}</b>"


def _name(*parts: str) -> str:
    """A node's name in DOT. A colon would name a port, so it becomes a slash."""
    return "/".join(parts).replace(":", "/")


def _legend(graph: graphviz.Digraph, trace: CaseTrace) -> None:
    """A row of samples: each kind of node that is drawn, in its own shape."""
    kinds = [kind for kind in EventKind if any(e.kind is kind for run in trace.runs for e in run.events)]
    with graph.subgraph(name="cluster_legend") as box:
        box.attr(label="Key", **style.LAYER)
        for number, kind in enumerate(kinds):
            sample = Event(f"key/{kind}", kind, "", 0, Truth.TRUE, "", "")
            box.node(f"key/{kind}", label=style.KEY[kind], **style.node(sample))
            if number:
                box.edge(f"key/{kinds[number - 1]}", f"key/{kind}", style="invis")
