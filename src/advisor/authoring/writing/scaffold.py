"""What an author wants to add in; the files to change or write, with a stub, its scenario and its citation, out.

A stub says TODO where words are still to be written, which `kb check` reports, and it breaks nothing that was there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advisor.authoring.writing.inserting import MODELINE, after, appended, into
from advisor.authoring.writing.stub_texts import DECISION, OPTION, QUESTION, RULE, SCENARIO, SOURCE, STATEMENT
from advisor.errors import UsageError
from advisor.model.knowledge import KnowledgeBase
from advisor.reader.ids import ID_PATTERN

Files = Mapping[str, str]
"""Texts by name, from the folder that holds `kb/` and `scenarios/`."""
CONCLUSIONS = ("concludes", "meets", "partly-meets", "rules-out", "supports", "counts-against", "advises")


@dataclass(frozen=True, slots=True)
class Stubs:
    """Adds to one knowledge base: `files` are its files by name, `folder` what its folder is called.

    What has no place, or an id that is taken or cannot be one, raises `UsageError`.
    """

    kb: KnowledgeBase
    files: Files
    folder: str = "kb"

    def decision(self, name: str, source: str) -> dict[str, str]:
        """A decision with two options, a question, and a rule that meets each; it can be consulted at once."""
        check_id(name, self.kb.decisions, "decision")
        known = source in self.kb.sources
        if not known:
            check_id(source, (), "source")
        if f"is-{name}" in self.kb.questions:
            raise UsageError(f"the question 'is-{name}' is there already")
        first, second = f"{name}-first", f"{name}-second"
        statements = (f"{name}.{first}.use-when.1", f"{name}.{second}.use-when.1")
        out = {
            f"{name}/decision.yaml": DECISION.format(name=name, source=source, first=first, second=second),
            f"{name}/questions.yaml": QUESTION.format(
                name=f"is-{name}", statements=f"  statements: [{', '.join(statements)}]\n"
            ),
            f"{name}/options.yaml": "\n".join(OPTION.format(name=o, decision=name) for o in (first, second)),
            f"{name}/rules.yaml": "\n".join(
                RULE.format(
                    name=f"{_prefix(name, self.kb)}-0{n}0", conclusion=f"meets: {option}",
                    when=f"    is-{name}: {answer}\n", statements=statement,
                )
                for n, option, answer, statement in ((1, first, "yes", statements[0]), (2, second, "no", statements[1]))
            ),
            "kb.yaml": appended(self.files["kb.yaml"], ("decisions",), name),
            "sources.yaml": self._cited(statements, source, new_source=not known),
        }  # fmt: skip
        scenarios = {
            f"scenarios/{name}/{option}.yaml": SCENARIO.format(
                title=f"TODO when {option} is recommended", shows=f"the rule that meets {option}",
                answers=f"  is-{name}: {answer}", decision=name, outcome="one", recommended=option,
            )
            for option, answer in ((first, "yes"), (second, "no"))
        }  # fmt: skip
        return {
            **self._inside({file: self.with_schema(file, text) for file, text in out.items()}),
            **scenarios,
        }

    def with_schema(self, file: str, text: str) -> str:
        """A file with the line that tells editors its schema, where kb.yaml names one and the file has none yet."""
        named = _SCHEMA.search(self.files["kb.yaml"])
        if named is None or MODELINE.search(text):
            return text
        folder, _, last = file.rpartition("/")
        kind = "profile" if folder == "profiles" else last.removesuffix(".yaml")
        up = "../" * file.count("/")
        return f"{text.rstrip()}\n\n# yaml-language-server: $schema={up}{named[1]}{kind}.schema.json\n"

    def option(self, decision: str, name: str) -> dict[str, str]:
        """An option with a citation, and a scenario that is known to fail until a rule meets it."""
        self.kb.known_decisions([decision])
        check_id(name, self.kb.decisions[decision].options, "option")
        statement = f"{decision}.{name}.use-when.1"
        out = {
            f"{decision}/options.yaml": after(
                self.files[f"{decision}/options.yaml"], OPTION.format(name=name, decision=decision)
            ),
            f"{decision}/decision.yaml": appended(
                self.files[f"{decision}/decision.yaml"], ("options",), name
            ),
            "sources.yaml": self._cited((statement,), self.kb.decisions[decision].source),
        }
        question = next(iter(self.kb.decisions[decision].questions))
        scenario = SCENARIO.format(
            title=f"TODO when {name} is recommended", shows=f"{name} is recommended", decision=decision,
            answers=f"  {question}: unknown", outcome="one", recommended=name,
        ) + "bug: no rule meets it yet\n"  # fmt: skip
        return {**self._inside(out), f"scenarios/{decision}/option-{name}.yaml": scenario}

    def question(self, decision: str, name: str, values: Sequence[str]) -> dict[str, str]:
        """A yes-no question, or a choice of the values given."""
        self.kb.known_decisions([decision])
        check_id(name, [*self.kb.questions, *self.kb.measures, *self.kb.concepts], "question")
        if len(values) == 1:
            raise UsageError(f"a choice has two values or more, not {values[0]!r} alone; give --value again")
        text = QUESTION.format(name=name, statements="")
        if values:
            lines = "".join(f"    {v}: TODO the words for {v}\n" for v in values)
            text = text.replace("  kind: yes-no\n", f"  kind: choice\n  values:\n{lines}")
        out = {
            f"{decision}/questions.yaml": after(self.files[f"{decision}/questions.yaml"], text),
            f"{decision}/decision.yaml": appended(
                self.files[f"{decision}/decision.yaml"], ("questions",), name
            ),
        }
        return self._inside(out)

    def rule(
        self,
        decision: str,
        conclusion: tuple[str, str],
        tests: Sequence[tuple[str, str]],
        statements: Sequence[str] = (),
    ) -> tuple[str, dict[str, str]]:
        """A rule with the next free id; returns the id as well. Without statements it gets a place for one."""
        self.kb.known_decisions([decision])
        name = next_rule_id(self.kb, decision)
        kind, about = conclusion
        said = f"concludes: {{{about.replace('=', ': ')}}}" if kind == "concludes" else f"{kind}: {about}"
        when = "".join(f"    {attribute}: {test}\n" for attribute, test in tests)
        # Never a statement that is there: nobody has said yet that the rule rests on it.
        cited = tuple(statements) or (f"{decision}.{name.lower()}.to-cite.1",)
        text = RULE.format(name=name, conclusion=said, when=when, statements=", ".join(cited))
        files = {f"{decision}/rules.yaml": after(self.files.get(f"{decision}/rules.yaml", ""), text)}
        if not statements:
            files["sources.yaml"] = self._cited(cited, self.kb.decisions[decision].source)
        return name, self._inside(files)

    def _cited(self, statements: Sequence[str], source: str, *, new_source: bool = False) -> str:
        """sources.yaml with placeholders for citations, and for the source where it is a new one."""
        text = self.files["sources.yaml"]
        if new_source:
            text = into(text, ("sources",), SOURCE.format(name=source))
        lines = "".join(STATEMENT.format(name=s, source=source) for s in statements)
        return into(text, ("statements",), lines)

    def _inside(self, files: Files) -> dict[str, str]:
        return {f"{self.folder}/{name}": text for name, text in files.items()}


def next_rule_id(kb: KnowledgeBase, decision: str) -> str:
    """The next id of a decision's rules, ten on from the last. Ids are never reused, so gaps are left."""
    own = [r.id for r in kb.rules_of(decision)]
    prefix = own[-1].rpartition("-")[0] if own else _prefix(decision, kb)
    numbers = [int(i.rpartition("-")[2]) for i in own if i.rpartition("-")[0] == prefix]
    return f"{prefix}-{max(numbers, default=0) // 10 * 10 + 10:03d}"


def _prefix(decision: str, kb: KnowledgeBase) -> str:
    """Three letters for a decision's rules that no other uses."""
    taken = {r.rpartition("-")[0] for r in kb.rules}
    plain = decision.replace("-", "").upper()
    candidates = [plain[:3], *(plain[:2] + c for c in plain[3:]), plain]
    return next((c for c in candidates if c not in taken), plain)


def check_id(name: str, taken: Sequence[str] | Mapping[str, object], what: str) -> None:
    """Refuse a name that is no id, or that is taken, with `UsageError`."""
    if not ID_PATTERN.fullmatch(name):
        raise UsageError(f"{name!r} is not an id; write lower case words joined by hyphens")
    if name in taken:
        raise UsageError(f"the {what} {name!r} is there already")


_SCHEMA = re.compile(r"# yaml-language-server: \$schema=(.*)kb\.schema\.json\s*\Z")
