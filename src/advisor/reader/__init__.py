"""YAML text in, checked model values out; the only part that knows yaml. Every problem is found before any is raised."""

from advisor.reader.cases.case import read_case, read_contracts
from advisor.reader.knowledge.folder import read_knowledge_base

__all__ = ["read_case", "read_contracts", "read_knowledge_base"]
