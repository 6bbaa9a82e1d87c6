"""A session made with another version of the knowledge base opens with a plain account of what changed."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

from advisor.interview.dialogue.greeting import again_text
from advisor.interview.records.kb_changes import changes, version_of
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_knowledge_base
from tests.unit.interview.conftest import SOUND
from tests.unit.interview.typist import conversation, gone_on, opened


def edited(folder: Path, *edits: tuple[str, str, str]) -> KnowledgeBase:
    """The second knowledge base with texts of its files replaced."""
    shutil.copytree(SOUND, folder)
    for name, before, after in edits:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")
    return read_knowledge_base(folder)


def test_the_same_content_in_other_places_is_no_change(hut: KnowledgeBase, tmp_path: Path):
    moved = edited(tmp_path / "kb", ("kb.yaml", "title: Heating a hut", "title: Heating the hut"))
    assert moved.sha256 != hut.sha256
    assert changes(version_of(hut, hut.decisions), version_of(moved, moved.decisions)) == ()


def test_what_changed_is_named(hut: KnowledgeBase, tmp_path: Path):
    other = edited(
        tmp_path / "kb",
        ("stove/questions.yaml", "ask: Which fuel is there?", "ask: What can be burnt?"),
        ("stove/rules.yaml", "HUT-050:", "HUT-060:"),
        ("stove/options.yaml", "summary: Burns logs.", "summary: Burns logs and peat."),
    )
    assert changes(version_of(hut, ["stove"]), version_of(other, ["stove"])) == (
        "1 question changed: fuel.",
        "1 option changed: stove.wood.",
        "1 rule new: HUT-060.",
        "1 rule gone: HUT-050.",
    )


def test_a_session_says_once_what_changed_and_asks_again_what_no_longer_applies(
    hut: KnowledgeBase, tmp_path: Path
):
    path = tmp_path / "s.session"
    before = opened(hut, path, ("stove",))
    before.answer("guests", Fraction(4), "4")
    before.answer("fuel", frozenset({"logs"}), "1")
    before.answer("chimney", "yes", "1")
    before.answer("place", "ridge", "2")
    before.log.close()
    other = edited(
        tmp_path / "kb",
        ("stove/questions.yaml", "ridge: On the ridge", "summit: On top"),
        ("stove/questions.yaml", "ask: Which fuel is there?", "ask: What can be burnt?"),
        ("stove/rules.yaml", "place: ridge}", "place: summit}"),
        ("stove/rules.yaml", "ridge: 1/2", "summit: 1/2"),
        ("kb.yaml", "version: 1.0.0", "version: 3.0.0"),
    )
    after = gone_on(other, path)
    said = again_text(after, "s")
    assert f"It was made with {hut.name} 1.0.0; the knowledge base is now {hut.name} 3.0.0." in said
    assert "2 questions changed: fuel, place." in said
    assert "2 rules changed: HUT-020, HUT-040." in said
    assert "Left out: place: 'place' has no value 'ridge'" in said
    assert "Look again at your answers to: fuel." in said
    assert "place" not in after.case.answers
    assert "Where is the" in conversation(after, ["quit"])
    after.log.close()
    again = again_text(gone_on(other, path), "s")
    assert "is now" not in again
    assert "Left out: place" in again
