"""Who takes part, who is new, how many networks: the edges."""

from __future__ import annotations

from datetime import date

import pytest

from netcompose.organisation import Level
from netcompose.policy.scenario import fitting_numbers, is_new, network_ids
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
