"""Words from data or from a link, made safe to show: they appear as they are, never as markup."""

from __future__ import annotations

SHOWN_LENGTH = 80
MARKUP = "\\`*_{}[]<>#|~$:"


def plain_text(words: object) -> str:
    """Words of any length with Markdown's signs escaped."""
    return "".join(f"\\{sign}" if sign in MARKUP else sign for sign in str(words))


def cut(words: object) -> str:
    """Words escaped and cut to a readable length, for what came from a link."""
    whole = str(words)
    return plain_text(whole if len(whole) <= SHOWN_LENGTH else f"{whole[: SHOWN_LENGTH - 1]}…")
