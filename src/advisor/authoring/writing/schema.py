"""A knowledge base, or none, in; a JSON Schema of every kind of file out, so that editors complete words and mark faults.

The structure is the same for all; with a knowledge base its own words (attributes, options, settings) are listed too.
"""

from __future__ import annotations

from advisor.authoring.writing.file_schemas import Schema, Words, kinds_of_files
from advisor.model.knowledge import KnowledgeBase
from advisor.render.json.encoded import json_text

FILES = (
    "kb",
    "sources",
    "profile",
    "decision",
    "questions",
    "measures",
    "concepts",
    "options",
    "rules",
    "paper",
    "scenario",
)


def schema(kb: KnowledgeBase | None = None) -> Schema:
    """The schema of all files: each kind under `$defs`, and any of them at the root."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A file of a knowledge base" if kb is None else f"A file of {kb.name}",
        "$defs": kinds_of_files(Words(kb)),
        "anyOf": [{"$ref": f"#/$defs/{kind}"} for kind in FILES],
    }


def schema_of(kind: str, kb: KnowledgeBase | None = None) -> Schema:
    """The schema of one kind of file."""
    whole = schema(kb)
    title = f"{kind}.yaml of a knowledge base"
    return {"$schema": whole["$schema"], "title": title, "$ref": f"#/$defs/{kind}", "$defs": whole["$defs"]}


def schema_files() -> dict[str, str]:
    """The schema of a knowledge base's structure as files by name: one whole, and a small one for each kind of file."""
    kinds = {f"{kind}.schema.json": {"$ref": f"knowledge_base.schema.json#/$defs/{kind}"} for kind in FILES}
    files: dict[str, Schema] = {"knowledge_base.schema.json": schema(), **kinds}
    return {name: json_text(content) for name, content in files.items()}
