"""How much chance a test is given: NETCOMPOSE_TESTS=ci (when unset), or nightly for ten times as many examples of everything drawn."""

from __future__ import annotations

import os
from typing import Final

SHARES: Final = {"ci": 0.3, "nightly": 3.0}
"""What share of the examples named in a test is drawn."""


def examples(number: int) -> int:
    """How many examples to draw where a test names this many."""
    return max(10, round(number * SHARES[os.environ.get("NETCOMPOSE_TESTS", "ci")]))
