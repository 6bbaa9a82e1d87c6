"""A knowledge base and a console in; the decisions that somebody wants advice on out."""

from __future__ import annotations

from advisor.errors import AnswerError
from advisor.interview.dialogue.console import Console, Quit, refusal
from advisor.interview.forms.grammar import Command, Verb, plain, understand
from advisor.interview.forms.words import parted, picked
from advisor.model.knowledge import KnowledgeBase


def choose_decisions(kb: KnowledgeBase, console: Console) -> tuple[str, ...]:
    """Ask which decisions are meant, unless there is but one. Raises `EndOfInput`, and `Quit` if none is wanted."""
    if len(kb.decisions) == 1:
        return tuple(kb.decisions)
    listed = [f"  {n}. {d.label} ({d.id})" for n, d in enumerate(kb.decisions.values(), start=1)]
    console.say("\n".join([kb.title, "What do you want advice on?", *listed]))
    words = {str(n): d for n, d in enumerate(kb.decisions, start=1)} | {d: d for d in kb.decisions}
    words |= {plain(d.label): d.id for d in kb.decisions.values()}
    allowed = f"Type numbers from 1 to {len(kb.decisions)} with blanks between them, or all."
    while True:
        try:
            said = understand(console.ask("Numbers, or all", words), words, (Verb.QUIT, Verb.HELP))
            if isinstance(said, Command):
                if said.verb is Verb.QUIT:
                    raise Quit
                console.say(allowed)
                continue
            if plain(said) == "all":
                return tuple(kb.decisions)
            chosen = {picked(part, words, allowed) for part in ([said] if said in words else parted(said))}
            if chosen:
                return tuple(d for d in kb.decisions if d in chosen)
            console.say(allowed)
        except AnswerError as error:
            console.say(refusal(error))
