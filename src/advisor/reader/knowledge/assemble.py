"""The parsed files of a folder in, a `KnowledgeBase` out; every problem on the way is reported, none stops the reading."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from advisor.errors import Problem, SourceRef, closest_match
from advisor.model.conditions import criteria_in
from advisor.model.knowledge import KnowledgeBase, Profile, Source, Statement
from advisor.model.options import Decision, Option
from advisor.model.paper_words import PaperWords
from advisor.model.questions import Concept, Measure, Question
from advisor.model.rules import Rule
from advisor.reader.fields import one_of
from advisor.reader.knowledge.attributes import attributes_of
from advisor.reader.knowledge.check import check_knowledge
from advisor.reader.knowledge.conclusions import RuleScope
from advisor.reader.knowledge.conditions import Vocabulary, build_conditions, together
from advisor.reader.knowledge.decision import DecisionScope, build_concepts, build_decision, build_options
from advisor.reader.knowledge.paper import build_paper
from advisor.reader.knowledge.profile import Register, build_profile, term_names
from advisor.reader.knowledge.questions import DraftQuestion, MeasureScope, build_measures, build_questions
from advisor.reader.knowledge.register import Header, build_header, build_sources
from advisor.reader.knowledge.rules import build_rules
from advisor.reader.yaml.nodes import Entries, Node, Report, Sequence, Text

Files = Mapping[str, Entries]


@dataclass(frozen=True, slots=True)
class Defined:
    """What the folders define that has an id of its own."""

    drafts: dict[str, DraftQuestion] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)
    options: dict[str, Option] = field(default_factory=dict)


def assemble(files: Files, report: Report) -> KnowledgeBase:
    """Build and check a knowledge base from its files, kb.yaml among them."""
    sources, statements = _sources(files, report)
    header = build_header(files["kb.yaml"], statements, report)
    defined = _defined(files, header, statements, report)
    plain = [draft.question for draft in defined.drafts.values()]
    attributes = attributes_of(
        plain, defined.measures.values(), defined.concepts.values(), defined.options.values()
    )
    vocabulary = Vocabulary(attributes, header.settings)
    questions = {key: _finish(draft, vocabulary, report) for key, draft in sorted(defined.drafts.items())}
    scope = DecisionScope(questions, defined.options, sources, statements, vocabulary)
    decisions = _decisions(files, header, scope, report)
    rule_scope = RuleScope(
        decisions, defined.options, defined.concepts, header.settings, statements, vocabulary
    )
    knowledge = KnowledgeBase(
        name=header.name,
        version=header.version,
        title=header.title,
        sha256=_fingerprint(files),
        decisions=decisions,
        questions=questions,
        measures=dict(sorted(defined.measures.items())),
        concepts=dict(sorted(defined.concepts.items())),
        options=dict(sorted(defined.options.items())),
        rules=_rules(files, rule_scope, report),
        settings=header.settings,
        profiles=_profiles(files, header, defined.options, report),
        default_profile=header.default_profile.value if header.default_profile else "",
        sources=sources,
        statements=statements,
        not_covered=header.not_covered,
        attributes=attributes,
        paper=build_paper(files["paper.yaml"], decisions, questions, report)
        if "paper.yaml" in files
        else PaperWords(),
    )
    check_knowledge(knowledge, files, report)
    return knowledge


def _sources(files: Files, report: Report) -> tuple[dict[str, Source], dict[str, Statement]]:
    if "sources.yaml" in files:
        return build_sources(files["sources.yaml"], report)
    hint = "say which documents the knowledge comes from"
    report(Problem("KB005", "there is no sources.yaml", SourceRef("sources.yaml"), hint))
    return {}, {}


def _in_folders(files: Files, file: str) -> Iterator[tuple[str, Entries]]:
    """Each folder that has a file of this name, with the file."""
    for name, root in sorted(files.items()):
        folder, slash, own = name.partition("/")
        if slash and own == file and folder != "profiles":
            yield folder, root


def _defined(files: Files, header: Header, statements: Mapping[str, Statement], report: Report) -> Defined:
    """Questions, measures, concepts and options. The ids of all but the options are shared by all decisions."""
    defined = Defined()
    taken: dict[str, SourceRef] = {}

    def note(found: Mapping[str, SourceRef]) -> None:
        for key, where in found.items():
            if key in taken:
                message = f"the id {key!r} is used twice (first at {taken[key]})"
                report(Problem("KB210", message, where, "ids are shared by all decisions"))
            taken.setdefault(key, where)

    for folder, root in _in_folders(files, "questions.yaml"):
        drafts = build_questions(folder, root, statements, report)
        note({key: draft.question.where for key, draft in drafts.items()})
        defined.drafts.update(drafts)
    scope = MeasureScope({key: draft.question for key, draft in defined.drafts.items()}, header.settings)
    for folder, root in _in_folders(files, "measures.yaml"):
        measures = build_measures(folder, root, scope, report)
        note({key: measure.where for key, measure in measures.items()})
        defined.measures.update(measures)
    for folder, root in _in_folders(files, "concepts.yaml"):
        concepts = build_concepts(folder, root, report)
        note({key: concept.where for key, concept in concepts.items()})
        defined.concepts.update(concepts)
    for folder, root in _in_folders(files, "options.yaml"):
        defined.options.update(build_options(folder, root, statements, report))
    return defined


def _finish(draft: DraftQuestion, vocabulary: Vocabulary, report: Report) -> Question:
    """The question with its `asked-when`, which is settled before any rule runs and so reads answers and measures alone."""
    conditions = build_conditions(draft.asked_when, vocabulary, report)
    own = draft.question.id
    for test in (test for condition in conditions for test in criteria_in(condition)):
        if vocabulary.attributes[test.attribute].derived:
            message = f"asked-when cannot read {test.attribute!r}, which rules conclude"
            report(Problem("KB202", message, test.where, "name answers and measures"))
        elif test.attribute.split(".")[0] == own:
            report(Problem("KB202", f"{own!r} cannot wait for its own answer", test.where))
    return replace(draft.question, asked_when=together(conditions)) if conditions else draft.question


def _decisions(files: Files, header: Header, scope: DecisionScope, report: Report) -> dict[str, Decision]:
    """The decisions that kb.yaml lists, in its order."""
    decisions = {}
    for text in header.decisions:
        name = f"{text.value}/decision.yaml"
        if name in files:
            decisions[text.value] = build_decision(text.value, files[name], scope, report)
        else:
            hint = "add the file, or remove the decision"
            report(Problem("KB209", f"there is no {name}", text.where, hint))
    listed = {text.value for text in header.decisions}
    for name in sorted(files):
        folder, slash, file = name.partition("/")
        if slash and folder not in {"profiles", *listed} and file != "rules.yaml":
            message = f"{folder!r} is not a decision of kb.yaml"
            hint = f"add {folder} to decisions in kb.yaml, or remove the folder; {one_of(listed)}"
            report(Problem("KB209", message, SourceRef(name), hint, closest_match(folder, listed)))
    return decisions


def _rules(files: Files, scope: RuleScope, report: Report) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for folder, root in _in_folders(files, "rules.yaml"):
        for key, rule in build_rules(folder, root, scope, report).items():
            if key in rules:
                message = f"the rule id {key!r} is used twice (first at {rules[key].where})"
                report(Problem("KB210", message, rule.where, "rule ids are shared by all folders"))
            rules[key] = rule
    return dict(sorted(rules.items()))


def _profiles(
    files: Files, header: Header, options: Mapping[str, Option], report: Report
) -> dict[str, Profile]:
    roots = {
        name.removeprefix("profiles/").removesuffix(".yaml"): root
        for name, root in sorted(files.items())
        if name.startswith("profiles/")
    }
    terms = frozenset[str]().union(*(term_names(root) for root in roots.values()))
    subjects = frozenset({text.value for text in header.decisions} | set(options))
    known = Register(header.settings, options, terms, subjects)
    profiles = {name: build_profile(name, root, known, report) for name, root in roots.items()}
    chosen = header.default_profile
    if chosen is not None and chosen.value not in profiles:
        message, closest = f"there is no profile {chosen.value!r}", closest_match(chosen.value, profiles)
        report(Problem("KB214", message, chosen.where, one_of(profiles), closest))
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
