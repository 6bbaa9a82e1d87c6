"""A knowledge base in; all of it as one readable document in Markdown out: what is asked, what is concluded, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.authoring.lookup.as_written import conclusion_text, condition_text
from advisor.authoring.lookup.entries import setting_values
from advisor.model.knowledge import KnowledgeBase, Source
from advisor.model.options import Decision, Policy
from advisor.model.questions import Question
from advisor.model.rules import Rule
from advisor.model.texts import fill
from advisor.render.plain_page import anchor

_POLICIES = {
    Policy.CONDITIONS: "An option is recommended when the conditions that the guidance sets for it hold (`conditions`).",
    Policy.LADDER: "The options are rungs; of the one that the answers describe and the highest that nothing rules out, "
    "the lower is recommended (`ladder`).",
    Policy.WEIGHTED: "What speaks for and against each option is weighed, and the best is recommended (`weighted`).",
}


def handbook(kb: KnowledgeBase) -> str:
    """The knowledge base as a handbook, in the words of its default profile."""
    return "\n".join(_Handbook(kb).lines()) + "\n"


class _Handbook:
    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self._terms = kb.profiles[kb.default_profile].terms

    def lines(self) -> Iterator[str]:
        kb = self.kb
        yield f"# {kb.title}"
        yield ""
        yield f"{kb.name} {kb.version}. {len(kb.decisions)} decisions, {len(kb.rules)} rules."
        sections = list(self._sections())
        yield ""
        yield from (f"- [{title}](#{anchor(title)})" for title, _ in sections)
        for title, lines in sections:
            yield from ("", f"## {title}", "")
            yield from lines

    def _sections(self) -> Iterator[tuple[str, Iterable[str]]]:
        kb = self.kb
        yield "Sources", (self._source(source) for source in kb.sources.values())
        for decision in kb.decisions.values():
            yield self._say(decision.label), self._decision(decision)
        across = [r for r in kb.rules.values() if r.decision not in kb.decisions]
        if across:
            yield "Across decisions", self._rules(across)
        yield "Settings", self._settings()
        yield "Statements", self._statements()
        if kb.not_covered:
            yield "Not covered", (f"- {self._say(text)}" for text in kb.not_covered.values())

    def _source(self, source: Source) -> str:
        lost = "".join(f" {text}" for text in source.damage)
        head = f"- **{source.title}**, {source.publisher}, {source.date} ({source.status}). {source.about.rstrip('.')}."
        return f"{head} What is lost or doubtful: {lost.strip()}" if lost else head

    def _decision(self, decision: Decision) -> Iterator[str]:
        kb = self.kb
        yield _POLICIES[decision.policy]
        if decision.applies_when:
            yield ""
            yield f"It applies when {condition_text(decision.applies_when)}. Otherwise: {self._say(decision.otherwise)}"
        yield from ("", "### Questions", "")
        for question in kb.questions_of(decision.id):
            yield self._question(question)
        yield from self._drawn(decision)
        yield from ("", "### Options", "")
        for option in kb.options_of(decision.id):
            yield from (f"#### {self._say(option.label)} ({option.id})", "", self._say(option.summary))
            for point in option.points:
                yield f"- {point.kind.removesuffix('s')}: {self._say(point.text)} [{point.statement}]"
            if option.note:
                yield f"- note: {self._say(option.note)}"
            yield ""
        yield from ("### Rules", "")
        yield from self._rules(kb.rules_of(decision.id))

    def _question(self, question: Question) -> str:
        asked = f"- **{self._say(question.ask)}** ({question.id}) {self._say(question.help)} {self._say(question.matters)}"
        words = "; ".join(self._say(text) for text in {**question.values, **question.items}.values())
        answers = f" {'For each of these' if question.items else 'Answers'}: {words}." if words else ""
        when = f" Asked when {condition_text(question.asked_when)}." if question.asked_when else ""
        return asked + answers + when

    def _drawn(self, decision: Decision) -> Iterator[str]:
        """What rules read beside the answers: figures of the tables that are asked for, and concepts that are concluded."""
        figures = [m for m in self.kb.measures.values() if m.decision == decision.id]
        concepts = [c for c in self.kb.concepts.values() if c.decision == decision.id]
        if figures or concepts:
            yield from ("", "### What is drawn from the answers", "")
        for measure in figures:
            yield f"- **{self._say(measure.label)}** ({measure.id}): {measure.function} of {measure.table}"
        for concept in concepts:
            values = "; ".join(f"{self._say(words)} ({value})" for value, words in concept.values.items())
            yield f"- **{self._say(concept.label)}** ({concept.id}): {values}"

    def _rules(self, rules: Iterable[Rule]) -> Iterator[str]:
        for rule in rules:
            when = "; ".join(condition_text(c) for c in rule.conditions)
            condition = f", when {when}" if when else ""
            cited = f" [{', '.join(rule.statements)}]" if rule.statements else ""
            yield f"- **{rule.id}** {conclusion_text(rule)}{condition}. {self._say(rule.because)} ({rule.basis}){cited}"

    def _settings(self) -> Iterator[str]:
        yield from ("| setting | value | reason |", "|---|---|---|")
        for setting in self.kb.settings.values():
            shown = "; ".join(setting_values(self.kb, setting.id))
            yield f"| {setting.id}: {self._say(setting.label)} | {shown} | {self._say(setting.reason)} ({setting.origin}) |"

    def _statements(self) -> Iterator[str]:
        yield from ("| statement | source and place | what is lost or doubtful |", "|---|---|---|")
        for statement in self.kb.statements.values():
            source = self.kb.sources[statement.source].title
            yield f"| {statement.id} | {source}: {statement.place} | {statement.damage} |"

    def _say(self, text: str) -> str:
        """A text with terms in words; other placeholders stay as the names of what they stand for."""
        return fill(text, lambda name: self._terms[name].word if name in self._terms else f"‹{name}›")
