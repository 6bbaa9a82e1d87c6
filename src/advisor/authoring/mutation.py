"""A knowledge base and its scenarios in; which faults in its rules no scenario would notice, with a case that would, out.

Each rule is changed in one thing at a time, and all scenarios run on the change at once. A change that makes no difference
on any of them is tried on cases drawn at random and then proved: either a case shows the difference, or there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from advisor.authoring.answers import AllAnswers, columns_of
from advisor.authoring.domination import parts_below
from advisor.authoring.expectations import HOLDS, expectation_of
from advisor.authoring.mutants import Mutant, mutants
from advisor.authoring.observing import Seen, differing, observe
from advisor.authoring.scenario_text import Draft
from advisor.authoring.space import Choice, space_of
from advisor.compiler import Program, compile_program
from advisor.compiler.program import Gate, GateKind, Literal, literals_by_attribute
from advisor.consultation import Consultant
from advisor.evaluation.rails import Column, evaluate
from advisor.explanation import DecisionExplanation
from advisor.facts import FactValue, given_facts
from advisor.model.case import Case, Expectation, Table
from advisor.model.conditions import Operator
from advisor.model.knowledge import KnowledgeBase, SettingValue
from advisor.model.questions import Domain
from advisor.model.rules import Advises, Concludes, Meets, Rule, RulesOut, Weighs

MOST_LOCAL = 1 << 14


@dataclass(frozen=True, slots=True)
class Survivor:
    """A fault that no scenario notices. `choices` is a case that would show it; None where nothing would.

    `proved` tells whether that there is none was proved, or only not found.
    """

    mutant: Mutant
    choices: Sequence[Choice] | None
    proved: bool


@dataclass(frozen=True, slots=True)
class View:
    """A scenario as the rules see it, for the whole or for one group, and what it expects there."""

    name: str
    facts: Mapping[str, FactValue]
    watched: frozenset[tuple[str, str]]


class Mutation:
    """Runs mutants over scenarios that share settings; those with settings of their own make further groups."""

    def __init__(self, kb: KnowledgeBase, cases: Iterable[Case]) -> None:
        self.kb = kb
        settings = kb.settings_for(kb.default_profile, {})
        program = compile_program(kb, settings, kb.decisions)
        finer = finer_tests(kb, program)
        self._cut = {gate.literal for gate in finer.gates}
        self.answers = AllAnswers(kb, settings, program, space_of(kb, settings, finer))
        self._groups = [_Group(kb, settings, views) for settings, views in _views(kb, cases)]
        self._below = parts_below(self.answers.program, self.answers.space)
        self._tried = self.answers.tried
        self._seen = observe(self.answers.program, kb.decisions, self._tried.rails)

    def seen(self) -> Seen:
        """What is seen of the cases drawn at random."""
        return self._seen

    def mutants(self, rules: Iterable[str] = ()) -> list[Mutant]:
        """Every mutant of the rules named, or of all that are compiled."""
        wanted = [self.kb.rules[r] for r in rules] or list(self.kb.rules.values())
        return [m for rule in wanted if rule.id in self.answers.program.rules for m in mutants(self.kb, rule)]

    def survivors(self, tried: Iterable[Mutant]) -> Iterator[Survivor]:
        """The mutants that no scenario notices, each with a case that would or the proof that none does."""
        for mutant in tried:
            changed = _with(self.kb, mutant)
            affected = _affected(self.kb, self.kb.rules[mutant.rule_id])
            if not any(group.notices(changed, affected) for group in self._groups):
                yield self._survivor(mutant, changed, affected)

    def _survivor(self, mutant: Mutant, changed: KnowledgeBase, affected: tuple[str, ...]) -> Survivor:
        program = compile_program(changed, self.answers.settings, affected)
        rails = evaluate(program, self._columns(), len(self._tried.picks[0]) if self._tried.picks else 1)
        own = {k: v for k, v in self._seen.items() if _belongs(k, program)}
        shown = 0
        for key, cases in differing(own, observe(program, affected, rails)).items():
            if key != ("rule", mutant.rule_id) or mutant.rule is not None:
                shown |= cases
        if shown:
            return Survivor(mutant, self._tried.choices((shown & -shown).bit_length() - 1), proved=True)
        return self._locally(mutant, program)

    def _is_cut(self, test: Literal) -> bool:
        """Whether the answers are cut where a test cuts them: words always are, numbers at the bounds thought of."""
        attribute = self.kb.attributes[test.attribute]
        if attribute.domain is not Domain.NUMBER or test in self._cut:
            return True
        return any(
            Literal(test.attribute, op, test.operands) in self._cut
            for op in (Operator.AT_LEAST, Operator.MORE_THAN)
        )

    def _columns(self) -> Mapping[str, Column]:
        space = self.answers.space
        pairs = zip(space.parts, self._tried.picks, strict=True)
        return {a: column for part, picked in pairs for a, column in columns_of(part, picked).items()}

    def _locally(self, mutant: Mutant, program: Program) -> Survivor:
        """Compare the rule with its mutant over all answers on which the two rest."""
        before = self.answers.program.rules[mutant.rule_id].gate
        if mutant.rule is None or mutant.rule_id not in program.rules:
            return Survivor(mutant, None, proved=False)
        after = program.rules[mutant.rule_id].gate
        mask = self._below[before] | parts_below(program, self.answers.space)[after]
        numbers = [n for n in range(len(self.answers.space.parts)) if mask >> n & 1]
        if self.answers.space.size(numbers) > MOST_LOCAL:
            return Survivor(mutant, None, proved=False)
        columns, width = self.answers.space.columns(numbers)
        one = evaluate(self.answers.program, columns, width)
        two = evaluate(program, columns, width)
        apart = one.surely[before] ^ two.surely[after] | one.possibly[before] ^ two.possibly[after]
        if not apart:
            same = mutant.rule.conclusion == self.kb.rules[mutant.rule_id].conclusion
            # A test at a place where the answers were not cut proves nothing.
            cut = all(self._is_cut(gate.literal) for gate in program.gates if gate.literal is not None)
            return Survivor(mutant, None, proved=same and cut)
        chosen = self.answers.space.choices_of(numbers, (apart & -apart).bit_length() - 1)
        return Survivor(mutant, tuple(chosen.values()), proved=True)


def killing_drafts(mutation: Mutation, survivors: Iterable[Survivor]) -> Iterator[tuple[str, Draft]]:
    """A few scenarios that between them notice every survivor which a case shows; each with its file's name."""
    kb, answers = mutation.kb, mutation.answers
    shrinkers: dict[tuple[str, ...], Consultant] = {}
    chosen: list[View] = []
    group: _Group | None = None
    for survivor in survivors:
        if survivor.choices is None:
            continue
        mutant, affected = survivor.mutant, _affected(kb, kb.rules[survivor.mutant.rule_id])
        if group is not None and group.notices(_with(kb, mutant), affected):
            continue
        asked = {q.id for d in affected for q in kb.questions_of(d)}
        given = {q: a for q, a in answers.answers(survivor.choices).items() if q in asked}
        if affected not in shrinkers:
            shrinkers[affected] = Consultant(kb, answers.settings, affected)
        case = Case("", "", kb.default_profile, {}, affected, given, {}, {})
        explained = shrinkers[affected].explain(case).decisions
        rules = {r: _holds(e, r) for e in explained.values() for r in (mutant.rule_id,)}
        expect = {d: expectation_of(e, full=True) for d, e in explained.items()}
        expect[affected[0]]["rules"] = rules
        watched = {k for k in mutation.seen() if k[0] != "rule" and k[1].split(".")[0] in affected}
        facts = given_facts(kb, given, answers.settings).facts
        chosen.append(View("", facts, frozenset({*watched, ("rule", mutant.rule_id)})))
        group = _Group(kb, answers.settings, chosen)
        title = f"{mutant.rule_id} against {mutant.what}"
        draft = Draft(title, "notices a fault that no other scenario did", given, expect)
        yield f"{affected[0]}/notices-{mutant.rule_id.lower()}-{len(chosen)}.yaml", draft


