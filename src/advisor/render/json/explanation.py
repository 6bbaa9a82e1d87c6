"""Explanations in; the published JSON of `explain` out: proofs as nested steps, keys in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from advisor.explanation import CaseExplanation, DecisionExplanation, Step
from advisor.explanation.account import Account
from advisor.explanation.asked import answers_in_words
from advisor.explanation.comparison import PartChange, WhatIf
from advisor.explanation.contrast import Contrast
from advisor.explanation.counterfactual import ChangeTo
from advisor.explanation.firmness import Firmness, Range
from advisor.explanation.notes import Note
from advisor.explanation.parts import options_of_part, parts, parts_about
from advisor.explanation.why import why_option
from advisor.explanation.why_fact import WhyFact
from advisor.explanation.why_not import why_not
from advisor.model.knowledge import KnowledgeBase
from advisor.model.options import option_decision, option_id
from advisor.render.json.encoded import json_text
from advisor.render.json.result import setting_value

EVERYTHING = 1_000


def account_json(account: Account, depth: int | None = None) -> str:
    """The answers to what was asked as JSON text, ending in a line break."""
    return json_text(account_value(account, depth or EVERYTHING))


def check_json(kb: KnowledgeBase, steps: int, of: int, faults: Iterable[tuple[str, str, str]]) -> str:
    """What a replay confirmed, as JSON text: how many steps of how many, and the run, step and fault of each other."""
    found = [{"run": run or None, "step": step, "what": what} for run, step, what in faults]
    value = {"kb": kb.identity, "steps": steps, "of": of, "confirmed": not found, "faults": found}
    return json_text(value)


def account_value(account: Account, depth: int = EVERYTHING) -> dict[str, Any]:
    """The answers to what was asked as plain values."""
    explanation = account.explanation
    value: dict[str, Any] = {
        "kb": explanation.kb.identity,
        "title": explanation.case.title,
        "profile": explanation.case.profile,
        "settings": {key: setting_value(value) for key, value in sorted(explanation.settings.items())},
        "settings_origin": explanation.origins(),
    }
    if account.whole:
        value["decisions"] = {
            key: _decision(explanation, d, depth) for key, d in explanation.decisions.items()
        }
    if account.options:
        value["options"] = {key: _asked_option(explanation, key, depth) for key in account.options}
    if account.facts:
        value["facts"] = [_fact(found, depth) for found in account.facts]
    if account.contrasts:
        value["contrasts"] = [_contrast(found, depth) for found in account.contrasts]
    if account.what_if is not None:
        value["what_if"] = _what_if(account.what_if)
    if account.change_to:
        value["change_to"] = [_change_to(found) for found in account.change_to]
    if account.firmness:
        value["firmness"] = [
            {"decision": decision, "group": group, **_firmness(found)}
            for (decision, group), found in account.firmness.items()
        ]
    return value


def _fact(found: WhyFact, depth: int) -> dict[str, Any]:
    return {
        "name": found.name,
        "decision": found.decision,
        "group": found.group,
        "why": step_value(found.head, depth),
        "fails": [[step_value(step, 1) for step in conditions] for conditions in found.sets],
    }


def _contrast(found: Contrast, depth: int) -> dict[str, Any]:
    return {
        "option": found.option,
        "rival": found.rival,
        "group": found.group,
        "turned": found.turned,
        "head": step_value(found.head),
        "rival_lacks": [[step_value(step, 1) for step in conditions] for conditions in found.lacks],
        "points": [step_value(step, depth) for step in found.points],
        "enough": None if found.enough is None else step_value(found.enough),
        "change_to_rival": _change_to(found.change),
    }


def _firmness(found: Firmness) -> dict[str, Any]:
    return {
        "grade": str(found.grade),
        "sentence": found.head.sentence,
        "answers": [_range(r) for r in found.answers],
        "settings": [_range(r) for r in found.settings],
        "unknown": [_range(r) for r in found.unknown],
        "weights": [step.sentence for step in found.weights],
    }


def _range(found: Range) -> dict[str, Any]:
    """A range; each turn as it can be typed after `--what-if`."""
    return {
        "name": found.name,
        "label": found.label,
        "now": found.now,
        "stands": found.stands or None,
        "anything": found.anything,
        "turns": [
            {
                "value": turn.value,
                "outcome": turn.outcome,
                "recommended": [option_id(key) for key in turn.recommended],
                "within_a_tenth": turn.close,
                "sentence": turn.step.sentence,
            }
            for turn in found.turns
        ],
    }


def _change_to(found: ChangeTo) -> dict[str, Any]:
    """What would make an option the recommendation; each change as it can be typed after `--what-if`."""
    return {
        "option": found.option,
        "group": found.group,
        "head": step_value(found.head),
        "beside_others": found.beside,
        "sets": [
            [{"name": c.name, "values": list(c.values), "sentence": c.step.sentence} for c in changes]
            for changes in found.sets
        ],
        "more": found.more,
    }


def step_value(step: Step, depth: int = EVERYTHING) -> dict[str, Any]:
    """A step and, down to `depth` levels, what it rests on."""
    below = [step_value(s, depth - 1) for s in step.because] if depth > 1 else []
    return {
        "sentence": step.sentence,
        "kind": str(step.kind),
        "name": step.name,
        "basis": step.basis or None,
        "statements": list(step.statements),
        "settings": list(step.settings),
        "weighs": step.weighs or None,
        "place": step.place or None,
        "alternative": step.alternative,
        "because": below,
    }


def _decision(explanation: CaseExplanation, decision: DecisionExplanation, depth: int) -> dict[str, Any]:
    answers = answers_in_words(explanation.case, decision.decision, decision.wording)
    declared = explanation.kb.decisions[decision.decision]
    value: dict[str, Any] = {
        "asks": decision.wording.fill(declared.asks),
        "source": declared.source,
        "answers": [{"name": s.name, "text": s.sentence} for s in answers],
    }
    for group, part in parts(decision).items():
        found = _part(part, group, depth)
        if group is None:
            value.update(found)
        else:
            value.setdefault("groups", {})[group] = found
    return value


def _part(part: DecisionExplanation, group: str | None, depth: int) -> dict[str, Any]:
    return {
        "outcome": str(part.verdict.outcome),
        "recommended": [option_id(key) for key in part.verdict.recommended],
        "options": {option_id(key): _option(part, key, depth) for key in options_of_part(part, group)},
        "undecided_because": list(part.open_questions),
        "notes": [_note(note) for note in part.notes],
    }


def _note(note: Note) -> dict[str, Any]:
    return {
        "kind": str(note.kind),
        "text": note.text,
        "statements": list(note.statements),
        "settings": list(note.settings),
        "rule": note.rule or None,
    }


def _asked_option(explanation: CaseExplanation, key: str, depth: int) -> list[dict[str, Any]]:
    decision = explanation.decisions[option_decision(key)]
    return [
        {"group": group, **_option(part, key, depth), **_held_by(part, key, depth)}
        for group, part in parts_about(decision, key).items()
    ]


def _held_by(part: DecisionExplanation, key: str, depth: int) -> dict[str, Any]:
    """By what the condition of an option holds that is not recommended all the same."""
    if key in part.verdict.recommended:
        return {}
    return {"held_by": [step_value(step, depth) for step in part.options[key].proof]}


def _option(part: DecisionExplanation, key: str, depth: int) -> dict[str, Any]:
    status = str(part.options[key].status)
    if key in part.verdict.recommended:
        return {"status": status, "recommended": True, "why": step_value(why_option(part, key), depth)}
    found = why_not(part, key)
    return {
        "status": status,
        "recommended": False,
        "why_not": step_value(found.head, depth),
        "fails": [[step_value(step, 1) for step in conditions] for conditions in found.sets],
    }


def _what_if(found: WhatIf) -> dict[str, Any]:
    return {
        "changes": [
            {"name": c.name, "before": c.before, "after": c.after, "sentence": c.sentence}
            for c in found.changes
        ],
        "parts": [_part_change(part) for part in found.parts],
    }


def _part_change(part: PartChange) -> dict[str, Any]:
    def result(of: DecisionExplanation | None) -> dict[str, Any] | None:
        if of is None:
            return None
        return {
            "outcome": str(of.verdict.outcome),
            "recommended": [option_id(k) for k in of.verdict.recommended],
        }

    return {
        "decision": part.decision,
        "group": part.group,
        "before": result(part.before),
        "after": result(part.after),
        "same_result": part.same_result,
        "facts": [
            {
                "name": f.attribute,
                "label": f.label,
                "before": f.before,
                "after": f.after,
                "derived": f.derived,
            }
            for f in part.facts
        ],
        "options": [
            {
                "option": option_id(o.option),
                "before": str(o.before),
                "after": str(o.after),
                "balances": None if o.balances is None else list(o.balances),
            }
            for o in part.options
        ],
        "fires": [step_value(step, 1) for step in part.fires],
        "ceases": [step_value(step, 1) for step in part.ceases],
        "stays": list(part.stays),
    }
