"""What TensorBoard finds of a training."""
import importlib
import math
import os
from dataclasses import replace
from types import SimpleNamespace

import pytest
import tensorflow.compat.v1 as tf

from conftest import DIGITS
from lab10.loops import tensorboard


def test_tensorboard_finds_it_all(tmp_path):
    history, score = importlib.import_module("lab10.xavier_adam").run(replace(DIGITS, epochs=2, logdir=tmp_path))
    (events,) = tmp_path.iterdir()
    found = {}
    graph = False
    for event in tf.train.summary_iterator(str(events)):
        graph |= bool(event.graph_def)
        for value in event.summary.value:
            found.setdefault(value.tag, {})[event.step] = value
    assert graph
    assert set(found) == {"cost", "accuracy/test", "accuracy/validation",
                          *(f"weights/{name}" for name in ("W1", "W2", "W3", "b1", "b2", "b3"))}
    assert all(set(steps) == {1, 2} for steps in found.values())
    assert found["accuracy/test"][2].simple_value == pytest.approx(score.accuracy, rel=1e-6)  # float32 there
    assert found["cost"][1].simple_value == pytest.approx(history.costs[0], rel=1e-6)
    assert found["weights/W1"][1].histo.num == 784 * 256


def test_each_training_has_an_event_file_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(tensorboard, "time", SimpleNamespace(time=lambda: 1.0))  # all within one second
    for _ in range(2):
        importlib.import_module("lab10.softmax").run(replace(DIGITS, epochs=1, logdir=tmp_path))
    assert len(list(tmp_path.glob("events.out.tfevents.*"))) == 2
    for events in tmp_path.iterdir():
        assert {event.step for event in tf.train.summary_iterator(str(events))} == {0, 1}


@pytest.mark.parametrize("loop", ["exact", pytest.param("xla", marks=pytest.mark.slow)])
def test_tensorboard_of_a_training_that_ends_in_nan(monkeypatch, tmp_path, loop):
    softmax = importlib.import_module("lab10.softmax")
    monkeypatch.setattr(softmax, "learning_rate", math.inf)
    history, _ = softmax.run(replace(DIGITS, epochs=2, logdir=str(tmp_path / "l\udcff"), loop=loop))
    assert math.isnan(history.costs[1])
    (events,) = (tmp_path / "l\udcff").iterdir()
    tags = {(event.step, value.tag) for event in tf.train.summary_iterator(os.fsencode(events))
            for value in event.summary.value}
    assert {(2, "cost"), (2, "accuracy/test")} <= tags and not any(tag.startswith("weights/W") for _, tag in tags)
