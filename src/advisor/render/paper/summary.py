"""A case in; the first page out, in fewer than 300 words: what is asked, why, how firm, and what is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from advisor.decide import Outcome
from advisor.explanation import DecisionExplanation, Step
from advisor.explanation.firmness import Grade
from advisor.explanation.notes import NoteKind
from advisor.explanation.sentences import interval_words, listed, recommended_by_weight
from advisor.explanation.why import why_option
from advisor.model.options import Policy
from advisor.model.rules import Meets
from advisor.quantities import counted
from advisor.render.outcome_words import nothing_counted, outcome_sentence
from advisor.render.paper.context import Context, several_groups, strong
from advisor.render.paper.document import Block, Items, Paragraph, texts_of
from advisor.render.paper.firm import firm_words, results_place
from advisor.render.paper.front import FEW, groups_in_words, purpose_sentence, resolutions
from advisor.render.paper.one_by_one import first_reason
from advisor.render.paper.spans import inline, plain
from advisor.render.paper.words import started

MOST_WORDS = 295
WARNING = (60, 12, 6)
"""In so many words a warning is named on the first page, as the room allows."""
MANY = 3
"""From so many decisions on the first page names each once, among the resolutions."""


Telling: TypeAlias = Callable[[Context, DecisionExplanation], str]
"""How the reasons of a decision are told."""


def summary_blocks(context: Context) -> tuple[Block, ...]:
    """The first page; where it is too long the reasons are told more shortly, then the warnings, and at last the reasons are
    only pointed to. Only where there are too many warnings to name is it said how many they are.
    """
    blocks: tuple[Block, ...] = ()
    for tell, firm, warning in _tellings():
        blocks = tuple(_blocks(context, tell, firm=firm, warning=warning))
        if words_in(blocks) <= MOST_WORDS:
            return blocks
    return blocks


def _tellings() -> Iterator[tuple[Telling, bool, int]]:
    """How the reasons are told, whether how firm each result is, and in how many words each warning; the fullest first."""
    for warning in WARNING:
        for tell, firm in ((_whole, True), (_full, True), (_full, False), (_short, False)):
            yield tell, firm, warning
    for warning in (*WARNING, 0):
        yield _pointer, False, warning


def words_in(blocks: tuple[Block, ...]) -> int:
    """How many words the blocks have."""
    return sum(len(plain(text).split()) for block in blocks for text in texts_of(block))


def _blocks(context: Context, tell: Telling, *, firm: bool, warning: int) -> Iterator[Block]:
    count = len(context.decisions)
    purpose = (
        purpose_sentence(context)
        if count < MANY
        else f"This paper helps with {count} decisions, named below."
    )
    yield Paragraph(inline(strong("Purpose. "), purpose))
    yield Paragraph(inline(strong("Recommendation. "), "The body is asked to:"))
    yield Items(tuple(inline(text) for text in resolutions(context)), ordered=True)
    reasons = " ".join(
        _named(context, d, told) for d in context.decisions if (told := tell(context, d))
    ) or _unsaid(context)
    yield Paragraph(inline(strong("Why. "), reasons, _warned(context, warning)))
    yield Paragraph(inline(strong("How firm. "), firm_words(context, full=firm)))
    yield Paragraph(inline(strong("Not known. "), _unknown(context)))
    yield Paragraph(inline(strong("Not covered. "), _uncovered(context)))
    cautions = [c.first_page for c in context.explanation.cautions() if c.first_page]
    if cautions:
        yield Paragraph(inline(strong("Caution. "), f"{'. '.join(cautions)} (section 13)."))


def _warned(context: Context, most: int) -> str:
    """The warnings that the answers call for, and where they stand: the first sentence of each, or so many words of it, or
    with none only how many they are. What is left out is marked.
    """
    notes = (n for d in context.decisions for part in (d, *d.groups.values()) for n in part.notes)
    texts = tuple(dict.fromkeys(note.text for note in notes if note.kind is NoteKind.WARNING))
    place = "section 7 and annex C" if any(map(several_groups, context.decisions)) else "section 7"
    if not texts:
        return ""
    if not most:
        return f" {counted(len(texts), 'warning')}: see {place}."
    named = (" ".join(text.partition(". ")[0].rstrip(".").split()[:most]) for text in texts)
    said = (f"“{said}{'' if text == f'{said}.' else ' …'}”" for said, text in zip(named, texts, strict=True))
    return f" {counted(len(texts), 'warning')} (in full in {place}): {'; '.join(said)}."


def _unsaid(context: Context) -> str:
    """What stands for the reasons where they are too long to tell."""
    if all(d.verdict.outcome is Outcome.UNDECIDED for d in context.decisions):
        return "Answers that are not known can still change each result."
    return "Section 7 says why, step by step."


def _whole(context: Context, decision: DecisionExplanation) -> str:
    """Why, in the words of the policy and of every rule that settled it."""
    return _told(context, decision, lambda proof, rules: [proof, *rules], notes=2)


def _full(context: Context, decision: DecisionExplanation) -> str:
    """Why, in the words of the policy and of the first rule; of a level that is limited, in those of the limit, after a
    sentence of what describes a higher one.
    """

    def chosen(proof: str, rules: list[str]) -> list[str]:
        return [proof, *map(_first, rules[:-1]), *rules[-1:]] if _limited(decision) else [proof, *rules[:1]]

    return _told(context, decision, chosen, notes=1)


def _short(context: Context, decision: DecisionExplanation) -> str:
    """Why, in one sentence: the first of the first rule, or the policy's where options are measured against each other;
    of a level that is limited, with a sentence of the limit.
    """
    policy = decision.wording.kb.decisions[decision.decision].policy
    if decision.verdict.outcome is Outcome.UNDECIDED:
        return ""  # Its resolution says so already, and the paragraph on what is not known why.

    def chosen(proof: str, rules: list[str]) -> list[str]:
        best = decision.recommended()[0]
        if policy is Policy.CONDITIONS and rules:
            return [f"{best.label}: {_first(rules[0])}"]
        if policy is Policy.WEIGHTED and decision.verdict.outcome is Outcome.ONE:
            net = decision.verdict.options[best.option.key].net
            return [recommended_by_weight(best.label, interval_words(net), (), ())]
        return [proof, *map(_first, rules[-1:])] if _limited(decision) else [proof]

    return _told(context, decision, chosen, notes=0)


def _first(reason: str) -> str:
    """The first sentence of a reason."""
    return f"{reason.partition('. ')[0].rstrip('.')}."


def _limited(decision: DecisionExplanation) -> bool:
    """Whether a lower level is recommended than the one that the answers describe, since no higher one is allowed."""
    verdict = decision.verdict
    return (
        verdict.described is not None
        and verdict.outcome is Outcome.ONE
        and verdict.described[0] not in verdict.recommended
    )


def _named(context: Context, decision: DecisionExplanation, told: str) -> str:
    """What is told of a decision, with its name in front where there are several and the words name no option of it."""
    alone = len(context.decisions) == 1 or decision.verdict.recommended
    return told if alone else f"{context.label(decision)}: {told}"


def _told(
    context: Context,
    decision: DecisionExplanation,
    chosen: Callable[[str, list[str]], list[str]],
    *,
    notes: int,
) -> str:
    """The reasons chosen from the policy's sentence and the rules'; without a recommendation so many of the notes."""
    if not decision.verdict.recommended:
        if several_groups(decision):
            name, each = context.group_name(decision), groups_in_words(decision)
            if decision.verdict.see_groups and notes and len(decision.groups) <= FEW:
                reasons = _of_groups(decision, whole=notes > 1)
                return f"{reasons} Annex C has the result for each {name}."
            if decision.verdict.see_groups:
                return f"Annex C has the result for each {name}, with its reasons: {each}."
            whole = outcome_sentence(decision, ids=False)
            return f"{whole} This is the result as a whole; annex C has that for each {name}: {each}."
        if decision.verdict.outcome is Outcome.UNDECIDED:
            return " ".join([outcome_sentence(decision, ids=False), *_hanging(context, decision, most=notes)])
        # Why the decision does not arise, or why nothing fits and what comes nearest.
        most = notes if decision.verdict.outcome is Outcome.NONE else min(notes, 1)
        return " ".join(note.text for note in decision.notes[:most])
    proof = why_option(decision, decision.verdict.recommended[0])
    told = chosen(
        proof.sentence,
        [_of_level(decision, step) for step in proof.because if step.basis] + _beside(decision),
    )
    if several_groups(decision):
        told.append(f"Annex C has the reasons for each {context.group_name(decision)}.")
    return " ".join(told)


def _of_groups(decision: DecisionExplanation, *, whole: bool) -> str:
    """Why each group has its result, after its name: in the words of the first rule behind it, or their first sentence."""
    said = {name: plain(first_reason(part, cites=False)) for name, part in decision.groups.items()}
    return " ".join(f"{name}: {reason if whole else _first(reason)}" for name, reason in said.items())


def _beside(decision: DecisionExplanation) -> list[str]:
    """Of several options whose conditions hold, why each but the first does: the first rule of each, after its name."""
    if decision.wording.kb.decisions[decision.decision].policy is not Policy.CONDITIONS:
        return []
    others = decision.recommended()[1:]
    steps = {o.label: [s for s in why_option(decision, o.option.key).because if s.basis] for o in others}
    return [f"{label}: {found[0].sentence}" for label, found in steps.items() if found]


def _of_level(decision: DecisionExplanation, step: Step) -> str:
    """What a rule says, after the name of the option that it describes where that is not what is recommended, or after the
    word that it sets the limit. Of a level that is limited, with the ids of the rule and of its statements.
    """
    said = _with_grounds(step)
    if not _limited(decision):
        return said
    conclusion = decision.wording.kb.rules[step.name].conclusion
    about = decision.options[conclusion.option].label if isinstance(conclusion, Meets) else "Limit"
    return f"{about} ({', '.join((step.name, *step.statements))}): {said}"


def _with_grounds(step: Step) -> str:
    """What a rule says, and after it what the rules say on which it rests: they tell which of its cases is this one."""
    return " ".join((step.sentence, *(below.sentence for below in step.because if below.basis)))


def _hanging(context: Context, decision: DecisionExplanation, *, most: int) -> Iterator[str]:
    """What the result would be with each answer that alone would settle it, where they are few."""
    found = context.firmness.get((decision.decision, None))
    if found is None or len(found.unknown) > most:
        return
    for missing in found.unknown:
        yield " ".join(
            [f"“{started(missing.label)}” could settle it.", *(turn.step.sentence for turn in missing.turns)]
        )


def _pointer(context: Context, decision: DecisionExplanation) -> str:
    return ""


def _unknown(context: Context) -> str:
    """How many answers are missing that a result waits for, and that would turn one that stands."""
    waited = dict.fromkeys(
        q for d in context.decisions for part in (d, *d.groups.values()) for q in part.open_questions
    )
    weighing = {r.name for f in context.firmness.values() if f.grade is not Grade.OPEN for r in f.unknown}
    said = []
    place = results_place(context)
    if waited:
        verb = "is" if len(waited) == 1 else "are"
        said.append(
            f"{counted(len(waited), 'answer')} that could still change a result {verb} missing ({place})."
        )
    if weighing:
        said.append(
            f"{counted(len(weighing), 'answer')} not given could turn a result that stands now ({place})."
        )
    rest = context.unexamined()
    if rest:
        said.append(f"What else could turn {counted(rest, 'result')} was not worked out.")
    if not said:
        said.append("No answer that is missing could change a result.")
    silent = [
        context.label(d)
        for d in context.decisions
        if d.verdict.outcome is Outcome.NONE and not nothing_counted(d)
    ]
    if silent:
        said.append(f"With these answers the sources name no option for: {listed(silent)}.")
    return " ".join(said)


def _uncovered(context: Context) -> str:
    subjects = [key.replace("-", " ") for key in sorted(context.kb.not_covered)]
    return (
        f"The sources do not settle questions of {listed(subjects)} (section 12)."
        if subjects
        else "Nothing is named as not covered."
    )
