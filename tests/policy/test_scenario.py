"""Who takes part, who is new, how many networks: the edges."""

from __future__ import annotations

from datetime import date

import pytest

from netcompose.organisation import Level, Organisation, Person
from netcompose.plan import Composition, Network
from netcompose.policy.scenario import Scenario, apportioned, fitting_numbers, is_new, network_ids, strata
from netcompose.policy.settings import Size
from worlds import TODAY, leader, policy, scenario


def reasons(*people: object, **settings: object) -> dict[str, str]:
    """Why each person who is not placed is not."""
    return {n.leader: str(n.reason) for n in scenario(list(people), policy(**settings)).not_placed}  # type: ignore[arg-type]


def test_levels_outside_the_policy_are_silently_outside() -> None:
    made = scenario([leader("1", level=Level.CHIEF), leader("2", "1")], policy())
    assert made.participants == ("2",)
    assert made.not_placed == ()


def test_an_acting_leader_is_asked_for_with_the_superior_to_ask() -> None:
    made = scenario([leader("1", level=Level.CHIEF), leader("2", "1", acting=True)], policy())
    assert [(n.leader, str(n.reason), n.ask) for n in made.not_placed] == [("2", "acting: to be agreed", "1")]


@pytest.mark.parametrize(
    ("acting", "said", "placed"),
    [
        ("ask", None, False),
        ("include", None, True),
        ("exclude", None, False),
        ("ask", True, True),
        ("exclude", True, True),
        ("include", False, False),
    ],
)
def test_the_sheets_own_word_goes_before_the_policy(acting: str, said: bool | None, placed: bool) -> None:
    made = scenario([leader("1", acting=True, participates=said)], policy(participants={"acting": acting}))
    assert ("1" in made.participants) is placed
    assert bool(made.not_placed) is not placed


def test_the_sheets_yes_brings_in_somebody_of_another_level() -> None:
    assert scenario([leader("1", level=Level.CHIEF, participates=True)], policy()).participants == ("1",)


def test_with_sign_up_only_those_who_signed_up_take_part() -> None:
    people = [leader("1", signed_up=True), leader("2", signed_up=False), leader("3")]
    assert reasons(*people, participants={"sign_up": True}) == {"2": "not signed up", "3": "not signed up"}


@pytest.mark.parametrize(
    ("started", "months", "new"),
    [
        (date(2025, 9, 1), 12, True),  # twelve months to the day
        (date(2025, 8, 31), 12, False),  # a day more
        (date(2026, 9, 1), 0, True),  # today
        (date(2026, 8, 31), 0, False),
        (date(2026, 9, 2), 12, False),  # has not started yet
        (None, 12, False),
    ],
)
def test_new_is_counted_from_the_start_as_leader(started: date | None, months: int, new: bool) -> None:
    assert is_new(leader("1", started=started), TODAY, months) is new


@pytest.mark.parametrize("said", [True, False])
def test_the_sheets_word_on_new_goes_before_the_date(said: bool) -> None:
    assert is_new(leader("1", started=TODAY, new=said), TODAY, 12) is said
    assert is_new(leader("1", started=date(1990, 1, 1), new=said), TODAY, 12) is said


@pytest.mark.parametrize(
    ("people", "size", "numbers"),
    [
        (78, "8-9", (9,)),  # 78/9 = 8.67; ten would need 80
        (110, "10-12", (10, 11)),  # 110/10 = 11 is the middle
        (12, "2-6", (3, 4, 5, 2, 6)),  # 12/3 = 4 is the middle; 12/2 and 12/6 are both 2 away
        (16, "8-9", (2,)),
        (15, "8-9", (1,)),  # nothing fits
        (0, "8-9", (1,)),
        (3, "8-9", (1,)),
    ],
)
def test_the_number_of_networks_fits_the_sizes_best(people: int, size: str, numbers: tuple[int, ...]) -> None:
    assert fitting_numbers(people, Size.parse(size)) == numbers


def test_network_ids_keep_locked_then_used_then_free_numbers() -> None:
    people = (leader("1", network="Blå", locked=True), leader("2", network="2"), leader("3", network="12"))
    assert network_ids(people, 1) == ("Blå",)
    assert network_ids(people, 2) == ("2", "Blå")
    assert network_ids(people, 5) == ("1", "2", "3", "12", "Blå")
    assert network_ids(people, 5, {"1", "2"}) == ("3", "4", "5", "12", "Blå")


