"""Whatever is changed in a sound knowledge base, it is read or refused with problems: never a traceback, then or later."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.consultation import Consultant
from advisor.errors import KnowledgeBaseError, Problem
from advisor.model.case import Answer, Case, Row, Table
from advisor.model.knowledge import KnowledgeBase
from advisor.reader.knowledge.assemble import assemble
from advisor.reader.yaml.nodes import Entries, Node, Sequence, Text
from advisor.reader.yaml.source import read_yaml
from advisor.render.json.result import result_json

SOUND = Path(__file__).parents[2] / "broken_kb" / "sound"
Step = int | str


def parsed() -> dict[str, Entries]:
    problems: list[Problem] = []
    roots = {
        p.relative_to(SOUND).as_posix(): read_yaml(p.name, p.read_bytes(), problems.append)
        for p in SOUND.rglob("*.yaml")
    }
    assert not problems
    return {name: root for name, root in sorted(roots.items()) if root is not None}


FILES = parsed()
ORIGIN = FILES["kb.yaml"].source


def steps(node: Node) -> list[tuple[Step, ...]]:
    """The way to every node below this one."""
    found: list[tuple[Step, ...]] = [()]
    if isinstance(node, Entries):
        found += [(key.value, *rest) for key, value in node.pairs for rest in steps(value)]
    if isinstance(node, Sequence):
        found += [(at, *rest) for at, item in enumerate(node.items) for rest in steps(item)]
    return found


def text(value: str) -> Text:
    return Text(value, ORIGIN, 0, 0)


def changed(node: Node, way: tuple[Step, ...], new: Node | None) -> Node:
    """The tree with another node at the end of a way, or with none there."""
    if not way:
        return node if new is None else new
    if isinstance(node, Text):
        return node  # an earlier change has cut this way off
    if isinstance(node, Sequence):
        items = [changed(item, way[1:], new) if at == way[0] else item for at, item in enumerate(node.items)]
        if new is None and way[1:] == () and way[0] in range(len(items)):
            del items[int(way[0])]
        return Sequence(tuple(items), node.source, node.line, node.column)
    pairs = [(k, changed(v, way[1:], new) if k.value == way[0] else v) for k, v in node.pairs]
    if new is None and len(way) == 1:
        pairs = [(k, v) for k, v in pairs if k.value != way[0]]
    return Entries(tuple(pairs), node.source, node.line, node.column)


def node_at(node: Node, way: tuple[Step, ...]) -> Node:
    for step in way:
        if isinstance(node, Sequence):
            node = node.items[int(step)]
        else:
            assert isinstance(node, Entries)
            node = {k.value: v for k, v in node.pairs}[str(step)]
    return node


WAYS = [(name, way) for name, root in FILES.items() for way in steps(root) if way]
SOMEWHERE_ELSE = [node_at(FILES[name], way) for name, way in WAYS]
WORDS = (
    "", "unknown", "at least 2", "high", "met", "not big", "above limit.3", "above limit", "above wood", "limit", "limit.3",
    "stove", "wood", "stove.wood", "effort.much", "guests", "fuel", "fuel.logs", "crowd", "supplies", "guest-count", "-1",
    "1/2", "1e400", "9", "{x}", "{", "scale-high", "at least limit.3", "members", "conditions", "ladder", "weighted", "or",
)  # fmt: skip
NEW = st.one_of(
    st.none(),
    st.sampled_from(WORDS).map(text),
    st.sampled_from(SOMEWHERE_ELSE),
    st.sampled_from(
        [
            Sequence((), ORIGIN, 0, 0),
            Entries((), ORIGIN, 0, 0),
            Sequence((Sequence((), ORIGIN, 0, 0),), ORIGIN, 0, 0),
        ]
    ),
)
ANSWERS: dict[str, Answer] = {
    "guests": Fraction(3),
    "supplies": Table((Row("a", "x", Fraction(3), None), Row("b", "y", None, None))),
    "fuel": frozenset({"logs"}),
    "chimney": "yes",
    "place": "valley",
    "keen": Fraction(3),
    "worries": {"cost": Fraction(3)},
    "chores": {"chop": "partly"},
    "friends": ("Ann",),
}


def settle(kb: KnowledgeBase) -> None:
    """Use a knowledge base: settle and explain what is answered and what is not, under every profile."""
    # A question may have become one of another kind, which the answers here do not fit.
    sound = {key: question.kind for key, question in SOUND_KB.questions.items()}
    fitting = {k: v for k, v in ANSWERS.items() if k in kb.questions and kb.questions[k].kind is sound[k]}
    for profile in kb.profiles:
        consultant = Consultant(kb, kb.settings_for(profile, {}), tuple(kb.decisions))
        for answers in ({}, fitting):
            case = Case("case", "case", profile, {}, tuple(kb.decisions), answers, {}, {})
            result_json(consultant.explain(case))


SOUND_KB = assemble(FILES, lambda _: None)


@settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
@given(changes=st.lists(st.tuples(st.sampled_from(WAYS), NEW), min_size=1, max_size=3))
def test_a_changed_knowledge_base_is_read_or_refused(
    changes: list[tuple[tuple[str, tuple[Step, ...]], Node | None]],
) -> None:
    files = dict(FILES)
    for (name, way), new in changes:
        root = changed(files[name], way, new)
        assert isinstance(root, Entries)
        files[name] = root
    problems: list[Problem] = []
    kb = assemble(files, problems.append)
    for problem in problems:
        assert problem.message
        assert "\n".join(problem.lines())
    if not problems:
        try:
            settle(kb)
        except KnowledgeBaseError as error:
            assert {p.code for p in error.problems} == {"KB211"}  # noqa: PT017 - rules that now go round in a circle


@given(content=st.text(max_size=200))
def test_any_text_is_yaml_or_a_problem(content: str) -> None:
    problems: list[Problem] = []
    root = read_yaml("f.yaml", content.encode("utf-8", "surrogatepass"), problems.append)
    assert root is not None or problems


@given(content=st.binary(max_size=100))
def test_any_bytes_are_yaml_or_a_problem(content: bytes) -> None:
    problems: list[Problem] = []
    root = read_yaml("f.yaml", content, problems.append)
    assert root is not None or problems
