"""YAML text in, checked model values out; the only part that knows yaml. Every problem is found before any is raised."""

from advisor.reader.case_file import read_case, read_contracts
from advisor.reader.knowledge_folder import read_knowledge_base
from advisor.reader.paper_blanks import read_blanks

__all__ = ["read_blanks", "read_case", "read_contracts", "read_knowledge_base"]
