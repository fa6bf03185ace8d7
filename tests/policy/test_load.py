"""Policies: shipped ones load, faulty ones are refused with a sentence that helps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from netcompose.findings import Refused, Severity
from netcompose.language import Language
from netcompose.policy.load import (
    differences,
    load_policy,
    parse_policy,
    policy_text,
    policy_toml,
    renamed,
    shipped_policies,
    with_columns,
    with_setting,
)
from netcompose.policy.settings import Policy, Size

if TYPE_CHECKING:
    from pathlib import Path

SMALLEST = 'name = "own"\n[networks]\nsize = "8-9"\n'
LIMIT = '[[limits]]\nattribute = "level"\nvalue = "X"\n'
STRATUM = '[[strata]]\nname = "low"\nlevels = ["leader_of_employees"]\n'


def refusal(text: str) -> list[tuple[str, str, str]]:
    """(code, message, remedy) of each finding that a policy's text leads to."""
    with pytest.raises(Refused) as refused:
        parse_policy(text, "own.toml")
    return [(f.code, str(f.message), str(f.remedy)) for f in refused.value.findings]


@pytest.mark.parametrize("name", shipped_policies())
def test_a_shipped_policy_survives_being_written_in_full(name: str) -> None:
    policy = load_policy(name)
    assert policy.name == name
    assert parse_policy(policy_toml(policy), name) == policy


def test_odder_is_what_the_charter_says() -> None:
    odder = load_policy("odder")
    assert str(odder.networks.size) == "8-9"
    assert odder.networks.number == 9
    assert odder.participants.acting == "ask"
    assert odder.rules.reporting_line == "direct"
    assert odder.language is Language.DA
    assert odder.meetings is not None
    assert (odder.meetings.a_year, odder.meetings.hours) == (3, 2)
    assert [(goal.goal, goal.attribute) for goal in odder.goals[:2]] == [("mix", "department"), ("mix", "level")]


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(SMALLEST, encoding="utf-8-sig")
    assert load_policy(str(file)).name == "own"
    assert policy_text(str(file)) == SMALLEST


def test_an_unknown_policy_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(Refused) as refused:
        load_policy("oder")
    (finding,) = refused.value.findings
    assert (finding.code, str(finding.message)) == ("NC001", "There is no policy 'oder'.")
    assert str(finding.remedy) == "Did you mean odder? Or give the path of a TOML file."


def test_an_unknown_policy_unlike_any_is_answered_with_all_names() -> None:
    with pytest.raises(Refused) as refused:
        load_policy("\0xyz")
    (finding,) = refused.value.findings
    assert "odder" in str(finding.remedy)


