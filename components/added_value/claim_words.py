"""What a claim of added value comes to, in sentences worded as association."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from components import quantities, theme
from components.added_value import check_words
from components.kept import once
from components.records import Record, is_absent

DESIGNS = {
    "synthetic_control": "Synthetic control",
    "difference_in_differences": "Difference in differences",
    "interrupted_series": "Interrupted series",
}
HELP = {"synthetic_control", "difference_in_differences", "interrupted_series"}
AGAINST = {
    "synthetic_control": "than in a mix of similar areas",
    "difference_in_differences": "than their past and areas without the initiative led to expect",
    "interrupted_series": "than the past alone led to expect",
}
UNJUDGED = {
    "cannot_be_tested": "cannot be tested",
    "not_worked_out": "could not be worked out",
}
UNLIKELY = 0.10
HARDLY = "hardly any"
DIGITS = 2  # of a number of people, which is no surer than that
Size = tuple[str, str, str]  # how much, higher or lower, and its limits in brackets


def heading(verdicts: Sequence[str]) -> str:
    """How many claims have each verdict, as a sentence."""
    counts = {word: list(verdicts).count(word) for word in theme.CLAIMS}
    told = [
        f"{count} {UNJUDGED[word]}"
        if word in UNJUDGED
        else f"{count} {'is' if count == 1 else 'are'} {mark.word.lower()}"
        for (word, mark), count in zip(theme.CLAIMS.items(), counts.values(), strict=True)
        if count
    ]
    if len(verdicts) == 1:
        return f"The one claim of added value {told[0].removeprefix('1 ')}."
    return f"Of {len(verdicts)} claims of added value {listed(told)}."


@once
def happened(verdict: Record, reasons: Sequence[Record], place: str, start: Any) -> str:
    """What a claim comes to: size, direction, since when, against what, and whether it is chance.

    Rows as `claim_verdict` and `claim_reasons`.
    """
    name = "The outcome" if is_absent(verdict["indicator_name"]) else verdict["indicator_name"]
    reason = check_words.main_reason(verdict["verdict"], reasons)
    if is_absent(verdict["effect"]):
        return f"{name} in {place}: what the initiative changed cannot be tested, because {reason}."
    much, way, limits = size(verdict)
    against = AGAINST[verdict["design"]]
    # Stood, because a name such as Vehicle crime or Primary fires may be one or many.
    told = f"{name} in {place} stood {much} {way}{limits} from {start:%B %Y} on {against}"
    if verdict["verdict"] == "not_shown" and not check_words.is_chance("not_shown", reasons):
        return f"{told}, but {reason}."
    return f"{told}; {_chance(verdict, reasons)}."


@once
def size(row: Record) -> Size:
    """How much, which way, and limits; in per cent of what was expected, or in points of one."""
    if row["unit"] == "%" or is_absent(row["percent"]):
        limits = _bracketed(*_limits(row, "effect"), _bare(row))
        return _much(row), _way(row["effect"]), limits
    limits = _bracketed(*_limits(row, "percent"), _percent)
    percent = abs(row["percent"])
    much = HARDLY if percent < 0.05 else _percent(percent)  # noqa: PLR2004 what rounds to 0.1
    return much, _way(row["percent"]), limits


@once
def in_unit(row: Record) -> str:
    """The mean effect in the indicator's unit with its limits: 0.25 per 1,000 lower (0.13 to ...).

    Empty where nothing could be tested.
    """
    if is_absent(row["effect"]):
        return ""
    limits = _bracketed(*_limits(row, "effect"), _bare(row))
    return f"{_much(row)} {_way(row['effect'])}{limits}"


@once
def in_people(row: Record) -> str:
    """What the effect comes to over all periods since the start, in whatever is counted; of a stock
    at any time since then.
    """
    if is_absent(row["people"]):
        return ""
    counted = "people" if row["people_basis"] == "people_per" else row["counted"]
    counted = "people" if is_absent(counted) else counted
    way = "fewer" if row["people"] < 0 else "more"
    limits = _bracketed(*_limits(row, "people"), round_number, ("fewer", "more"))
    at_any_time = " at any time" if is_stock(row) else ""
    return f"About {round_number(abs(row['people']))} {way} {counted}{at_any_time}{limits}"


def is_stock(row: Record) -> bool:
    """Whether the same ones may be counted in one period after another."""
    return bool(row["is_stock"])


def round_number(value: float) -> str:
    """A number to as many digits as it is sure of: 2,200."""
    if value == 0:
        return "0"
    places = DIGITS - 1 - math.floor(math.log10(abs(value)))
    return f"{round(value, places):,.{max(places, 0)}f}"


@once
def known(row: Record) -> str:
    """How an effect is known: what it rests on, and the surest that chance could be ruled out."""
    about = [f"{DESIGNS.get(row['design'], 'No known design')}"]
    if not is_absent(row["donors"]) and row["donors"] > 0:
        about.append(f"{int(row['donors'])} areas to compare with")
    about.append(
        f"{int(row['pre_periods'])} periods before the start, {int(row['post_periods'])} since"
    )
    told = ", ".join(about) + "."
    if not is_absent(row["smallest_p"]):
        told += f" The smallest p that so many allow is {row['smallest_p']:.2g}."
    if not is_absent(row["level"]):
        told += f" In brackets: {row['level']:.0%} interval."
    return f"{told} This is association: it does not by itself say what caused it."


def listed(parts: Sequence[str]) -> str:
    """Parts one after another: one, two and three."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def odds(row: Record) -> str:
    """How often chance alone makes as much of a difference: 1 in 27, 17 in 32."""
    if row["p"] <= UNLIKELY or is_absent(row["rank"]):
        return f"1 in {1 / row['p']:,.0f}" if row["p"] <= UNLIKELY else f"1 in {1 / row['p']:,.1f}"
    return f"{int(row['rank'])} in {int(row['ranked_among'])}"


