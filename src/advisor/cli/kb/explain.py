"""`advisor kb explain CODE`: what a code means, with an example and what to do about it."""

from __future__ import annotations

import click

from advisor.cli.common import echo_text, guarded


@click.command("explain")
@click.argument("code", metavar="[CODE]", required=False)
@guarded
def command(code: str | None) -> int:
    """Explain a code such as KB104; without one, list them all."""
    from advisor.authoring.checks.codes import codes, page_of, title_of

    if code is None:
        echo_text("".join(f"{c}  {title_of(c)}\n" for c in codes()))
    else:
        echo_text(page_of(code.upper()))
    return 0
