"""What has changed since the last plan: who left, who came, who succeeds whom, and what is new about those who stay."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from netcompose.findings import Finding, Refused, Severity
from netcompose.language import listed, say
from netcompose.organisation import Organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Mapping, Sequence

    from netcompose.language import Sentence
    from netcompose.organisation import Person

WATCHED: Final = ("name", "title", "manager", "department", "workplace", "level_name", "acting")
"""What is compared of those who stay; the fields of a person."""

KEPT: Final = (
    *("participates", "signed_up", "acting", "locked", "together", "apart", "can_host", "can_mentor", "max_mentees"),
    *("competences", "wishes", "unavailable", "roles"),
)
"""What HR has noted in the plan, and stays as it was where the new org chart has no column for it. Whether somebody is new does not."""


NOBODY: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What HR says of the changes, beside or instead of a new org chart. All by id or by a name that only one person has.

    `leavers` go; `joiners` come; `successors` say who takes whose seat (new, old), with "" for somebody who takes nobody's; `permanent` are
    acting leaders who stay on.
    """

    leavers: tuple[str, ...] = ()
    joiners: tuple[Person, ...] = ()
    successors: tuple[tuple[str, str], ...] = ()
    permanent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Succession:
    """One leader takes the place of another who is gone, and why we think so; `same_person` when only the id seems to have changed."""

    new: str
    old: str
    reason: Sentence
    same_person: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that is new about somebody who stays: a field of the person, before and after."""

    leader: str
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Differences:
    """Everything that has changed; ids in order.

    `leavers` had a seat and take part no more, `joiners` take part and had none. `gone` are leavers who are not in the organisation.
    `asked` are the networks that the sheet gives to joiners.
    """

    before: Organisation
    after: Organisation
    leavers: tuple[str, ...]
    joiners: tuple[str, ...]
    successions: tuple[Succession, ...]
    changed: tuple[Changed, ...]
    findings: tuple[Finding, ...] = ()
    asked: Mapping[str, str] = field(default_factory=dict)

    @property
    def left(self) -> tuple[str, ...]:
        """Leavers who are not here under another id."""
        return tuple(x for x in self.leavers if all(s.old != x for s in self.successions if s.same_person))

    @property
    def came(self) -> tuple[str, ...]:
        """Joiners who were not here under another id."""
        return tuple(x for x in self.joiners if all(s.new != x for s in self.successions if s.same_person))

    @property
    def gone(self) -> frozenset[str]:
        """Leavers who are not in the organisation any more."""
        return frozenset(leaver for leaver in self.leavers if leaver not in self.after)

    def name(self, person: str) -> str:
        """Somebody's name, as it is now or was."""
        return next((o.person(person).name for o in (self.after, self.before) if person in o), person)


def next_organisation(
    before: Organisation,
    chart: Organisation | None,
    columns: Collection[str],
    wishes: Wishes,
    likely: Mapping[str, str] = NOBODY,
) -> Organisation:
    """The organisation as it will be: the new org chart, or the plan's own, with HR's wishes; networks are as its own sheet has them.

    `columns` are the fields that the new org chart has a column for; what HR noted in the plan and it has none for is taken over.
    `likely` are heirs of leavers whom HR does not name: without a new org chart, they get the reports.

    Raises:
        Refused: a wish names nobody, or several people (NC521, NC522).
    """
    found: list[Finding] = []
    people = {p.id: p for p in (chart or before).people}
    for person in wishes.joiners:
        if person.id in people:
            found.append(_taken(person))
        people[person.id] = person
    if chart is not None:
        noted = [field for field in KEPT if field not in columns]
        for person in before.people:
            if person.id in people and person.id not in {joiner.id for joiner in wishes.joiners}:
                mine: dict[str, Any] = {field: _still(getattr(person, field), field, people) for field in noted}
                people[person.id] = replace(people[person.id], **mine)
    everybody = {**{p.id: p for p in before.people}, **people}
    coming = {joiner.id for joiner in wishes.joiners}
    here = {id: person for id, person in everybody.items() if id not in coming}
    going = {leaver for text in wishes.leavers if (leaver := _meant(text, here, "--leaver", found))}
    for text in wishes.permanent:
        if someone := _meant(text, people, "--acting-becomes", found):
            people[someone] = replace(people[someone], acting=False)
    heirs = dict(likely)
    for new, old in named_successors(wishes, everybody, found):
        if old and new in people:
            heirs[old] = new
            if chart is None and old in people:
                going.add(old)
    if found:
        raise Refused(found)
    base = before if chart is None else chart
    return replace(
        _without(people, going, heirs),
        closed=base.closed or before.closed,
        topics=base.topics or before.topics,
        met=before.met,
        former=_former(before, people.keys() - going),
    )


