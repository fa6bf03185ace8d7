"""Duties in many tiny worlds: every appointment that there could be is judged, and none may be better than ours.

    python benchmarks/duties.py [worlds of each word and way, 100]

The tests run the first few of the same worlds.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import get_args

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from duty_worlds import WAYS, mismatch
from netcompose.policy.settings import Avoidance
from netcompose.policy.settings.duties import Holding, Preference


def main() -> None:
    """Print what is wrong, and how many worlds were tried."""
    worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    avoidances = [
        word for part in get_args(Avoidance) for word in ([part] if isinstance(part, str) else get_args(part))
    ]
    cases = [(word, way) for way in WAYS for word in (get_args(Preference) if way == "prefer" else avoidances)]
    assert set(get_args(Holding)) <= set(avoidances)
    begun, wrong = time.process_time(), 0
    for word, way in cases:
        for seed in range(worlds):
            if told := mismatch(seed, word, way):
                wrong += 1
                print(told)
    print(
        f"{len(cases)} words and ways, {len(cases) * worlds} worlds, {wrong} wrong, {time.process_time() - begun:.0f} CPU seconds"
    )


if __name__ == "__main__":
    main()
