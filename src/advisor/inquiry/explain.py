"""What a person asks about a settled case in; everything that answers it, as one account, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from advisor.errors import UsageError
from advisor.explanation import CaseExplanation
from advisor.explanation.account import Account
from advisor.explanation.contrast import Contrast
from advisor.explanation.parts import judged, parts
from advisor.explanation.why_fact import WhyFact, why_fact
from advisor.inquiry.change_to import change_to
from advisor.inquiry.contrast import contrast
from advisor.inquiry.everything import every_change, every_firmness
from advisor.inquiry.inquirer import Inquirer
from advisor.inquiry.names import decision_of, facts_named, option_in
from advisor.inquiry.what_if import what_if


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked, as typed: conclusions to explain (an option rather than another), options of which to say why they are
    not recommended, changes to try, options to be reached with answers that stay fixed, and how firm the results are.
    """

    conclusions: Sequence[str] = ()
    why_not: Sequence[str] = ()
    rather_than: str = ""
    changes: Sequence[str] = ()
    change_to: Sequence[str] = ()
    fixed: Sequence[str] = ()
    how_firm: bool = False

    @property
    def nothing(self) -> bool:
        """Whether nothing in particular is asked, and so everything is."""
        return not (self.conclusions or self.why_not or self.changes or self.change_to or self.how_firm)


def account(inquirer: Inquirer, asked: Questions) -> Account:
    """Answer what was asked: why (or why not) each option, what the changes would do, what would change the result.

    Raises `UsageError` for a name that does not exist or is ambiguous, `AnswerError` for a change that cannot be read.
    """
    if asked.fixed and not asked.change_to:
        raise UsageError("--fix needs --change-to: it says which answers stay while others change")
    if asked.rather_than and not asked.conclusions:
        raise UsageError("--rather-than needs --why: it says which other option is meant")
    explanation = inquirer.explanation
    # What stands beside another option must be one, and is not explained by itself.
    compared, alone = (asked.conclusions, ()) if asked.rather_than else ((), asked.conclusions)
    facts = {text: facts_named(inquirer.kb, text) for text in (*alone, *asked.why_not)}
    options = dict.fromkeys(option_in(explanation, text) for text, names in facts.items() if not names)
    beside = dict.fromkeys(option_in(explanation, text) for text in compared)
    targets = dict.fromkeys(option_in(explanation, option) for option in asked.change_to)
    changes = tuple(found for key in targets for found in change_to(inquirer, key, asked.fixed))
    wanted = tuple(judged(explanation.decisions))
    return Account(
        explanation,
        whole=asked.nothing,
        options=tuple(options),
        facts=tuple(_facts(explanation, facts.values())),
        contrasts=tuple(_contrasts(inquirer, beside, asked.rather_than)),
        what_if=what_if(inquirer, asked.changes) if asked.changes else None,
        change_to=tuple(every_change(inquirer, wanted)) if asked.nothing else changes,
        firmness=dict(every_firmness(inquirer, wanted, anew=asked.how_firm))
        if asked.nothing or asked.how_firm
        else {},
    )


def _facts(explanation: CaseExplanation, asked: Iterable[Sequence[str]]) -> Iterator[WhyFact]:
    """Why each fact is as it is, in the decision that it belongs to; for a group where it is otherwise there."""
    kb = explanation.kb
    wanted = dict.fromkeys(name for names in asked for name in names)
    for name in wanted:
        own = decision_of(kb, name)
        # Of a table that is asked about, the rows stand before its figures.
        rows = name not in kb.measures or kb.measures[name].table not in wanted
        for decision in [own] if own in explanation.decisions else explanation.decisions:
            whole, *groups = (
                why_fact(explanation.case, part, name, group, rows=rows)
                for group, part in parts(explanation.decisions[decision]).items()
            )
            yield whole
            yield from (found for found in groups if (found.head, found.sets) != (whole.head, whole.sets))


def _contrasts(inquirer: Inquirer, keys: Iterable[str], rival: str) -> Iterator[Contrast]:
    for key in keys:
        yield from contrast(inquirer, key, option_in(inquirer.explanation, rival))
