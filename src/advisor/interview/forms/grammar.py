"""One typed line in, a command with its argument or the text of an answer out. Beginnings do where they are unambiguous."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from advisor.errors import AnswerError, closest_match


class Verb(StrEnum):
    """What may be typed at a prompt apart from an answer, as it is typed."""

    WHY = "why"
    WHY_NOT = "why not"
    WHAT_IF = "what if"
    UNKNOWN = "unknown"
    BACK = "back"
    CHANGE = "change"
    CHANGE_TO = "change to"
    REVIEW = "review"
    SO_FAR = "so far"
    NOTE = "note"
    SKIP = "skip"
    SAVE = "save"
    REPORT = "report"
    FULL = "full"
    HELP = "help"
    QUIT = "quit"


WITH_ARGUMENT = frozenset({
    Verb.WHY, Verb.WHY_NOT, Verb.WHAT_IF, Verb.CHANGE, Verb.CHANGE_TO, Verb.NOTE, Verb.SAVE, Verb.REPORT, Verb.HELP
})  # fmt: skip
"""The commands that something may follow."""

SAID_ANOTHER_WAY: Mapping[str, Verb] = {
    "?": Verb.HELP,
    "don't know": Verb.UNKNOWN,
    "dont know": Verb.UNKNOWN,
    "not known": Verb.UNKNOWN,
    "not sure": Verb.UNKNOWN,
    "unsure": Verb.UNKNOWN,
    "no idea": Verb.UNKNOWN,
    "dunno": Verb.UNKNOWN,
    "i don't know": Verb.UNKNOWN,
    "exit": Verb.QUIT,
    "stop": Verb.QUIT,
}


@dataclass(frozen=True, slots=True)
class Command:
    """A command that was typed, with what followed it."""

    verb: Verb
    argument: str = ""


def plain(text: str) -> str:
    """A text for comparison: small letters, single blanks, no mark at its end."""
    return " ".join(text.replace("’", "'").casefold().split()).rstrip("?!.") or text.strip()


def understand(
    text: str, words: Mapping[str, str], verbs: Iterable[Verb], *, names: bool = False
) -> Command | str:
    """Read a line. `words` maps every way to write a complete answer to its plain form.

    With `names` the answer is free text, and only a whole command counts as one; quotation marks make any text an answer.
    Returns a command, the plain form of an answer, or the text itself where it is for the question to read. Raises
    `AnswerError` for a beginning that could mean several things.
    """
    said = plain(text)
    if said in words:
        return words[said]
    allowed = tuple(verbs)
    command = _exact(text.strip(), said, allowed)
    if command is not None:
        return command
    if names:
        _refuse_mistyped(text.strip(), allowed)
    if names or not said:
        return text.strip()
    return _beginning(text.strip(), said, words, allowed)


def _exact(text: str, said: str, allowed: tuple[Verb, ...]) -> Command | None:
    other = SAID_ANOTHER_WAY.get(said)
    if other in allowed and other is not None:
        return Command(other)
    # The longest first: `why not x` is not `why` with the argument `not x`.
    for verb in sorted(allowed, key=len, reverse=True):
        if said == verb:
            return Command(verb)
        if verb in WITH_ARGUMENT and said.startswith(f"{verb} "):
            return Command(verb, text.split(maxsplit=len(verb.split()))[-1])
    return None


def _refuse_mistyped(text: str, allowed: tuple[Verb, ...]) -> None:
    """Among names, a single small word that is nearly a command is more likely a slip of the finger."""
    near = _nearly(text, allowed) if text.isalpha() and text.islower() else ""
    if near:
        raise AnswerError(
            f"{text!r} looks like the command {near!r}", "put it in quotation marks if it is a name"
        )


def _nearly(text: str, verbs: Iterable[Verb]) -> str:
    """The command that a text is a slip of, or an empty string; nearer than for answers, since commands are short."""
    near = difflib.get_close_matches(text, [str(verb) for verb in verbs], n=1, cutoff=0.74)
    return near[0] if near else ""


def _beginning(text: str, said: str, words: Mapping[str, str], allowed: tuple[Verb, ...]) -> Command | str:
    meant: dict[Command | str, str] = {}
    for word, value in words.items():
        if word.startswith(said):
            meant.setdefault(value, word)
    begun = [verb for verb in allowed if verb.startswith(said)]
    # Of `why` and `why not` the beginning `wh` means the shorter.
    begun = [verb for verb in begun if not any(verb.startswith(f"{other} ") for other in begun)]
    meant.update({Command(verb): verb.value for verb in begun})
    # `ch 3` is meant; of the others a beginning with words after it is rather a sentence, such as `not sure yet`.
    head, _, rest = said.partition(" ")
    if rest and Verb.CHANGE in allowed and Verb.CHANGE.startswith(head):
        meant[Command(Verb.CHANGE, text.split(maxsplit=1)[1])] = Verb.CHANGE.value
    if len(meant) > 1:
        raise AnswerError(
            f"{text!r} could mean {', '.join(map(repr, meant.values()))}", "type a little more of it"
        )
    return next(iter(meant), text)


def refused(text: str, allowed: str, words: Iterable[str]) -> AnswerError:
    """The error for a text that is neither an answer nor a command: what is allowed, and the closest match."""
    said, spelt = plain(text), [w for w in words if not w.isdigit()]
    near = closest_match(said, spelt) or _begun_nearly(said, spelt) or _nearly(said, Verb)
    # A command that is not to be had here is no help.
    return AnswerError(f"{text.strip()!r} is not one of the answers", allowed, "" if near == said else near)


def _begun_nearly(said: str, words: Iterable[str]) -> str:
    """The answer whose first words a text is a slip of, or an empty string."""
    begun = {" ".join(word.split()[: len(said.split())]): word for word in words}
    near = difflib.get_close_matches(said, begun, n=1, cutoff=0.8)
    return begun[near[0]] if near else ""
