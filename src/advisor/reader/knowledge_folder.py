"""A folder of YAML in, a checked `KnowledgeBase` out, or a `KnowledgeBaseError` with every problem found."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from advisor.errors import KnowledgeBaseError, Problem, Severity, SourceRef, closest_match
from advisor.model.knowledge import KnowledgeBase, Profile, Source, Statement
from advisor.model.options import Decision, Option, PerGroup
from advisor.model.paper_words import PaperWords
from advisor.model.questions import Concept, Measure, Question
from advisor.model.rules import Rule
from advisor.reader.attributes import attributes_of
from advisor.reader.build_conditions import Vocabulary, build_conditions, together
from advisor.reader.build_decision import (
    Declaration,
    DraftQuestion,
    build_concepts,
    build_declaration,
    build_measures,
    build_options,
    build_questions,
)
from advisor.reader.build_paper import build_paper
from advisor.reader.build_register import Header, build_header, build_profile, build_sources
from advisor.reader.build_rules import RuleScope, build_rules
from advisor.reader.check import check_knowledge
from advisor.reader.fields import one_of
from advisor.reader.yaml_nodes import Entries, Node, Report, Sequence, Text
from advisor.reader.yaml_source import read_yaml

Files = Mapping[str, Entries]


@dataclass(frozen=True, slots=True)
class Reading:
    """A knowledge base as far as it could be read, with every problem found; `knowledge` is None if there are errors."""

    knowledge: KnowledgeBase | None
    problems: tuple[Problem, ...]


def read_knowledge_base(folder: Path) -> KnowledgeBase:
    """Read and check the knowledge base in `folder`. Raises `KnowledgeBaseError` with all its errors at once."""
    reading = examine(folder)
    if reading.knowledge is None:
        raise KnowledgeBaseError(p for p in reading.problems if p.severity is Severity.ERROR)
    return reading.knowledge


def examine(folder: Path) -> Reading:
    """Read and check as `read_knowledge_base` does, and return the problems instead of raising them."""
    problems: list[Problem] = []
    files = _read_files(folder, problems.append)
    if "kb.yaml" not in files:
        if not problems:
            hint = "name the folder that holds kb.yaml"
            problems.append(
                Problem("KB005", "there is no kb.yaml in this folder", SourceRef(folder.name), hint)
            )
        return Reading(None, tuple(problems))
    knowledge = _assemble(files, problems.append)
    problems.sort(key=Problem.sort_key)
    failed = any(p.severity is Severity.ERROR for p in problems)
    return Reading(None if failed else knowledge, tuple(problems))


def _read_files(folder: Path, report: Report) -> Files:
    files = {}
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        try:
            content = path.read_bytes()
        except OSError as error:
            report(Problem("KB005", f"cannot be read: {error.strerror}", SourceRef(name)))
            continue
        root = read_yaml(name, content, report)
        if root is not None:
            files[name] = root
    return files


def _assemble(files: Files, report: Report) -> KnowledgeBase:
    header = build_header(files["kb.yaml"], report)
    sources, statements = _sources(files, report)
    declarations = {d.value: build_declaration(d.value, files[f], report)
                    for d in header.decisions if (f := f"{d.value}/decision.yaml") in files}  # fmt: skip
    for text in header.decisions:
        if text.value not in declarations:
            report(
                Problem(
                    "KB209",
                    f"there is no {text.value}/decision.yaml",
                    text.where,
                    "add the file, or remove the decision",
                )
            )
    drafts, measures, concepts, options = _vocabulary_files(files, report)
    attributes = attributes_of(
        (draft.question for draft in drafts.values()), measures.values(), concepts.values(), options.values()
    )
    vocabulary = Vocabulary(attributes, header.settings)
    questions = {key: _finish_question(draft, vocabulary, report) for key, draft in drafts.items()}
    decisions = {
        key: _finish_decision(d, vocabulary, options, questions, sources, report)
        for key, d in declarations.items()
    }
    scope = RuleScope(decisions, options, concepts, header.settings, vocabulary)
    rules: dict[str, Rule] = {}
    for name, root in files.items():
        if name.endswith("/rules.yaml"):
            for key, rule in build_rules(name.split("/")[0], root, scope, report).items():
                if key in rules:
                    first = rules[key].where
                    report(
                        Problem("KB210", f"the rule id {key!r} is used twice (first at {first})", rule.where)
                    )
                rules[key] = rule
    profiles = {
        name.removeprefix("profiles/").removesuffix(".yaml"): root
        for name, root in files.items()
        if name.startswith("profiles/")
    }
    knowledge = KnowledgeBase(
        name=header.name,
        version=header.version,
        title=header.title,
        sha256=_fingerprint(files),
        decisions={d.value: decisions[d.value] for d in header.decisions if d.value in decisions},
        questions=dict(sorted(questions.items())),
        measures=dict(sorted(measures.items())),
        concepts=dict(sorted(concepts.items())),
        options=dict(sorted(options.items())),
        rules=dict(sorted(rules.items())),
        settings=header.settings,
        profiles=_profiles(profiles, header, report),
        default_profile=header.default_profile.value if header.default_profile else "",
        sources=sources,
        statements=statements,
        not_covered=header.not_covered,
        attributes=attributes,
        paper=build_paper(files["paper.yaml"], decisions, questions, report)
        if "paper.yaml" in files
        else PaperWords(),
    )
    check_knowledge(knowledge, [t for d in declarations.values() for t in d.always_places], report)
    return knowledge


def _sources(files: Files, report: Report) -> tuple[dict[str, Source], dict[str, Statement]]:
    if "sources.yaml" in files:
        return build_sources(files["sources.yaml"], report)
    report(
        Problem(
            "KB005",
            "there is no sources.yaml",
            SourceRef("sources.yaml"),
            "say which documents the knowledge comes from",
        )
    )
    return {}, {}


def _vocabulary_files(
    files: Files, report: Report
) -> tuple[dict[str, DraftQuestion], dict[str, Measure], dict[str, Concept], dict[str, Option]]:
    drafts: dict[str, DraftQuestion] = {}
    measures: dict[str, Measure] = {}
    concepts: dict[str, Concept] = {}
    options: dict[str, Option] = {}
    taken: dict[str, SourceRef] = {}

    def note(key: str, where: SourceRef) -> None:
        if key in taken:
            report(
                Problem(
                    "KB210",
                    f"the id {key!r} is used twice (first at {taken[key]})",
                    where,
                    "ids are shared by all decisions",
                )
            )
        taken.setdefault(key, where)

    for name, root in files.items():
        folder, _, file = name.partition("/")
        match file:
            case "questions.yaml":
                for key, draft in build_questions(folder, root, report).items():
                    note(key, draft.question.where)
                    drafts[key] = draft
            case "measures.yaml":
                for key, measure in build_measures(folder, root, report).items():
                    note(key, measure.where)
                    measures[key] = measure
            case "concepts.yaml":
                for key, concept in build_concepts(folder, root, report).items():
                    note(key, concept.where)
                    concepts[key] = concept
            case "options.yaml":
                options.update(build_options(folder, root, report))
            case _:
                _expected_file(name, root, report)
    return drafts, measures, concepts, options


def _expected_file(name: str, root: Entries, report: Report) -> None:
    """Report a YAML file that nothing reads, so that a misspelt file name is not silently ignored."""
    folder, _, file = name.rpartition("/")
    known = {"": ("kb.yaml", "paper.yaml", "sources.yaml")}.get(
        folder,
        ("decision.yaml", "questions.yaml", "measures.yaml", "concepts.yaml", "options.yaml", "rules.yaml"),
    )
    if folder != "profiles" and file not in known:
        where = SourceRef(name, 1, 1, "")
        report(
            Problem(
                "KB213", f"nothing reads the file {name!r}", where, one_of(known), closest_match(file, known)
            )
        )
    del root


def _finish_question(draft: DraftQuestion, vocabulary: Vocabulary, report: Report) -> Question:
    conditions = build_conditions(draft.asked_when, vocabulary, report)
    return replace(draft.question, asked_when=together(conditions)) if conditions else draft.question


def _finish_decision(
    declaration: Declaration,
    vocabulary: Vocabulary,
    options: Mapping[str, Option],
    questions: Mapping[str, Question],
    sources: Mapping[str, Source],
    report: Report,
) -> Decision:
    own = {o.id for o in options.values() if o.decision == declaration.id}
    fields = declaration.fields
    _known(declaration.options, own, "option", "KB205", declaration)
    _known((*declaration.questions, *declaration.also_reads), questions, "question", "KB207", declaration)
    if declaration.source is not None:
        _known((declaration.source,), sources, "source", "KB206", declaration)
    for missing in sorted(own - {t.value for t in declaration.options}):
        fields.problem(
            "KB205", f"the option {missing!r} is not in the list of options", fields.key_place("options")
        )
    group = None
    if declaration.per_group is not None:
        table, spanning = declaration.per_group
        _known(spanning, own, "option", "KB205", declaration)
        _known((table,), questions, "question", "KB207", declaration)
        group = PerGroup(table.value, tuple(t.value for t in spanning))
    conditions = build_conditions(declaration.applies_when, vocabulary, report)
    return Decision(
        id=declaration.id,
        label=declaration.label,
        asks=declaration.asks,
        source=declaration.source.value if declaration.source else "",
        policy=declaration.policy,
        options=tuple(t.value for t in declaration.options if t.value in own),
        questions=tuple(t.value for t in declaration.questions if t.value in questions),
        also_reads=tuple(t.value for t in declaration.also_reads if t.value in questions),
        applies_when=together(conditions) if conditions else None,
        otherwise=declaration.otherwise,
        per_group=group,
        always=declaration.always,
        where=fields.where,
        accepted=declaration.accepted,
    )


def _known(
    texts: tuple[Text, ...], known: Mapping[str, object] | set[str], what: str, code: str, d: Declaration
) -> None:
    for text in texts:
        if text.value not in known:
            d.fields.unknown_word(f"{what} {text.value!r}", text, known, code)


def _profiles(files: Files, header: Header, report: Report) -> dict[str, Profile]:
    profiles = {
        name: build_profile(name, root, header.settings, report) for name, root in sorted(files.items())
    }
    chosen = header.default_profile
    if chosen is not None and chosen.value not in profiles:
        hint = one_of(profiles)
        report(
            Problem(
                "KB214",
                f"there is no profile {chosen.value!r}",
                chosen.where,
                hint,
                closest_match(chosen.value, profiles),
            )
        )
    terms = {term for profile in profiles.values() for term in profile.terms}
    for name, profile in profiles.items():
        for missing in sorted(terms - set(profile.terms)):
            where = SourceRef(f"profiles/{name}.yaml")
            report(
                Problem(
                    "KB214",
                    f"the profile {name!r} has no term {missing!r}",
                    where,
                    "every profile defines the same terms",
                )
            )
    return profiles


def _fingerprint(files: Files) -> str:
    """SHA-256 over file names and contents, blind to comments, spacing and the order of keys."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode())
        digest.update(_canonical(files[name]).encode())
    return digest.hexdigest()


def _canonical(node: Node) -> str:
    match node:
        case Text():
            return repr(node.value)
        case Sequence():
            return "[" + ",".join(_canonical(item) for item in node.items) + "]"
        case Entries():
            pairs = sorted(node.pairs, key=lambda pair: pair[0].value)
            return "{" + ",".join(f"{key.value!r}:{_canonical(value)}" for key, value in pairs) + "}"
