"""tf.estimator: the package tensorflow-estimator, whose last release is for TensorFlow 2.15, on today's TensorFlow."""
import importlib
import sys
import types

from lab10.tf1 import patches, private
from lab10.tf1.contrib_names import ESTIMATOR
from lab10.tf1.modules import Module, need, require


def load():
    """Import and return tf.estimator, without its TPU estimators. Raises MissingExtra if it is not installed."""
    require("tensorflow_estimator", "tf.estimator")
    tf_export = private.used("util.tf_export")
    patches.patch(tf_export, "ESTIMATOR_API_NAME", "estimator")
    for attributes in (tf_export.API_ATTRS, tf_export.API_ATTRS_V1):
        patches.put(attributes, "estimator", attributes["tensorflow"])  # where its names are noted down
    _stand_in(ESTIMATOR + ".tpu")
    # training on several machines, which it asks after in every training
    _stand_in("tensorflow.python.distribute.estimator_training", init_run_config=lambda *arguments: None,
              should_run_distribute_coordinator=lambda config: False)
    if ESTIMATOR in sys.modules:
        return sys.modules[ESTIMATOR]
    # its heads, also in TensorFlow 1.15, take the names of reductions that are TensorFlow 2's
    tensorflow = sys.modules["tensorflow"]
    losses = Module("tensorflow.losses", {"Reduction": need("tf_keras", "tf.estimator").losses.Reduction},
                    (tensorflow.losses,))
    sys.modules["tensorflow"] = Module("tensorflow", {"losses": losses}, (tensorflow,), path=tensorflow.__path__)
    try:
        return importlib.import_module(ESTIMATOR)
    finally:
        sys.modules["tensorflow"] = tensorflow


def _stand_in(name, **names):
    """Serve a module with these names for one that TensorFlow no longer has."""
    module = types.ModuleType(name, "Stands in for what TensorFlow no longer has.")
    vars(module).update(names)
    patches.put(sys.modules, name, module)
