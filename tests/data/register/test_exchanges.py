"""Exchanged links: a lost one is withdrawn, another given, and one person still answers once."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor

import pytest

from data.register import (
    APART,
    NotAllowed,
    Refused,
    RegisterError,
    exchanges,
    invitations,
    records,
    refusals,
    responses,
    rounds,
    verifying,
)
from data.register.answers import Forged
from data.register.connecting import reading, writing
from data.register.invitations import Invitation
from data.register.records import Actor
from data.register.responses import Said
from tests.data.register import asking
from tests.data.register.asking import CELLS, asked

WHY = "It went to an old address"


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    return asking.published(tmp_path_factory.mktemp("exchanged") / "workspace")


def exchange(register, said: str, who: str = "Bert", round_id: str = "round-1", why: str = WHY):
    return exchanges.exchange(register, round_id, said, who=who, why=why, after=2)


def everyone(register) -> list[responses.Respondent]:
    with reading(register) as connection:
        return responses.of_round(connection, "round-1")


def counted(register) -> list[dict]:
    return [dict(one.said.answers) for one in everyone(register) if one.said.answers]


def test_the_new_link_invites_the_same_person_and_the_old_one_takes_nothing_more(register):
    old = asked(register)[0]
    before = responses.save(register, old.token, {"L1": 4}, {"People": "Well"})

    new = exchange(register, old.code)

    assert (new.organisation, new.respondent_group) == (old.organisation, old.respondent_group)
    gone = responses.given(register, old.token)
    assert (gone.is_withdrawn, gone.said) == (True, Said())
    begun = responses.given(register, new.token)
    assert (begun.is_withdrawn, begun.is_replacement, begun.said) == (False, True, Said())
    with pytest.raises(Forged, match="Another link was given out in place of this one"):
        responses.save(register, old.token, {"L1": 5})
    assert [one.body.reason for one in refusals.every(register)] == ["withdrawn_link"]
    assert [one.said for one in everyone(register)] == [before], "what was said still counts"


def test_the_first_answer_by_the_new_link_takes_back_all_that_was_said_by_the_old_one(register):
    old, other = asked(register)[:2]
    responses.save(register, old.token, {"L1": 4, "L2": 1}, {"People": "Well"})
    responses.save(register, other.token, {"L1": 1})
    new = exchange(register, old.code)

    responses.save(register, new.token, {"L2": None}, {"People": " "})
    assert sorted(map(str, counted(register))) == ["{'L1': 1}", "{'L1': 4, 'L2': 1}"], (
        "said nothing"
    )
    said = responses.save(register, new.token, {"L1": 2})

    assert said == Said({"L1": 2}, {})
    assert responses.given(register, new.token).said == said
    assert sorted(map(str, counted(register))) == ["{'L1': 1}", "{'L1': 2}"]
    assert [one.said.comments for one in everyone(register)] == [{}] * 3
    with reading(register) as connection:
        assert verifying.verify(register).faults == ()
        assert len(records.history(connection, "invitation")) == sum(c.people for c in CELLS) + 1


def test_a_link_lost_twice_still_makes_one_response_whichever_was_answered_with(register):
    first = asked(register)[0]
    responses.save(register, first.token, {"L1": 1})
    second = exchange(register, first.code)
    third = exchange(register, second.code)  # the second was never answered with
    responses.save(register, third.token, {"L1": 3})
    fourth = exchange(register, f"https://example.org/questionnaire?link={third.token}&step=2")
    for used in (first, second, third):
        with pytest.raises(Refused, match="exchanged already"):
            exchange(register, used.code)
        with pytest.raises(Forged):
            responses.save(register, used.token, {"L1": 5})

    assert counted(register) == [{"L1": 3}]
    responses.save(register, fourth.token, {"L1": 4})
    assert counted(register) == [{"L1": 4}]
    assert exchanges.counts(register) == {"round-1": 3}


def test_whether_somebody_had_answered_shows_in_nothing_that_an_exchange_says_or_lists(register):
    answered, silent = asked(register)[:2]
    responses.save(register, answered.token, {"L1": 1})
    before = counted(register)

    links = [exchange(register, link.code) for link in (answered, silent)]

    assert counted(register) == before
    given = [responses.given(register, link.token) for link in links]
    assert given[0] == given[1]
    listed = [one for one in records.changes(register) if one.kind == exchanges.COUNTED]
    assert [(one.record_id, one.who, one.why) for one in listed] == [("round-1", "Bert", WHY)] * 2
    assert {str(one.body) for one in listed} == {"{'round_id': 'round-1'}"}


def test_the_register_ties_no_answers_to_an_invitation_and_keeps_neither_link_nor_code(in_file):
    old = asked(in_file)[0]
    responses.save(in_file, old.token, {"L1": 1})
    new = exchange(in_file, old.code)
    responses.save(in_file, new.token, {"L1": 2})

    everything = in_file.path.read_bytes()
    for secret in (old.token, old.code, new.token, new.code):
        assert secret.encode() not in everything
    with reading(in_file) as connection:
        answers = {one.record_id.split("/")[1] for one in records.history(connection, "response")}
        apart = [
            one
            for kind in (*APART, exchanges.COUNTED)
            if kind != responses.KIND
            for one in records.history(connection, kind)
        ]
    assert len(answers) == 2
    assert not any(digest in str(one) for digest in answers for one in apart)


@pytest.mark.parametrize(
    ("said", "who", "error", "words"),
    [
        ("", "Bert", Refused, "No link of this round has that code"),
        ("guessed", "Bert", Refused, "No link of this round has that code"),
        ("x" * 5000, "Bert", Refused, "No link of this round has that code"),
        ("\ud800", "Bert", Refused, "No link of this round has that code"),
        (None, "Vera", NotAllowed, "viewer"),
        (None, "Nobody", NotAllowed, "Nobody"),
    ],
)
def test_an_exchange_is_refused_in_words_and_changes_nothing(in_file, said, who, error, words):
    link = asked(in_file)[0]

    with pytest.raises(error, match=words):
        exchange(in_file, link.code if said is None else said, who=who)

    assert exchanges.counts(in_file) == {}
    assert not responses.given(in_file, link.token).is_withdrawn


def test_without_a_reason_or_after_the_round_nothing_is_exchanged(in_file):
    links = asked(in_file)
    with pytest.raises(Refused, match="Say why"):
        exchange(in_file, links[0].code, why=" ")
    rounds.close(in_file, "round-1", who="Bert", why="Early", after=2)
    with pytest.raises(Refused, match="This round is closed"):
        exchanges.exchange(in_file, "round-1", links[0].code, who="Bert", why=WHY, after=3)
    with pytest.raises(records.Superseded):
        exchange(in_file, links[0].code)
    assert exchanges.counts(in_file) == {}


def test_links_that_nobody_answered_with_are_all_withdrawn_and_issued_anew(register):
    links = asked(register)
    again = exchange(register, links[0].code)

    said = exchanges.recall(register, "round-1", who="Bert", why="The list was lost", after=2)

    assert said == len(links)
    for link in (*links, again):
        assert responses.given(register, link.token).is_withdrawn
    with pytest.raises(Forged):
        responses.save(register, again.token, {"L1": 5})
    anew = invitations.issue(register, "round-1", who="Bert", after=3)
    assert len(anew) == len(links)
    responses.save(register, anew[0].token, {"L1": 4})
    assert counted(register) == [{"L1": 4}]
    with pytest.raises(Refused, match="Somebody has answered already"):
        exchanges.recall(register, "round-1", who="Bert", why="Lost again", after=4)
    with pytest.raises(NotAllowed):
        exchanges.recall(register, "round-1", who="Vera", why="Lost again", after=4)
    assert not responses.given(register, anew[0].token).is_withdrawn


def test_a_link_of_another_round_is_not_exchanged_here(in_file):
    asked(in_file)
    number = rounds.make(in_file, asking.plan(title="Another"), who="Bert", why="Two at once")
    link = invitations.issue(in_file, number, who="Bert", after=1)[0]
    with pytest.raises(Refused, match="No link of this round"):
        exchange(in_file, link.code)


def test_two_who_exchange_the_same_link_at_once_give_one(register):
    link = asked(register)[0]

    def once(who: str) -> object:
        try:
            return exchange(register, link.code, who=who)
        except RegisterError as refusal:
            return refusal

    with ThreadPoolExecutor(2) as pool:
        made = [*pool.map(once, ("Bert", "Cleo"))]
    assert sorted(isinstance(one, Refused) for one in made) == [False, True]


def test_a_link_from_before_there_were_codes_answers_and_is_exchanged_by_itself(in_file):
    asked(in_file)
    token = secrets.token_urlsafe(32)
    body = Invitation("round-1", "Council", "Board")
    with writing(in_file) as connection:
        key = ("invitation", invitations.digest("invitation", token))
        by = Actor("Bert", "working_group")
        records.append(connection, key, body, after=0, by=by, why="Before")
    responses.save(in_file, token, {"L1": 2})
    with reading(in_file) as connection:
        kept = f"round-1/{invitations.digest('answers', token)}"
        assert [said for said, _ in records.said(connection, "response", kept)] == [kept]

    new = exchange(in_file, token)
    responses.save(in_file, new.token, {"L1": 3})

    assert counted(in_file) == [{"L1": 3}]
