"""Answers: saved as they are given, never lost, not tied to a link; forged ones are refused."""

from __future__ import annotations

import multiprocessing
import re
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import register as registers
from data.register import (
    invitations,
    records,
    refusals,
    responses,
    rounds,
    verifying,
)
from data.register.answers import LONGEST_COMMENT, NOT_APPLICABLE, Forged
from data.register.connecting import reading
from data.register.responses import Said, folded
from data.workspace import open_workspace
from tests.data.register import asking
from tests.data.register.asking import CELLS, asked, plan
from tests.data.register.conftest import TODAY

DAY = timedelta(days=1)
ITEM_IDS = [item["item_id"] for item in asking.ITEMS]


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    return asking.published(tmp_path_factory.mktemp("asked") / "workspace")


def logged(register) -> list[tuple[str, str | None]]:
    return [(one.body.reason, one.body.round_id) for one in refusals.every(register)]


def everyone(register, round_id: str = "round-1") -> list[responses.Respondent]:
    with reading(register) as connection:
        return responses.of_round(connection, round_id)


def test_answers_are_saved_one_by_one_and_come_back(register):
    link = asked(register)[0]

    assert responses.save(register, link.token, {"L1": 4}).answers == {"L1": 4}
    responses.save(register, link.token, {"L3": NOT_APPLICABLE})
    said = responses.save(register, link.token, {"L1": 2}, {"People": " Well \r\n done <b> "})

    assert said == Said({"L1": 2, "L3": NOT_APPLICABLE}, {"People": "Well \n done <b>"})
    found = responses.given(register, link.token)
    assert (found.invited.round_id, found.invited.organisation) == ("round-1", "Council")
    assert found.said == said
    assert responses.save(register, link.token, {"L1": None}, {"People": " "}) == Said(
        {"L3": NOT_APPLICABLE}, {}
    )
    assert [one.said.answers for one in everyone(register)] == [{"L3": NOT_APPLICABLE}]


def test_what_changes_nothing_is_no_version(in_file):
    link = asked(in_file)[0]
    responses.save(in_file, link.token, {"L1": 4}, {"People": "Well"})
    before = records.changes(in_file, [responses.KIND])

    for answers, comments in (({"L1": 4}, {}), ({"L2": None}, {"People": "Well "}), ({}, {})):
        responses.save(in_file, link.token, answers, comments)

    assert records.changes(in_file, [responses.KIND]) == before


def test_two_devices_of_one_person_lose_nothing_and_the_last_answer_counts(register):
    token = asked(register)[0].token
    start, devices = threading.Barrier(2), ("laptop", "phone")

    def answer(device: str) -> None:
        start.wait()
        for number, item in enumerate(ITEM_IDS if device == "laptop" else ITEM_IDS[::-1]):
            responses.save(register, token, {item: 1 + number % 5})

    with ThreadPoolExecutor(2) as pool:
        [*pool.map(answer, devices)]
    responses.save(register, token, {"L1": 5})
    responses.save(register, token, {"P3": 1})

    said = responses.given(register, token).said.answers
    assert said.keys() == set(ITEM_IDS)
    assert (said["L1"], said["P3"]) == (5, 1)
    assert len(everyone(register)) == 1


answers = st.none() | st.integers(1, 5) | st.just(NOT_APPLICABLE)
versions = st.fixed_dictionaries(
    {
        "answers": st.dictionaries(st.sampled_from("abc"), answers, max_size=3),
        "comments": st.dictionaries(st.sampled_from("xy"), st.none() | st.text(), max_size=2),
    }
)


@given(st.lists(versions, max_size=12))
def test_the_fold_holds_the_last_word_on_each_statement(given_versions):
    said = folded(given_versions)

    for part in ("answers", "comments"):
        found = getattr(said, part)
        for name in {name for version in given_versions for name in version[part]}:
            last = [version[part][name] for version in given_versions if name in version[part]][-1]
            assert found.get(name) == last
        assert None not in found.values()


