"""rules.yaml in, rules out: each with exactly one conclusion, its conditions checked against the vocabulary."""

from __future__ import annotations

import re
from dataclasses import replace

from advisor.model.conditions import Not
from advisor.model.rules import Basis, Rule
from advisor.reader.fields import Fields
from advisor.reader.ids import by_id, natural
from advisor.reader.knowledge.conclusions import RuleScope, build_conclusion
from advisor.reader.knowledge.conditions import build_conditions, together
from advisor.reader.yaml.nodes import Entries, Node, Report, Text

RULE_ID = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-[0-9]+")


def build_rules(folder: str, node: Entries, scope: RuleScope, report: Report) -> dict[str, Rule]:
    """Read one rules.yaml of the folder `folder` (a decision, or a folder of rules across decisions)."""
    scope = replace(scope, vocabulary=replace(scope.vocabulary, home=folder))
    rules = {}
    for key, value in by_id(node.pairs):
        rule = _rule(folder, key, value, scope, report)
        if rule is not None:
            rules[rule.id] = rule
    return rules


def _rule(folder: str, key: Text, node: Node, scope: RuleScope, report: Report) -> Rule | None:
    fields = Fields(node, f"rule {key.value}", report)
    if not RULE_ID.fullmatch(key.value):
        hint = "write a prefix in capitals and a number, like RULE-010"
        fields.problem("KB106", f"{key.value!r} is not a rule id", key.where, hint)
    conditions = build_conditions(fields.node("when"), scope.vocabulary, report)
    unless = build_conditions(fields.node("unless"), scope.vocabulary, report)
    conclusion = build_conclusion(folder, fields, scope)
    basis = fields.choice("basis", Basis) or Basis.TOOL
    required = basis is not Basis.TOOL
    statements = fields.among("statements", scope.statements, "a statement", "KB206", required=required)
    because = fields.text("because", required=True)
    accepted = fields.accepted()
    fields.finish()
    if conclusion is None:
        return None
    return Rule(
        key.value,
        folder,
        conclusion,
        (*conditions, Not(together(unless))) if unless else conditions,
        basis,
        because,
        tuple(sorted(statements, key=natural)),
        key.where,
        accepted,
    )
