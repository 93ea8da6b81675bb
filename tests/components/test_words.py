"""Words: whatever stands in data is shown as it stands there, and does nothing."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from components.words import JOINER, plain_lines, plain_text

# Signs that CommonMark, tables, formulas or Streamlit's own directives read wherever they stand.
ANYWHERE = set("\\`*_{}[]<>#|~$:&!()")
FIRST = re.compile(r"[-+=]|\d+\.(?: |$)")
# As GitHub's Markdown, which Streamlit reads, finds bare addresses once signs are unescaped.
AUTOLINKS = re.compile(r"https?://|www\.|[-.\w+]+@[-\w]+(?:\.[-\w]+)+", re.IGNORECASE)
PIECES = ["http://", "HTTPS://a.b", "www.", "a@b.co", "mailto:", "\n", "- ", "1. ", "+ ", "![x](y)"]
written = st.lists(st.sampled_from(PIECES) | st.text(string.printable) | st.text()).map("".join)


def rendered(markdown: str) -> str:
    """What a reader sees of one line; fails on a sign that would be read as markup."""
    assert not FIRST.match(markdown)
    shown, signs = "", iter(markdown)
    for sign in signs:
        if sign == "\\":
            following = next(signs)
            assert following in string.punctuation
            shown += following
        else:
            assert sign not in ANYWHERE
            shown += sign
    assert not AUTOLINKS.search(shown)
    return shown.replace(JOINER, "")


@given(written)
@example("javascript:alert(1)")
@example("1. www.a.b\n\n- <b>x</b> &amp; ~~y~~ $z$ :red[w] a@b.co")
def test_words_are_shown_as_they_are(words: str) -> None:
    assert rendered(plain_text(words)) == " ".join(words.split()).replace(JOINER, "")


@given(written)
@example("One.\n\n- <b>two</b>\n    three\n===\n1. [x](http://a.b)")
def test_words_of_several_lines_are_shown_as_they_are(words: str) -> None:
    lines = re.split(r"  \n|\n\n", plain_lines(words))

    told = " ".join(filter(None, map(rendered, lines)))
    assert told == " ".join(words.split()).replace(JOINER, "")


def test_lines_and_paragraphs_are_kept() -> None:
    assert plain_lines(" One\ntwo\n \n\n- three ") == "One  \ntwo\n\n\\- three"


@pytest.mark.parametrize(
    ("words", "markdown"),
    [
        ("Wealdstone", "Wealdstone"),
        ("- first", "\\- first"),
        ("1. first", "1\\. first"),
        ("Under-18s, 1.5%", "Under-18s, 1.5%"),
        ("a\n\n# b", "a \\# b"),
        ("http://a.b", f"http\\:{JOINER}//a.b"),
        ("www.a.b", f"www{JOINER}.a.b"),
        ("AT&T!", "AT\\&T\\!"),
    ],
)
def test_words_escaped(words: str, markdown: str) -> None:
    assert plain_text(words) == markdown