@given(st.lists(versions, max_size=8), st.integers(0, 8))
def test_the_fold_of_a_fold_and_the_rest_is_the_fold_of_all(given_versions, cut):
    first = folded(given_versions[:cut])
    kept = {"answers": first.answers, "comments": first.comments}

    assert folded([kept, *given_versions[cut:]]) == folded(given_versions)


@given(st.lists(versions, max_size=8))
def test_saying_it_all_again_changes_nothing(given_versions):
    assert folded([*given_versions, *given_versions]) == folded(given_versions)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8, deadline=None
)
@given(st.lists(st.dictionaries(st.sampled_from(ITEM_IDS), st.none() | st.integers(1, 5))))
def test_saving_gives_what_the_fold_of_what_was_sent_gives(in_file, sent):
    if not rounds.every(in_file):
        asked(in_file, plan(invited=(*CELLS[:2], *CELLS[2:])))
    number = len(rounds.every(in_file)) + 1
    token = asked_again(in_file, number)

    for change in sent:
        responses.save(in_file, token, change)

    expected = folded([{"answers": change, "comments": {}} for change in sent])
    assert responses.given(in_file, token).said == expected


def asked_again(register, number: int) -> str:
    """A round of its own; the token of one link."""
    round_id = rounds.make(register, plan(title=f"Round {number}"), who="Bert", why="Again")
    return invitations.issue(register, round_id, who="Bert", after=1)[0].token


@pytest.mark.parametrize(
    ("answers", "comments", "reason"),
    [
        ({"L1": 6}, {}, "off_the_scale"),
        ({"L1": 0}, {}, "off_the_scale"),
        ({"L1": True}, {}, "off_the_scale"),
        ({"L1": 3.0}, {}, "off_the_scale"),
        ({"L1": "3"}, {}, "off_the_scale"),
        ({"L1": [3]}, {}, "off_the_scale"),
        ({"L1": float("nan")}, {}, "off_the_scale"),
        ({"X1": 3}, {}, "unknown_statement"),
        ({"L1": 3, "'; drop table": 3}, {}, "unknown_statement"),
        ({"L2": NOT_APPLICABLE}, {}, "not_applicable_not_offered"),
        ({}, {"Weather": "Fine"}, "unknown_dimension"),
        ({"L1": 3}, {"People": "x" * (LONGEST_COMMENT + 1)}, "comment_too_long"),
        ({}, {"People": "secret \x00"}, "comment_unreadable"),
        ({}, {"People": "secret \ud800"}, "comment_unreadable"),
        ({}, {"People": 5}, "comment_unreadable"),
    ],
)
def test_a_forged_answer_is_refused_in_words_and_logged_without_what_it_said(
    register, answers, comments, reason
):
    token = asked(register)[0].token

    with pytest.raises(Forged) as refused:
        responses.save(register, token, answers, comments)

    assert refused.value.reason == reason
    assert str(refused.value).endswith(".")
    assert everyone(register) == []
    assert logged(register) == [(reason, "round-1")]
    (kept,) = refusals.every(register)
    assert (kept.who, kept.role, kept.why) == ("a respondent", "respondent", reason)
    assert kept.body.on == datetime.now(UTC).date()
    assert set(vars(kept.body)) == {"on", "reason", "round_id"}
    assert token not in str(kept)
    assert "secret" not in str(kept)


@pytest.mark.parametrize("token", ["", "guessed", "x" * 5000, "\x00", "\ud800"])
def test_an_answer_with_a_link_that_was_never_given_out_is_refused_and_logged(register, token):
    asked(register)

    assert responses.given(register, token) is None
    with pytest.raises(Forged, match="not one that was given out"):
        responses.save(register, token, {"L1": 3})
    assert logged(register) == [("unknown_link", None)]
    assert everyone(register) == []