def test_who_may_be_mentor_and_of_how_many() -> None:
    people = [
        leader("1"),
        leader("2", new=True),
        leader("3", acting=True, participates=True),
        leader("4", can_mentor=False),
        leader("5", max_mentees=5),
        leader("6", max_mentees=0),
    ]
    made = scenario(people, policy(duties={"mentor": {"most_mentees": 2}}))
    assert [made.mentees_at_most(p) for p in made.participants] == [2, 0, 0, 0, 5, 0]
    without = scenario(people, policy(duties={}))
    assert [without.mentees_at_most(p) for p in without.participants] == [0] * 6
    assert not without.mentors_wanted


def top(id: str, **fields: object) -> object:
    return leader(id, level=Level.LEADER_OF_LEADERS, **fields)


TOP = {"name": "top", "levels": ["leader_of_leaders"]}
REST = {"name": "rest", "levels": ["leader_of_employees"]}


def split(people: list[object], *parts: dict[str, object], **settings: object) -> tuple[Scenario, ...]:
    return strata(Organisation(tuple(people)), policy(**{"size": "2-3", "strata": parts, **settings}), TODAY)  # type: ignore[arg-type]


def test_without_strata_there_is_one_scenario() -> None:
    people = [leader("1"), leader("2")]
    (only,) = split(people)
    assert only == scenario(people, policy(size="2-3"))
    assert only.stratum is None


def test_each_stratum_is_a_scenario_numbered_on() -> None:
    people = [*(top(f"t{i}") for i in range(4)), *(leader(f"e{i}") for i in range(9))]
    first, second = split(people, {**TOP, "networks": 2}, {**REST, "size": "4-5"})
    assert (first.stratum, first.networks, str(first.size)) == ("top", ("1", "2"), "2-3")
    assert (second.stratum, second.networks, str(second.size)) == ("rest", ("3", "4"), "4-5")  # 9 people: 4 + 5
    assert first.participants == ("t0", "t1", "t2", "t3")
    assert first.elsewhere == set(second.participants)
    assert first.policy.networks.number == 2
    assert (first.policy.strata, second.policy.strata) == ((), ())


def test_another_number_of_networks_keeps_clear_of_the_others() -> None:
    people = [*(top(f"t{i}", network="3") for i in range(4)), *(leader(f"e{i}", network="1") for i in range(4))]
    first, second = split(people, TOP, REST)
    assert (first.networks, second.networks) == (("2", "3"), ("1", "4"))
    wider = first.with_networks(3)
    assert wider.networks == ("2", "3", "4")  # 1 is where the others sit
    assert second.with_networks(2, wider.networks).networks == ("1", "5")


def test_a_network_of_the_sheet_stays_with_those_locked_there_then_with_most() -> None:
    people = [
        *(top(f"t{i}", network="1") for i in range(2)),
        leader("e0", network="1", locked=True),
        *(leader(f"e{i}", network="2") for i in range(1, 3)),
        *(top(f"t{i}", network="2") for i in range(2, 5)),
    ]
    first, second = split(people, {**TOP, "networks": 2}, {**REST, "networks": 2})
    assert first.reserved == {"1"}
    assert second.reserved == {"2"}
    assert (first.networks, second.networks) == (("2", "3"), ("1", "4"))


def test_who_belongs_to_no_stratum_is_not_placed_and_told_why() -> None:
    people = [top("a"), top("b"), leader("c", department="North"), leader("d", department="South"), leader("e")]
    north = {"name": "north", "attribute": "department", "values": ["NORTH", "East"], "size": "1"}
    first, second = split(people, TOP, north)
    assert second.participants == ("c",)
    assert [(n.leader, str(n.reason)) for n in first.not_placed] == [
        ("d", "belongs to none of the policy's strata"),
        ("e", "belongs to none of the policy's strata"),
    ]
    assert second.not_placed == ()


def test_who_does_not_take_part_is_listed_once_where_they_would_be() -> None:
    people = [top("a"), top("b"), leader("c"), leader("d"), leader("e", acting=True), top("f", participates=False)]
    first, second = split(people, TOP, REST)
    assert [n.leader for n in first.not_placed] == ["f"]
    assert [(n.leader, str(n.reason)) for n in second.not_placed] == [("e", "acting: to be agreed")]