def _former(before: Organisation, here: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Names of those who were in the plan or its history, and are not here any more."""
    names = {**dict(before.former), **{p.id: p.name for p in before.people}}
    return tuple(sorted((id, name) for id, name in names.items() if id not in here))


def named_successors(wishes: Wishes, people: Mapping[str, Person], found: list[Finding]) -> tuple[tuple[str, str], ...]:
    """The successors that HR names, by id; what names nobody is noted in `found`."""
    pairs = []
    for new, old in wishes.successors:
        one = _meant(new, people, "--successor", found)
        other = _meant(old, people, "--successor", found) if old else ""
        if one is not None and other is not None:
            pairs.append((one, other))
    return tuple(pairs)


def compare(before: Organisation, after: Organisation, taking_part: Collection[str], wishes: Wishes) -> Differences:
    """The differences between a plan's organisation, whose people carry their networks, and the organisation as it is now."""
    leavers = tuple(p.id for p in before.people if p.network is not None and p.id not in taking_part)
    joiners = tuple(p for p in sorted(taking_part) if p not in before or before.person(p).network is None)
    named = dict(named_successors(wishes, {**_by_id(before), **_by_id(after)}, []))
    successions = _successions(before, after, leavers, [p for p in joiners if p not in named])
    successions += [
        Succession(new, old, say("as HR says"))
        for new, old in named.items()
        if old and new in joiners and old in leavers
    ]
    taken = set(named.values())
    successions = [s for s in successions if s.new in named or s.old not in taken]
    changed = tuple(
        Changed(person.id, field, _told(before.person(person.id), field, before), _told(person, field, after))
        for person in after.people
        if person.id in before
        for field in WATCHED
        if getattr(person, field) != getattr(before.person(person.id), field)
    )
    findings = (
        *(_told_succession(s, before, after) for s in successions if s.new not in named),
        *_namesakes(before, after, leavers, joiners, {s.new for s in successions}),
    )
    return Differences(
        before, after, leavers, joiners, tuple(sorted(successions, key=lambda s: s.new)), changed, findings
    )


# -- successors ---------------------------------------------------------------------------------------------------


def _successions(
    before: Organisation, after: Organisation, leavers: Sequence[str], joiners: Sequence[str]
) -> list[Succession]:
    """Who seems to succeed whom, the most telling sign first; a sign that points at two people is none."""
    found: list[Succession] = []
    led: dict[str, str] = {}
    for leaver in leavers:
        reports = [p.id for p in before.reports(leaver) if p.id in after]
        superiors = [after.person(report).manager for report in reports]
        for joiner in joiners:
            if reports and superiors.count(joiner) * 2 > len(reports):
                led[joiner] = leaver
    signs: list[tuple[Sentence, bool, Callable[[Person], Hashable | None]]] = [
        (
            say("the same name, title and unit under another id"),
            True,
            lambda p: _key(" ".join(p.name.split()), p.title, p.department),
        ),
        (
            say("leads those whom the predecessor led"),
            False,
            lambda p: led.get(p.id, p.id if p.id in led.values() else None),
        ),
        (say("the same title, department and workplace"), False, lambda p: _key(p.title, p.department, p.workplace)),
        (say("the same title and department"), False, lambda p: _key(p.title, p.department)),
        (say("the same workplace and superior"), False, lambda p: _key(p.workplace, p.manager)),
    ]
    for reason, same_person, sign in signs:
        matched = {s.old for s in found} | {s.new for s in found}
        old: dict[Hashable, list[str]] = defaultdict(list)
        new: dict[Hashable, list[str]] = defaultdict(list)
        for people, keys in (((before.person(x) for x in leavers), old), ((after.person(x) for x in joiners), new)):
            for person in people:
                if person.id not in matched and (key := sign(person)) is not None:
                    keys[key].append(person.id)
        found.extend(
            Succession(new[key][0], old[key][0], reason, same_person)
            for key in old
            if len(old[key]) == len(new[key]) == 1
        )
    return found


def _key(*values: str | None) -> Hashable | None:
    """Values to compare by; None when one of them is missing."""
    return None if any(value is None for value in values) else tuple((value or "").casefold() for value in values)


def _told_succession(succession: Succession, before: Organisation, after: Organisation) -> Finding:
    new, old = after.person(succession.new), before.person(succession.old)
    if succession.same_person:
        return Finding(
            "NC523",
            Severity.WARNING,
            say(
                "{name} seems to have a new id ({old} before, {new} now): taken to be the same person, who keeps seat and duties.",
                name=new.name,
                old=old.id,
                new=new.id,
            ),
            say("If they are two people, say --successor {new}= (nobody's successor).", new=new.id),
            value=new.id,
        )
    return Finding(
        "NC524",
        Severity.NOTE,
        say(
            "{new} is taken to succeed {old}, with the seat in network {network}: {reason}.",
            new=new.name,
            old=old.name,
            network=old.network or "",
            reason=succession.reason,
        ),
        say(
            "If not, say --successor {new}= (nobody's successor), or --successor {new}=ID with the right predecessor.",
            new=new.id,
        ),
        value=new.id,
    )


def _namesakes(
    before: Organisation, after: Organisation, leavers: Sequence[str], joiners: Sequence[str], successors: set[str]
) -> list[Finding]:
    """Joiners who are called as somebody who stays, or as a leaver whose post they do not have."""
    findings = []
    names: dict[str, list[str]] = defaultdict(list)
    for person in after.people:
        names[_name(person)].append(person.id)
    left = {_name(before.person(leaver)): leaver for leaver in leavers}
    for joiner in joiners:
        person = after.person(joiner)
        others = [other for other in names[_name(person)] if other != joiner]
        if others:
            message = say(
                "{name} is the name of {n} people, with ids {ids}; they are told apart by their ids.",
                name=person.name,
                n=len(others) + 1,
                ids=listed(joiner, *others),
            )
            findings.append(Finding("NC525", Severity.NOTE, message, say("In options, name them by id."), value=joiner))
        elif joiner not in successors and _name(person) in left:
            message = say(
                "{name} has left with id {old} and comes with id {new} in another post: taken to be two people of one name.",
                name=person.name,
                old=left[_name(person)],
                new=joiner,
            )
            remedy = say("If it is one person, say --successor {new}={old}.", new=joiner, old=left[_name(person)])
            findings.append(Finding("NC525", Severity.WARNING, message, remedy, value=joiner))
    return findings


# -- the organisation ---------------------------------------------------------------------------------------------


def _without(people: Mapping[str, Person], going: Collection[str], heirs: Mapping[str, str]) -> Organisation:
    """These people without those who go: their reports pass to their successor, or to the next superior who stays."""

    def staying(person: Person) -> str | None:
        manager = person.manager
        seen: set[str] = set()
        while manager is not None and (manager in going or manager not in people) and manager not in seen:
            seen.add(manager)
            heir = heirs.get(manager)
            if heir is not None and heir in people and heir not in going and heir != person.id:
                return heir
            manager = people[manager].manager if manager in people else None
        return manager if manager != person.id and manager not in seen else None

    here = people.keys() - going
    return Organisation(
        tuple(
            replace(
                person,
                manager=staying(person),
                together=tuple(other for other in person.together if other in here),
                apart=tuple(other for other in person.apart if other in here),
            )
            for person in people.values()
            if person.id in here
        )
    )


def _still(value: object, field: str, people: Mapping[str, Person]) -> object:
    """A note of HR's without those who are gone."""
    if field in {"together", "apart"} and isinstance(value, tuple):
        return tuple(person for person in value if person in people)
    return value


def _by_id(organisation: Organisation) -> dict[str, Person]:
    return {person.id: person for person in organisation.people}


def _name(person: Person) -> str:
    return " ".join(person.name.split()).casefold()


def _told(person: Person, field: str, organisation: Organisation) -> str | None:
    """A field's value as HR reads it: a manager by name."""
    value = getattr(person, field)
    if field == "manager":
        return organisation.person(value).name if value is not None else None
    return None if value is None else str(value)


def _meant(text: str, people: Mapping[str, Person], option: str, found: list[Finding]) -> str | None:
    """The id of whom HR means: an id, else a name that only one person has."""
    text = " ".join(text.split())
    if text in people:
        return text
    by_id = [id for id in people if id.casefold() == text.casefold()]
    ids = sorted(by_id or [id for id, person in people.items() if _name(person) == text.casefold()])
    if len(ids) == 1:
        return ids[0]
    if ids:
        message = say("{option} {text}: {n} people have that name.", option=option, text=text, n=len(ids))
        found.append(
            Finding("NC522", Severity.ERROR, message, say("Give the id: {ids}.", ids=listed(*ids)), value=text)
        )
    else:
        message = say("{option} {text}: nobody has that id or name.", option=option, text=text)
        found.append(
            Finding("NC521", Severity.ERROR, message, say("Write it as the plan or the org chart has it."), value=text)
        )
    return None


def _taken(person: Person) -> Finding:
    return Finding(
        "NC522",
        Severity.ERROR,
        say("--joiner {name}: somebody has the id {id} already.", name=person.name, id=person.id),
        say("Give the joiner an id of their own."),
        value=person.id,
    )