def test_the_hash_that_is_kept_of_a_link_opens_nothing(register):
    link = asked(register)[0]
    for purpose in ("invitation by code", "answers by code", "code"):
        for secret in (link.token, link.code):
            assert responses.given(register, invitations.digest(purpose, secret)) is None
    assert responses.given(register, link.code) is None


def test_answers_outside_the_rounds_days_are_refused_and_logged(register):
    early = asked_again_on(register, TODAY + DAY)
    with pytest.raises(Forged, match="opens on 1 August 2009") as refused:
        responses.save(register, early, {"L1": 3})
    assert refused.value.reason == "not_open"

    link = asked_again(register, 2)
    responses.save(register, link, {"L1": 3}, {"People": "Well"})
    rounds.close(register, "round-2", who="Bert", why="All answered", after=2)
    with pytest.raises(Forged, match="closed; answers stay as they are"):
        responses.save(register, link, {"L1": 4})

    assert logged(register) == [("closed", "round-2"), ("not_open", "round-1")]
    assert responses.given(register, link).said == Said(), "not shown once the round is over"
    (kept,) = everyone(register, "round-2")
    assert kept.said.answers == {"L1": 3}


def asked_again_on(register, opens) -> str:
    round_id = rounds.make(register, plan(opens=opens), who="Bert", why="Later")
    return invitations.issue(register, round_id, who="Bert", after=1)[0].token


def test_answers_of_one_link_change_nobody_elses(register):
    one, other = (link.token for link in asked(register)[:2])
    responses.save(register, one, {"L1": 1})
    responses.save(register, other, {"L1": 5})

    assert responses.given(register, one).said.answers == {"L1": 1}
    assert responses.given(register, other).said.answers == {"L1": 5}


def test_a_link_that_changes_its_answers_without_end_is_stopped(in_file, monkeypatch):
    monkeypatch.setattr(responses, "MOST_CHANGES", 5)
    token = asked(in_file)[0].token
    for number in range(5):
        responses.save(in_file, token, {"L1": 1 + number})

    with pytest.raises(Forged, match="changed too often"):
        responses.save(in_file, token, {"L1": 1})


def test_no_more_refusals_are_kept_a_day_than_the_disk_can_bear(register, monkeypatch, caplog):
    monkeypatch.setattr(refusals, "MOST_A_DAY", 3)
    token = asked(register)[0].token
    for _ in range(5):
        with pytest.raises(Forged):
            responses.save(register, token, {"L1": 77})

    assert len(logged(register)) == 3
    beyond = [record.getMessage() for record in caplog.records]
    assert beyond == ["Answer refused (off_the_scale), beyond those kept today"] * 2


def test_a_link_is_not_kept_anywhere_nor_what_ties_it_to_its_answers(in_file, caplog):
    caplog.set_level(0)
    links = asked(in_file)
    for link in links[:3]:
        responses.save(in_file, link.token, {"L1": 3}, {"People": "Well"})
        with pytest.raises(Forged):
            responses.save(in_file, link.token, {"L1": 9})

    everything = b"".join(f.read_bytes() for f in in_file.workspace.path.rglob("*") if f.is_file())
    everything += caplog.text.encode()
    assert invitations.digest("invitation by code", links[0].code).encode() in everything
    for link in links:
        assert link.token.encode() not in everything
        assert link.token[:12].encode() not in everything
        assert link.code.encode() not in everything
    with reading(in_file) as connection:
        invited = {record.record_id for record in records.history(connection, invitations.KIND)}
        answered = records.history(connection, responses.KIND)
    for record in answered:
        assert not any(digest in str(record) for digest in invited)


def test_an_answer_says_only_on_which_day_it_came_and_names_nobody(register):
    token = asked(register)[0].token
    responses.save(register, token, {"L1": 3})

    (kept,) = records.changes(register, [responses.KIND])
    assert (kept.who, kept.role, kept.why) == ("a respondent", "respondent", "Answers")
    assert kept.at == datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    assert set(kept.body) == {
        "round_id",
        "organisation",
        "respondent_group",
        "answers",
        "comments",
    }


