"""Rebalancing: nobody moves who need not, and every change has its reason."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from netcompose.compose.search import Effort
from netcompose.findings import Refused
from netcompose.language import Language
from netcompose.organisation import Level, Organisation, Person
from netcompose.plan import Appointment, Appointments, Duty, Plan, Status
from netcompose.report.rebalanced import moves_sentence
from netcompose.tasks.differences import Wishes
from netcompose.tasks.other_sizes import other_sizes, ways_to_rebalance
from netcompose.tasks.rebalance import Rebalanced, Standing, Terms, ensure_seated, rebalance
from netcompose.tasks.solve import Solved, Unsolvable, solve
from worlds import TODAY, leader, policy

if TYPE_CHECKING:
    from netcompose.policy.settings import Policy

MIX = ({"goal": "mix", "attribute": "department", "rank": 1},)


def company(count: int = 24, seed: int = 1) -> Organisation:
    """A director, three chiefs who take no part, and leaders of five departments, some of them new, some above others."""
    draw = Random(seed)
    people = [leader("D", level=Level.DIRECTOR), *(leader(c, "D", level=Level.CHIEF) for c in "XYZ")]
    for i in range(count):
        above = draw.choice([*"XYZ", *(p.id for p in people[4:][:6])])
        people.append(
            leader(
                f"{i:02}",
                above,
                name=f"Name {i:02}",
                title=f"Head of {i}",
                department=f"F{draw.randrange(5)}",
                workplace=f"W{i}",
                new=draw.random() < 0.1,
            )
        )
    return Organisation(tuple(people))


def standing(plan: Plan, organisation: Organisation) -> Standing:
    """The plan as the next rebalancing reads it."""
    seats = plan.composition.seats
    people = {p: replace(organisation.person(p), network=seat) for p, seat in seats.items()}
    return Standing(organisation.with_people(people), plan.appointments, plan.meetings)


def composed(organisation: Organisation, settings: Policy) -> Standing:
    answer = solve(organisation, settings, today=TODAY, effort=Effort(), language=Language.EN)
    assert isinstance(answer, Solved)
    return standing(answer.plan, organisation)


def attempt(before: Standing, settings: Policy, chart: Organisation | None = None, **asked: Any) -> Any:
    terms = Terms(**{key: asked.pop(key) for key in ("most_moves", "keep_hosts", "number") if key in asked})
    columns = asked.pop("columns", ())
    return rebalance(
        before,
        chart,
        settings,
        Wishes(**asked),
        terms,
        columns=columns,
        today=TODAY,
        effort=Effort(seconds=60),
        language=Language.EN,
    )


def rebalanced(before: Standing, settings: Policy, chart: Organisation | None = None, **asked: Any) -> Rebalanced:
    answer = attempt(before, settings, chart, **asked)
    assert isinstance(answer, Rebalanced)
    return answer


def seats(before: Standing) -> dict[str, str]:
    return {p.id: p.network for p in before.organisation.people if p.network is not None}


def told(answer: Rebalanced, person: str) -> str:
    """What is said of one person, and why."""
    change = next(change for change in answer.changes.people if change.leader == person)
    return f"{change.what} ({change.why})"


def codes(answer: Rebalanced) -> list[str]:
    return [finding.code for finding in answer.solved.findings]


def hand_made(*networks: str, managers: dict[str, str] | None = None, **people: dict[str, Any]) -> Standing:
    """Networks of people named by one letter each, as in hand_made("abc", "def"); everybody of a department of their own."""
    managers = managers or {}
    members = [
        leader(p, managers.get(p), **{"name": p.upper(), "department": f"F{p}", "network": str(n), **people.get(p, {})})
        for n, network in enumerate(networks, start=1)
        for p in network
    ]
    return Standing(Organisation(tuple(members)), Appointments())


# -- nothing more than needed --------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_no_change_gives_the_plan_back_untouched_with_all_its_duties(seed: int) -> None:
    settings = policy("5-7", 4)
    before = composed(company(seed=seed), settings)
    for chart in (None, company(seed=seed)):
        answer = rebalanced(before, settings, chart)
        assert answer.solved.plan.composition.seats == seats(before)
        assert answer.solved.plan.appointments == before.appointments
        assert answer.solved.plan.meetings == before.meetings
        assert {meeting.date for meeting in before.meetings} != {None}
        assert answer.solved.plan.moves == ()
        assert answer.changes.people == answer.changes.networks == answer.changes.facts == ()
        assert codes(answer) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_leader_who_comes_and_goes_again_moves_nobody_else(seed: int) -> None:
    settings = policy("5-7", 4)
    before = composed(company(seed=seed), settings)
    values = [goal.value for goal in rebalanced(before, settings).solved.plan.goals]
    guest = leader("guest", "X", name="Guest", department="F0", title="Guest")
    with_guest = rebalanced(before, settings, joiners=(guest,))
    assert with_guest.moves == 0
    between = standing(with_guest.solved.plan, with_guest.solved.scenario.organisation)
    again = rebalanced(between, settings, leavers=("Guest",))
    assert again.moves == 0
    assert again.solved.plan.composition.seats == seats(before)
    assert [goal.value for goal in again.solved.plan.goals] == values


@pytest.mark.parametrize("seed", range(6))
def test_moves_told_are_the_seats_that_differ(seed: int) -> None:
    draw, settings = Random(seed), policy("5-7", 4)
    organisation = company(seed=seed)
    before = composed(organisation, settings)
    people = dict(seats(before))
    gone = draw.sample(sorted(people), draw.randint(0, 3))
    boss, *below = draw.sample(sorted(people.keys() - set(gone)), 3)
    chart = [p for p in organisation.people if p.id not in gone]
    chart = [replace(p, manager="X") if p.manager in gone or p.id == boss else p for p in chart]
    chart = [replace(p, manager=boss) if p.id in below else p for p in chart]
    chart += [leader(f"new{i}", "Y", department="F1", title=f"T{i}") for i in range(draw.randint(0, 2))]
    answer = rebalanced(before, settings, Organisation(tuple(chart)))
    after = answer.solved.plan.composition.seats
    differ = {p for p, network in people.items() if after.get(p, network) != network}
    assert {move.leader for move in answer.solved.plan.moves} == differ
    point = answer.trade_off[0]
    assert point.moves == len(differ)
    assert {p.leader for p in answer.changes.people} >= differ | {f for f in gone if f in people}
    assert [p.moves for p in answer.trade_off] == sorted({p.moves for p in answer.trade_off})
    assert answer.solved.plan.status is Status.OPTIMAL


# -- successors ----------------------------------------------------------------------------------------------------


def test_a_successor_takes_seat_and_hosting_turn_and_gets_a_mentor() -> None:
    settings = policy("5-7", 4)
    before = composed(company(), settings)
    old = before.appointments.of(Duty.HOST)[0].person
    person = before.organisation.person(old)
    heir = leader("heir", person.manager, name="Heir", title=person.title, department=person.department, new=True)
    meetings = {(a.network, a.meeting) for a in before.appointments.of(Duty.HOST) if a.person == old and a.meeting != 1}
    answer = rebalanced(before, settings, leavers=(old,), joiners=(heir,))
    plan = answer.solved.plan
    assert plan.composition.seats["heir"] == person.network
    assert plan.moves == ()
    assert {(a.network, a.meeting) for a in plan.appointments.of(Duty.HOST) if a.person == "heir"} >= meetings
    assert plan.appointments.mentor("heir") is not None
    assert told(answer, "heir").startswith(f"takes {person.name}'s seat in network {person.network}")
    assert "(the same title and department)" in told(answer, "heir")
    assert "NC524" in codes(answer)


def test_hr_overrules_who_succeeds_whom() -> None:
    before = hand_made("abc", "def", a={"title": "T", "department": "F"})
    settings = policy("2-4", 2, goals=MIX, duties={})
    heir = leader("n", name="N", title="T", department="F")
    assert [
        (s.new, s.old) for s in rebalanced(before, settings, leavers=("a",), joiners=(heir,)).differences.successions
    ] == [("n", "a")]
    nobody = rebalanced(before, settings, leavers=("a",), joiners=(heir,), successors=(("n", ""),))
    assert nobody.differences.successions == ()
    other = rebalanced(before, settings, leavers=("a", "e"), joiners=(heir,), successors=(("N", "E"),))
    assert [(s.new, s.old, str(s.reason)) for s in other.differences.successions] == [("n", "e", "as HR says")]
    assert other.solved.plan.composition.seats["n"] == "2"


def test_who_leads_those_whom_somebody_led_succeeds_them() -> None:
    before = hand_made("abc", "def", managers={"e": "a", "f": "a"})
    chart = Organisation((leader("b"), leader("c"), leader("d"), leader("n"), leader("e", "n"), leader("f", "n")))
    answer = rebalanced(before, policy("2-4", 2, goals=MIX, duties={}), chart)
    [succession] = answer.differences.successions
    assert (succession.new, succession.old) == ("n", "a")
    assert str(succession.reason) == "leads those whom the predecessor led"


def test_a_successor_whose_own_superior_sits_there_gets_another_seat_and_nobody_moves() -> None:
    # N succeeds A in network 1, where C sits, who is N's superior.
    before = hand_made("abc", "def", a={"title": "T", "department": "F"})
    heir = leader("n", "c", name="N", title="T", department="F")
    answer = rebalanced(before, policy("2-4", 2, goals=MIX, duties={}), leavers=("a",), joiners=(heir,))
    assert answer.moves == 0
    assert answer.solved.plan.composition.seats["n"] == "2"
    assert told(answer, "n") == (
        "gets a seat in network 2, not A's in network 1 (otherwise: C is the superior of N, and both are in Network 1.)"
    )


def test_an_acting_successor_is_asked_about_until_they_stay_on() -> None:
    before = hand_made("abc", "def", a={"title": "T", "department": "F"})
    settings = policy("2-4", 2, goals=MIX, duties={})
    heir = leader("n", name="N", title="T", department="F", acting=True)
    asked = rebalanced(before, settings, leavers=("a",), joiners=(heir,))
    assert [left.leader for left in asked.solved.plan.not_placed] == ["n"]
    agreed = rebalanced(before, settings, leavers=("a",), joiners=(heir,), permanent=("N",))
    assert agreed.solved.plan.composition.seats["n"] == "1"


# -- what the changes break ----------------------------------------------------------------------------------------


def test_a_promotion_that_puts_somebody_above_a_fellow_member_moves_one_of_them() -> None:
    before = hand_made("abc", "def")
    chart = Organisation((leader("a"), leader("b", "a"), *(leader(p) for p in "cdef")))
    answer = rebalanced(before, policy("2-4", 2, goals=MIX, duties={}), chart)
    assert answer.moves == 1
    assert answer.fewest_proven
    assert [str(w) for verdict in answer.to_mend for w in verdict.witnesses] == [
        "Leader a is the superior of Leader b, and both are in Network 1."
    ]
    [move] = answer.solved.plan.moves
    assert "otherwise: Leader a is the superior of Leader b, and both are in Network 1." in told(answer, move.leader)
    assert "Leader b reports to Leader a (before: –)." in [str(fact) for fact in answer.changes.facts]


def test_whoever_evens_out_a_move_that_must_be_changes_places() -> None:
    # A and D are locked, so it is B who may not sit with A any more; then sizes are evened out, though B meets their own department.
    locked = {"a": {"locked": True}, "d": {"locked": True, "department": "Fb"}}
    before = hand_made("abc", "def", **locked)
    below = replace(before.organisation.person("b"), manager="a")
    before = replace(before, organisation=before.organisation.with_people({"b": below}))
    goals = [{"goal": "even_size", "rank": 1}, {"goal": "mix", "attribute": "department", "rank": 2}]
    answer = rebalanced(before, policy("2-4", 2, goals=goals, duties={}), most_moves=2)
    [other] = [move.leader for move in answer.solved.plan.moves if move.leader != "b"]
    assert "otherwise: A is the superior of B" in told(answer, "b")
    assert told(answer, other) == "moves from network 2 to network 1 (changes places with B, who must move)"


def test_sizes_are_a_better_balance() -> None:
    settings = policy("2-6", 2, goals=[{"goal": "even_size", "rank": 1}], duties={})
    answer = rebalanced(hand_made("abcdef", "gh"), settings, most_moves=9)
    assert {told(answer, move.leader) for move in answer.solved.plan.moves} == {
        "moves from network 1 to network 2 (a better balance of the networks)"
    }
    assert answer.moves == 2


def test_whoever_is_new_no_more_needs_no_mentor() -> None:
    before = hand_made("abc", "def", b={"new": True})
    before = replace(before, appointments=Appointments((Appointment(Duty.MENTOR, "1", "a", mentee="b"),)))
    longer = replace(before.organisation.person("b"), new=False)
    chart = before.organisation.with_people({"b": longer})
    answer = rebalanced(before, policy("2-4", 2, goals=MIX, duties={"mentor": {}}), chart)
    [change] = answer.changes.people
    assert (change.leader, str(change.what)) == ("a", "is not mentor of B any more")
    assert [str(line) for line in change.text] == ["Dear A,", "You are not mentor of B any more."]
    assert [str(duty) for network in answer.changes.networks for duty in network.duties] == [
        "mentor of B: nobody (before: A)"
    ]


def test_what_is_new_about_people_is_told() -> None:
    before = hand_made("abc", "def", c={"acting": True}, d={"title": "Head"})
    people = before.organisation
    news = {
        "a": replace(people.person("a"), name="Anna Berg"),
        "b": replace(people.person("b"), acting=True),
        "c": replace(people.person("c"), acting=False),
        "d": replace(people.person("d"), title=None),
        "e": replace(people.person("e"), level_name="Chief"),
    }
    settings = policy("2-4", 2, goals=MIX, duties={}, participants={"acting": "include"})
    answer = rebalanced(before, settings, people.with_people(news), columns={"acting"})
    assert [str(fact) for fact in answer.changes.facts] == [
        "A is called Anna Berg now.",
        "B is acting now.",
        "C is not acting any more.",
        "D: title is – (before: Head).",
        "E: level is Chief (before: Leder af medarbejdere).",
    ]


def test_when_the_only_possible_mentor_leaves_another_one_comes_to_the_new_leader() -> None:
    # In network 1 B is new and C may not be mentor; A leaves, who was B's mentor.
    before = hand_made("abc", "def", b={"new": True}, c={"can_mentor": False})
    answer = rebalanced(before, policy("2-4", 2, goals=MIX, duties={"mentor": {}}), leavers=("a",))
    plan = answer.solved.plan
    assert answer.moves == 1
    mentor = plan.appointments.mentor("b")
    assert mentor is not None
    assert plan.composition.seats[mentor] == plan.composition.seats["b"]
    [move] = plan.moves
    assert "otherwise: Network 1" in told(answer, move.leader)


def test_a_leavers_duties_are_handed_on_and_the_others_stay() -> None:
    settings = policy("5-7", 4)
    before = composed(company(), settings)
    contact = before.appointments.of(Duty.CONTACT)[0].person
    host = next(a.person for a in before.appointments.of(Duty.HOST))
    answer = rebalanced(before, settings, leavers=(host, contact))
    after = answer.solved.plan.appointments
    assert not {host, contact} & {a.person for a in after.all}
    kept = [a for a in before.appointments.of(Duty.HOST) if a.person != host and a.network != answer.differences]
    moved = {move.leader for move in answer.solved.plan.moves}
    assert {a for a in kept if a.person not in moved} <= set(after.all)
    assert len(after.of(Duty.HOST)) == len(before.appointments.of(Duty.HOST))
    assert len(after.of(Duty.CONTACT)) == 4
    assert answer.solved.plan.meetings == before.meetings


# -- who is who ----------------------------------------------------------------------------------------------------


def test_an_id_that_changed_is_suspected_and_the_seat_kept() -> None:
    before = hand_made("abc", "def", a={"title": "T", "department": "F", "name": "Anna Berg"})
    chart = Organisation(
        (leader("a9", name="Anna  berg", title="T", department="F"), *(leader(p, department="F") for p in "bcdef"))
    )
    answer = rebalanced(before, policy("2-4", 2, goals=MIX, duties={}), chart)
    assert answer.moves == 0
    assert answer.solved.plan.composition.seats["a9"] == "1"
    assert codes(answer) == ["NC523"]
    assert "seems to have a new id (a before, a9 now)" in str(answer.solved.findings[0].message)


def test_namesakes_are_told_apart_by_id() -> None:
    before = hand_made("abc", "def", a={"name": "Anna Berg"})
    settings = policy("2-4", 2, goals=MIX, duties={})
    answer = rebalanced(before, settings, joiners=(leader("n", name="Anna Berg", department="F"),))
    assert codes(answer) == ["NC525"]
    between = standing(answer.solved.plan, answer.solved.scenario.organisation)
    with pytest.raises(Refused) as refused:
        attempt(between, settings, leavers=("Anna Berg",))
    assert [finding.code for finding in refused.value.findings] == ["NC522"]
    assert rebalanced(between, settings, leavers=("n",)).differences.leavers == ("n",)
    left = rebalanced(
        before, settings, leavers=("a",), joiners=(leader("n", name="Anna Berg", title="Other", department="F"),)
    )
    assert codes(left) == ["NC525"]
    assert left.differences.successions == ()


@pytest.mark.parametrize(
    "asked",
    [{"leavers": ("who",)}, {"successors": (("who", "a"),)}, {"permanent": ("who",)}, {"successors": (("b", "who"),)}],
)
def test_an_option_that_names_nobody_is_refused(asked: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        attempt(hand_made("abc", "def"), policy("2-4", 2, goals=MIX, duties={}), **asked)
    assert {finding.code for finding in refused.value.findings} == {"NC521"}


def test_a_list_without_networks_is_no_plan() -> None:
    with pytest.raises(Refused) as refused:
        ensure_seated(company())
    assert [finding.code for finding in refused.value.findings] == ["NC528"]


def test_what_hr_noted_stays_where_the_new_org_chart_has_no_column_for_it() -> None:
    before = hand_made("abc", "def", a={"can_host": False, "apart": ("d", "e")}, b={"locked": True})
    chart = Organisation(tuple(leader(p) for p in "abcdf"))
    people = rebalanced(before, policy("2-4", 2, goals=MIX, duties={}), chart).solved.scenario.organisation
    assert (people.person("a").can_host, people.person("a").apart, people.person("b").locked) == (False, ("d",), True)
    answer = rebalanced(before, policy("2-4", 2, goals=MIX, duties={}), chart, columns={"can_host"})
    assert answer.solved.scenario.organisation.person("a").can_host is None


# -- how many moves ------------------------------------------------------------------------------------------------


def crowded() -> Standing:
    """Three of department F sit together: two moves, or one exchange of two, would part them."""
    return hand_made("abcx", "defy", "ghiz", **{p: {"department": "F"} for p in "abc"})


def test_more_moves_buy_a_better_mix_and_fewer_are_refused() -> None:
    settings = policy("2-6", 3, goals=MIX, duties={})
    still = rebalanced(crowded(), settings)
    assert [(p.moves, p.goals[0].value, p.proven) for p in still.trade_off] == [
        (0, 3, True),
        (1, 1, True),
        (2, 0, True),
    ]
    assert (still.moves, still.complete, still.fewest_proven) == (0, True, True)
    assert [rebalanced(crowded(), settings, most_moves=k).moves for k in (0, 1, 2, 9)] == [0, 1, 2, 2]
    best = rebalanced(crowded(), settings, most_moves=1)
    [move] = best.solved.plan.moves
    assert "a better mix: 2 pairs fewer with the same department" in told(best, move.leader)
    chart = Organisation((leader("a"), leader("b", "a"), *(leader(p) for p in "cxdefyghiz")))
    refused = attempt(crowded(), settings, chart, most_moves=0)
    assert isinstance(refused, Unsolvable)
    assert [clash.rule for clash in refused.conflict.conflict] == ["churn", "reporting_line"]
    [way] = ways_to_rebalance(refused, today=TODAY, effort=Effort(), language=Language.EN)
    assert str(way.change) == "Allow 1 move (--max-moves 1), or leave --max-moves out."


def test_what_is_said_of_the_moves_claims_no_more_than_is_proven() -> None:
    settings = policy("2-6", 3, goals=MIX, duties={})
    none, one = (rebalanced(crowded(), settings, most_moves=k) for k in (0, 1))
    assert str(moves_sentence(none)) == "Nobody changes network: none with as many moves is better mixed."
    assert str(moves_sentence(one)) == (
        "1 member changes network: fewer moves would do, with a worse mix, and none with as many moves is better mixed."
    )
    least = replace(one, trade_off=one.trade_off[1:])
    assert "no plan keeps the rules with fewer moves" in str(moves_sentence(least))
    assert "a plan with fewer moves is not excluded" in str(moves_sentence(replace(least, fewest_proven=False)))
    unproven = replace(one, trade_off=tuple(replace(point, proven=False) for point in one.trade_off))
    assert str(moves_sentence(unproven)).endswith("a better mix with as many is not excluded.")


def test_hosts_stay_when_asked_to() -> None:
    before = crowded()
    hosts = composed(Organisation(tuple(replace(p, locked=True) for p in before.organisation.people)), policy("3-5", 3))
    before = Standing(before.organisation, hosts.appointments)
    answer = rebalanced(before, policy("3-5", 3, goals=MIX), most_moves=9, keep_hosts=True)
    hosting = {a.person for a in before.appointments.of(Duty.HOST)}
    assert hosting
    assert not hosting & {move.leader for move in answer.solved.plan.moves}


# -- networks ------------------------------------------------------------------------------------------------------


def test_too_few_for_the_networks_is_explained_and_a_merger_proposed_with_its_cost() -> None:
    before = hand_made("abcd", "efgh", "ijkl")
    refused = attempt(before, policy("4-6", 3, goals=MIX, duties={}), leavers=("a",))
    assert isinstance(refused, Unsolvable)
    merge, wider = other_sizes(refused.scenario, Effort())
    # Network 1 has three left: they move to the other two.
    assert str(merge.change) == "Merge: 2 networks instead of 3 (--networks 2)."
    assert str(merge.effect) == "3 members move; 0 pairs more than the unavoidable meet."
    assert str(wider.change) == "Let networks have 3-6 members (--size 3-6 --networks 3)."
    assert str(wider.effect) == "0 members move; 0 pairs more than the unavoidable meet."
    merged = rebalanced(before, policy("4-6", 2, goals=MIX, duties={}), leavers=("a",), number=2)
    assert merged.moves == merged.trade_off[0].moves == 3
    assert {move.origin for move in merged.solved.plan.moves} == {"1"}
    assert told(merged, "b").endswith("(network 1 is closed)")


def test_another_number_of_networks_is_proposed_at_the_edge_and_never_taken_silently() -> None:
    before = hand_made("abcd", "efgh", "ijkl")
    answer = rebalanced(before, policy("4-6", 3, goals=MIX, duties={}))
    assert len(answer.solved.plan.composition.networks) == 3
    assert codes(answer) == ["NC529"]
    assert "Merge: 2 networks instead of 3 (--networks 2). 4 members move;" in str(answer.solved.findings[0].message)


def test_the_plans_own_number_of_networks_goes_before_the_policys() -> None:
    answer = rebalanced(hand_made("abcde", "fghij", "klmno"), policy("4-8", 2, goals=MIX, duties={}))
    assert len(answer.solved.plan.composition.networks) == 3
    assert answer.moves == 0
    assert "NC526" in codes(answer)


def test_strata_are_rebalanced_each_by_itself() -> None:
    strata = [
        {"name": "A", "attribute": "title", "values": ["A"], "networks": 2, "size": "2-4"},
        {"name": "B", "attribute": "title", "values": ["B"], "networks": 2, "size": "2-4"},
    ]
    titles = {p: {"title": "A", "department": "F"} for p in "abcdef"} | {p: {"title": "B"} for p in "ghijkl"}
    before = hand_made("abcd", "ef", "ghi", "jkl", **titles)
    settings = policy("2-4", "auto", strata=strata, goals=MIX, duties={})
    answer = rebalanced(before, settings, leavers=("g",), joiners=(leader("n", name="N", title="B"),))
    assert [(p.moves, p.goals[0].value, p.proven) for p in answer.trade_off] == [(0, 7, True), (1, 6, True)]
    assert [network.stratum for network in answer.solved.plan.composition.networks] == ["A", "A", "B", "B"]
    assert answer.moves == 0
    assert answer.solved.plan.composition.seats["n"] in {"3", "4"}


def test_people_keep_their_own_columns_and_the_plan_its_people() -> None:
    person = leader("n", name="N", own_columns=(("Phone", "1"),))
    answer = rebalanced(hand_made("abc", "def"), policy("2-4", 2, goals=MIX, duties={}), joiners=(person,))
    people: dict[str, Person] = {p.id: p for p in answer.solved.scenario.organisation.people}
    assert people["n"].own_columns == (("Phone", "1"),)
    assert people["n"].network is None  # who had no seat before does not count as moved next time either
