"""Whether an installed netcompose works: every command on the shipped examples, as a user would give it.

    python scripts/smoke.py                          the netcompose on the PATH
    python scripts/smoke.py dist/netcompose/netcompose   any other: from a wheel, of other versions, or a folder of its own
    python scripts/smoke.py --quick …                two of the five policies

Nothing of netcompose is imported, so this runs beside any of them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

EXAMPLES: Final = Path(__file__).resolve().parent.parent / "data" / "examples"
POLICIES: Final = ("odder", "nyborg", "aalborg", "albertslund", "danica")


def main() -> None:
    """Each command in turn; the first that ends otherwise than it should ends it all."""
    quick = "--quick" in sys.argv
    program = [argument for argument in sys.argv[1:] if argument != "--quick"] or ["netcompose"]

    def run(*arguments: str | Path, ends: int = 0) -> str:
        done = subprocess.run(
            [*program, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", check=False
        )
        if done.returncode != ends:
            print(*arguments, f"ended with {done.returncode}", done.stderr, sep="\n")
            sys.exit(1)
        return done.stdout

    print(run("--version").replace("\n", "; "))
    run("--help")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for policy in POLICIES[:2] if quick else POLICIES:
            org, plan = folder / f"{policy}.xlsx", folder / f"{policy}-plan.xlsx"
            org.write_bytes((EXAMPLES / f"{policy}.xlsx").read_bytes())
            beside = ["--page", folder / f"{policy}.html", "--calendar", folder / policy]
            told = json.loads(run("solve", org, "--policy", policy, "-o", plan, "--json", *beside))
            print(f"{policy}: {told['status']}, {len(told['networks'])} networks")
            run("check", plan)
            run("repeat", plan)
            member = told["networks"][0]["members"][0]
            run("explain", plan, "--leader", member)
            if policy != "albertslund":  # its networks are given: nobody leaves them without a successor
                run("rebalance", plan, "--leaver", member, "-o", folder / f"{policy}-next.xlsx")
        run("what-if", folder / "odder.xlsx", "--size", "8-9", "--size", "10-12", "-o", folder / "what-if.xlsx")
        run("anonymise", folder / "odder.xlsx")
        run("policies", "show", "odder")
        run("init", "-o", folder / "template.xlsx")
        run("solve", folder / "odder.xlsx", "--size", "2", "--networks", "2", "-o", folder / "x.xlsx", ends=4)
        run("solve", folder / "none.xlsx", ends=3)
        run("solve", "--nonsense", ends=2)
    print("all well")


if __name__ == "__main__":
    main()
