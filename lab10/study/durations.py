"""How long runs take, from lab10's own records and from the runs that the study has made since."""
from collections import defaultdict
from statistics import mean

from lab10 import input_data
from lab10.study import records
from lab10.terminal.errors import LabError


def by_the_records(runs, directory=records.COMMITTED):
    """Return {run: seconds} for those schedule.Runs whose network has records with the same loop and the same number of
    images, which are those of MNIST and Fashion-MNIST.

    The time is proportional to the number of epochs.
    """
    as_many = [run for run in runs if input_data.known_set(run.settings.data)]
    names = {run.source.network for run in as_many}
    each = defaultdict(list)  # seconds an epoch
    for path in directory.glob("*.json"):
        if path.name.rsplit("-", 2)[0] in names:
            try:
                record = records.read(path)
            except LabError:
                continue
            each[record["digest"], record["loop"]].append(records.alone(record) / record["epochs"])
    return {run: mean(each[run.source.digest, run.settings.loop]) * run.settings.epochs for run in as_many
            if each[run.source.digest, run.settings.loop]}


def left(waiting, running, made, expected, jobs):
    """Return the seconds until all Runs are made, or None if nothing is known about any.

    waiting: Runs. running: {run: seconds since it began}. made: {run: seconds it took}. expected: {run: seconds}, from
    `by_the_records`. jobs: runs at a time. The runs made so far show by what factor this machine is slower or faster
    than that of the records.
    """
    own = {run.source: seconds for run, seconds in made.items()}
    known = [seconds / expected[run] for run, seconds in made.items() if run in expected]
    factor = mean(known) if known else 1
    usual = [*own.values(), *(factor * seconds for seconds in expected.values())]
    if not usual:
        return None

    def whole(run):
        return own.get(run.source) or (factor * expected[run] if run in expected else mean(usual))
    each = [whole(run) for run in waiting] + [max(0, whole(run) - begun) for run, begun in running.items()]
    return max(sum(each) / jobs, *each, 0)


def words(seconds):
    """Seconds in words, as precisely as they can be known."""
    if seconds < 90:
        return f"about {seconds:.0f} s"
    if seconds < 90 * 60:
        return f"about {seconds / 60:.0f} min"
    return f"about {seconds / 3600:.0f} hours"
