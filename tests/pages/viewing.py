"""A page as a viewer has it: opened by its address, its words, and its widgets."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("pages/*/*.py"))
TEXT = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error")
AWAITED = "are being worked out"
CHOSEN = ("selectbox", "text_input", "select_slider", "toggle", "button_group")


def opened(page: str, **choices: str) -> AppTest:
    """The page as a link with these choices shows it."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for key, value in choices.items():
        app.query_params[key] = value
    app.switch_page(page)
    app.run()
    # Overview does not wait for verdicts on claims, and a test that compares its words has to.
    while AWAITED in words(app):
        time.sleep(0.05)
        app.run()
    return app


def words(app: AppTest) -> str:
    """Everything that the page says in text, one piece a line."""
    return "\n".join(str(element.value) for kind in TEXT for element in app.get(kind))


def widgets(app: AppTest) -> dict[str, Any]:
    """Widgets by their key."""
    found: list[Any] = [widget for kind in CHOSEN for widget in app.get(kind)]
    return {widget.key: widget for widget in found if widget.key}


def is_drawn(app: AppTest) -> bool:
    """Whether the page came to its end without a fault."""
    return not app.exception and not app.error
