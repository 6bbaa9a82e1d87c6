"""The texts of stubs, with names in braces for what each is about. Words that are still to be written say TODO."""

from __future__ import annotations

DECISION = """\
label: TODO a short name for the decision {name}
asks: TODO what is decided
source: {source}
policy: conditions
options: [{first}, {second}]
questions: [is-{name}]
"""
QUESTION = """\
{name}:
  kind: yes-no
  label: TODO a short noun phrase
  ask: TODO the question as you would say it?
  help: TODO what it means, in plain words.
  matters: TODO what the answer decides.
  where: TODO where the answer can be found.
{statements}"""
OPTION = """\
{name}:
  label: TODO a name for {name}
  summary: TODO one sentence.
  uses:
    {decision}.{name}.use-when.1: TODO what the source says of when to use it, in our words.
"""
RULE = """\
{name}:
  {conclusion}
  when:
{when}  basis: inferred
  because: TODO why, in one or two sentences.
  statements: [{statements}]
"""
SOURCE = """\
  {name}:
    title: TODO the title of the source
    publisher: TODO
    date: TODO
    status: TODO
    about: TODO what it is about
"""
STATEMENT = """\
  {name}:
    source: {source}
    place: TODO where in the source it stands
"""
SCENARIO = """\
title: {title}
shows: {shows}
answers:
{answers}
expect:
  {decision}:
    outcome: {outcome}
    recommended: [{recommended}]
"""