def _holds(found: DecisionExplanation, rule: str) -> str:
    standing = found.trace.rules.get(rule)
    return HOLDS[standing.truth] if standing is not None else "no"


def finer_tests(kb: KnowledgeBase, program: Program) -> Program:
    """The program with further tests, so that every value and every threshold a little off is told apart from the rest.

    Figures of a table are left as they are: what a little more or less does there is not proved, only tried.
    """
    tests = {gate.literal for gate in program.gates if gate.literal is not None}
    further: set[Literal] = set()
    for test in tests:
        attribute = kb.attributes[test.attribute]
        if test.attribute in kb.measures and not attribute.whole:
            continue
        if attribute.domain is not Domain.NUMBER:
            further |= {Literal(attribute.id, Operator.IS, (value,)) for value in attribute.values}
            continue
        step = Fraction(1) if attribute.whole or attribute.scale else Fraction(1, 100)
        bounds = [b for b in test.operands if isinstance(b, Fraction)]
        further |= {
            Literal(attribute.id, operator, (bound + k * step,))
            for bound in bounds for k in (-1, 0, 1) for operator in (Operator.AT_LEAST, Operator.MORE_THAN)
        }  # fmt: skip
    extra = sorted(further - tests, key=str)
    gates = (*program.gates, *(Gate(str(test), GateKind.LITERAL, (), test, 0) for test in extra))
    return replace(program, gates=gates, attributes=literals_by_attribute(gates))


