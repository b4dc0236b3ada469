"""What a checkpoint says of itself is checked: a wrong type, or epochs without end, are damage."""
import json
from types import SimpleNamespace

import pytest

from lab10.loops import checkpoints

GOOD = {"seed": 777, "data": "digits", "examples": 1192, "planned": 3, "epochs": 2, "lab10": "1.1.0"}


def about(named=2, **said):
    return checkpoints._about(SimpleNamespace(get_tensor=lambda name: json.dumps({**GOOD, **said})), named)


def test_a_whole_one():
    assert about() == checkpoints.About(**GOOD) and about(planned=None, examples=None).seed == 777


@pytest.mark.parametrize("said", [
    {"seed": "777"}, {"seed": 777.0}, {"seed": True}, {"seed": -1}, {"examples": "many"}, {"planned": [3]},
    {"epochs": 3}, {"epochs": None}])
def test_what_cannot_be(said):
    with pytest.raises(ValueError, match="it says of itself"):
        about(**said)


def test_epochs_without_end():
    """A run would skip their batches, one by one."""
    with pytest.raises(ValueError, match="it says of itself"):
        about(9_999_999_999, epochs=9_999_999_999)