def test_a_policy_that_is_not_utf_8_says_so(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_bytes("name = 'æ'".encode("cp1252"))
    with pytest.raises(Refused) as refused:
        load_policy(str(file))
    assert [(f.code, str(f.remedy)) for f in refused.value.findings] == [("NC002", "Save it as UTF-8.")]


def test_broken_toml_says_where() -> None:
    ((code, message, _),) = refusal('name = "own"\n[networks\n')
    assert code == "NC002"
    assert "line 2" in message


def test_every_misspelt_key_is_answered_with_the_nearest_right_one() -> None:
    text = (
        SMALLEST.replace("size", "sise")
        + 'nummer = 9\n[dutys.host]\n[[goals]]\ngoal = "mix"\natribute = "level"\nrank = 1\n'
    )
    remedies = {message.split("'")[1]: remedy for code, message, remedy in refusal(text) if code == "NC003"}
    assert remedies == {
        "networks.sise": "Did you mean 'size'?",
        "networks.nummer": "Did you mean 'number'?",
        "dutys": "Did you mean 'duties'?",
        "goals.1.atribute": "Did you mean 'attribute'?",
    }


def test_a_key_unlike_any_is_answered_with_all_that_are_known() -> None:
    ((code, _, remedy),) = refusal(SMALLEST + "zzzzzz = 1\n")
    assert (code, remedy) == ("NC003", "Known here: field_column, given, number, size, theme_column, type_column.")


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        ('[networks]\nsize = "8-9"\n', "NC004", "lacks 'name'"),
        (SMALLEST.replace("8-9", "9-8"), "NC005", "write 8-9"),
        (SMALLEST.replace("8-9", "some"), "NC005", "write it like 8-9"),
        (SMALLEST.replace('"8-9"', "true"), "NC004", "networks.size"),
        (SMALLEST + "number = 0\n", "NC004", "networks.number"),
        (SMALLEST + '[[goals]]\ngoal = "mix"\nrank = 1\n', "NC005", "needs an attribute"),
        (SMALLEST + '[[goals]]\ngoal = "even_size"\nattribute = "x"\nrank = 1\n', "NC005", "takes no attribute"),
        (SMALLEST + '[[goals]]\ngoal = "even_size"\nrank = 1\n' * 2, "NC005", "the goal even_size is listed twice"),
        (SMALLEST + '[[goals]]\ngoal = "same"\nrank = 1\n', "NC005", "the goal same needs an attribute"),
        (SMALLEST + '[[goals]]\ngoal = "churn"\nattribute = "x"\nrank = 1\n', "NC005", "churn takes no attribute"),
        (
            SMALLEST + "".join(f'[[goals]]\ngoal = "{g}"\nattribute = "level"\nrank = 1\n' for g in ("mix", "same")),
            "NC005",
            "level cannot be both mixed and kept the same",
        ),
        (SMALLEST + "[rules]\nreporting_depth = 2\n", "NC005", "reporting_line is direct"),
        (SMALLEST + '[rules]\nreporting_line = "chain"\nreporting_depth = 0\n', "NC004", "rules.reporting_depth"),
        (
            SMALLEST + '[rules]\nreporting_line = "off"\nreporting_exempt = ["director"]\n',
            "NC005",
            "reporting_line = off keeps nobody apart",
        ),
        (SMALLEST + '[rules]\nreporting_exempt = ["boss"]\n', "NC004", "rules.reporting_exempt"),
        (SMALLEST + LIMIT, "NC005", "says neither at_least nor at_most"),
        (SMALLEST + LIMIT + "at_least = 3\nat_most = 2\n", "NC005", "at_least (3) is above at_most (2) for level X"),
        (SMALLEST + LIMIT + "at_least = 0\n", "NC004", "limits.1.at_least"),
        (SMALLEST + (LIMIT + "at_most = 2\n") * 2, "NC005", "the limit on level X is listed twice"),
        (SMALLEST + LIMIT + 'at_most = 2\nstratum = "top"\n', "NC005", "a stratum top that is not listed"),
        (SMALLEST + '[[strata]]\nname = "top"\n', "NC005", "the stratum top says neither levels nor attribute"),
        (SMALLEST + '[[strata]]\nname = "top"\nattribute = "x"\n', "NC005", "needs attribute and values together"),
        (SMALLEST + '[[strata]]\nname = "top"\nvalues = ["x"]\n', "NC005", "needs attribute and values together"),
        (SMALLEST + STRATUM * 2, "NC005", "the stratum low is listed twice"),
        (SMALLEST + "number = 9\n" + STRATUM, "NC005", "each of the [[strata]] has its own"),
        (
            SMALLEST + '[[strata]]\nname = "top"\nlevels = ["director", "leader_of_leaders"]\n',
            "NC005",
            "the stratum top is for director, which [participants] levels leaves out",
        ),
        (SMALLEST + STRATUM + 'size = "9-8"\n', "NC005", "write 8-9"),
        (SMALLEST + "[duties.mentor]\nmost_mentees = 0\n", "NC004", "duties.mentor.most_mentees"),
        (SMALLEST + "[participants]\nlevels = []\n", "NC004", "participants.levels"),
        (SMALLEST + "[meetings]\na_year = 3\nhours = nan\n", "NC004", "meetings.hours"),
    ],
)
def test_a_faulty_value_gets_a_sentence_of_its_own(text: str, code: str, part: str) -> None:
    found = refusal(text)
    assert {c for c, _, _ in found} == {code}
    assert all(part in message for _, message, _ in found)


