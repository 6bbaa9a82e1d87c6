"""A knowledge base in; all of it as one readable document in Markdown out: what is asked, what is concluded, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.authoring.entries import conclusion_text, condition_text
from advisor.model.knowledge import KnowledgeBase
from advisor.model.options import Decision
from advisor.model.rules import Rule
from advisor.model.texts import fill


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
        yield from ("", "## Sources", "")
        for source in kb.sources.values():
            yield f"- **{source.title}**, {source.publisher}, {source.date} ({source.status}). {source.about}"
        for decision in kb.decisions.values():
            yield from self._decision(decision)
        across = [r for r in kb.rules.values() if r.decision not in kb.decisions]
        if across:
            yield from ("", "## Across decisions", "")
            yield from self._rules(across)
        yield from ("", "## Settings", "", "| setting | value | reason |", "|---|---|---|")
        for setting in kb.settings.values():
            value = setting.value
            shown = (
                ", ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, Mapping) else str(value)
            )
            yield f"| {setting.id}: {self._say(setting.label)} | {shown} | {self._say(setting.reason)} |"
        if kb.not_covered:
            yield from ("", "## Not covered", "")
            yield from (f"- {self._say(text)}" for text in kb.not_covered.values())

    def _decision(self, decision: Decision) -> Iterator[str]:
        kb = self.kb
        yield from ("", f"## {self._say(decision.label)}", "")
        yield f"Which is recommended is settled by the policy `{decision.policy}`."
        if decision.applies_when:
            yield f"It applies when {condition_text(decision.applies_when)}. {self._say(decision.otherwise)}"
        yield from ("", "### Questions", "")
        for question in kb.questions_of(decision.id):
            yield f"- **{self._say(question.ask)}** ({question.id}) {self._say(question.help)} {self._say(question.matters)}"
        yield from ("", "### Options", "")
        for option in kb.options_of(decision.id):
            yield from (f"#### {self._say(option.label)} ({option.id})", "", self._say(option.summary))
            for point in option.points:
                yield f"- {point.kind.removesuffix('s')}: {self._say(point.text)} [{point.statement}]"
            yield ""
        yield from ("### Rules", "")
        yield from self._rules(kb.rules_of(decision.id))

    def _rules(self, rules: list[Rule] | tuple[Rule, ...]) -> Iterator[str]:
        for rule in rules:
            when = "; ".join(condition_text(c) for c in rule.conditions) or "always"
            cited = f" [{', '.join(rule.statements)}]" if rule.statements else ""
            yield f"- **{rule.id}** {conclusion_text(rule)}, when {when}. {self._say(rule.because)} ({rule.basis}){cited}"

    def _say(self, text: str) -> str:
        """A text with terms in words; other placeholders stay as the names of what they stand for."""
        return fill(text, lambda name: self._terms[name].word if name in self._terms else f"‹{name}›")