def test_the_first_stratum_that_concerns_somebody_has_them_by_level_and_value() -> None:
    people = [top("a", department="X"), top("b", department="Y"), leader("c", department="X"), leader("d")]
    narrow = {**TOP, "name": "narrow", "attribute": "department", "values": ["X"], "size": "1"}
    both = {"name": "both", "levels": ["leader_of_leaders", "leader_of_employees"]}
    first, second = split(people, narrow, both)
    assert (first.participants, second.participants) == (("a",), ("b", "c", "d"))


def test_a_limit_holds_in_its_own_stratum_or_in_all() -> None:
    limits = [
        {"attribute": "department", "value": "X", "at_most": 1},
        {"attribute": "department", "value": "Y", "at_most": 1, "stratum": "rest"},
    ]
    first, second = split([top("a"), top("b"), leader("c"), leader("d")], TOP, REST, limits=limits)
    assert [limit.value for limit in first.policy.limits] == ["X"]
    assert [limit.value for limit in second.policy.limits] == ["X", "Y"]


def test_a_composition_is_apportioned_to_the_strata() -> None:
    scenarios = split([top("a"), top("b"), leader("c"), leader("d")], TOP, REST)
    assert [s.networks for s in scenarios] == [("1",), ("2",)]
    made = Composition(
        tuple(Network(id, id, tuple(members)) for id, members in {"1": "", "2": "ac", "3": "ab", "4": "d"}.items())
    )
    parts = apportioned(made, scenarios)
    # 2 is split evenly and has the id of a network of the second stratum
    assert [[network.id for network in part.networks] for part in parts] == [["1", "3"], ["2", "4"]]


GIVEN = {"size": "1-9", "number": "auto", "given": True}


@pytest.mark.parametrize(
    ("person", "settings", "why"),
    [
        ({}, {}, None),
        ({"participates": False}, {}, "the sheet says that they do not take part"),
        ({"acting": True}, {}, "acting: to be agreed"),
        ({"acting": True}, {"participants": {"acting": "exclude"}}, "acting: does not take part"),
        ({"signed_up": False}, {"participants": {"sign_up": True}}, "not signed up"),
        ({"signed_up": True, "acting": True}, {"participants": {"sign_up": True}}, "acting: to be agreed"),
        ({"network": "1"}, {"networks": GIVEN}, None),
        ({"participates": True}, {"networks": GIVEN}, "has no network in the sheet"),
        ({"participates": False}, {"networks": GIVEN}, "the sheet says that they do not take part"),
        ({"network": "1", "participates": False}, {"networks": GIVEN}, "the sheet says that they do not take part"),
        ({}, {"networks": GIVEN}, ""),
        ({"participates": True}, {"participants": {"given": True}}, None),
        ({"participates": False}, {"participants": {"given": True}}, "the sheet says that they do not take part"),
        ({}, {"participants": {"given": True}}, None),  # where nobody has a Yes, all of the levels take part
        ({"level": Level.CHIEF}, {}, ""),
        ({"level": Level.CHIEF, "participates": False}, {}, "the sheet says that they do not take part"),
    ],
)
def test_why_somebody_is_not_placed(person: dict[str, object], settings: dict[str, object], why: str | None) -> None:
    """None: they are; the empty reason: nobody would expect them."""
    made = scenario([leader("1", **person)], policy(**settings))
    assert made.participants == (("1",) if why is None else ())
    assert [str(n.reason) for n in made.not_placed] == ([why] if why else [])


def test_with_a_yes_given_to_some_the_others_are_outside() -> None:
    made = scenario(
        [leader("1", participates=True), leader("2"), leader("3", participates=False)],
        policy(participants={"given": True}),
    )
    assert made.participants == ("1",)
    assert made.not_placed == ()