@pytest.mark.parametrize(
    ("text", "smallest", "largest"), [("8-9", 8, 9), ("8", 8, 8), (" 8 – 9 ", 8, 9), ("8..9", 8, 9)]
)
def test_a_size_is_read_as_people_write_it(text: str, smallest: int, largest: int) -> None:
    assert Size.parse(text) == Size(smallest=smallest, largest=largest)


@pytest.mark.parametrize("text", ["", "-", "8-", "0", "0-3", "9-8", "8-9-10", "1e3", "eight"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"size|Size|greater"):
        Size.parse(text)


def test_a_size_may_be_a_number_in_toml() -> None:
    assert str(parse_policy(SMALLEST.replace('"8-9"', "8"), "x").networks.size) == "8"


FULL = (
    SMALLEST
    + LIMIT
    + "at_least = 1\nat_most = 2\n"
    + LIMIT
    + 'at_most = 1\nstratum = "low"\n'
    + STRATUM
    + 'networks = 2\nsize = "6-8"\nattribute = "Area"\nvalues = ["North", "South"]\n'
    + '[rules]\nreporting_line = "chain"\nreporting_depth = 2\nreporting_exempt = ["director"]\nsiblings = true\n'
    + "".join(f'[[goals]]\ngoal = "{goal}"\nrank = 1\n' for goal in ("new_faces", "churn"))
)


def test_every_setting_survives_being_written_in_full() -> None:
    policy = parse_policy(FULL, "own.toml")
    assert policy.limits[0].at_least == 1
    assert policy.strata[0].values == ("North", "South")
    assert parse_policy(policy_toml(policy), "written") == policy


def test_a_misspelt_key_of_a_limit_or_stratum_gets_the_right_one() -> None:
    remedies = [remedy for _, _, remedy in refusal(FULL.replace("at_least", "atleast").replace("values", "valuess"))]
    assert remedies == ["Did you mean 'at_least'?", "Did you mean 'values'?"]


@pytest.mark.parametrize(
    ("line", "depth", "exempt", "reach"), [("chain", 2, 1, 2), ("direct", None, 1, 1), ("off", None, 0, 0)]
)
def test_another_reporting_line_drops_what_means_nothing_there(
    line: Literal["direct", "chain", "off"], depth: int | None, exempt: int, reach: int
) -> None:
    policy = parse_policy(FULL, "own.toml")
    rules = policy.rules.with_reporting_line(line)
    assert (rules.reporting_line, rules.reporting_depth, len(rules.reporting_exempt), rules.reach) == (
        line,
        depth,
        exempt,
        reach,
    )
    changed = policy.model_copy(update={"rules": rules})
    assert parse_policy(policy_toml(changed), "written") == changed


@pytest.mark.parametrize(
    "text", ["x = " + "[" * 20_000, "x = " + "[" * 900 + "]" * 900, "x = " + "{a = " * 900 + "1" + "}" * 900]
)
def test_a_policy_nested_without_end_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_policy(text, "own.toml")
    assert [finding.code for finding in refused.value.findings] == ["NC002"]
    with pytest.raises(Refused):
        with_setting(load_policy("odder"), "rules.siblings", text.removeprefix("x = "))


def refused_finding(key: str, value: str = "1") -> tuple[str, str, str, str | None]:
    with pytest.raises(Refused) as refused:
        with_setting(parse_policy(FULL, "own.toml"), key, value)
    (finding,) = refused.value.findings
    assert finding.severity is Severity.ERROR
    return finding.code, str(finding.message), str(finding.remedy), finding.value


@pytest.mark.parametrize(
    "key", ["goals.3.rank", "goals.0.rank", "goals.x.rank", "goals.3", "goals.first", "name.first", "goals.1.rank.more"]
)
def test_a_setting_that_has_no_place_is_answered_with_the_tables_there_are(key: str) -> None:
    code, message, remedy, value = refused_finding(key)
    assert (code, message, value) == ("NC003", f"The policy has no setting '{key}'.", key)
    assert remedy == f"Known here: {', '.join(sorted(Policy.model_fields))}."


def test_a_setting_that_is_unknown_or_faulty_is_told_as_in_a_file() -> None:
    assert refused_finding("rules.sibling")[1:3] == (
        "The policy --set rules.sibling has an unknown key 'rules.sibling'.",
        "Did you mean 'siblings'?",
    )
    assert refused_finding("ruls.siblings")[1:] == (
        "The policy --set ruls.siblings has an unknown key 'ruls'.",
        "Did you mean 'rules'?",
        "ruls",
    )
    code, message, remedy, value = refused_finding("goals.1.rank", "0")
    assert (code, remedy, value) == ("NC004", "Write a value of that kind.", "goals.1.rank")
    assert message.startswith("The policy --set goals.1.rank has '0' at 'goals.1.rank': ")


def test_entries_of_a_list_are_counted_from_one() -> None:
    policy = parse_policy(FULL, "own.toml")
    assert [goal.weight for goal in with_setting(policy, "goals.2.weight", "7").goals] == [1, 7]
    assert [goal.weight for goal in with_setting(policy, "goals.1.weight", "7").goals] == [7, 1]
    changed = with_setting(policy, "goals.2", '{goal = "even_size", rank = 4}')
    assert [goal.goal for goal in changed.goals] == ["new_faces", "even_size"]
    assert with_setting(policy, "duties.host.new_leader_first", "true").duties.host is not None


@pytest.mark.parametrize(
    ("text", "code", "message", "remedy"),
    [
        (
            '[networks]\nsize = "8-9"\n',
            "NC004",
            "The policy own.toml lacks 'name'.",
            "Add it; `netcompose policies show odder --toml` shows a complete policy.",
        ),
        (
            SMALLEST.replace("8-9", "9-8"),
            "NC005",
            "The policy own.toml contradicts itself at 'networks.size': the smallest size (9) is above the largest (8); write 8-9.",
            "Change one of the two.",
        ),
        (
            SMALLEST + '[[goals]]\ngoal = "even_size"\nrank = 1\n' * 2,
            "NC005",
            "The policy own.toml contradicts itself at 'policy': the goal even_size is listed twice.",
            "Change one of the two.",
        ),
        (
            SMALLEST + "number = 0\n",
            "NC004",
            "The policy own.toml has '0' at 'networks.number': that is less than 1.",
            "Write a value of that kind.",
        ),
    ],
)
def test_a_fault_in_full(text: str, code: str, message: str, remedy: str) -> None:
    assert (code, message, remedy) in refusal(text)


def test_broken_toml_is_told_with_what_often_helps() -> None:
    ((code, message, remedy),) = refusal("a = æ\n")
    assert (code, remedy) == ("NC002", "Mend that line; names with æ, ø or å need quotes.")
    assert message.startswith("The policy own.toml is not valid TOML: ")
    ((_, message, _),) = refusal("x = " + "[" * 20_000)
    assert message.startswith("The policy own.toml is not valid TOML: tables or lists are nested too deep")


@pytest.mark.parametrize("name", ["\0xyz", "no such file at all"])
def test_what_is_no_policy_is_answered_in_full(name: str) -> None:
    with pytest.raises(Refused) as refused:
        load_policy(name)
    (finding,) = refused.value.findings
    assert (finding.code, str(finding.message), finding.value) == ("NC001", f"There is no policy '{name}'.", name)
    assert str(finding.remedy) == f"Use one of {', '.join(shipped_policies())}, or the path of a TOML file."


def test_the_shipped_policies_are_in_order() -> None:
    assert list(shipped_policies()) == sorted(shipped_policies())
    assert {"aalborg", "albertslund", "danica", "nyborg", "odder"} <= set(shipped_policies())


def test_differences_name_each_setting_by_what_it_is_about() -> None:
    policy = parse_policy(FULL, "own.toml")
    assert differences(policy, policy.model_copy(update={"name": "x", "title": "y", "source": "z"})) == ()
    other = parse_policy(
        FULL.replace("at_most = 2", "at_most = 3")
        .replace('size = "6-8"', 'size = "7-8"')
        .replace('goal = "churn"\nrank = 1', 'goal = "mix"\nattribute = "level"\nrank = 2')
        .replace("siblings = true", ""),
        "own.toml",
    )
    assert differences(policy, other) == (
        ("rules.siblings", "true", "false"),
        ("limits.level.X.at_most", "2", "3"),  # and not that of the limit in one stratum
        ("strata.Area.low.size", '"6-8"', '"7-8"'),
        ("goals.churn.goal", '"churn"', None),
        ("goals.churn.rank", "1", None),
        ("goals.churn.weight", "1", None),
        ("goals.mix.level.goal", None, '"mix"'),
        ("goals.mix.level.attribute", None, '"level"'),
        ("goals.mix.level.rank", None, "2"),
        ("goals.mix.level.weight", None, "1"),
    )
    several = FULL.replace('value = "X"', 'value = ["X", "Y"]')
    listed = parse_policy(several, "own.toml")
    fewer = parse_policy(several.replace("at_least = 1\n", ""), "own.toml")
    assert differences(listed, fewer) == (("limits.level.X / Y.at_least", "1", None),)
    modes = '[meetings]\na_year = 3\nhours = 2\n[duties.facilitator]\n[[duties.facilitator.modes]]\nmode = "hr"\n'
    rolling = f'{modes}[[duties.facilitator.modes]]\nmode = "rolling"\nfrom_meeting = 2\n'
    some, later = (parse_policy(SMALLEST + text, "own") for text in (rolling, rolling.replace("= 2\n", "= 3\n")))
    assert ("duties.facilitator.modes.rolling.from_meeting", "2", "3") in differences(some, later)


def test_a_policy_is_renamed_and_all_else_stays() -> None:
    text = '# ours\nname = "own" # short\n[networks]\nsize = "8-9"\n'
    assert renamed(text, "Vores Ærø-politik 2") == text.replace('"own"', '"vores-aeroe-politik-2"')
    assert renamed(text, "å b--") == text.replace('"own"', '"aa-b"')
    assert renamed(text, "***") == text


def test_columns_are_written_into_the_policy() -> None:
    text = '# ours\nname = "own"\n[networks]\nsize = "8-9"\n'
    once = with_columns(text, {"department": "Org.enhed"})
    assert once.startswith(text)
    assert parse_policy(once, "own").columns == {"department": "Org.enhed"}
    again = with_columns(once, {"name": "Navn", "department": "Enhed"})
    assert parse_policy(again, "own").columns == {"department": "Enhed", "name": "Navn"}
    assert again.startswith(text)


def test_one_of_a_list_is_set_by_its_number() -> None:
    odder = load_policy("odder")
    assert odder.meetings is not None
    changed = with_setting(odder, "meetings.closed_weeks.1", "7")
    assert changed.meetings is not None
    assert changed.meetings.closed_weeks == (7, *odder.meetings.closed_weeks[1:])
    with pytest.raises(Refused) as refused:
        with_setting(odder, "meetings.closed_weeks.9", "7")
    assert [finding.code for finding in refused.value.findings] == ["NC003"]


def test_a_policy_gets_the_name_of_its_file_where_that_can_be_one() -> None:
    text = policy_text("odder")
    assert parse_policy(renamed(text, "Vores Netværk 2027"), "own.toml").name == "vores-netvaerk-2027"
    assert renamed(text, "###") == text
