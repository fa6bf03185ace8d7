"""Who is meant by an id, a name, an e-mail, a user name, a title or a key of the file's own."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

from netcompose.read.text import fold, id_key, login_key, name_key, shown
from netcompose.read.vocabulary import is_leader_title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from netcompose.read.people import Node
    from netcompose.read.rows import Entry

KINDS: Final = ("id", "post", "person_key", "email", "username", "name", "title")
_FREE: Final = ("id", "post", "person_key", "email", "username", "name")
"""Kinds by which anybody may be named, whatever the rest of the column does; a title only when the column as a whole holds titles."""
_PIECES: Final = re.compile(r"[()\[\]<>|;,]| [-–] ")
_SIGNS: Final = re.compile(r"[-_./]")
_DIRECTORY: Final = re.compile(r"(?i)cn=((?:\\.|[^,\\])+),\s*(?:cn|ou|dc|o)=")
_INITIALS: Final = frozenset({"ae", "oe", "aa"})
"""Æ, Ø and Å as a name's key has them."""
_TITLE_WORDS: Final = 4
_LISTED: Final = re.compile(r"[;,/&]| og | and ")

_KEYS: Final[dict[str, tuple[Callable[[Entry], str], Callable[[str], str]]]] = {
    "id": (lambda entry: entry.id, id_key),
    "post": (lambda entry: entry.post, id_key),
    "person_key": (lambda entry: entry.person_key, id_key),
    "email": (lambda entry: entry.email, login_key),
    "username": (lambda entry: entry.username, login_key),
    "name": (lambda entry: "" if entry.vacant else entry.name, name_key),
    "title": (lambda entry: entry.title, fold),
}


