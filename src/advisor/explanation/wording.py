"""Attributes, values and conditions in; the words for them out: the one place where the program's phrases are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from advisor.decide import Status
from advisor.explanation.number_words import largest_first, number_words, origin_of, setting_number_text
from advisor.model.conditions import (
    AllOf,
    AnyOf,
    Condition,
    Criterion,
    Not,
    Operand,
    Operator,
    SettingRef,
    Truth,
)
from advisor.model.knowledge import KnowledgeBase, Profile, SettingValue
from advisor.model.questions import Attribute
from advisor.model.texts import SUBJECT, fill
from advisor.quantities import MOST_PLACES

NOT_KNOWN = "not known"
STATUS_WORDS = {
    Status.MET: "holds",
    Status.PARTLY_MET: "holds in part",
    Status.NOT_MET: "does not hold",
    Status.UNKNOWN: "not known yet",
    Status.RULED_OUT: "ruled out",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """Words for one case: the knowledge base's labels, the profile's terms, the settings in force and the known facts.

    `derived` maps a concept to the value that it is known to have; `subject` is the group in view, or a
    phrase for the whole.
    """

    kb: KnowledgeBase
    profile: Profile
    settings: Mapping[str, SettingValue]
    facts: Mapping[str, str | Fraction]
    derived: Mapping[str, str]
    subject: str

    def fill(self, text: str) -> str:
        """A text of the knowledge base with its placeholders filled in. What users typed is never filled again."""
        return fill(text, self._placeholder)

    def _placeholder(self, name: str) -> str:
        if name == SUBJECT:
            return self.subject
        if name in self.profile.terms:
            return self.profile.terms[name].word
        if name in self.kb.attributes:
            return self.state(name)
        return self.setting_text(SettingRef.named(name))

    def label(self, attribute: str) -> str:
        """The short name of an attribute."""
        return self.fill(self.kb.attributes[attribute].label)

    def named(self, attribute: str) -> str:
        """The same within a sentence: what is asked of one item of a question stands in quotation marks."""
        label, asked = self.label(attribute), self.kb.questions.get(self.kb.attributes[attribute].question)
        item = attribute.partition(".")[2]
        words = self.fill((asked.items or asked.values).get(item, "")) if asked and item else ""
        return f"{label.removesuffix(words)}“{words}”" if words else label

    def state(self, attribute: str) -> str:
        """What is known of an attribute, in words."""
        if attribute in self.facts:
            return self.value_text(attribute, self.facts[attribute]) + self._left_out(attribute)
        if attribute in self.derived:
            return self.value_text(attribute, self.derived[attribute])
        return NOT_KNOWN

    def _left_out(self, attribute: str) -> str:
        """How many members a figure of a table leaves out as minor, in brackets; empty where none."""
        figure = self.kb.measures.get(attribute)
        if figure is None or not figure.minor_share:
            return ""
        counting = (
            m.id
            for m in self.kb.measures.values()
            if m.function == "minor-members" and (m.table, m.view) == (figure.table, figure.view)
        )
        said = [f"{self.label(m)}: {self.state(m)}" for m in counting if m != attribute and self.facts.get(m)]
        return f" ({'; '.join(said)})" if said else ""

    def value_text(self, attribute: str, value: str | Fraction) -> str:
        """A value in words: a choice's own words, pounds, a percentage, a step of a scale."""
        known = self.kb.attributes[attribute]
        if isinstance(value, str):
            words = known.values.get(value, value)
            return self.fill(words) or value
        return number_words(known, value)

    def said(self, attribute: str, value: str | Fraction) -> str:
        """A value within a sentence: the words of an answer stand in quotation marks; yes, no and numbers do not."""
        words = self.value_text(attribute, value)
        return words if isinstance(value, Fraction) or words == value else f"“{words}”"

    def said_now(self, attribute: str) -> str:
        """What is answered now, within a sentence."""
        return self.said(attribute, self.facts[attribute]) if attribute in self.facts else NOT_KNOWN

    def setting_text(self, reference: SettingRef) -> str:
        """A setting's value in force, in words."""
        value = self.settings[reference.setting]
        if isinstance(value, Mapping):
            words = {k: self.setting_value_text(reference.setting, value[k]) for k in largest_first(value)}
            if reference.key:
                return words[reference.key]
            return ", ".join(f"{k}{': ' if isinstance(value[k], str) else ' '}{v}" for k, v in words.items())
        return self.setting_value_text(reference.setting, value)

    def setting_value_text(self, setting: str, value: Fraction | str) -> str:
        """One number or option that a setting holds, or might, in words."""
        if isinstance(value, str):
            return self.option_label(value)
        return setting_number_text(self.kb.settings[setting].kind, value)

    def option_label(self, option: str) -> str:
        """The label of an option named by its bare id, as settings name it; the id where it names none."""
        labels = [o.label for o in self.kb.options.values() if o.id == option]
        return self.fill(labels[0]) if labels else option

    def condition(self, condition: Condition) -> str:
        """A condition as a phrase that says what is needed."""
        match condition:
            case Criterion():
                return self._criterion(condition)
            case Not(Criterion() as inner):
                return self._criterion(replace(inner, negated=not inner.negated))
            case Not(part):
                return f"not ({self.condition(part)})"
            case AllOf(parts):
                return "; and ".join(self.condition(part) for part in parts)
            case AnyOf(parts):
                return "either " + ", or ".join(self.condition(part) for part in parts)

    def _criterion(self, test: Criterion) -> str:
        return f"{self.label(test.attribute)}: {self._needed(test)}"

    def shortfall(self, condition: Condition, needed: str = "") -> str:
        """A condition that does not hold, as what is so and what would be needed, in its own words or those given."""
        if needed:
            return f"{self.because(condition, Truth.FALSE)}; needed is {needed}"
        if isinstance(condition, Criterion):
            return f"{self.because(condition, Truth.FALSE)}; needed is {self._needed(condition, quoted=True)}"
        return f"{self.because(condition, Truth.FALSE)}; needed is {self.condition(condition)}"

    def _needed(self, test: Criterion, *, quoted: bool = False) -> str:
        """What a test needs; one answer alone stands in quotation marks where it is `quoted`, several always do."""
        known = self.kb.attributes[test.attribute]
        if test.operator is Operator.IS:
            say = self.said if quoted or len(test.operands) > 1 else self.value_text
            values = " or ".join(say(test.attribute, str(o)) for o in test.operands)
            return f"anything but {values}" if test.negated else values
        operand = test.operands[0]
        words = f"{test.operator} {self._operand(known, operand)}"
        if isinstance(operand, SettingRef):
            words += f" ({self._whose(operand)})"
        return f"not {words}" if test.negated else words

    def _operand(self, attribute: Attribute, operand: Operand) -> str:
        if isinstance(operand, SettingRef):
            value = self.settings[operand.setting]
            if isinstance(value, Mapping):
                value = value[operand.key]  # type: ignore[assignment]
            operand = value if isinstance(value, Fraction) else str(value)
        return operand if isinstance(operand, str) else number_words(attribute, operand)

    def _whose(self, reference: SettingRef) -> str:
        """Whose figure a condition compares with. Its id stands where settings are listed, and not in a sentence."""
        origin = self.origin(reference)
        return origin if origin == self.kb.settings[reference.setting].origin else f"{origin} figure"

    def setting_in_force(self, reference: SettingRef) -> str:
        """A setting with its value, and whose it is."""
        return f"{self.origin(reference)} {reference} = {self.setting_text(reference)}"

    def setting_named(self, reference: SettingRef) -> str:
        """The same within a sentence."""
        origin = self.origin(reference)
        whose = {"tool default": "the tool default", "guidance": "the guidance's"}.get(origin, origin)
        return f"{whose} {reference} ({self.setting_text(reference)})"

    def origin(self, reference: SettingRef) -> str:
        """Whose value of a setting, or of a part of one, is in force: a word to stand before its name."""
        return origin_of(self.kb.settings[reference.setting], self.profile, self.settings, reference.key)

    def because(self, condition: Condition, truth: Truth) -> str:
        """What is so, for one condition: the figure or answer that makes it hold or fail, or what is not known."""
        match condition:
            case Criterion():
                return self._because(condition, truth)
            case Not(part):
                return self.because(part, ~truth)
            case AllOf(parts) | AnyOf(parts):
                return "; ".join(dict.fromkeys(self.because(part, truth) for part in parts))

    def _because(self, test: Criterion, truth: Truth) -> str:
        label, state = self.label(test.attribute), self._state_beside(test)
        known = self.kb.attributes[test.attribute]
        if known.derived and state == NOT_KNOWN:
            needed = self._needed(replace(test, negated=False))
            return (
                f"{label}: not {needed}"
                if truth is Truth.FALSE and not test.negated
                else f"{label}: {NOT_KNOWN}"
            )
        exact = test.operator in (Operator.AT_LEAST, Operator.AT_MOST) and self._at_threshold(test)
        return f"{label}: {state}" + (", exactly at the threshold" if exact else "")

    def _state_beside(self, test: Criterion) -> str:
        """What is known of an attribute, a number in as many digits as tell it from the one that it is compared with."""
        value, bound = self.facts.get(test.attribute), self.bound(test)
        if not isinstance(value, Fraction) or bound is None or value == bound:
            return self.state(test.attribute)
        return self.told_apart(test.attribute, value, bound) + self._left_out(test.attribute)

    def told_apart(self, attribute: str, value: Fraction, other: Fraction) -> str:
        """A number of an attribute in as many digits as tell it from another one."""
        known = self.kb.attributes[attribute]
        both = ((number_words(known, n, finer) for n in (value, other)) for finer in range(MOST_PLACES))
        return next((said for said, beside in both if said != beside), self.value_text(attribute, value))

    def bound(self, test: Criterion) -> Fraction | None:
        """The number that a comparison compares with, or None for a test on words."""
        operand: object = test.operands[0]
        if isinstance(operand, SettingRef):
            setting = self.settings[operand.setting]
            operand = setting[operand.key] if isinstance(setting, Mapping) else setting
        return operand if isinstance(operand, Fraction) else None

    def _at_threshold(self, test: Criterion) -> bool:
        value = self.facts.get(test.attribute)
        return value is not None and value == self.bound(test)
