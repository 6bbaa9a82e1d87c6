"""Results of scenarios in; a JUnit report out, as continuous integration reads it."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from advisor.model.findings import ScenarioResult


def junit_xml(results: Sequence[ScenarioResult]) -> str:
    """One test case a scenario, in a suite for each folder; no times, so that the same results give the same bytes."""
    suites: dict[str, list[ScenarioResult]] = {}
    for result in results:
        folder, _, _ = result.name.rpartition("/")
        suites.setdefault(folder or ".", []).append(result)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites {_counts(results)}>"]
    for name, members in sorted(suites.items()):
        lines.append(f"  <testsuite name={quoteattr(name)} {_counts(members)}>")
        for result in members:
            lines += _case(name, result)
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _counts(results: Sequence[ScenarioResult]) -> str:
    errors = sum(bool(r.problems) for r in results)
    failures = sum(not r.passed for r in results) - errors
    known = sum(bool(r.bug) and r.passed for r in results)
    return f'tests="{len(results)}" failures="{failures}" errors="{errors}" skipped="{known}"'


def _case(suite: str, result: ScenarioResult) -> list[str]:
    name = quoteattr(_clean(result.title or result.name))
    head = f"    <testcase classname={quoteattr(suite)} name={name} file={quoteattr(result.name)}"
    if result.problems:
        text = "\n".join(line for p in result.problems for line in p.lines())
        return [head + ">", f'      <error message="cannot be read">{_text(text)}</error>', "    </testcase>"]
    if result.bug and result.differences:
        return [head + ">", f"      <skipped message={quoteattr(_clean(result.bug))}/>", "    </testcase>"]
    if result.bug:
        return [head + ">", '      <failure message="a known fault has passed"/>', "    </testcase>"]
    if not result.differences:
        return [head + "/>"]
    text = "\n".join(
        [f"{d.where}: expected {d.expected}, got {d.got}" for d in result.differences] + list(result.deciding)
    )
    first = quoteattr(_clean(f"{result.differences[0].where} differs"))
    return [head + ">", f"      <failure message={first}>{_text(text)}</failure>", "    </testcase>"]


def _text(text: str) -> str:
    return escape(_clean(text))


def _clean(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n\r" or ord(c) >= 32)
