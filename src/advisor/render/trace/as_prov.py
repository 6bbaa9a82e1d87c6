"""A trace in; W3C PROV-JSON of it out, so that an archive can hold it and other programs can read it.

What was given, found and settled are entities; each rule, fired or not, is an activity whose plan is the rule as written,
and the statements behind a rule are its primary sources. Each run is a bundle. There are no times, so that the same case
gives the same bytes.
"""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any
from urllib.parse import quote

from prov.model import PROV, ProvBundle, ProvDocument

from advisor import __version__
from advisor.explanation.tracing import CaseTrace, Event, EventKind, Parent, TraceRun
from advisor.render.json.result import number, setting_value

Attributes = dict[str, Any]
TOOL = "tool:advisor"
NAMESPACES = (
    "given", "fact", "rule", "plan", "option", "outcome", "settling", "run", "statement", "kb", "tool", "says",
)  # fmt: skip


def trace_prov(trace: CaseTrace) -> str:
    """The trace as PROV-JSON text, ending in a line break."""
    document = ProvDocument()
    for prefix in NAMESPACES:
        document.add_namespace(prefix, f"urn:advisor:{prefix}:")
    _tool(document)
    knowledge = f"kb:{_local(trace.kb['name'])}"
    document.entity(knowledge, {f"says:{key}": value for key, value in sorted(trace.kb.items())})
    for run in trace.runs:
        name = f"run:{_local(run.id)}"
        document.entity(name, _circumstances(trace, run))
        document.wasAttributedTo(name, TOOL)
        document.wasDerivedFrom(name, knowledge)
        _run(document.bundle(name), run)
    # The library writes keys in the order of its own bookkeeping.
    value = json.loads(document.serialize(format="json") or "")
    return json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _tool(bundle: ProvBundle) -> None:
    """The program that settled it. A bundle is read by itself, so each says who acted in it."""
    bundle.agent(TOOL, {"prov:type": PROV["SoftwareAgent"], "says:version": __version__})


def _circumstances(trace: CaseTrace, run: TraceRun) -> Attributes:
    """What a run was made with."""
    settings = {key: setting_value(value) for key, value in sorted(trace.settings.items())}
    about = {
        "prov:type": PROV["Bundle"],
        "says:title": trace.title,
        "says:profile": trace.profile,
        "says:settings": json.dumps(settings, ensure_ascii=False),
        "says:settings_origin": json.dumps(dict(trace.origins), ensure_ascii=False),
        "says:group": run.group,
    }
    return {key: value for key, value in about.items() if value}


def _run(bundle: ProvBundle, run: TraceRun) -> None:
    _tool(bundle)
    known = {event.id for event in run.events}
    for event in run.events:
        parents = [parent for parent in event.parents if parent.id in known]
        match event.kind:
            case EventKind.TABLE | EventKind.ANSWER | EventKind.MEASURE:
                _given(bundle, run, event, parents)
            case EventKind.RULE:
                _rule(bundle, run, event, parents)
            case EventKind.FACT | EventKind.OPTION:
                _found(bundle, run, event, parents)
            case EventKind.OUTCOME:
                _outcome(bundle, run, event, parents)
    for statement in sorted({statement for event in run.events for statement in event.statements}):
        bundle.entity(f"statement:{_local(statement)}")


def _given(bundle: ProvBundle, run: TraceRun, event: Event, parents: list[Parent]) -> None:
    bundle.entity(_name(run, event.id), _attributes(event))
    for parent in parents:
        bundle.wasDerivedFrom(_name(run, event.id), _name(run, parent.id))


def _rule(bundle: ProvBundle, run: TraceRun, event: Event, parents: list[Parent]) -> None:
    """A rule that was tried: what it used, the rule as written, and the statements that this stands on."""
    name, plan = _name(run, event.id), f"plan:{_local(event.title)}"
    bundle.activity(name, other_attributes=_attributes(event))
    bundle.entity(plan, {"prov:type": PROV["Plan"], "says:place": event.place, "says:basis": event.basis})
    bundle.wasAssociatedWith(name, TOOL, plan)
    for parent in parents:
        bundle.used(name, _name(run, parent.id), other_attributes=_role(parent))
    for statement in event.statements:
        bundle.hadPrimarySource(plan, f"statement:{_local(statement)}")


def _found(bundle: ProvBundle, run: TraceRun, event: Event, parents: list[Parent]) -> None:
    """What several rules made so together: each of them is an influence on it, in its own role."""
    bundle.entity(_name(run, event.id), _attributes(event))
    for parent in parents:
        _influenced(bundle, run, event, parent)


def _influenced(bundle: ProvBundle, run: TraceRun, event: Event, parent: Parent) -> None:
    """That a rule, or what it found, had a part in something. A role in PROV's sense is only for what an activity uses."""
    names = _name(run, event.id), _name(run, parent.id)
    bundle.wasInfluencedBy(*names, other_attributes={"says:as": str(parent.link)})


def _outcome(bundle: ProvBundle, run: TraceRun, event: Event, parents: list[Parent]) -> None:
    """The outcome comes of a settling, which uses the options and whatever says that the decision arises."""
    settling = f"settling:{_local(run.id)}/{_local(event.decision)}"
    bundle.activity(settling)
    bundle.wasAssociatedWith(settling, TOOL)
    bundle.entity(_name(run, event.id), _attributes(event))
    bundle.wasGeneratedBy(_name(run, event.id), settling)
    for parent in parents:
        if parent.id.startswith("rule:"):
            _influenced(bundle, run, event, parent)
        else:
            bundle.used(settling, _name(run, parent.id), other_attributes=_role(parent))


def _attributes(event: Event) -> Attributes:
    """What an event says, as attributes."""
    found: Attributes = {
        "prov:label": event.title,
        "says:id": event.id,
        "says:kind": str(event.kind),
        "says:truth": event.truth.value,
        "says:text": event.text,
        "says:decisive": event.decisive,
    }
    if event.settings:
        found["says:settings"] = "; ".join(setting.words for setting in event.settings)
    if event.value is not None:
        found["prov:value"] = number(event.value) if isinstance(event.value, Fraction) else event.value
    return found


def _role(parent: Parent) -> Attributes:
    return {"prov:role": str(parent.link)}


def _name(run: TraceRun, event: str) -> str:
    """An event's name in PROV: its kind is the prefix, and the run stands in front, since each run has its own."""
    prefix, _, rest = event.partition(":")
    return f"{prefix}:{_local(run.id)}/{_local(rest)}"


def _local(text: str) -> str:
    """A text as the local part of a name, in which only letters, digits and a few signs may stand."""
    return quote(text, safe="")
