"""Sizes of networks."""

from __future__ import annotations

import re
from typing import Annotated, Final, Self

from pydantic import BeforeValidator, Field, PlainSerializer, model_validator

from netcompose.language import say
from netcompose.policy.base import Settings

MOST_NETWORKS: Final = 99_999
"""More networks than any organisation has leaders."""


class Size(Settings):
    """How many members a network has: from `smallest` to `largest`. Written "8-9", or "8" for exactly eight."""

    smallest: int = Field(ge=1)
    largest: int = Field(ge=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.smallest > self.largest:
            raise ValueError(
                say(
                    "the smallest size ({smallest}) is above the largest ({largest}); write {largest}-{smallest}",
                    smallest=self.smallest,
                    largest=self.largest,
                )
            )
        return self

    @classmethod
    def parse(cls, text: str) -> Size:
        """A size from "8-9", "8–9" or "8".

        Raises:
            ValueError: the text is no size.
        """
        match = re.fullmatch(r"\s*(\d{1,6})(?:\s*(?:-|–|\.\.)\s*(\d{1,6}))?\s*", text)
        if match is None:
            raise ValueError(say("'{text}' is no size; write it like 8-9, or 8 for exactly eight", text=text))
        smallest = int(match[1])
        return cls(smallest=smallest, largest=int(match[2] or smallest))

    def __str__(self) -> str:
        return str(self.smallest) if self.smallest == self.largest else f"{self.smallest}-{self.largest}"


def _size(value: object) -> object:
    if isinstance(value, str):
        return Size.parse(value)
    return Size.parse(str(value)) if isinstance(value, int) and not isinstance(value, bool) else value


SizeText = Annotated[Size, BeforeValidator(_size), PlainSerializer(str, return_type=str)]