class Index:
    """All nodes by everything that they can be referred to by."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        self._by: dict[str, dict[str, list[Node]]] = {}

    def by(self, kind: str) -> dict[str, list[Node]]:
        """Key → nodes, for one kind of key; a number stands for a column of the file's own (from 0)."""
        if kind not in self._by:
            self._by[kind] = self._made(kind)
        return self._by[kind]

    def _made(self, kind: str) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = defaultdict(list)
        text_of, key_of = _KEYS[kind] if kind in _KEYS else ((lambda entry: shown(entry.row.cell(int(kind)))), id_key)
        for node in self.nodes:
            for entry in node.rows:
                text = text_of(entry)
                if text:
                    same = found[key_of(text)]
                    if node not in same[-1:]:
                        same.append(node)
        return dict(found)

    def key(self, kind: str, text: str) -> str:
        """A reference as a key of that kind."""
        return _KEYS[kind][1](text) if kind in _KEYS else id_key(text)

    def share(self, kind: str, texts: Iterable[str]) -> float:
        """Share of the texts that are keys of this kind."""
        texts = [without_directory(text) for text in texts]
        known = self.by(kind)
        bare = self._bare_ids if kind == "id" else {}
        hits = sum(1 for text in texts if self.key(kind, text) in known or bare_id(text) in bare)
        return hits / len(texts) if texts else 0.0

    def find(self, text: str, kind: str) -> list[Node]:
        """Everybody the text can mean: by the kind of key that the column holds, else by any other; the living before the others."""
        text = without_directory(text)
        for kind_tried in (kind, *(other for other in _FREE if other != kind)):
            if same := self.by(kind_tried).get(self.key(kind_tried, text)):
                return preferred(same)
        return preferred(self._bare_ids.get(bare_id(text), []))

    def find_closely(self, text: str, kind: str) -> list[Node]:
        """Everybody an inexact text can mean: a name without its middle names, or a text that holds a key among other words."""
        if found := self._by_outer_names(text) or self._by_local_part(text):
            return found
        pieces = [piece.strip() for piece in _PIECES.split(text) if piece.strip()]
        by_piece = [found for piece in pieces if (found := self.find(piece, kind))] if len(pieces) > 1 else []
        if by_piece:
            return min(by_piece, key=len)  # the id beside the name tells namesakes apart
        words = text.split()
        for word in words if len(words) > 1 else ():
            if any(sign.isdigit() for sign in word) or "@" in word:
                for kind_tried in ("id", "email"):
                    if same := self.by(kind_tried).get(self.key(kind_tried, word)):
                        return preferred(same)
        return self._by_words(words)

    def is_whole(self, text: str, node: Node) -> bool:
        """Whether each piece of the text names the node by itself: "Bo Dam (1042)" of the person with that name and id."""
        pieces = [piece.strip() for piece in _PIECES.split(text) if piece.strip()]
        return len(pieces) > 1 and all(node in self.find(piece, "id") for piece in pieces)

    def _by_words(self, words: list[str]) -> list[Node]:
        """The words of a name in another order (Holm Jens Bo), or behind a title (Skoleleder Jens Bo Holm)."""
        if len(words) < 2:
            return []
        if found := self._word_orders.get(tuple(sorted(name_key(" ".join(words)).split()))):
            return preferred(found)
        for start in range(1, min(len(words) - 1, _TITLE_WORDS + 1)):
            if is_leader_title(" ".join(words[:start])) and (
                found := self.by("name").get(name_key(" ".join(words[start:])))
            ):
                return preferred(found)
        return []

    def _by_local_part(self, text: str) -> list[Node]:
        """An e-mail whose domain is written otherwise (@skovby.dk, @skovby.onmicrosoft.com), or the part before it alone."""
        local, at, domain = login_key(text).partition("@")
        named = self._local_parts.get(local, []) if len(local) > 1 else []
        return preferred([node for node, other in named if not at or not other or _is_kin(domain, other)])

    def find_several(self, text: str, kind: str) -> list[Node]:
        """The people a list in one cell names, when all of its entries name somebody."""
        pieces = [piece.strip() for piece in _LISTED.split(text) if piece.strip()]
        found = [self.find(piece, kind) for piece in pieces] if len(pieces) > 1 else []
        several = list(dict.fromkeys(nodes[0] for nodes in found if nodes))
        return several if found and all(found) and len(several) > 1 else []

    def _by_outer_names(self, text: str) -> list[Node]:
        words = name_key(text).split()
        if len(words) < 2:
            return []
        if len(words[0]) == 1 or words[0] in _INITIALS:
            return preferred(self._by_initial.get((words[0], words[-1]), []) if len(words) == 2 else [])
        found = self._outer_names.get((words[0], words[-1]), [])
        fitting = [node for node in found if _is_part(words, name_key(node.name).split())]
        full = [node for node in fitting if len(name_key(node.name).split()) == len(words)]
        return preferred(full or fitting)  # "Bo H. Dam" is Bo Holm Dam rather than Bo Dam

    @cached_property
    def _outer_names(self) -> dict[tuple[str, str], list[Node]]:
        found: dict[tuple[str, str], list[Node]] = defaultdict(list)
        for node in self.nodes:
            words = () if node.vacant else name_key(node.name).split()
            if len(words) > 1:
                found[words[0], words[-1]].append(node)
        return found

    @cached_property
    def _by_initial(self) -> dict[tuple[str, str], list[Node]]:
        found: dict[tuple[str, str], list[Node]] = defaultdict(list)
        for (first, last), nodes in self._outer_names.items():
            for initial in {first[:1], first[:2]} & {first[:1], *_INITIALS}:
                found[initial, last].extend(nodes)
        return found

    @cached_property
    def _bare_ids(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = defaultdict(list)
        for key, nodes in self.by("id").items():
            if bare := bare_id(key):
                found[bare].extend(nodes)
        return found

    @cached_property
    def _local_parts(self) -> dict[str, list[tuple[Node, str]]]:
        """User names and what stands before the @ of an e-mail, with what stands behind it."""
        found: dict[str, list[tuple[Node, str]]] = defaultdict(list)
        for kind in ("email", "username"):
            for key, nodes in self.by(kind).items():
                local, _, domain = key.partition("@")
                found[local].extend((node, domain) for node in nodes)
        return found

    @cached_property
    def _word_orders(self) -> dict[tuple[str, ...], list[Node]]:
        found: dict[tuple[str, ...], list[Node]] = defaultdict(list)
        for key, nodes in self.by("name").items():
            if len(words := key.split()) > 1:
                found[tuple(sorted(words))].extend(nodes)
        return found

    @cached_property
    def names(self) -> list[str]:
        """All names, to suggest from."""
        return sorted({node.name for node in self.nodes if node.is_person})


def bare_id(text: str) -> str:
    """An id with a digit in it, without its signs and leading zeros: MA-0114 and ma114 are one; "" for anything else."""
    key = _SIGNS.sub("", id_key(text))
    return (
        re.sub(r"^([a-z]*)0+(?=\d)", r"\1", key)
        if key.isalnum() and key.strip("0") and any(map(str.isdigit, key))
        else ""
    )


def _is_kin(domain: str, other: str) -> bool:
    """Whether two domains are one organisation's: they share a part that is more than a country or a provider."""
    parts, others = ({part for part in name.split(".") if len(part) > 3} for name in (domain, other))
    return not (parts & others) <= {"onmicrosoft", "mail"}


def without_directory(text: str) -> str:
    """The name in a directory's long form: "CN=Jens Holm,OU=Users,DC=by" is Jens Holm."""
    match = _DIRECTORY.match(text)
    return match[1].replace("\\", "").strip() if match else text


def preferred(found: list[Node]) -> list[Node]:
    """Those who are here, else those who have left, else vacant posts; each once."""
    found = list(dict.fromkeys(found))
    if len(found) < 2:
        return found
    for is_better in (lambda node: node.is_person, lambda node: not node.vacant):
        better = [node for node in found if is_better(node)]
        if better:
            return better
    return found


def _is_part(some: list[str], all_words: list[str]) -> bool:
    """Whether one name is the other without some of its middle names; an initial stands for a name."""
    short, long = sorted((some[1:-1], all_words[1:-1]), key=len)
    rest = iter(long)
    return all(
        any(word == other or (min(len(word), len(other)) == 1 and word[0] == other[0]) for other in rest)
        for word in short
    )
