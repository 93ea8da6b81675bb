"""What a verdict on added value rests on, check by check, in words with numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from components.kept import once
from components.records import Record, is_absent


class Words(NamedTuple):
    """A check in words: what a failure forbids, and what is said if it is passed, failed or open.

    `forbids` is the verdict that a failure leads to: one of theme.CLAIMS. `short` follows on
    "because" where it was failed, `short_open` where it could not be looked at.
    """

    forbids: str
    passed: str
    failed: str
    open: str
    short: str
    short_open: str = ""


TEST, CREDIT, SURE = "cannot_be_tested", "not_shown", "likely"
FAULT = "not_worked_out"
NO_START = "It could not be seen whether anything began before the start: there is too little past."
NO_AGENCY = "No measure of a single agency could be set beside it."
NONE_ALONE = "no single agency's measure could be set beside it"

CHECKS: Mapping[str, Words] = {
    "fault": Words(FAULT, "", "A fault kept it from being worked out: {about}.", "",
        "a fault kept it from being worked out: {about}"),
    "design": Words(TEST, "", "Its design is not one that is known here.", "",
        "its design is not known"),
    "values": Words(TEST, "", "Nothing settled is published for this outcome in this place.", "",
        "nothing settled is published for it"),
    "overlapping_periods": Words(TEST, "",
        "Its periods overlap, so that each value says in part what the one before does.", "",
        "its periods overlap"),
    "treated": Words(TEST, "Areas with the initiative: {found}.",
        "Areas with the initiative that have values: {found}; its design takes {limit}.", "",
        "its design does not suit {found} areas"),
    "missing_values": Words(TEST, "No value is missing.",
        "Values missing in between: {found}. Nothing is ever filled in.", "",
        "values are missing in between"),
    "counts": Words(TEST, "", "Its counts are not whole numbers from 0 up.", "",
        "its counts are no counts"),
    "movement": Words(TEST, "The outcome moved before the start.",
        "The outcome never moved before the start, so there is no past to match.", "",
        "it never moved before the start"),
    "same_series": Words(TEST, "No comparator is the same series.",
        "The values of {about} are those of the area itself: loaded twice?", "",
        "a comparator is the same series"),
    "polarity": Words(TEST, "It is said which way is better.",
        "Neither high nor low is better here, so that nothing can be credited.", "",
        "it is not said which way is better"),
    "pre_periods": Words(TEST, "Periods before the start: {found}, at least {limit} needed.",
        "Periods before the start: {found}, fewer than the {limit} needed.", "",
        "there are only {found} periods before the start"),
    "post_periods": Words(TEST, "Periods since the start: {found}, at least {limit} needed.",
        "Periods since the start: {found}, fewer than the {limit} needed.", "",
        "there are only {found} periods since the start"),
    "donors": Words(TEST, "Areas to compare with: {found}, at least {limit} needed.",
        "Areas to compare with: {found}, fewer than the {limit} needed.", "",
        "there are too few areas to compare with ({found})"),
    "smallest_p": Words(TEST,
        "The smallest p that so many comparators allow is {found:p}; {limit:p} or less is needed.",
        "The smallest p that so few comparators allow is {found:p}, however large the effect; "
        "{limit:p} or less is needed.", "", "so few comparators cannot rule out chance"),
    "fit": Words(TEST,
        "Before the start the mix missed by {found:%} of the spread of all values; up to "
        "{limit:%} counts as alike.",
        "Before the start the mix missed by {found:%} of the spread of all values, more than "
        "{limit:%}.", "It could not be said how well the mix fitted.",
        "no mix was like it before the start"),
    "level": Words(TEST,
        "The mix stood at its level before the start: a steady distance is {found:%} of what it "
        "missed by.",
        "The mix never stood at its level: a steady distance is {found:%} of what it missed by "
        "before the start, more than {limit:%}.", "",
        "no mix of other areas ever stood at its level"),
    "direction": Words(CREDIT, "The difference is for the better.",
        "The difference is not for the better.", "", "the difference is not for the better"),
    "rank": Words(CREDIT,
        "Chance alone would seldom make as much of a difference: p is {found:p}, {limit:p} or less "
        "is needed.",
        "Chance alone often makes as much of a difference: p is {found:p}, {limit:p} or less is "
        "needed.", "", "it could well be chance (p {found:p})"),
    "surely_not_chance": Words(SURE,
        "By the stricter rule, {limit:p} or less, it is unlikely to be chance as well.",
        "By the stricter rule, {limit:p} or less, it could be chance: p is {found:p}.", "",
        "by the stricter rule it could be chance (p {found:p})"),
    "ratio": Words(SURE,
        "By the plain ratio of what was missed after and before the start p is {found:p}; "
        "{limit:p} or less bears it out.",
        "By the plain ratio of what was missed after and before the start p is {found:p}, above "
        "{limit:p}.", "", "the plain ratio does not bear it out (p {found:p})"),
    "ratio_of_good_fits": Words(SURE,
        "The same among comparators that could be matched as well: p is {found:p}.",
        "Among comparators that could be matched as well p is {found:p}, above {limit:p}.",
        "Too few comparators could be matched as well to rank among them alone.",
        "among those matched as well it could be chance (p {found:p})",
        "too few comparators could be matched as well"),
    "interval": Words(SURE, "The interval leaves out no difference at all.",
        "The interval holds no difference at all.", "There is no interval.",
        "its interval holds no difference at all", "it has no interval"),
    "clear_break": Words(CREDIT, "The break at the start is clear: its interval leaves out none.",
        "The break at the start is not clear: its interval holds none at all.", "",
        "the break at the start is not clear"),
    "same_sign_without_one": Words(CREDIT,
        "Whichever comparator is left out, the difference keeps its direction; without {about}, "
        "the one that matters most, {found:%} of it is left.",
        "It rests on one comparator: without {about} {found:%} of the difference is left.", "",
        "it rests on one comparator"),
    "same_size_without_one": Words(SURE,
        "Whichever comparator is left out, at least {limit:%} of it is left.",
        "Without {about} only {found:%} of the difference is left, less than {limit:%}.", "",
        "without {about} only {found:%} of it is left"),
    "more_than_placebo_in_time": Words(CREDIT,
        "With the start moved to the middle of the past, where nothing was begun, the sum finds "
        "less: {found:%} of it.",
        "With the start moved to the middle of the past, where nothing was begun, the sum finds as "
        "much: {found:%} of it.", "", "the same sum finds as much where nothing was begun"),
    "placebo_in_time": Words(SURE,
        "Where nothing was begun the same sum finds {found:%} of it, below {limit:%}.",
        "Where nothing was begun the same sum finds {found:%} of it, not below {limit:%}.",
        NO_START,
        "the same sum finds {found:%} of it where nothing was begun",
        "there is too little past to try an earlier start"),
    "begun_early": Words(CREDIT,
        "It did not begin before the start: what was there by then, {found:%} of it, is too little "
        "or could be chance.",
        "It began before the start: {found:%} of it was there by then, {limit:%} or more, and not "
        "by chance.", NO_START, "{found:%} of it was there before the start",
        "there is too little past to see whether it began earlier"),
    "single_agency": Words(CREDIT,
        "The single agency's own measure did not move as much by itself: {found:%} of it, below "
        "{limit:%} or by chance.",
        "The single agency's own measure moved as much by itself: {found:%} of it, {limit:%} or "
        "more.", NO_AGENCY, "one agency's own measure moved as much by itself", NONE_ALONE),
    "comparators": Words(SURE, "", "",
        "There is nobody to compare with: whatever changed everywhere at the time is counted in.",
        "", "there is nobody to compare it with"),
    "break_in_series": Words(TEST, "Left out because they lie beyond a break in the series: "
        "{found} periods.",
        "Too little is left on this side of a break in the series: {found} periods lie beyond it.",
        "", "a break in the series leaves too little"),
}  # fmt: skip
PERCENT, P = "%", "p"


@once
def sentence(check: Record) -> str:
    """One check as a sentence; a row of `claim_reasons`."""
    words = CHECKS.get(check["name"])
    if words is None:
        return check["name"].replace("_", " ").capitalize() + "."
    state = outcome(check)
    said = words.open if state is None else words.passed if state else words.failed
    return _filled(said, check)


def outcome(check: Record) -> bool | None:
    """Whether a check was passed; None where it could not be looked at."""
    return None if is_absent(check["is_passed"]) else bool(check["is_passed"])


@once
def main_reason(verdict: str, reasons: Sequence[Record]) -> str:
    """Why the verdict is no better, in a clause; how many checks were passed for one shown."""
    for check in reasons:
        words = CHECKS.get(check["name"])
        state = outcome(check)
        if words is None or state or not _forbids(words, verdict, is_open=state is None):
            continue
        return _filled(words.short_open if state is None else words.short, check)
    passed = sum(outcome(check) is True for check in reasons)
    return f"passed all of {passed} checks" if verdict == "shown" else "for reasons not named"


def is_chance(verdict: str, reasons: Sequence[Record]) -> bool:
    """Whether it is chance that keeps the claim from being credited."""
    failed = {check["name"] for check in reasons if outcome(check) is False}
    return (
        verdict == CREDIT and bool(failed & {"rank", "clear_break"}) and "direction" not in failed
    )


def _forbids(words: Words, verdict: str, *, is_open: bool) -> bool:
    """What could not be looked at forbids a test where it is needed for one, else only `shown`."""
    forbidden = SURE if is_open and words.forbids == CREDIT else words.forbids
    return forbidden == verdict


def _filled(said: str, check: Record) -> str:
    """The words with what was found and its limit: plain, as a percentage, or as a p."""
    for name in ("found", "limit"):
        for form, spelled in ((f"{{{name}}}", _plain), (f"{{{name}:%}}", _share),
                              (f"{{{name}:p}}", _p)):  # fmt: skip
            if form in said:
                said = said.replace(form, spelled(check[name]))
    return said.replace("{about}", "one" if is_absent(check["about"]) else str(check["about"]))


def _plain(value: float | None) -> str:
    return "none" if value is None or is_absent(value) else f"{value:,.4g}"


def _share(value: float | None) -> str:
    if value is None or is_absent(value):
        return "none"
    return "none" if value <= 0 else f"{100 * value:.0f}%"


def _p(value: float | None) -> str:
    if value is None or is_absent(value):
        return "unknown"
    return f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"  # noqa: PLR2004 - two digits
