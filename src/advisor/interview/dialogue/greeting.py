"""An opened session in; what is said before the first question out: how to answer, and what has changed since."""

from __future__ import annotations

from advisor.interview.interview import Interview
from advisor.interview.records.kb_changes import changes, version_of
from advisor.interview.records.session import version_value
from advisor.quantities import counted

HOW = (
    "Type the number of an answer or its first words, or unknown. "
    "why, so far, back, skip, help and quit work at every prompt."
)


def new_text(interview: Interview, name: str) -> str:
    """The first words of a new session."""
    kb, count = interview.kb, len(interview.given())
    lines = [
        f"{kb.title}. Terms and figures of: {kb.profiles[interview.case.profile].label}.",
        f"Every answer is saved at once, in the session {name}.",
    ]
    if count:
        lines.append(
            f"{counted(count, 'answer')} come{'s' if count == 1 else ''} from the case; type review to see them."
        )
    return "\n".join([*lines, HOW])


def again_text(interview: Interview, name: str) -> str:
    """The first words on going on with a session, with everything that is otherwise than when it was left."""
    given = counted(len(interview.given()), "answer")
    lines = [f"You go on with the session {name}, with {given} so far. Type review to see them."]
    if interview.log.torn:
        lines.append(
            "The last line of its file was cut off when the program was stopped; all before it is here."
        )
    lines += _other_version(interview)
    for lapse in interview.lapses:
        lines.append(f"Left out: {lapse.name}: {lapse.reason}.")
    return "\n".join([*lines, HOW])


def _other_version(interview: Interview) -> list[str]:
    """What changed in the knowledge base since; recorded, so that it is said once."""
    before = interview.log.session.version
    after = version_of(interview.kb, interview.case.decisions or ())
    if before.sha256 == after.sha256:
        return []
    interview.log.write({"kb": version_value(after)})
    lines = [
        f"It was made with {before.name} {before.version}; the knowledge base is now {after.name} {after.version}."
    ]
    found = changes(before, after)
    lines += [f"  - {sentence}" for sentence in found] or [
        "Nothing in it that bears on this session has changed."
    ]
    reworded = sorted(
        g.question
        for g in interview.given()
        if before.parts.get(f"question {g.question}") not in (None, after.parts.get(f"question {g.question}"))
    )
    if reworded:
        lines.append(
            f"Look again at your answers to: {', '.join(reworded)}. The questions read otherwise now."
        )
    return lines
