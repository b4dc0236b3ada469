"""Private modules of TensorFlow and tf-keras, each gone in turn: only who needs it is stopped."""
import importlib
import sys

import numpy
import pytest

from lab10.terminal.errors import LabError
from lab10.tf1 import bridge, private

# which TensorFlow and tf-keras themselves import in mid-program
OF_ALL = {"framework.tensor_shape", "ops.math_ops", "tf_keras.src.engine.training"}
MODULES = [module for module in dict.fromkeys([*private.USED, *private.MOVED]) if module not in OF_ALL]
OF_TENSORFLOW = [module for module in MODULES if not module.startswith("tf_keras.")]
AT_ONCE = 8  # in the default run


@pytest.fixture
def asked(monkeypatch):
    """{(module, name): what was found}, for all that may be missing and was looked for."""
    found, look = {}, private.where_there_is

    def looking(module, name=None):
        found[module, name] = look(module, name)
        return found[module, name]
    monkeypatch.setattr(private, "where_there_is", looking)
    return found


def test_all_that_is_looked_for_is_known_and_there(asked):
    """So a release that lacks one is noticed here, and not by other random numbers."""
    with bridge.installed():
        tf = importlib.import_module("tensorflow")
        assert tf.contrib.layers.flatten and tf.keras.layers.Dense
        with tf.Graph().as_default():
            tf.set_random_seed(1)
            tf.nn.embedding_lookup(tf.get_variable("W", [2, 3]), tf.to_int32(tf.nn.dropout(tf.ones([2]), 0.5) > 0))
    assert {module for module, _ in asked} <= private.USED.keys()
    assert [names for names, found in asked.items() if found is None] == []
    assert len(asked) > 60


@pytest.mark.parametrize("modules", [OF_TENSORFLOW[at:at + AT_ONCE] for at in range(0, len(OF_TENSORFLOW), AT_ONCE)],
                         ids=lambda modules: modules[0])
def test_some_that_have_gone_stop_only_who_needs_them(modules, monkeypatch):
    stops_only_who_needs_them(modules, monkeypatch)


@pytest.mark.parametrize("module", [
    pytest.param(module, marks=[pytest.mark.slow] if module in OF_TENSORFLOW else []) for module in MODULES])
def test_one_that_has_gone_stops_only_who_needs_it(module, monkeypatch):
    stops_only_who_needs_them([module], monkeypatch)


def stops_only_who_needs_them(modules, monkeypatch):
    names = {module: private._full(module) for module in modules}
    assert all(map(importlib.import_module, names.values()))
    for full in names.values():
        parent, _, last = full.rpartition(".")
        if sys.modules[parent] and hasattr(importlib.import_module(parent), last):
            monkeypatch.delattr(importlib.import_module(parent), last)
    for full in names.values():
        monkeypatch.setitem(sys.modules, full, None)
    with bridge.installed():
        tf = importlib.import_module("tensorflow")
        with tf.Graph().as_default(), tf.Session() as session:
            tf.set_random_seed(1)
            drawn = tf.layers.dense(tf.nn.dropout(tf.random_uniform([3, 4]), 0.5), 2)
            session.run(tf.global_variables_initializer())
            assert session.run(drawn).shape == (3, 2)
        if any(full.startswith("tf_keras.") for full in names.values()):
            trains_by_keras(tf)
        for module, full in names.items():
            if module in private.USED and not private.is_served(full):  # by that of tf-keras
                with pytest.raises(LabError, match=f"no {full}, which TensorFlow 2.21 has"):
                    private.used(module)


def trains_by_keras(tf):
    with tf.Graph().as_default(), tf.Session():
        model = tf.keras.Sequential([tf.keras.layers.Dense(1, input_shape=(2,))])
        model.compile("adam", "mse")
        assert model.fit(numpy.ones([4, 2]), numpy.ones(4), verbose=0).history["loss"][0] > 0
