"""A knowledge base in; conditions within a rule that could be left out without any effect out, each proved.

Each rule is compared with itself less one condition, whatever is answered, whatever is not known yet and whatever the
settings are. So a condition that only keeps a rule waiting for an answer is not among them, nor one that is needless only
while a setting has its present value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from advisor.authoring.all_answers.answers import TRIED, Tried
from advisor.authoring.all_answers.prover import Prover
from advisor.authoring.all_answers.space import Choice, Part, Space
from advisor.authoring.checks.proved import Proved, never
from advisor.authoring.lookup.as_written import condition_text
from advisor.compiler import Program, compile_program
from advisor.compiler.program import Edge
from advisor.evaluation.regions import regions
from advisor.model.conditions import (
    AllOf,
    AnyOf,
    Condition,
    Criterion,
    Not,
    Operator,
    SettingRef,
    criteria_in,
    opposite,
)
from advisor.model.knowledge import KnowledgeBase
from advisor.model.questions import Attribute, Domain
from advisor.model.rules import Advice, Advises, Rule
from advisor.proof.emit import World, rail
from advisor.proof.solve import GaveUpError


def redundant(kb: KnowledgeBase, rules: Iterable[Rule], inexact: list[str]) -> Iterator[Proved]:
    """What can be left out of any of the rules; `inexact` gathers what could not be proved."""
    variants = [_Variant(r, *less) for r in rules for less in _lessened(r.conditions)]
    if not variants:
        return
    program = _compiled(kb, variants)
    space = _free(kb, program)
    tried = Tried.of(space, program, TRIED).rails
    alike = []
    for k, variant in enumerate(variants):
        if variant.rule.id not in program.rules:
            continue  # Nothing needs what it concludes.
        pair = program.rules[variant.rule.id].gate, program.rules[_name(k)].gate
        if all(rails[pair[0]] == rails[pair[1]] for rails in (tried.surely, tried.possibly)):
            alike.append((variant, pair))
    edges = [(Edge(g), holds) for _, pair in alike for g in pair for holds in (True, False)]
    prover = Prover(space, (program,), edges=edges)
    for variant, pair in alike:
        both = [[rail(Edge(g), World(), holds=holds) for g in pair] for holds in (True, False)]
        try:
            same = all(
                prover.find([a], [b]) is None for one, two in both for a, b in ((one, two), (two, one))
            )
        except GaveUpError:
            what = f"whether {variant.rule.id} needs {condition_text(variant.dropped)}"
            inexact.append(f"{what} was too hard to prove")
            continue
        if same:
            yield _finding(variant.rule, variant.dropped)


@dataclass(frozen=True, slots=True)
class _Variant:
    """A rule less one condition."""

    rule: Rule
    dropped: Condition
    kept: tuple[Condition, ...]


def _name(number: int) -> str:
    return f"less {number}"


def _compiled(kb: KnowledgeBase, variants: Sequence[_Variant]) -> Program:
    """The program of all rules and variants, in which a comparison with a setting may come out in any way.

    A variant concludes nothing that anything reads, so it changes nothing by being there.
    """
    noted = Advises(Advice.NOTE, (next(iter(kb.decisions)),))
    rules = dict(kb.rules)
    for k, v in enumerate(variants):
        rules[_name(k)] = replace(v.rule, id=_name(k), conditions=v.kept, conclusion=noted)
    freed = {name: replace(r, conditions=tuple(map(_freed, r.conditions))) for name, r in rules.items()}
    tested = {t.attribute for r in freed.values() for t in r.tests}
    comparisons = {
        name: Attribute(name, Domain.SYMBOL, name, {"yes": "yes", "no": "no"})
        for name in tested
        if name not in kb.attributes
    }
    attributes = {**kb.attributes, **comparisons}
    settings = kb.settings_for(kb.default_profile, {})
    return compile_program(replace(kb, rules=freed, attributes=attributes), settings, kb.decisions)


def _freed(condition: Condition) -> Condition:
    """The condition with each comparison with a setting as a test of its own, and its opposite as the denial of that."""
    match condition:
        case Criterion(operator=Operator.LESS_THAN | Operator.AT_MOST, operands=(SettingRef(),)):
            return Not(_freed(replace(opposite(condition), negated=condition.negated)))
        case Criterion(attribute, operator, (SettingRef() as setting,)):
            return replace(
                condition,
                attribute=f"{attribute} {operator} {setting}",
                operator=Operator.IS,
                operands=("yes",),
            )
        case Criterion():
            return condition
        case AllOf(parts):
            return AllOf(tuple(map(_freed, parts)))
        case AnyOf(parts):
            return AnyOf(tuple(map(_freed, parts)))
        case Not(part):
            return Not(_freed(part))


def _finding(rule: Rule, dropped: Condition) -> Proved:
    text = condition_text(dropped)
    places = [c.where for c in criteria_in(dropped)] or [rule.where]
    message = f"in the rule {rule.id} the condition {text!r} adds nothing to the others"
    hint = "leave it out, or write what was meant; check again before leaving out another"
    return never("KB316", message, places[0], rule.id, hint, text)


def _lessened(conditions: tuple[Condition, ...]) -> Iterator[tuple[Condition, tuple[Condition, ...]]]:
    """Each way to leave out one of the conditions, or a part of one: what is left out, and what is left."""
    for k, condition in enumerate(conditions):
        before, after = conditions[:k], conditions[k + 1 :]
        if before or after:
            yield condition, (*before, *after)
        yield from ((dropped, (*before, less, *after)) for dropped, less in _within(condition))


def _within(condition: Condition) -> Iterator[tuple[Condition, Condition]]:
    if len({test.where for test in criteria_in(condition)}) < 2:
        return  # What an author wrote as one test may have been read as several.
    match condition:
        case Criterion():
            return
        case AllOf(parts):
            yield from ((dropped, AllOf(kept)) for dropped, kept in _lessened(parts))
        case AnyOf(parts):
            yield from ((dropped, AnyOf(kept)) for dropped, kept in _lessened(parts))
        case Not(part):
            yield from ((dropped, Not(less)) for dropped, less in _within(part))


def _free(kb: KnowledgeBase, program: Program) -> Space:
    """Every attribute that is tested as a part by itself: each of its regions, and not knowing it."""
    parts = []
    for name in program.attributes:
        attribute = kb.attributes.get(name)
        values = ("yes", "no") if attribute is None else regions(program, attribute)
        parts.append(Part((name,), (*(Choice({name: v}, {name: v}) for v in values), Choice({}, {}))))
    return Space(tuple(parts), {name: n for n, name in enumerate(program.attributes)})
