"""Making the missing records, several at a time."""
import time
from concurrent import futures
from pathlib import Path
from typing import NamedTuple

from rich.progress import BarColumn, TextColumn

from lab10 import input_data
from lab10.runs import arithmetic
from lab10.study import durations, environment, launcher, locks, records, sources
from lab10.study.records import Settings
from lab10.terminal import progress
from lab10.terminal.errors import LabError

PAUSE = 0.5  # seconds between two looks at what has ended, and at what another study has made
LONG = 90  # seconds: what takes less needs no announcement
THREADS = 1  # for each run; more runs at a time use a machine better than more threads


class Run(NamedTuple):
    """One training that a study needs."""

    source: sources.Source
    settings: Settings
    path: Path  # of its record
    arguments: tuple  # of the network's command

    def __str__(self):
        return f"{self.source.label} {self.settings.seed}"


class Failure(NamedTuple):
    """A run that left no record."""

    run: Run
    problem: str


def plan(found, seeds, epochs, data, data_dir, loop, directory, place):
    """Return the Runs of each sources.Source in `found`, ordered by seed: the first seed of all, then the second.

    epochs: None for each network's own. data: the data set's name. The place tells the versions of the software on
    which the numbers depend.
    Raises LabError if a network's number of epochs cannot be found.
    """
    for source in found:
        if not isinstance(epochs or source.epochs, int):
            raise LabError(f"{source.label}: has no line `training_epochs = N`; write one, or give --epochs N")
    software = place.executor.submit(environment.ask).result()
    runs = []
    for seed in seeds:
        for source in found:
            settings = Settings(seed, epochs or source.epochs, data, loop, (THREADS, THREADS), **software)
            arguments = ["--seed", seed, "--threads", THREADS, "--data", input_data.asked_for(data), "--loop", loop,
                         "--train-accuracy", "--quiet"]
            arguments += ["--epochs", epochs] if epochs else []
            arguments += ["--data-dir", data_dir] if data_dir else []
            runs.append(Run(source, settings, Path(directory) / records.name_for(source, settings),
                            tuple(map(str, arguments))))
    return runs


def make(runs, place):
    """Make the records of the Runs that have none, and return ({run: record}, [Failure]).

    If another study is making a record, this waits for it. Says on standard output how each run ended.
    """
    view = _View(runs, place.jobs)
    waiting, running = [], {}  # running: {future: run}
    for run in runs:
        if run.path.exists():
            view.records[run] = records.read(run.path)
        else:
            waiting.append(run)
    if view.records:
        print(f"{len(view.records)} of {len(runs)} runs are there already", flush=True)
    view.foresee(waiting)
    with view:
        try:
            while waiting or running:
                for run in list(waiting):
                    if len(running) == place.jobs:
                        break
                    if not locks.is_free(run.path):
                        continue  # another study makes it
                    waiting.remove(run)
                    if run.path.exists():  # and has made it
                        view.ended(run, records.read(run.path), "made by another study")
                        continue
                    order = launcher.Order(place.study, run.source.label, run.source.digest, run.arguments)
                    running[place.submit(order, run.path)] = run
                    view.started(run)
                view.show(running.values(), waiting)
                if not running:
                    time.sleep(PAUSE)
                ended, _ = futures.wait(running, PAUSE, futures.FIRST_COMPLETED) if running else ((), ())
                for future in ended:
                    run = running.pop(future)
                    if not _end(future, run, view):
                        waiting.append(run)
        finally:
            if running:  # something failed, or the user wants to stop
                place.stop()
                futures.wait(running, 60)
            for run in runs:
                locks.is_free(run.path)  # whoever was killed left one behind
    return view.records, view.failures


def _end(future, run, view):
    """Keep the record of a run that has ended, or note why there is none. Return whether the run has ended: it has
    not if another study is making the record."""
    try:
        record, problem = future.result()
    except Exception as error:  # the cluster's, of any kind
        record, problem = None, f"the cluster says: {type(error).__name__}: {launcher.last_line(str(error))}"
    if problem:
        view.failed(run, problem)
    elif record and records.name_of(record) != run.path.name:
        path = run.path.with_name(records.name_of(record))
        records.write(path, record)
        run.path.unlink(missing_ok=True)
        view.failed(run, f"made with {_differences(run, record)}; kept as {path.name}")
    elif record:
        view.ended(run, record)
    return bool(record or problem)


def _differences(run, record):
    """How a record differs from the Run that was ordered, in words."""
    ours = {"code": run.source.digest, "ARITHMETIC": arithmetic.ARITHMETIC, **run.settings._asdict()}
    theirs = {"code": record["digest"], "ARITHMETIC": record["arithmetic"], **records.settings_of(record)._asdict()}
    return ", ".join(f"{key} {theirs[key]}, not {ours[key]}" for key in ours if ours[key] != theirs[key])


class _View:
    """What a study shows while it runs: a bar with the time left on a terminal, and everywhere a line for each run."""

    def __init__(self, runs, jobs):
        self.total, self._jobs = len(runs), jobs
        self._expected = durations.by_the_records(runs)
        self.records, self.failures = {}, []
        self._began, self._left = {}, None
        self._bar = progress.bar(columns=[BarColumn(), TextColumn("{task.description}")])

    def foresee(self, waiting):
        """Say how long these runs will take, if it is known and takes long."""
        seconds = durations.left(waiting, {}, {}, self._expected, self._jobs)
        if waiting and seconds and seconds > LONG:
            print(f"{len(waiting)} runs to make, {self._jobs} at a time: {durations.words(seconds)} by the records; "
                  "you can stop it and start it again at any time", flush=True)

    def __enter__(self):
        self._progress = self._bar.__enter__()
        self._task = self._progress.add_task("", total=self.total)

    def __exit__(self, *error):
        return self._bar.__exit__(*error)

    def started(self, run):
        self._began[run] = time.monotonic()

    def ended(self, run, record, remark=None):
        self.records[run] = record
        self._say(f"{run}: {100 * record['accuracy']:.2f} %", remark or f"{record['seconds']:.0f} s")

    def failed(self, run, problem):
        self.failures.append(Failure(run, problem))
        self._say(f"{run}: FAILED", problem)

    def _say(self, what, remark):
        number = len(self.records) + len(self.failures)
        left = f", {self._left}" if self._left and not self._left.endswith(" s left") else ""
        print(f"[{number}/{self.total}] {what} ({remark}){left}", flush=True)

    def show(self, running, waiting):
        """Bring the bar up to date."""
        now = f"{len(running)} running" if running else f"{len(waiting)} under way in another study"
        self._left = self._time_left(running, waiting)
        words = [f"{len(self.records)} of {self.total} done", now, f"{len(self.failures)} failed",
                 self._left]
        self._progress.update(self._task, completed=len(self.records) + len(self.failures),
                              description=", ".join(filter(None, words)))

    def _time_left(self, running, waiting):
        """The time left, in words; None if it is not known."""
        now = time.monotonic()
        made = {run: record["seconds"] for run, record in self.records.items()}
        seconds = durations.left(waiting, {run: now - self._began[run] for run in running}, made, self._expected,
                                 self._jobs)
        return None if seconds is None else f"{durations.words(seconds)} left"
