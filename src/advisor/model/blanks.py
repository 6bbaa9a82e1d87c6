"""What only people can say in a governance paper: which blanks there are for a knowledge base, and what was filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from advisor.model.knowledge import KnowledgeBase
from advisor.model.options import PointKind


class Part(StrEnum):
    """The parts of a paper that only people can fill, in the order in which they stand there."""

    COVER = "cover"
    SCOPE = "scope"
    ANSWERS = "answers"
    PRESENT = "present"
    WEIGHTS = "weights"
    RISKS = "risks"
    OTHER_RISKS = "other-risks"
    CONFLICTS = "conflicts"
    NO_CONFLICTS = "no-conflicts"
    ASSESSMENTS = "assessments"
    INVOLVEMENT = "involvement"
    SUCCESS_FACTORS = "success-factors"
    OVERRIDES = "overrides"
    RECORDS = "records"
    NEXT_STEPS = "next-steps"


ONCE = ""
"""The entry under which a part is kept that is asked once for the whole paper."""


@dataclass(frozen=True, slots=True)
class PartForm:
    """What one part asks: `fields`, id -> label, of each of its `entries`, id -> label.

    `entries` holds ONCE alone where the part is asked once, and is None where people name the entries themselves.
    """

    part: Part
    title: str
    fields: Mapping[str, str]
    entries: Mapping[str, str] | None

    @property
    def once(self) -> bool:
        """Whether the part is asked once for the whole paper."""
        return self.entries is not None and ONCE in self.entries


@dataclass(frozen=True, slots=True)
class Blanks:
    """What people filled in: part -> entry -> field -> text, blank ones left out."""

    filled: Mapping[Part, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)

    def text(self, part: Part, entry: str, name: str) -> str:
        """What was filled in, or an empty text."""
        return self.filled.get(part, {}).get(entry, {}).get(name, "")

    def entries(self, part: Part) -> tuple[str, ...]:
        """The entries of a part that somebody filled in, in the order of the file."""
        return tuple(self.filled.get(part, {}))


def blank_forms(kb: KnowledgeBase) -> Mapping[Part, PartForm]:
    """Every blank that a paper of this knowledge base may have, whatever the case."""
    questions = {q.id: q.label for q in kb.questions.values()}
    decisions = {d.id: d.label for d in kb.decisions.values()}
    risks = {p.statement: p.text for o in kb.options.values() for p in o.of_kind(PointKind.RISK)}
    steps = {
        f"{group}.{step}": text
        for group, inner in kb.paper.next_steps.items()
        for step, text in inner.items()
    }
    once = {ONCE: ""}
    forms = (
        PartForm(Part.COVER, "The cover", COVER, once),
        PartForm(Part.SCOPE, "Scope and parties", _scope_fields(kb), once),
        PartForm(Part.ANSWERS, "Who gave each answer, and when", ANSWERS, questions),
        PartForm(Part.PRESENT, "The present arrangement", PRESENT, decisions),
        PartForm(Part.WEIGHTS, "Criteria and weights", WEIGHTS, once),
        PartForm(Part.RISKS, "Risks of the recommended options", RISKS, risks),
        PartForm(Part.OTHER_RISKS, "Risks that no source lists, one entry for each", OTHER_RISKS, None),
        PartForm(Part.CONFLICTS, "Declared interests, one entry for each person", CONFLICTS, None),
        PartForm(Part.NO_CONFLICTS, "Who says that no interest was declared", NO_CONFLICTS, once),
        PartForm(Part.ASSESSMENTS, "Impact assessments", ASSESSMENTS, kb.paper.assessments),
        PartForm(Part.INVOLVEMENT, "Involvement", INVOLVEMENT, kb.paper.involvement),
        PartForm(Part.SUCCESS_FACTORS, "Success factors", SUCCESS_FACTORS, kb.paper.success_factors),
        PartForm(Part.OVERRIDES, "Where the decision departs from the recommendation", OVERRIDES, decisions),
        PartForm(Part.RECORDS, "Decision record, one entry for each body", _record_fields(kb), None),
        PartForm(Part.NEXT_STEPS, "Next steps", NEXT_STEPS, steps),
    )
    return {form.part: form for form in forms}


def signature_field(title: str) -> str:
    """The field of a decision record that names who signs as `title`."""
    return "-".join(title.lower().split())


def decision_field(decision: str) -> str:
    """The field of a decision record that says what a body decided on one of several decisions."""
    return f"decision-{decision}"


def plural_field(noun: str) -> str:
    """The field that names those whom a column of a table is about."""
    return "-".join(f"{noun}s".lower().split())


def _scope_fields(kb: KnowledgeBase) -> dict[str, str]:
    """Those whom tables would name, for a case that gives no table, and what no table says."""
    columns = [q.columns for q in kb.questions.values() if q.columns is not None]
    nouns = dict.fromkeys(noun for c in columns for noun in (c.member, c.group))
    return {**{plural_field(noun): f"{noun.capitalize()}s" for noun in nouns}, **SCOPE}


def _record_fields(kb: KnowledgeBase) -> dict[str, str]:
    """What a record asks. Of the fields for a decision a paper shows one, or the one of each of its decisions."""
    each = {decision_field(d.id): f"Decision: {d.label}" for d in kb.decisions.values()}
    signed = {signature_field(title): f"{title}, name" for title in kb.paper.signatures}
    return {**RECORDS_BEFORE, "decision": "Decision", **each, **RECORDS_AFTER, **signed}


COVER = {
    "meeting": "Meeting",
    "item": "Item number",
    "author": "Author",
    "sponsor": "Executive sponsor",
    "paper-for": "Paper for (approval, consideration or noting)",
    "classification": "Classification (public or confidential)",
    "objectives": "Objectives that it supports",
    "assurance": "Assurance that it gives",
}
SCOPE = {
    "service": "Service",
    "parties": "Other parties",
    "period": "Period",
}
ANSWERS = {"given-by": "Given by", "given-on": "Given on"}
PRESENT = {"description": "What stands today"}
WEIGHTS = {"set-by": "Weights agreed by", "set-on": "Weights agreed on"}
RISKS = {
    "applies": "Applies here?",
    "likelihood": "Likelihood",
    "impact": "Impact",
    "mitigation": "Mitigation",
    "owner": "Owner",
    "review": "Review date",
}
OTHER_RISKS = {"option": "Of which option", **{k: label for k, label in RISKS.items() if k != "applies"}}
CONFLICTS = {
    "interest": "Interest",
    "kind": "Actual, potential or perceived",
    "managed": "How it was managed",
}
NO_CONFLICTS = {"said-by": "Said by", "said-on": "Said on"}
ASSESSMENTS = {"state": "Done, due or not needed", "where": "Where it is", "owner": "Owner"}
INVOLVEMENT = {"account": "Account"}
SUCCESS_FACTORS = {"evidence": "Evidence"}
OVERRIDES = {"departure": "What was decided instead", "reason": "Why", "by": "By whom"}
RECORDS_BEFORE = {"date": "Date", "minute": "Minute reference"}
RECORDS_AFTER = {
    "votes": "Votes and abstentions, if taken",
    "conditions": "Conditions",
    "review": "Review date",
}
NEXT_STEPS = {"owner": "Owner", "date": "By when"}
