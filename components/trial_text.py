"""A trial as one line of text, for links: readable, and refused in words when it is broken.

`Steady~base_mean_3~after_2009-03-31~target_percent_10~path_straight~level_share_50~
range_80_90~last_2012-03-31~from_2009-07-31`: its name, then parts of words and numbers in any
order. What is left out is as usual; an empty milestone lies on the line between its neighbours.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from components.words import cut

# What was chosen on the bench, by the names of `queries.trials.Trial`; what is absent is as usual.
Choices = Mapping[str, Any]
LONGEST, LONGEST_NAME, MOST = 2000, 60, 600
LARGEST = 1e12
BASELINES = {
    "last": "last_value",
    "mean": "window_mean",
    "chart": "spc_mean",
    "best": "best_quarter",
    "middle": "middle",
    "worst": "worst_quarter",
    "stated": "stated",
}
TARGETS = {
    "percent": "better_percent",
    "units": "better_units",
    "value": "value",
    "best": "best_quarter",
    "middle": "middle",
    "worst": "worst_quarter",
    "whole": "whole",
}
PATHS = ("straight", "compound", "stepped", "milestones")
LEVELS = {"share": "share", "value": "value", "limit": "spc_limit", "none": "none"}


def written(choices: Choices) -> str:
    """The line of text for what was chosen."""
    name = str(choices.get("name") or "").replace("~", "-")
    parts = [
        _base(choices),
        _dated("after", choices.get("baseline_end")),
        _joined("target", _word(TARGETS, choices["target"]), choices.get("amount")),
        _path(choices),
        _joined("level", _word(LEVELS, choices["level"]), choices.get("level_amount")),
        _range(choices),
        _dated("last", choices.get("last_end")),
        _dated("from", choices.get("effective_from")),
    ]
    return "~".join(part for part in (name, *parts) if part is not None)


def read(text: str) -> tuple[dict[str, Any], str | None]:
    """What a line of text says was chosen, or nothing and why it cannot be read, in words."""
    name, *parts = text[:LONGEST].split("~")
    found: dict[str, Any] = {"name": name[:LONGEST_NAME]}
    for part in parts:
        word, _, rest = part.partition("_")
        try:
            found |= READERS[word](rest)
        except (KeyError, ValueError, OverflowError):
            return {}, f"It cannot be read at “{cut(part)}”."
    if not {"baseline", "target", "level"} <= found.keys():
        return {}, "It lacks a baseline, a target or a level."
    return found, None


def number(text: str) -> float:
    """A number within reason. Raises ValueError."""
    value = float(text)
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise ValueError(text)
    return value


def milestones(text: str, between: str = ",") -> tuple[float | None, ...]:
    """Numbers one after another, None where one is left out. Raises ValueError."""
    given = text.split(between)
    if len(given) > MOST:
        raise ValueError(text)
    return tuple(number(part) if part.strip() else None for part in given)


def _word(words: Mapping[str, str], code: str) -> str:
    return next(word for word, known in words.items() if known == code)


def _joined(part: str, word: str, amount: float | None = None) -> str:
    return "_".join([part, word, *([] if amount is None else [_spelled(amount)])])


def _spelled(value: float) -> str:
    return f"{value:.15g}"


def _dated(part: str, day: date | None) -> str | None:
    return f"{part}_{day.isoformat()}" if day else None


def _base(choices: Choices) -> str:
    word = _word(BASELINES, choices["baseline"])
    amounts = {"mean": choices.get("width"), "stated": choices.get("baseline_value")}
    return _joined("base", word, amounts.get(word))


def _path(choices: Choices) -> str:
    kind = choices.get("trajectory", "straight")
    if kind == "milestones":
        given = ("" if value is None else _spelled(value) for value in choices["milestones"])
        return "_".join(("path", kind, *given))
    return _joined("path", kind, choices.get("steps") if kind == "stepped" else None)


def _range(choices: Choices) -> str | None:
    ends = choices.get("lower"), choices.get("upper")
    if ends == (None, None):
        return None
    return "_".join(["range", *("" if end is None else _spelled(end) for end in ends)])


def _read_base(rest: str) -> dict[str, Any]:
    word, _, given = rest.partition("_")
    found: dict[str, Any] = {"baseline": BASELINES[word]}
    if word == "mean":
        found["width"] = _counted(given, 2)
    elif word == "stated":
        found["baseline_value"] = number(given)
    elif given:
        raise ValueError(rest)
    return found


def _read_target(rest: str) -> dict[str, Any]:
    word, _, given = rest.partition("_")
    return {"target": TARGETS[word], "amount": number(given) if given else None}


def _read_level(rest: str) -> dict[str, Any]:
    word, _, given = rest.partition("_")
    return {"level": LEVELS[word], "level_amount": number(given) if given else None}


def _read_path(rest: str) -> dict[str, Any]:
    kind, _, given = rest.partition("_")
    if kind not in PATHS:
        raise ValueError(rest)
    found: dict[str, Any] = {"trajectory": kind}
    if kind == "stepped":
        found["steps"] = _counted(given, 1)
    elif kind == "milestones":
        found["milestones"] = milestones(given, "_")
    elif given:
        raise ValueError(rest)
    return found


def _read_range(rest: str) -> dict[str, Any]:
    lower, _, upper = rest.partition("_")
    return {
        "lower": number(lower) if lower else None,
        "upper": number(upper) if upper else None,
    }


def _counted(text: str, least: int) -> int:
    count = int(text)
    if not least <= count <= MOST:
        raise ValueError(text)
    return count


READERS: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "base": _read_base,
    "after": lambda rest: {"baseline_end": date.fromisoformat(rest)},
    "target": _read_target,
    "path": _read_path,
    "level": _read_level,
    "range": _read_range,
    "last": lambda rest: {"last_end": date.fromisoformat(rest)},
    "from": lambda rest: {"effective_from": date.fromisoformat(rest)},
}
