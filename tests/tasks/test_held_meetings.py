"""A plan that changes in the middle of its year: what has been held is history, what is to come is kept or told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from netcompose.compose.search import Effort
from netcompose.language import Language
from netcompose.organisation import Days, Organisation
from netcompose.plan import Duty
from netcompose.policy.calendar.over import over
from netcompose.policy.settings import Networks, Size
from netcompose.tasks.check import check
from netcompose.tasks.conflicts import conflicts
from netcompose.tasks.differences import Wishes
from netcompose.tasks.other_sizes import ways_to_rebalance
from netcompose.tasks.rebalance import Rebalanced, Standing, Terms, rebalance
from netcompose.tasks.solve import Solved, Unsolvable, solve
from worlds import TODAY, leader, policy

if TYPE_CHECKING:
    from netcompose.policy.settings import Policy

SETTINGS = policy("4-6", 3, duties={"host": {}}, goals=[{"goal": "even_size", "rank": 1}]).starting(TODAY)
MIDDLE = date(2027, 3, 1)
"""After the first of three meetings from October 2026 to September 2027."""


def standing(settings: Policy = SETTINGS) -> Standing:
    """Fifteen leaders in three networks, with a calendar."""
    people = [leader(f"{i:02}", name=f"Name {i:02}", workplace=f"W{i}") for i in range(15)]
    answer = solve(Organisation(tuple(people)), settings, today=TODAY, effort=Effort(), language=Language.EN)
    assert isinstance(answer, Solved)
    seats = answer.plan.composition.seats
    turns = [a.person for a in answer.plan.appointments.of(Duty.HOST)]
    seated = tuple(replace(p, network=seats[p.id], hosted=turns.count(p.id)) for p in people)
    return Standing(Organisation(seated), answer.plan.appointments, answer.plan.meetings)


def changed(before: Standing, today: date = MIDDLE, settings: Policy = SETTINGS, **asked: Any) -> Rebalanced:
    terms = Terms(number=asked.pop("number", None))
    answer = rebalance(
        before, None, settings, Wishes(**asked), terms, today=today, effort=Effort(), language=Language.EN
    )
    assert isinstance(answer, Rebalanced)
    return answer


def host(standing: Standing | Rebalanced, network: str, meeting: int) -> str | None:
    plan = standing if isinstance(standing, Standing) else standing.solved.plan
    return plan.appointments.host(network, meeting)


def dates(answer: Standing | Rebalanced) -> dict[tuple[str, int], date | None]:
    plan = answer if isinstance(answer, Standing) else answer.solved.plan
    return {(m.network, m.number): m.date for m in plan.meetings}


def test_a_meeting_that_has_been_held_keeps_its_host_who_has_left() -> None:
    before = standing()
    first, second = host(before, "1", 1), host(before, "1", 2)
    assert first is not None
    assert second is not None
    answer = changed(before, leavers=(first, second))
    assert host(answer, "1", 1) == first
    assert host(answer, "1", 2) not in {first, second, None}
    assert dates(answer) == dates(before)
    [network] = [network for network in answer.changes.networks if network.network == "1"]
    assert [str(told) for told in network.duties] == [
        f"host of meeting 2: {answer.differences.name(host(answer, '1', 2) or '')} (before: Name {second})"
    ]
    assert answer.solved.scenario.organisation.name(first) == f"Name {first}"
    assert changed(before, today=TODAY, leavers=(first,)).solved.plan.appointments.host("1", 1) != first


def test_an_heir_inherits_only_what_is_to_come() -> None:
    before = standing()
    old = host(before, "2", 1)
    assert old is not None
    heir = leader("99", name="New Heir", workplace=f"W{int(old)}")
    answer = changed(before, leavers=(old,), joiners=(heir,), successors=(("99", old),))
    assert host(answer, "2", 1) == old
    again = changed(before, today=TODAY, leavers=(old,), joiners=(heir,), successors=(("99", old),))
    assert host(again, "2", 1) == "99"


def test_check_leaves_what_is_over_alone() -> None:
    before = standing()
    first = host(before, "1", 1)
    answer = changed(before, leavers=(first or "",))
    plan, organisation = answer.solved.plan, answer.solved.scenario.organisation

    def broken(today: date) -> set[str]:
        judged = check(organisation, SETTINGS, plan.composition, plan.appointments, today=today, meetings=plan.meetings)
        return {verdict.rule for verdict in judged.verdicts if verdict.violations}

    assert broken(MIDDLE) == set()
    assert broken(TODAY) == {"host"}  # before the meeting, somebody who is gone cannot host it


def test_whoever_is_away_on_the_day_gets_another_and_that_is_told() -> None:
    before = standing()
    day, who = dates(before)["1", 2], host(before, "1", 2)
    assert day is not None
    assert who is not None
    gone = replace(before.organisation.person(who), away=(Days(day, day + timedelta(days=1)),))
    answer = changed(replace(before, organisation=before.organisation.with_people({who: gone})))
    moved = {meeting for meeting in dates(before) if dates(answer)[meeting] != dates(before)[meeting]}
    assert moved == {("1", 2)}
    assert not any(verdict.violations for verdict in answer.solved.plan.verdicts)
    [network] = answer.changes.networks
    assert [str(told).split(" (before")[0] for told in network.dates] == [
        f"meeting 2 is on {dates(answer)['1', 2]:%Y-%m-%d}"
    ]
    assert not answer.changes.nothing


def test_a_network_that_begins_in_mid_year_meets_in_what_is_left_of_it() -> None:
    settings = policy("3-5", 3, duties={"host": {}}, goals=[{"goal": "even_size", "rank": 1}]).starting(TODAY)
    answer = changed(standing(settings), settings=settings, number=4)
    new = {number: day for (network, number), day in dates(answer).items() if network == "4"}
    assert sorted(new) == [2, 3]
    assert all(day is not None and day >= MIDDLE for day in new.values())
    assert host(answer, "4", 1) is None
    assert "NC513" not in {finding.code for finding in answer.solved.findings}
    assert str(answer.changes.networks[-1].state) == "the network is new"


def test_a_later_period_is_a_new_round() -> None:
    before = standing()
    later = date(2027, 11, 1)
    settings = SETTINGS.model_copy(update={"period": SETTINGS.period.model_copy(update={"first": None})})
    answer = changed(before, today=later, settings=settings)
    assert min(day for day in dates(answer).values() if day is not None) > later
    hosts = {a.person for a in before.appointments.of(Duty.HOST)}
    again = [a.person for a in answer.solved.plan.appointments.of(Duty.HOST)]
    assert (
        len([person for person in again if person in hosts]) == 9 - 6
    )  # five members, three have hosted: two are left first


def test_without_dates_nothing_is_over() -> None:
    assert over(SETTINGS, ["1"], (), date(2030, 1, 1)) == frozenset()


def test_changes_after_which_no_meeting_has_a_day_are_impossible_and_other_sizes_are_no_way_out() -> None:
    settings = SETTINGS.model_copy(update={"networks": Networks(size=Size(smallest=4, largest=8), number=3)})
    before = standing(settings)
    closed = replace(before.organisation, closed=(Days(TODAY, date(2028, 1, 1)),))
    wishes = Wishes(leavers=("00",))
    effort, language = Effort(), Language.EN
    answer = rebalance(
        replace(before, organisation=closed),
        None,
        settings,
        wishes,
        Terms(),
        today=TODAY,
        effort=effort,
        language=language,
    )
    assert isinstance(answer, Unsolvable)
    assert {clash.rule for clash in answer.conflict.conflict} == {"calendar_rhythm", "calendar_open_days"}
    assert conflicts(answer, effort) == (answer.conflict,)
    ways = ways_to_rebalance(answer, today=TODAY, effort=effort, language=language)
    assert [str(way.change) for way in ways] == ["Let meetings be held on days of the list of closed days."]
