"""A rule's conclusion or condition in; the line that an author writes for it out."""

from __future__ import annotations

from advisor.model.conditions import AllOf, AnyOf, Condition, Criterion, Not
from advisor.model.rules import Advises, Concludes, Meets, Rule, RulesOut, Weighs


def conclusion_text(rule: Rule) -> str:
    """What a rule concludes, as an author writes it."""
    match rule.conclusion:
        case Concludes(concept, value):
            return f"concludes {concept}: {value}"
        case Meets(option, partly):
            return f"{'partly-meets' if partly else 'meets'} {option}"
        case RulesOut(option, above, _):
            return f"rules-out {'above ' if above else ''}{option}"
        case Weighs(option, against, importance, degrees):
            much = f", as much as {', '.join(d.attribute for d in degrees)}" if degrees else ""
            graded = f" ({importance})" if importance else ""
            return f"{'counts-against' if against else 'supports'} {option}{graded}{much}"
        case Advises(advice, about):
            return f"{advice} about {', '.join(about)}"


def condition_text(condition: Condition) -> str:
    """A condition on one line, as an author writes it."""
    match condition:
        case Criterion(attribute=attribute, words=words):
            return f"{attribute}: {words}"
        case AllOf(parts):
            return "(" + " and ".join(condition_text(p) for p in parts) + ")"
        case AnyOf(parts):
            return "(" + " or ".join(condition_text(p) for p in parts) + ")"
        case Not(part):
            return f"not {condition_text(part)}"
