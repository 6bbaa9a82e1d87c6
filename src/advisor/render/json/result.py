"""A case explained in; the published JSON of `recommend` out, with keys in a fixed order and the same bytes every time."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from advisor.decide import Interval, Status, Verdict
from advisor.explanation import CaseExplanation, DecisionExplanation, Note, OptionExplanation
from advisor.explanation.conditions import ConditionLine, Role
from advisor.explanation.weights import Weight
from advisor.model.conditions import Truth
from advisor.model.knowledge import KnowledgeBase, SettingValue
from advisor.model.options import PointKind, Policy, option_id
from advisor.render.json.encoded import json_text

TRUTHS = {Truth.TRUE: "met", Truth.FALSE: "not-met", Truth.UNKNOWN: "unknown"}


def result_json(explanation: CaseExplanation) -> str:
    """The whole result as JSON text, ending in a line break."""
    return json_text(result_value(explanation))


def result_value(explanation: CaseExplanation) -> dict[str, Any]:
    """The whole result as plain values. Numbers are JSON numbers; money and ratios are rounded only there."""
    kb = explanation.kb
    return {
        "kb": kb.identity,
        "title": explanation.case.title,
        "profile": explanation.case.profile,
        "settings": {key: setting_value(value) for key, value in sorted(explanation.settings.items())},
        "settings_overridden": sorted(explanation.case.settings),
        "decisions": {key: decision_value(kb, d) for key, d in explanation.decisions.items()},
        "not_covered": [text for _, text in sorted(kb.not_covered.items())],
        "cautions": _cautions(explanation),
        "evidence": dict(sorted(explanation.case.evidence.items())),
    }


def number(value: Fraction) -> float | int:
    """A fraction as a JSON number: whole where it is whole."""
    return value.numerator if value.denominator == 1 else float(value)


def setting_value(value: SettingValue) -> Any:
    """A setting as JSON."""
    if isinstance(value, Fraction):
        return number(value)
    return {k: number(v) if isinstance(v, Fraction) else v for k, v in sorted(value.items())}


def decision_value(
    kb: KnowledgeBase, decision: DecisionExplanation, *, inner: bool = False
) -> dict[str, Any]:
    """One decision as the contract has it; a group's result has the same shape without groups of its own."""
    verdict = decision.verdict
    declared = kb.decisions[decision.decision]
    weighted = declared.policy is Policy.WEIGHTED
    value: dict[str, Any] = {
        "outcome": str(verdict.outcome),
        "recommended": [option_id(key) for key in verdict.recommended],
        "options": {option_id(key): _option(o, verdict, weighted) for key, o in decision.options.items()},
    }
    if declared.policy is Policy.LADDER:
        value["described"] = _rungs(verdict.described)
        value["ceiling"] = _rungs(verdict.ceiling)
    if weighted:
        value["fragile"] = verdict.fragile
        value["alternatives"] = [
            {
                "weights": a.weights,
                "recommended": [option_id(key) for key in a.recommended],
                "net": {option_id(k): _interval(v) for k, v in a.nets.items()},
            }
            for a in verdict.alternatives
        ]
    table = declared.per_group and kb.questions[declared.per_group.table].columns
    if table and not inner:
        value[f"by_{table.group}"] = {
            name: decision_value(kb, d, inner=True) for name, d in sorted(decision.groups.items())
        }
    value["undecided_because"] = list(decision.open_questions)
    value["open_items"] = list(decision.open_items)
    value["open_preferences"] = list(decision.open_preferences)
    value["assumed"] = list(decision.assumed)
    value["notes"] = [_note(note) for note in decision.notes]
    return value


def _rungs(rungs: tuple[str | None, str | None] | None) -> Any:
    """A rung, or the lowest and highest that it can still be."""
    if rungs is None:
        return None
    low, high = (None if rung is None else option_id(rung) for rung in rungs)
    return low if low == high else [low, high]


def _interval(interval: Interval) -> list[float | int]:
    return [number(interval.low), number(interval.high)]


def _option(option: OptionExplanation, verdict: Verdict, weighted: bool) -> dict[str, Any]:
    found = verdict.options[option.option.key]
    value: dict[str, Any] = {
        "label": option.label,
        "status": str(option.status),
        "basis": str(option.basis),
        "conditions": [_condition(line) for line in shown_conditions(option)],
        "weights": [_weight(weight) for weight in option.weights],
        "benefits": [{"text": p.text, "statement": p.statement} for p in option.of_kind(PointKind.BENEFIT)],
        "risks": [{"text": p.text, "statement": p.statement} for p in option.of_kind(PointKind.RISK)],
    }
    if weighted:
        value["for"], value["against"] = _interval(found.in_favour), _interval(found.against)
        value["net"] = _interval(found.net)
    else:
        value["for"], value["against"] = float(found.in_favour.low), float(found.against.low)
    return value


def shown_conditions(option: OptionExplanation) -> list[ConditionLine]:
    """The conditions of an option; what would only meet it in part is left out where it is met, or cannot be."""
    partly = option.status in (Status.PARTLY_MET, Status.UNKNOWN)
    return [line for line in option.conditions if partly or line.role is not Role.IN_PART]


def _condition(line: ConditionLine) -> dict[str, Any]:
    status = TRUTHS[line.truth]
    if line.role is Role.RULES_OUT:
        status = {"met": "ruled-out", "not-met": "met"}.get(status, status)
    return {
        "text": line.text,
        "status": status,
        "role": str(line.role),
        "because": line.because,
        "statements": list(line.statements),
        "rule": line.rule,
    }


def _weight(weight: Weight) -> dict[str, Any]:
    return {
        "text": weight.text,
        "speaks": "against" if weight.against else "for",
        "counts": None if weight.amount is None else number(weight.amount),
        "importance": weight.importance or None,
        "statements": list(weight.statements),
        "rule": weight.rule,
    }


def _note(note: Note) -> dict[str, Any]:
    return {"kind": str(note.kind), "text": note.text, "statements": list(note.statements)}


def _cautions(explanation: CaseExplanation) -> list[dict[str, str]]:
    return [
        {"id": c.id, "text": c.text, "source": c.source, "as_at": c.as_at} for c in explanation.cautions()
    ]
