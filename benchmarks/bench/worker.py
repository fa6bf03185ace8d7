"""One process that measures: reads a job a line (JSON) on standard input, answers each with a row on standard output.

Small jobs run in a fork, so that each starts from the same fresh process with everything imported; with `--once` the first job runs in
this process itself, and it ends: for memory, which a fork blurs.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bench.evaluator import Evaluator
from bench.families import TODAY, make


def measure(job: dict[str, Any]) -> dict[str, Any]:
    """Run one job: make the instance, time the method, and judge its answer."""
    solve = import_module(f"bench.peers.{job['method']}").solve
    gc.collect()
    gc.freeze()
    before = memory()
    instance = make(job["family"], job["leaders"], job["attributes"], job["seed"])
    scenarios = instance.scenarios()
    wall, cpu = perf_counter(), process_time()
    answers = [solve(scenario, job["seconds"], 1) for scenario in scenarios]
    cpu, wall = process_time() - cpu, perf_counter() - wall
    peak = memory() - before
    evaluators = [Evaluator(s.organisation, s.policy, TODAY, s.participants, s.elsewhere) for s in scenarios]
    least = sum(sum(e.unavoidable(s.networks)) for e, s in zip(evaluators, scenarios, strict=True))
    bounds = [answer.bound for answer in answers if answer.bound is not None]
    to_best = [answer.to_best for answer in answers if answer.to_best is not None]
    row = {
        **{key: job[key] for key in ("family", "leaders", "attributes", "seed", "method")},
        "closed_form": least,
        "bound": sum(bounds) if len(bounds) == len(answers) else None,
        "cpu": round(cpu, 5),
        "wall": round(wall, 5),
        "to_best": round(sum(to_best), 5) if len(to_best) == len(answers) else None,
        "memory_mb": round(peak, 1),
        "value": None,
        "broken": None,
    }
    if all(answer.networks is not None for answer in answers):
        judged = [e.judge(answer.networks or {}) for e, answer in zip(evaluators, answers, strict=True)]
        row["value"] = sum(sum(judgement.pairs) for judgement in judged)
        row["broken"] = sum(judgement.rules_broken for judgement in judged)
    return row


def memory() -> float:
    """The most memory that this process has held so far, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def in_a_fork(job: dict[str, Any]) -> str:
    """The row of a job, as JSON, measured in a fork; a row with `failed` when the fork dies."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        with os.fdopen(into, "w") as pipe:
            pipe.write(json.dumps(safely(job)))
            pipe.flush()
            os._exit(0)
    os.close(into)
    with os.fdopen(out) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return text or json.dumps({**job, "failed": "the process died"})


def safely(job: dict[str, Any]) -> dict[str, Any]:
    """The row of a job, or what went wrong."""
    try:
        return measure(job)
    except Exception as error:  # noqa: BLE001 - a method that fails is a result, and the others go on
        return {**job, "failed": f"{type(error).__name__}: {error}"}


def main() -> None:
    """Serve jobs until standard input ends. What solvers print must not stand between the rows: it goes to standard error."""
    rows = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        job = json.loads(line)
        import_module(f"bench.peers.{job['method']}")
        row = json.dumps(safely(job)) if "--once" in sys.argv or not hasattr(os, "fork") else in_a_fork(job)
        rows.write(row + "\n")
        rows.flush()
        if "--once" in sys.argv:
            return


if __name__ == "__main__":
    main()
