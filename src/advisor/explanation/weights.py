"""An option and the trace in; everything that weighs for or against it out, and how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from advisor.explanation.sentences import counts, speaks
from advisor.explanation.wording import Wording
from advisor.model.conditions import SettingRef, Truth
from advisor.model.options import Policy
from advisor.model.rules import IMPORTANCE_WEIGHTS, Rule, Weighs
from advisor.quantities import share_text
from advisor.trace import RuleStanding, Trace


@dataclass(frozen=True, slots=True)
class Weight:
    """One rule that speaks for or against an option. `amount` is what it counts now, or None while that is open."""

    rule: str
    text: str
    against: bool
    amount: Fraction | None
    at_most: Fraction
    importance: str
    truth: Truth
    statements: tuple[str, ...]
    settings: tuple[str, ...]

    @property
    def counts(self) -> bool:
        """Whether it counts now."""
        return self.truth is Truth.TRUE and bool(self.amount)


def weights_of(option: str, trace: Trace, wording: Wording) -> tuple[Weight, ...]:
    """Every rule that weighs for or against the option, whether it counts now or not, by rule id."""
    found = []
    for rule_id in trace.rules:
        rule = wording.kb.rules[rule_id]
        if isinstance(rule.conclusion, Weighs) and rule.conclusion.option == option:
            found.append(_weight(rule, rule.conclusion, trace.rules[rule_id], wording))
    return tuple(found)


def whole_weight(weighs: Weighs, wording: Wording) -> Fraction:
    """What a rule counts where it counts in full, by its importance under the settings in force."""
    weights = wording.settings.get(IMPORTANCE_WEIGHTS, {})
    if weighs.importance and isinstance(weights, Mapping):
        return Fraction(weights[weighs.importance])
    return Fraction(1)


def weight_words(rule: Rule, degree: Fraction | None, wording: Wording) -> str:
    """How much a rule that holds counts and for what, in words; empty for a rule that does not weigh."""
    weighs = rule.conclusion
    if not isinstance(weighs, Weighs) or degree is None:
        return ""
    label = wording.fill(wording.kb.options[weighs.option].label)
    if wording.kb.decisions[rule.decision].policy is Policy.LADDER:
        return speaks(label, against=weighs.against)
    part = ""
    if weighs.importance:
        part = wording.setting_in_force(SettingRef(IMPORTANCE_WEIGHTS, weighs.importance))
        part = part if degree == 1 else f"{share_text(degree)} of {part}"
    return counts(label, whole_weight(weighs, wording) * degree, against=weighs.against, part=part)


def _weight(rule: Rule, weighs: Weighs, standing: RuleStanding, wording: Wording) -> Weight:
    whole = whole_weight(weighs, wording)
    return Weight(
        rule.id,
        wording.fill(rule.because),
        weighs.against,
        None if standing.degree is None else whole * standing.degree,
        whole,
        weighs.importance,
        standing.truth,
        rule.statements,
        standing.settings,
    )
