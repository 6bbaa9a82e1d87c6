"""A knowledge base and the id of a rule or question in; a scenario for it out, as a file beside the knowledge base."""

from __future__ import annotations

from advisor.authoring.all_answers.answers import AllAnswers
from advisor.authoring.scenarios.text import Draft, scenario_text
from advisor.authoring.scenarios.witnesses import Shrinker
from advisor.model.case import UNKNOWN, Answer
from advisor.model.knowledge import KnowledgeBase


def rule_scenario(kb: KnowledgeBase, rule_id: str) -> dict[str, str] | None:
    """A smallest case in which the rule holds, with what comes out of it now; None where it never holds."""
    answers = AllAnswers.of(kb, kb.settings_for(kb.default_profile, {}))
    gates = answers.program.rules.get(rule_id)
    choices = answers.find([gates.gate]) if gates is not None else None
    if choices is None:
        return None
    decision = kb.rules[rule_id].decision
    shrinker = Shrinker(kb, kb.default_profile, decision)
    smallest = shrinker.smallest_for_rule(answers.answers(choices), rule_id)
    if smallest is None:
        return None
    expect = {decision: {**shrinker.witness(smallest).expect, "rules": {rule_id: "yes"}}}
    title = f"{rule_id} holds"
    draft = Draft(title, f"the smallest case in which {rule_id} holds", smallest, expect)
    return {f"scenarios/{decision}/{rule_id.lower()}.yaml": scenario_text(kb, draft)}


def open_scenario(kb: KnowledgeBase, decision: str, question: str) -> dict[str, str]:
    """A case in which a new question is not known, with what comes out of it now."""
    shrinker = Shrinker(kb, kb.default_profile, decision)
    answers: dict[str, Answer] = {question: UNKNOWN}
    # Which questions leave it open changes with every rule, so that is not expected.
    expect = {decision: {"outcome": shrinker.witness(answers).expect["outcome"]}}
    draft = Draft(f"{question} is not known", f"{question} unknown never counts as no", answers, expect)
    return {f"scenarios/{decision}/unknown-{question}.yaml": scenario_text(kb, draft)}
