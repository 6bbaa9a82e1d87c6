"""What every section of a paper is made from: the explained case, what people filled in, and the spans that say whose word
a sentence is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from advisor.explanation import CaseExplanation, DecisionExplanation, Wording
from advisor.explanation.counterfactual import ChangeTo
from advisor.explanation.firmness import Firmness
from advisor.explanation.number_words import OF_CASE, OF_PROFILE
from advisor.explanation.parts import Part as Judged
from advisor.explanation.parts import judged
from advisor.facts import Given, asked, given_facts
from advisor.model.blanks import ONCE, Blanks, Part, PartForm, blank_forms
from advisor.model.case import Table as Contracts
from advisor.model.conditions import SettingRef, Truth
from advisor.model.knowledge import KnowledgeBase, Profile
from advisor.model.rules import Basis
from advisor.render.outcome_words import outcome_sentence
from advisor.render.paper.spans import Inline, Mark, Span, inline, joined

TO_FILL = "[to be filled in]"
GUIDANCE = Span("guidance, in our words", Mark.ORIGIN)
INFERRED = Span("inferred from the guidance", Mark.ORIGIN)
TOOL = Span("this tool's reading", Mark.ORIGIN)
DEFAULT = Span("tool default", Mark.ORIGIN)
CASE = Span("set in this case", Mark.ORIGIN)
PROFILE = Span("set by the profile", Mark.ORIGIN)
NOT_GUIDANCE = Span("not from the guidance", Mark.ORIGIN)
ANSWER = Span("answer", Mark.ORIGIN)

ORIGINS: Mapping[Basis, Span] = {Basis.GUIDANCE: GUIDANCE, Basis.INFERRED: INFERRED, Basis.TOOL: TOOL}


@dataclass(frozen=True, slots=True)
class Context:
    """One case, explained, with what people filled in, the date as ISO text or empty, and the program's version.

    `changes` holds what it would take for an option to be the recommendation, by the group judged (None for the whole) and
    the option's key; `firmness` how firm a part's result is; `without` what it would be without a rule that no source
    states, empty where it stays. Each leaves out what nobody asked.
    """

    explanation: CaseExplanation
    blanks: Blanks
    date: str
    version: str
    changes: Mapping[tuple[str | None, str], ChangeTo] = field(default_factory=dict)
    firmness: Mapping[Judged, Firmness] = field(default_factory=dict)
    without: Mapping[tuple[Judged, str], str] = field(default_factory=dict)

    @property
    def kb(self) -> KnowledgeBase:
        """The knowledge base."""
        return self.explanation.kb

    @property
    def profile(self) -> Profile:
        """The profile of the case."""
        return self.kb.profiles[self.explanation.case.profile]

    @property
    def decisions(self) -> tuple[DecisionExplanation, ...]:
        """The explained decisions in the knowledge base's order."""
        return tuple(self.explanation.decisions.values())

    @property
    def wording(self) -> Wording:
        """Words for what belongs to no decision in particular."""
        for decision in self.decisions:
            return decision.wording
        return Wording(self.kb, self.profile, self.explanation.settings, {}, {}, "")

    def form(self, part: Part) -> PartForm:
        """What a part asks of people."""
        return blank_forms(self.kb)[part]

    def blank(self, part: Part, name: str, entry: str = ONCE) -> Span:
        """What somebody filled in, or a visible blank."""
        text = self.blanks.text(part, entry, name)
        return Span(text, Mark.FILLED) if text else Span(TO_FILL, Mark.BLANK)

    def blank_row(self, part: Part, entry: str = ONCE) -> tuple[Inline, ...]:
        """Every field of one entry, filled in or blank."""
        return tuple(inline(self.blank(part, name, entry)) for name in self.form(part).fields)

    def label(self, decision: DecisionExplanation) -> str:
        """A decision's name."""
        return decision.wording.fill(self.kb.decisions[decision.decision].label)

    def group_name(self, decision: DecisionExplanation) -> str:
        """What the groups are called that a decision is judged for."""
        per_group = self.kb.decisions[decision.decision].per_group
        columns = self.kb.questions[per_group.table].columns if per_group else None
        return columns.group if columns else "group"

    def tables(self) -> Iterator[tuple[str, Contracts]]:
        """The tables that the case gives, by question."""
        for question, answer in sorted(self.explanation.case.answers.items()):
            if isinstance(answer, Contracts):
                yield question, answer

    @property
    def facts(self) -> Mapping[str, str | Fraction]:
        """What the answers give each attribute."""
        return self._given.facts

    def not_used(self) -> frozenset[str]:
        """The questions whose answer is kept but not used: not asked with these answers, or a table gives the figure."""
        return frozenset((*self._given.unused, *self._given.replaced))

    def needless(self) -> frozenset[str]:
        """The questions that are not asked with these answers, since others or a table tell or make them idle."""
        facts, settings = self._given.facts, self.explanation.settings
        return frozenset(q.id for q in self.kb.questions.values() if asked(q, facts, settings) is Truth.FALSE)

    @property
    def _given(self) -> Given:
        return given_facts(self.kb, self.explanation.case.answers, self.explanation.settings)

    def judged(self) -> Iterator[Judged]:
        """Every part that has a result of its own: decisions that arise, and each group of several."""
        return judged(self.explanation.decisions)

    def unexamined(self) -> int:
        """Of how many results it was not worked out how firm they are."""
        return sum(part not in self.firmness for part in self.judged())

    def name(self, judged: Judged) -> str:
        """What a part is called: the group, or the decision."""
        decision, group = judged
        return group or self.label(self.explanation.decisions[decision])

    def members(self) -> tuple[str, ...]:
        """The bodies that the case names in its tables, sorted."""
        return tuple(sorted({row.member for _, table in self.tables() for row in table.rows}))

    def unnamed_bodies(self) -> bool:
        """Whether no body is named, or a decision is asked whose bodies no table names."""
        given = {question for question, _ in self.tables()}
        return not given or any(
            per_group is None or per_group.table not in given
            for per_group in (self.kb.decisions[d.decision].per_group for d in self.decisions)
        )


def result_sentence(context: Context, decision: DecisionExplanation) -> str:
    """What came out, in one sentence; of a decision that is judged for each group by itself, where that stands."""
    if decision.verdict.see_groups:
        return f"Annex C has the result for each {context.group_name(decision)}."
    return outcome_sentence(decision, ids=False)


def several_groups(decision: DecisionExplanation) -> bool:
    """Whether a decision is judged for several groups of a table, each on its own."""
    return len(decision.groups) > 1


def ids(statements: Iterable[str]) -> Inline:
    """Statement or rule ids, separated by commas."""
    return joined((inline(Span(statement, Mark.ID)) for statement in statements), ", ")


def cited(statements: Iterable[str]) -> Inline:
    """Ids in square brackets with a space before them, or nothing."""
    found = ids(statements)
    return inline(" [", found, "]") if found else ()


def strong(text: str) -> Span:
    """A text that stands out."""
    return Span(text, Mark.STRONG)


def setting_origin(context: Context, setting: str) -> Span:
    """On whose word a setting, or one part of it, has its value: the guidance's, the case's, the profile's or the tool's."""
    whose = {OF_CASE: CASE, OF_PROFILE: PROFILE, "guidance": GUIDANCE}
    return whose.get(context.wording.origin(SettingRef.named(setting)), DEFAULT)
