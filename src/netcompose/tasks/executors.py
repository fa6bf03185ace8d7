"""Where scenarios are solved: one after another, in processes, or on a Dask cluster."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Job = TypeVar("Job")
Done = TypeVar("Done")


class Executor(Protocol):
    """Does jobs that have nothing to do with each other, and hands the answers back in the order of the jobs, each as soon as it can."""

    def map(self, work: Callable[[Job], Done], jobs: Sequence[Job]) -> Iterator[Done]:
        """The answers, in order. `work` and the jobs can be pickled."""


class Serial:
    """One job after another, in this process: nothing to set up, and the fastest for scenarios that take milliseconds."""

    def map(self, work: Callable[[Job], Done], jobs: Sequence[Job]) -> Iterator[Done]:
        """The answers, in order."""
        return map(work, jobs)


class Processes:
    """A process for each core. Each has to load everything anew, about a second, so it pays only when the jobs take longer."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or os.cpu_count() or 1

    def map(self, work: Callable[[Job], Done], jobs: Sequence[Job]) -> Iterator[Done]:
        """The answers, in order."""
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        with ProcessPoolExecutor(min(self.workers, max(1, len(jobs))), mp_context=get_context("spawn")) as pool:
            yield from pool.map(work, jobs)


class Cluster:
    """A Dask cluster, for thousands of scenarios (`pip install netcompose[dask]`)."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def map(self, work: Callable[[Job], Done], jobs: Sequence[Job]) -> Iterator[Done]:
        """The answers, in order."""
        for future in self.client.map(work, list(jobs), pure=False):
            yield future.result()


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """The cluster whose scheduler is at this address, e.g. "tcp://10.0.0.5:8786".

    Raises:
        ModuleNotFoundError: the extra `netcompose[dask]` is not installed.
        OSError: no scheduler answers there.
    """
    from distributed import Client

    with Client(address) as client:  # type: ignore[no-untyped-call]
        yield Cluster(client)
