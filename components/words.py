"""Words from data or from a link, made safe to show: they appear as they are, never as markup."""

from __future__ import annotations

import re

SHOWN_LENGTH = 80
MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~$:&!()]")
# What begins a list or a heading's underline where it stands first.
OPENING = re.compile(r"^(\d*)(?:([-+=])|(\.)(?= |$))")
# Bare addresses become links after signs are unescaped; an invisible joiner keeps them words.
ADDRESS = re.compile(r"https?:|www(?=\.)|@", re.IGNORECASE)
JOINER = "\u2060"


def plain_text(words: object) -> str:
    """Words of any length on one line, with Markdown's signs escaped and no address a link."""
    folded = " ".join(str(words).split())
    joined = ADDRESS.sub(lambda found: found[0] + JOINER, folded)
    return OPENING.sub(r"\1\\\2\3", MARKUP.sub(r"\\\g<0>", joined))


def plain_lines(words: object) -> str:
    """Words of several lines, escaped like `plain_text`, with their lines and paragraphs kept."""
    paragraphs = re.split(r"\n\s*\n", str(words).strip())
    return "\n\n".join(
        "  \n".join(plain_text(line) for line in paragraph.splitlines()) for paragraph in paragraphs
    )


def cut(words: object) -> str:
    """Words escaped and cut to a readable length, for what came from a link."""
    whole = str(words)
    return plain_text(whole if len(whole) <= SHOWN_LENGTH else f"{whole[: SHOWN_LENGTH - 1]}…")