class _Group:
    """Scenarios under the same settings, as columns, with what is seen of them before any change."""

    def __init__(
        self, kb: KnowledgeBase, settings: Mapping[str, SettingValue], views: Sequence[View]
    ) -> None:
        self._settings = settings
        self._views = views
        self._columns = _columns(views)
        self._program = compile_program(kb, settings, kb.decisions)
        rails = evaluate(self._program, self._columns, len(views))
        self._seen = observe(self._program, kb.decisions, rails)
        self._watching: dict[tuple[str, str], int] = {}
        for position, view in enumerate(views):
            for key in view.watched:
                self._watching[key] = self._watching.get(key, 0) | 1 << position

    def notices(self, changed: KnowledgeBase, affected: tuple[str, ...]) -> bool:
        """Whether something that a scenario expects comes out otherwise."""
        if not any(_concerns(key, affected, self._program) for key in self._watching):
            return False
        program = compile_program(changed, self._settings, affected)
        seen = observe(program, affected, evaluate(program, self._columns, len(self._views)))
        own: Seen = {k: v for k, v in self._seen.items() if _belongs(k, program)}
        return any(cases & self._watching.get(key, 0) for key, cases in differing(own, seen).items())


def _concerns(key: tuple[str, str], decisions: tuple[str, ...], program: Program) -> bool:
    kind, name = key
    if kind == "rule":
        return any(name in program.decisions[d].rules for d in decisions)
    return name.split(".")[0] in decisions


def _belongs(key: tuple[str, str], program: Program) -> bool:
    kind, name = key
    if kind == "rule":
        return name in program.rules
    return name.split(".")[0] in program.decisions


def _columns(views: Sequence[View]) -> dict[str, Column]:
    found: dict[str, dict[FactValue, int]] = {}
    for position, view in enumerate(views):
        for attribute, value in view.facts.items():
            by_value = found.setdefault(attribute, {})
            by_value[value] = by_value.get(value, 0) | 1 << position
    return {a: Column(by_value) for a, by_value in found.items()}


def _views(
    kb: KnowledgeBase, cases: Iterable[Case]
) -> Iterator[tuple[Mapping[str, SettingValue], list[View]]]:
    """The scenarios as the rules see them, together where they have the same settings."""
    groups: dict[str, tuple[Mapping[str, SettingValue], list[View]]] = {}
    for case in cases:
        settings = kb.settings_for(case.profile, case.settings)
        _, views = groups.setdefault(repr(sorted(settings.items(), key=lambda kv: kv[0])), (settings, []))
        tables = [a for a in case.answers.values() if isinstance(a, Table)]
        for group in (None, *(g for table in tables for g in table.groups())):
            watched: set[tuple[str, str]] = set()
            for decision, expected in case.expect.items():
                for where, own in _expected(expected):
                    if where == group or (
                        group is not None and where is None and len(tables[0].groups()) == 1
                    ):
                        watched.update(_watched(decision, kb, own))
            if watched:
                facts = given_facts(kb, case.answers, settings, group=group).facts
                views.append(View(case.name, facts, frozenset(watched)))
    yield from (group for group in groups.values() if group[1])


def _expected(expected: Expectation) -> Iterator[tuple[str | None, Expectation]]:
    yield None, expected
    yield from expected.by_group.items()


def _watched(decision: str, kb: KnowledgeBase, expected: Expectation) -> Iterator[tuple[str, str]]:
    """What an expectation would notice. Which note is shown is known by the rule that says it."""
    if expected.outcome not in ("undecided", "not-applicable"):
        yield from (("recommended", f"{decision}.{o}") for o in kb.decisions[decision].options)
    yield "applies", decision
    yield from (("status", f"{decision}.{o}") for o in expected.options)
    yield from (("for", f"{decision}.{o}") for o in expected.in_favour)
    yield from (("against", f"{decision}.{o}") for o in expected.against)
    yield from (("rule", rule) for rule in expected.rules)
    for part in expected.notes:
        yield from (
            ("rule", r.id)
            for r in kb.rules.values()
            if isinstance(r.conclusion, Advises) and part in r.because
        )


def _with(kb: KnowledgeBase, mutant: Mutant) -> KnowledgeBase:
    rules = dict(kb.rules)
    if mutant.rule is None:
        del rules[mutant.rule_id]
    else:
        rules[mutant.rule_id] = mutant.rule
    return replace(kb, rules=rules)


def _affected(kb: KnowledgeBase, rule: Rule) -> tuple[str, ...]:
    """The decisions on which a rule can bear; those that a note speaks of are all needed for it to be shown."""
    named: set[str]
    match rule.conclusion:
        case Meets(option) | Weighs(option):
            named = {option.split(".")[0]}
        case RulesOut(decision=decision):
            named = {decision}
        case Concludes(concept):
            named = {kb.concepts[concept].decision}
        case Advises(about=about):
            named = {a.split(".")[0] for a in about}
    return tuple(d for d in kb.decisions if d in named)
