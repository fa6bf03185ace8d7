"""A copy of an organisation that may be shown to others: who reports to whom, and what is alike, but nobody's name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from netcompose.organisation import Organisation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from netcompose.organisation import Person

    Renaming = dict[str, str]


def anonymise(organisation: Organisation, *, kept: Iterable[str] = (), values: Iterable[str] = ()) -> Organisation:
    """The organisation with ids, names and every text of its own replaced, the same text by the same word everywhere.

    What the rules need stays: reporting lines, levels and their names, yes and no, dates of start, roles, networks that are numbers.
    New words sort as the old ones did, so the same policy and seed give the same composition. E-mails, what somebody is away for, and
    columns that mean nothing to the tool are left out; of the latter those in `kept` (headers that a policy asks about) stay, replaced.
    Texts that are among `values` (those that a policy names, whatever their capitals) stay as they are, or its rules would be about nobody.
    """
    people = organisation.people
    wanted = {header.casefold() for header in kept}
    same = {value.strip().casefold() for value in values}
    ids = _words((person.id for person in people), "P")
    departments = _words((person.department for person in people), "Department ", same)
    workplaces = _words((person.workplace for person in people), "Workplace ", same)
    titles = _words((person.title for person in people), "Title ", same)
    topics = _words(
        (text.casefold() for person in people for text in (*person.competences, *person.wishes)), "Topic ", same
    )
    networks = _words((n for person in people if (n := person.network) and not n.isdecimal()), "Group ")
    own = _own_columns(people, wanted, same)
    # a network's theme is held against what people know and wish, its field against departments
    for texts in own.values():
        texts.update(
            (text, departments.get(text) or topics.get(text.casefold()) or word) for text, word in texts.items()
        )

    def changed(person: Person) -> Person:
        return replace(
            person,
            id=ids[person.id],
            name=f"Person {ids[person.id][1:]}",
            manager=_of(ids, person.manager),
            title=_of(titles, person.title),
            email=None,
            department=_of(departments, person.department),
            workplace=_of(workplaces, person.workplace),
            network=networks.get(person.network, person.network) if person.network else None,
            together=tuple(ids[other] for other in person.together),
            apart=tuple(ids[other] for other in person.apart),
            competences=tuple(topics[text.casefold()] for text in person.competences),
            wishes=tuple(topics[text.casefold()] for text in person.wishes),
            unavailable=(),
            away=(),
            own_columns=tuple(
                (header, own[header][text]) for header, text in person.own_columns if header.casefold() in wanted
            ),
            place=None,
        )

    return Organisation(tuple(map(changed, people)), organisation.closed)


def _own_columns(people: Iterable[Person], wanted: set[str], same: set[str]) -> dict[str, Renaming]:
    """For each column that is kept, the word for each of its values."""
    values: dict[str, set[str]] = {}
    for person in people:
        for header, text in person.own_columns:
            if header.casefold() in wanted:
                values.setdefault(header, set()).add(text)
    return {header: _words(texts, "Value ", same) for header, texts in values.items()}


def _words(texts: Iterable[str | None], stem: str, same: Collection[str] = ()) -> Renaming:
    """A word for each text, in the same order: as many digits for all, so that they sort as numbers do; the `same` keep theirs."""
    ordered = sorted({text for text in texts if text})
    digits = len(str(len(ordered)))
    return {
        text: text if text.casefold() in same else f"{stem}{number:0{digits}}" for number, text in enumerate(ordered, 1)
    }


def _of(words: Renaming, text: str | None) -> str | None:
    return words[text] if text else None
