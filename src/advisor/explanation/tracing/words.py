"""Rules, options, tables and verdicts in; the sentence that the trace says of each out."""

from __future__ import annotations

from fractions import Fraction

from advisor.decide import OptionVerdict, Outcome, Status, Verdict
from advisor.explanation.sentences import interval_words
from advisor.explanation.tracing.events import ConditionFound
from advisor.explanation.tracing.grounds import RuleGround
from advisor.explanation.wording import NOT_KNOWN, STATUS_WORDS, Wording
from advisor.model.case import Row, Table
from advisor.model.conditions import Truth
from advisor.model.options import Policy
from advisor.model.questions import Question
from advisor.model.rules import Rule, Weighs
from advisor.quantities import amount_text, number_text

ROWS_SHOWN = 6
"""A table with more rows than this is summed up."""


def conditions_found(rule: Rule, truths: tuple[Truth, ...], wording: Wording) -> tuple[ConditionFound, ...]:
    """Each condition of a rule with what it needs and what was found."""
    return tuple(
        ConditionFound(wording.condition(condition), truth, wording.because(condition, truth))
        for condition, truth in zip(rule.conditions, truths, strict=True)
    )


def rule_text(rule: Rule, ground: RuleGround, waits_for: tuple[str, ...], wording: Wording) -> str:
    """What a rule says: its own sentence where it fired, else what it fails on or the answers that it waits for."""
    match ground.truth:
        case Truth.TRUE:
            return wording.fill(rule.because)
        case Truth.UNKNOWN:
            return "Waits for: " + "; ".join(wording.label(attribute) for attribute in waits_for)
        case Truth.FALSE:
            return ". Also ".join(_lacks(rule, ground, wording))


def _lacks(rule: Rule, ground: RuleGround, wording: Wording) -> list[str]:
    """The conditions that fail; where none does, the answers by which the rule counts nothing."""
    conditions = zip(rule.conditions, ground.conditions, strict=True)
    lacks = [wording.shortfall(condition) for condition, truth in conditions if truth is Truth.FALSE]
    if not lacks and isinstance(rule.conclusion, Weighs):
        return [
            f"{wording.label(d.attribute)}: {wording.state(d.attribute)}" for d in rule.conclusion.degrees
        ]
    return lacks


def table_text(table: Table, question: Question) -> str:
    """A table's rows in words, group by group; where there are many, how many, of how many, and how much in all."""
    columns, unit = question.columns, question.unit
    assert columns is not None
    if len(table.rows) > ROWS_SHOWN:
        members = len({row.member for row in table.rows})
        counts = f"{columns.member} {members}, {columns.group} {len(table.groups())}"
        amounts = [row.amount for row in table.rows if row.amount is not None]
        total = (
            f"; {amount_text(sum(amounts, Fraction(0)), unit)} in all"
            if len(amounts) == len(table.rows)
            else ""
        )
        return f"{len(table.rows)} rows; {counts}{total}"
    return "; ".join(
        f"{group}: {', '.join(_row(row, unit) for row in table.of_group(group).rows)}"
        for group in table.groups()
    )


def _row(row: Row, unit: str) -> str:
    if row.amount is not None:
        return f"{row.member} {amount_text(row.amount, unit)}"
    return f"{row.member} {NOT_KNOWN if row.percent is None else f'{number_text(row.percent)}%'}"


def option_text(option: OptionVerdict, verdict: Verdict, policy: Policy) -> str:
    """An option's standing, with its balance where points are weighed."""
    recommended = option.key in verdict.recommended
    match policy:
        case Policy.WEIGHTED if option.status is not Status.RULED_OUT:
            sums = (
                interval_words(option.in_favour),
                interval_words(option.against),
                interval_words(option.net),
            )
            said = "for {}, against {}, net {}".format(*sums)
        case Policy.LADDER if _described(option, verdict):
            ruled_out = option.status is Status.RULED_OUT
            said = "the answers describe it, but it is ruled out" if ruled_out else "the answers describe it"
        case Policy.LADDER if recommended:
            said = "the highest level that nothing rules out"
        case _:
            said = STATUS_WORDS[option.status]
    if not recommended:
        return said
    return f"{'among the best' if verdict.outcome is Outcome.UNDECIDED else 'recommended'}: {said}"


def _described(option: OptionVerdict, verdict: Verdict) -> bool:
    return verdict.described == (option.key, option.key)


def outcome_text(verdict: Verdict, wording: Wording) -> str:
    """What a decision came to, in a sentence."""
    names = " or ".join(wording.fill(wording.kb.options[key].label) for key in verdict.recommended)
    match verdict.outcome:
        case Outcome.ONE:
            return f"Recommended: {names}"
        case Outcome.SEVERAL:
            return f"Several fit, and nothing separates them: {names}"
        case Outcome.NONE:
            return "Nothing fits, so nothing is recommended"
        case Outcome.UNDECIDED:
            waits = "; ".join(wording.label(attribute) for attribute in verdict.open_attributes)
            return f"Undecided: {waits or 'an answer'} could still change it"
        case Outcome.NOT_APPLICABLE:
            return "To be seen for each group" if verdict.see_groups else "Does not arise"
