"""How long a network trains, as you want to know before it starts. `python -m lab10.study report` writes it from the
records."""
import functools
import json
from pathlib import Path

FILE = Path(__file__).with_name("minutes.json")  # {network: {"minutes", "runs", "loop"}}, see study.tables.minutes


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
    return found and (f"One training on MNIST takes {found['minutes']} min on one core{_by(found)}: the median of "
                      f"{found['runs']} runs of the study.")


def _by(found):
    return " with --loop xla" if found["loop"] == "xla" else ""
