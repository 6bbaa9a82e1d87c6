"""A name, a title and a decision in; the files of a whole knowledge base that can be consulted at once out."""

from __future__ import annotations

from advisor.authoring.scenarios.text import scalar
from advisor.authoring.writing.scaffold import Stubs, check_id
from advisor.authoring.writing.schema import schema_files
from advisor.model.knowledge import KnowledgeBase
from advisor.model.paper_words import PaperWords

_NOTHING = KnowledgeBase(
    name="", version="", title="", sha256="", decisions={}, questions={}, measures={}, concepts={}, options={},
    rules={}, settings={}, profiles={}, default_profile="", sources={}, statements={}, not_covered={}, attributes={},
    paper=PaperWords(),
)  # fmt: skip
"""What a new knowledge base begins with."""


def new_knowledge_base(name: str, title: str, decision: str) -> dict[str, str]:
    """A whole knowledge base with one decision that can be consulted at once, its scenarios, and schemas for editors."""
    check_id(name, (), "knowledge base")
    bare = {
        "kb.yaml": f"name: {name}\nversion: 0.1.0\ntitle: {scalar(title)}\ndecisions: []\ndefault-profile: plain\n\n"
        "# yaml-language-server: $schema=../schema/kb.schema.json\n",
        "sources.yaml": "sources: {}\nstatements: {}\n",
    }
    stubs = Stubs(_NOTHING, bare)
    plain = stubs.with_schema("profiles/plain.yaml", 'label: Plain words\nas-at: "2026-01"\n')
    return {
        "kb/profiles/plain.yaml": plain,
        **stubs.decision(decision, "my-source"),
        **{f"schema/{file}": text for file, text in schema_files().items()},
    }
