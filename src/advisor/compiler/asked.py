"""A knowledge base with its settings in; when each question is asked at all, as one small circuit, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.compiler.circuit import Circuit
from advisor.compiler.program import Edge, Program, literals_by_attribute
from advisor.model.knowledge import KnowledgeBase, SettingValue


@dataclass(frozen=True, slots=True)
class AskedWhen:
    """For each question that is not always asked, the edge in `program` that tells whether it is."""

    program: Program
    edges: Mapping[str, Edge]


def compile_asked(kb: KnowledgeBase, settings: Mapping[str, SettingValue]) -> AskedWhen:
    """Compile every question's `asked-when`. They read given facts alone, and are settled before any rule runs."""
    circuit = Circuit(kb, settings)
    edges = {
        q.id: circuit.condition(q.asked_when, q.id) for q in kb.questions.values() if q.asked_when is not None
    }
    gates = tuple(circuit.gates)
    return AskedWhen(Program(gates, {}, {}, {}, literals_by_attribute(gates)), edges)
