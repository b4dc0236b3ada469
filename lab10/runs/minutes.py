"""How long a network trains, to say before it starts. `python -m lab10.study report` writes it from the records."""
import functools
import json
import re
from pathlib import Path

FILE = Path(__file__).with_name("minutes.json")  # {network: {"minutes", "runs", "loop", "cpus"}}: study.tables.minutes


@functools.cache
def _read():
    return json.loads(FILE.read_text(encoding="utf-8"))


def words(network):
    """The minutes of one run with the network's own number of epochs, as text; None if there are no records."""
    found = _read().get(network)
    return found and f"{found['minutes']} min" + _by(found)


def sentence(network):
    """The same in a sentence; None if there are no records."""
    found = _read().get(network)
    return found and (f"One training on MNIST takes {found['minutes']} min on one core ({_names(found['cpus'])})"
                      f"{_by(found)}: the median of {found['runs']} runs of the study.")


def processors():
    """The names of all processors on which these times were taken."""
    return _names({name for found in _read().values() for name in found["cpus"]})


def _names(cpus):
    """The names of processors, without what says nothing."""
    return ", ".join(" ".join(re.sub(r"\((R|TM)\)|\b(Processor|CPU)\b", " ", name).split()) for name in sorted(cpus))


def _by(found):
    return " with --loop xla" if found["loop"] == "xla" else ""
