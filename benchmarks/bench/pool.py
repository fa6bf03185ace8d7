"""Runs jobs in worker processes, and gives their rows in the order of the jobs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import local
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bench.schedule import Job

HERE = Path(__file__).resolve().parent.parent


class Worker:
    """One process that measures; a method has workers of its own, as ortools and highspy cannot share a process."""

    def __init__(self, once: bool) -> None:
        self.once = once
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.worker", *(["--once"] if once else [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])]),
            },
        )

    def measure(self, job: Job) -> dict[str, Any]:
        """The row of one job."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(job.line()) + "\n")
        self.process.stdin.flush()
        text = self.process.stdout.readline()
        row: dict[str, Any] = json.loads(text) if text else {**job.line(), "failed": "the process died"}
        return row

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def run(jobs: Sequence[Job], at_once: int, done: Callable[[dict[str, Any]], None]) -> list[dict[str, Any]]:
    """Measure all jobs, `at_once` at a time."""
    mine = local()
    workers: list[Worker] = []

    def one(job: Job) -> dict[str, Any]:
        if job.fresh:
            worker = Worker(once=True)
            try:
                return worker.measure(job)
            finally:
                worker.close()
        kept: dict[str, Worker] = mine.__dict__.setdefault("workers", {})
        if job.method not in kept:
            kept[job.method] = Worker(once=False)
            workers.append(kept[job.method])
        return kept[job.method].measure(job)

    try:
        with ThreadPoolExecutor(at_once) as threads:
            return list(_told(threads.map(one, jobs), done))
    finally:
        for worker in workers:
            worker.close()


def _told(rows: Iterator[dict[str, Any]], done: Callable[[dict[str, Any]], None]) -> Iterator[dict[str, Any]]:
    for row in rows:
        done(row)
        yield row
