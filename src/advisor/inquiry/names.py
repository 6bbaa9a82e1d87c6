"""What a person typed for an option in, the option's key out; unknown and ambiguous names are refused."""

from __future__ import annotations

from advisor.errors import UsageError, closest_match
from advisor.explanation import CaseExplanation
from advisor.model.knowledge import KnowledgeBase


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