def test_answers_are_sealed_in_the_chain_but_stand_in_nobodys_way(register):
    token = asked(register)[0].token
    revisions = [registers.revision(register, kind) for kind in (None, "target", "person")]
    changes = records.changes(register)
    for item in ITEM_IDS:
        responses.save(register, token, {item: 3})

    assert [registers.revision(register, kind) for kind in (None, "target", "person")] == revisions
    assert records.changes(register) == changes
    assert len({registers.revision(register, responses.KIND), *revisions}) == 4
    verdict = verifying.verify(register)
    assert verdict.faults == ()
    assert verdict.changes == len(changes) + 30 + len(ITEM_IDS)


def test_a_revision_is_found_though_the_log_was_written_anew(in_file):
    """What was read before must not be taken for true of another log in the same file."""
    asked(in_file)
    whole = in_file.path.read_bytes()
    before = registers.revision(in_file, "round")
    rounds.close(in_file, "round-1", who="Bert", why="x", after=2)
    closed = registers.revision(in_file, "round")
    with in_file.path.open("r+b") as file:  # the same file, as an older copy put in its place
        file.truncate()
        file.write(whole)

    assert before != closed
    assert registers.revision(in_file, "round") == before


def test_a_row_of_answers_cannot_be_changed(register):
    token = asked(register)[0].token
    responses.save(register, token, {"L1": 3})
    if register.url is None:
        raw = register.path.read_bytes()
        assert raw.count(b'"answers":{"L1":3}') == 1
        register.path.write_bytes(raw.replace(b'"answers":{"L1":3}', b'"answers":{"L1":5}'))
        (fault,) = verifying.verify(register).faults
        assert re.search(r"\(response round-1/\w+, version 1\) is not as it was written", fault)


PEOPLE, ANSWERS = 300, ("L1", "L2", "P1")


def test_three_hundred_people_answer_at_once_and_every_saved_answer_is_there(
    register, record_property
):
    links = asked(register, plan(invited=(CELLS[0], asking.Cell("Council", "Executive", 296))))
    start = threading.Barrier(PEOPLE)
    waits: list[float] = []

    def answer(number: int) -> None:
        start.wait()
        for item in ANSWERS:
            began = time.perf_counter()
            responses.save(register, links[number].token, {item: 1 + number % 5})
            waits.append(time.perf_counter() - began)

    began = time.perf_counter()
    with ThreadPoolExecutor(PEOPLE) as pool:
        [*pool.map(answer, range(PEOPLE))]
    record_property("seconds", time.perf_counter() - began)
    record_property("longest_wait", max(waits))

    assert len(waits) == PEOPLE * len(ANSWERS)
    for number, link in enumerate(links):
        said = responses.given(register, link.token).said.answers
        assert said == dict.fromkeys(ANSWERS, 1 + number % 5)
    assert verifying.verify(register).faults == ()


def test_several_servers_answer_on_one_file_at_once(in_file):
    links = [link.token for link in asked(in_file)[:24]]
    shares = [links[number::4] for number in range(4)]
    fresh = multiprocessing.get_context("spawn")
    with fresh.Pool(4) as pool:
        saved = pool.starmap(answered, [(in_file.workspace.path, share) for share in shares])

    assert sum(saved) == len(links) * len(ITEM_IDS)
    assert len(everyone(in_file)) == len(links)
    assert all(len(one.said.answers) == len(ITEM_IDS) for one in everyone(in_file))
    assert verifying.verify(in_file).faults == ()


def answered(folder: Path, tokens: Sequence[str]) -> int:
    """Answer everything with each of these links; how many answers were confirmed."""
    register = registers.of(open_workspace(folder))
    saved = 0
    for item in ITEM_IDS:
        for token in tokens:
            saved += responses.save(register, token, {item: 3}).answers[item] == 3
    return saved
