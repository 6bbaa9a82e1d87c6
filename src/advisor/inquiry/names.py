"""What a person typed for an option, or for anything that can be concluded, in; its key out. Others are refused."""

from __future__ import annotations

from advisor.errors import UsageError, closest_match
from advisor.explanation import CaseExplanation
from advisor.model.knowledge import KnowledgeBase
from advisor.model.questions import Domain


def option_key(kb: KnowledgeBase, text: str) -> str:
    """The key `decision.option` of an option named by it or by a bare id.

    Raises `UsageError`: for a bare id that several decisions have, with the choices; for an unknown one, with the closest.
    """
    word = text.strip()
    if word in kb.options:
        return word
    keys = [key for key, option in kb.options.items() if option.id == word]
    match keys:
        case [key]:
            return key
        case []:
            names = {*kb.options, *(o.id for o in kb.options.values())}
            raise UsageError(f"there is no option {word!r}", closest=closest_match(word, names))
        case _:
            raise UsageError(
                f"{word!r} is an option of several decisions", hint=f"say which: {', '.join(sorted(keys))}"
            )


def option_in(explanation: CaseExplanation, text: str) -> str:
    """The key of an option whose decision this case settles. Raises `UsageError` also where it does not."""
    key = option_key(explanation.kb, text)
    decision = explanation.kb.options[key].decision
    if decision not in explanation.decisions:
        settled = ", ".join(explanation.decisions) or "none"
        raise UsageError(
            f"this case does not settle {decision!r}, to which {key!r} belongs",
            hint=f"it settles: {settled}; name others under 'decisions:'",
        )
    return key


def facts_named(kb: KnowledgeBase, text: str) -> tuple[str, ...]:
    """The answers, figures, concept or rule of a name; empty for an option. A question with items stands for all of them, a
    table for itself and all its figures.

    Raises `UsageError` for a name that the knowledge base does not have, with the closest.
    """
    word = text.strip()
    options = {*kb.options, *(o.id for o in kb.options.values())}
    if word in options:
        return ()
    if word in kb.attributes and kb.attributes[word].domain is not Domain.SET:
        return (word,)
    if word.upper() in kb.rules:
        return (word.upper(),)
    inside = [word] if word in {q.id for q in kb.table_questions()} else []
    inside += [a.id for a in kb.attributes.values() if a.question == word and a.domain is not Domain.SET]
    if inside:
        return tuple(inside)
    if (setting := word.partition(".")[0]) in kb.settings:
        shown = f"`advisor kb show {setting}` says what it is and why"
        raise UsageError(
            f"{word!r} is a setting: nothing concludes it", f"{shown}; --how-firm, how far it may move"
        )
    near = closest_match(word, {*options, *kb.attributes, *kb.questions, *kb.rules})
    raise UsageError(f"there is no option, concept, answer, figure or rule {word!r}", closest=near)


def decision_of(kb: KnowledgeBase, fact: str) -> str:
    """The decision to which a rule, a concept, an answer, a table or a figure belongs."""
    if fact in kb.rules:
        return kb.rules[fact].decision
    if fact in kb.concepts:
        return kb.concepts[fact].decision
    if fact in kb.measures:
        return kb.questions[kb.measures[fact].table].decision
    return kb.questions[fact if fact in kb.questions else kb.attributes[fact].question].decision