def test_who_is_asked_about_an_acting_leader() -> None:
    """The nearest chief or director above them, else the nearest superior, else nobody."""
    director = leader("d", level=Level.DIRECTOR)
    chief = leader("c", "d", level=Level.CHIEF)
    people = [director, chief, leader("m", "c"), leader("x", "m", acting=True), leader("t")]
    people += [leader("y", "t", acting=True), leader("z", acting=True), leader("w", "d", acting=True)]
    asked = {n.leader: n.ask for n in scenario(people, policy()).not_placed}
    assert asked == {"x": "c", "y": "t", "z": None, "w": "d"}


def test_given_networks_are_those_of_the_sheet_and_everybody_is_locked() -> None:
    people = [leader("1", network="12"), leader("2", network="B"), leader("3", network="2"), leader("4", network="2")]
    made = scenario(people, policy(networks=GIVEN))
    assert made.networks == ("2", "12", "B")
    assert made.locked == {"1": "12", "2": "B", "3": "2", "4": "2"}
    assert made.with_networks(7) == made
    assert made.numbers == (3,)
    free = scenario(people, policy(size="1-4", number="auto"))
    assert free.locked == {}
    assert free.numbers == (2, 3, 1, 4)  # two of two are nearest to two and a half
    assert scenario(people, policy(size="1-4", number=3)).numbers == (3,)


def test_what_a_given_network_is_about_stands_on_one_of_its_rows() -> None:
    columns = {"theme_column": "Theme", "type_column": "Type", "field_column": "Field"}
    people = [
        leader("1", network="1"),
        leader("2", network="1", own_columns=(("Theme", "Ethics"), ("Type", "Lean"), ("Field", "North"))),
        leader("3", network="1", own_columns=(("Theme", "Later"),)),
    ]
    network = Network("1", "One", ("1", "gone", "2", "3"))
    made = scenario(people, policy(networks={**GIVEN, **columns}))
    assert (made.theme(network), made.type(network), made.field(network)) == ("Ethics", "Lean", "North")
    bare = scenario(people, policy(networks=GIVEN))
    assert (bare.theme(network), bare.type(network), bare.field(network)) == (None, None, None)
    assert made.theme(Network("2", "Two", ("1",))) is None


@pytest.mark.parametrize(("people", "size"), [(n, size) for n in range(1, 40) for size in ("1", "3-5", "4-9", "7")])
def test_numbers_that_fit_are_all_those_and_the_nearest_to_the_middle_first(people: int, size: str) -> None:
    made = Size.parse(size)
    fit = [n for n in range(1, people + 1) if made.smallest * n <= people <= made.largest * n]
    numbers = fitting_numbers(people, made)
    if fit:
        off = [abs(people / n - (made.smallest + made.largest) / 2) for n in numbers]
        assert sorted(numbers) == fit
        assert off == sorted(off)
    else:
        assert numbers == (max(1, people // made.smallest),)


def test_the_owner_of_a_network_is_who_has_most_locked_then_most() -> None:
    """One locked seat outweighs any number of others; and of equals the first stratum has it."""

    def owners(*seats: tuple[str, str, bool]) -> list[frozenset[str]]:
        people = [
            (top if part == "t" else leader)(f"{part}{i}", network=network, locked=locked)
            for i, (part, network, locked) in enumerate(seats)
        ]
        return [
            made.reserved
            for made in split(people, {**TOP, "networks": 2, "size": "1-9"}, {**REST, "networks": 2, "size": "1-9"})
        ]

    sits = [("t", "1", False)] * 3
    assert owners(*sits, ("e", "1", True)) == [{"1"}, set()]
    assert owners(*sits, ("e", "1", False)) == [set(), {"1"}]
    assert owners(("t", "1", True), *[("e", "1", False)] * 3) == [set(), {"1"}]
    assert owners(("t", "1", True), ("e", "1", True), ("e", "1", False)) == [{"1"}, set()]
    assert owners(("t", "1", False), ("e", "1", False), ("e", "2", False)) == [{"2"}, {"1"}]


@pytest.mark.parametrize(
    ("people", "fault"),
    [
        ([leader("a"), leader("a")], "two people share an id"),
        ([leader("a", "z")], "somebody who is not in the organisation"),
        ([leader("a", apart=("z",))], "somebody who is not in the organisation"),
        ([leader("a", "b"), leader("b", "c"), leader("c", "a")], "a reporting line runs in a circle"),
    ],
)
def test_an_organisation_that_contradicts_itself_is_none(people: list[Person], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        Organisation(tuple(people))