def _chance(verdict: Record, reasons: Sequence[Record]) -> str:
    p = verdict["p"]
    if not is_absent(p):
        likely = "is unlikely to be chance" if p <= UNLIKELY else "could well be chance"
        # p is how often chance does as much, not how likely it is to be chance
        return f"this {likely}, which alone does as much {odds(verdict)} times"
    if check_words.is_chance(verdict["verdict"], reasons):
        return "this could well be chance"
    return "the break is clear, but there is nobody to compare with"


def _limits(row: Record, name: str) -> tuple[float | None, float | None]:
    ends = {"effect": ("lower_limit", "upper_limit")}.get(name, (f"{name}_lower", f"{name}_upper"))
    lower, upper = (None if is_absent(row[end]) else row[end] for end in ends)
    return lower, upper


def _bracketed(
    lower: float | None,
    upper: float | None,
    spelled: Callable[[float], str],
    ways: tuple[str, str] = ("lower", "higher"),
) -> str:
    """Limits in brackets, the smaller first; with their directions where they differ."""
    if lower is None or upper is None:
        return ""
    if lower * upper >= 0:
        least, most = sorted((abs(lower), abs(upper)))
        return f" ({spelled(least)} to {spelled(most)})"
    down, up = ways
    return f" (from {spelled(-lower)} {down} to {spelled(upper)} {up})"


def _way(value: float) -> str:
    return "lower" if value < 0 else "higher"


def _percent(value: float) -> str:
    """A percentage in whole numbers, below 1 with a decimal; none at all is 0%."""
    if value >= 0.95 or value == 0:  # noqa: PLR2004 what rounds to 1
        return f"{value:.0f}%"
    return f"{value:.1f}%" if value >= 0.05 else "less than 0.1%"  # noqa: PLR2004 what rounds to 0.1


def _much(row: Record) -> str:
    """The effect with its unit, or words where it is too small for the indicator's decimals."""
    effect = abs(row["effect"])
    is_nought = effect != 0 and round(effect, _decimals(row)) == 0
    return HARDLY if is_nought else _whole(row, effect)


def _whole(row: Record, value: float) -> str:
    """A difference with its unit; one of percentages is in percentage points."""
    unit = "" if is_absent(row["unit"]) else row["unit"]
    if unit == "%":
        return f"{_bare(row)(value)} percentage points"
    return quantities.number(value, unit, _decimals(row))


def _bare(row: Record) -> Callable[[float], str]:
    """Speller of a difference without its unit."""
    return lambda value: f"{value:,.{_decimals(row)}f}"


def _decimals(row: Record) -> int:
    return 1 if is_absent(row["decimals"]) else int(row["decimals"])
