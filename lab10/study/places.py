"""Where the runs of a study take place: on this machine or on a Dask cluster."""
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from lab10.runs import machine
from lab10.study import launcher, locks, records
from lab10.terminal.errors import LabError

PATIENCE = 5  # seconds in which a scheduler may say nothing


class Here:
    """This machine: a pool of threads; each waits for the process that it has started."""

    def __init__(self, study, jobs):
        self.study = study
        self.jobs = jobs or machine.processors()
        self.executor = ThreadPoolExecutor(self.jobs)

    def submit(self, order, path):
        """Start a run that writes its record at `path` itself, so that the record is kept even if the study ends
        first."""
        return self.executor.submit(launcher.train, order, path)

    def stop(self):
        launcher.stop(self.study)

    def close(self):
        self.executor.shutdown()


class Cluster:
    """The workers of a Dask scheduler. Each has lab10; the records come back over the network."""

    def __init__(self, study, jobs, address):
        self.study = study
        if not re.fullmatch(r"(\w+://)?[^/\s]+:\d+", address):
            raise LabError(f"--scheduler: {address} is not an address; give one like tcp://HOST:8786")
        try:
            import distributed
        except ImportError as error:
            raise LabError("--scheduler needs the package distributed: pip install 'lab10[cluster]'") from error
        for name in ("distributed", "tornado"):  # what goes wrong is in the results, or in an exception
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            self.client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
            threads = sum(self.client.nthreads().values())
        except (OSError, ValueError, TypeError) as error:
            raise LabError(f"{address}: no Dask scheduler answers there; start one: dask scheduler") from error
        if not threads:
            self.client.close()
            raise LabError(f"{address}: the scheduler has no workers; start some: dask worker {address}")
        self.jobs = jobs or threads
        self.executor = self.client.get_executor(pure=False)
        self.waiting = ThreadPoolExecutor(self.jobs)

    def submit(self, order, path):
        """Start a run. When its record comes back, it is written at `path`, if it belongs there."""
        return self.waiting.submit(self._train, order, path)

    def _train(self, order, path):
        with locks.held(path) as mine:
            if not mine or path.exists():
                return launcher.Outcome()
            outcome = self.executor.submit(launcher.train, order).result()
            if outcome.record and records.name_of(outcome.record) == path.name:
                records.write(path, outcome.record)
            return outcome

    def stop(self):
        self.client.run(launcher.stop, self.study)

    def close(self):
        self.client.close()
        self.waiting.shutdown()


@contextmanager
def place(study, jobs=None, scheduler=None):
    """Give a Here, or a Cluster if there is the address of a scheduler.

    study: a name that no other study has. jobs: runs at a time; None: as many as there are processors or threads.
    Raises LabError if no scheduler answers.
    """
    found = Cluster(study, jobs, scheduler) if scheduler else Here(study, jobs)
    try:
        yield found
    finally:
        found.close()
