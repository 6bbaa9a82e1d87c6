"""A folder in; every finding about its knowledge base out: what reading found, and what is proved of all answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from advisor.authoring.all_answers.answers import AllAnswers
from advisor.authoring.checks.codes import codes
from advisor.authoring.checks.pasted import pasted
from advisor.authoring.checks.proofs import Proofs
from advisor.authoring.checks.proved import Proved
from advisor.authoring.checks.redundant import redundant
from advisor.authoring.checks.usage import Accepted, acceptances, unused
from advisor.authoring.checks.wording import hard_words
from advisor.authoring.scenarios.witnesses import Shows, Shrinker
from advisor.compiler import compile_program
from advisor.decide import Outcome, Verdict
from advisor.errors import KnowledgeBaseError, Problem, Severity
from advisor.model.findings import Finding, Inspection, Witness
from advisor.model.knowledge import KnowledgeBase
from advisor.reader.knowledge.folder import examine


@dataclass(frozen=True, slots=True)
class Thoroughness:
    """How much to look for. `proofs` asks about all answers; `witnesses` also for what is accepted."""

    proofs: bool = True
    witnesses: bool = False


def check_folder(folder: Path, how: Thoroughness = Thoroughness()) -> Inspection:
    """Read the knowledge base in a folder and inspect it under each of its profiles."""
    reading = examine(folder)
    read = tuple(Finding(problem) for problem in reading.problems)
    kb = reading.knowledge
    if kb is None:
        return Inspection("", "", read)
    try:
        for profile in kb.profiles:
            compile_program(kb, kb.settings_for(profile, {}), kb.decisions)
    except KnowledgeBaseError as error:
        return Inspection(f"{kb.name} {kb.version}", contents(kb), (*read, *map(Finding, error.problems)))
    return inspect(kb, how, read)


def inspect(
    kb: KnowledgeBase, how: Thoroughness = Thoroughness(), read: Sequence[Finding] = ()
) -> Inspection:
    """Every finding about a knowledge base that can be read, accepted ones marked so."""
    found = [*read, *unused(kb), *hard_words(kb), *pasted(kb)]
    inexact: list[str] = []
    if how.proofs:
        found += _proved(kb, how, inexact)
    dead_ends = {f.problem.where for f in found if f.problem.code == "KB308"}
    # That a test can never come true says already that it adds nothing.
    found = [f for f in found if f.problem.code != "KB316" or f.problem.where not in dead_ends]
    found = list(_accept(kb, found))
    found += _idle_acceptances(kb, found, how)
    found.sort(key=lambda f: (f.problem.sort_key(), f.detail))
    return Inspection(f"{kb.name} {kb.version}", contents(kb), tuple(found), tuple(inexact))


def contents(kb: KnowledgeBase) -> str:
    """What a knowledge base holds, in numbers."""
    return (
        f"{len(kb.decisions)} decisions, {len(kb.options)} options, {len(kb.questions)} questions, "
        f"{len(kb.rules)} rules, {len(kb.statements)} statements"
    )


def _proved(kb: KnowledgeBase, how: Thoroughness, inexact: list[str]) -> Iterator[Finding]:
    """What is proved under each profile; what holds under some only says under which."""
    under: dict[tuple[str, str, str], dict[str, tuple[Proved, AllAnswers]]] = {}
    for profile in kb.profiles:
        answers = AllAnswers.of(kb, kb.settings_for(profile, {}))
        proofs = Proofs(answers)
        for proved in proofs.all():
            key = (proved.problem.code, proved.about, proved.detail)
            under.setdefault(key, {})[profile] = (proved, answers)
        inexact += [f"{reason} (profile {profile})" for reason in proofs.inexact]
    idle = {about for code, about, _ in under if code in ("KB311", "KB315")}
    for proved in redundant(kb, [r for r in kb.rules.values() if r.id not in idle], inexact):
        yield Finding(proved.problem, proved.about, detail=proved.detail)
    shrinkers: dict[tuple[str, str], Shrinker] = {}
    accepted = acceptances(kb)
    for by_profile in under.values():
        profile = kb.default_profile if kb.default_profile in by_profile else min(by_profile)
        proved, answers = by_profile[profile]
        problem = proved.problem
        if len(by_profile) < len(kb.profiles):
            problem = replace(
                problem, message=f"{problem.message} (under {' and '.join(sorted(by_profile))})"
            )
        finding = Finding(problem, proved.about, detail=proved.detail)
        if proved.cases and (how.witnesses or not _reason(finding, accepted)):
            which = (profile, proved.decision)
            if which not in shrinkers:
                shrinkers[which] = Shrinker(kb, profile, proved.decision)
            witness = _witness(shrinkers[which], proved, answers)
            if witness is None:
                inexact.append(f"{problem.code}: {problem.message}, but only where questions are not asked")
                continue
            finding = replace(finding, witness=witness)
        yield finding


def _witness(shrinker: Shrinker, proved: Proved, answers: AllAnswers) -> Witness | None:
    """A smallest case that shows what was proved, run through the engine itself; None where it comes to none of them."""
    for choices in proved.cases:
        smallest = shrinker.smallest(answers.answers(choices), _shows(proved))
        if smallest is not None:
            return shrinker.witness(smallest)
    return None


def _shows(proved: Proved) -> Shows:
    def shows(verdict: Verdict) -> bool:
        parts: Iterable[Verdict] = verdict.parts()
        match proved.problem.code:
            case "KB323":
                return any(part.outcome is Outcome.NONE for part in parts)
            case "KB324":
                several = (part for part in parts if part.outcome is Outcome.SEVERAL)
                return any(set(proved.options) <= set(part.recommended) for part in several)
            case _:
                return True

    return shows


def _reason(finding: Finding, accepted: Mapping[str, Accepted]) -> str:
    if finding.about not in accepted:
        return ""
    _, reasons = accepted[finding.about]
    code = finding.problem.code
    return reasons.get(f"{code} {finding.detail}", reasons.get(code, ""))


def _accept(kb: KnowledgeBase, found: Iterable[Finding]) -> Iterator[Finding]:
    accepted = acceptances(kb)
    for finding in found:
        # What keeps a knowledge base from being read cannot be let stand.
        reason = _reason(finding, accepted) if finding.problem.code >= "KB3" else ""
        yield replace(finding, accepted=reason) if reason else finding


def _idle_acceptances(kb: KnowledgeBase, found: Sequence[Finding], how: Thoroughness) -> Iterator[Finding]:
    """Acceptances of what was not found, or of no code at all."""
    used = {(f.about, key) for f in found for key in (f.problem.code, f"{f.problem.code} {f.detail}")}
    for about, (where, reasons) in sorted(acceptances(kb).items()):
        for key in reasons:
            code = key.split()[0]
            if code not in codes() or code < "KB3":
                message = f"{about} accepts {key!r}, which is not the code of a finding that can be accepted"
                yield Finding(
                    Problem("KB412", message, where, "codes from KB301 on can be accepted"), about, detail=key
                )
            elif (about, key) not in used and (how.proofs or code not in PROVED):
                message = f"{about} accepts {key}, which is not found"
                problem = Problem("KB411", message, where, "remove the line", severity=Severity.WARNING)
                yield Finding(problem, about, detail=key)


PROVED = frozenset(
    (
        "KB310",
        "KB311",
        "KB312",
        "KB313",
        "KB314",
        "KB315",
        "KB316",
        "KB317",
        "KB321",
        "KB322",
        "KB323",
        "KB324",
        "KB325",
    )
)
"""The codes of what is proved of all answers, which a quick check leaves out."""
