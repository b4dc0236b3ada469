"""tf.contrib and the other modules of TensorFlow 1, made from today's packages with the tables of contrib_names."""
import importlib
import operator
import logging
import sys
import types

from lab10.tf1 import before_1_0, counting, estimator, keras_images, patches, private, tutorials
from lab10.tf1.contrib_names import ESTIMATOR, GONE, INSIDE, KERAS, PACKAGES, REPLACED, SHARED, TAKEN, V1, VERSION
from lab10.tf1.modules import Module, lazily, need


def serve(path, name=None):
    """Return the module at `path` below tensorflow; "" is tensorflow itself.

    name: another path, if TensorFlow 1 had the same module twice. The module then gets this name, and the tables'
    entries for it are used before those for `path`.
    """
    at, full = f"tensorflow.{path}".rstrip("."), f"tensorflow.{name or path}".rstrip(".")
    sources = PACKAGES.get(path.partition(".")[2], ()) if path else (importlib.import_module(V1),)
    return Module(full, {**names(at), **names(full)}, sources, missing(at), _public)


def _public(full, value):
    """Turn a public module of compat.v1 into one of TensorFlow 1; return anything else unchanged."""
    if (getattr(value, "__module__", None) or "").startswith("tf_slim"):
        counting.serve_slim()
    public = isinstance(value, types.ModuleType) and "compat.v1." in value.__name__
    if not public or full.rpartition(".")[2] in SHARED:
        return value
    return Module(full, names(full), (value,), missing(full), _public)


def keras(submodule=""):
    """Return the module of tf-keras with this path below tf.keras."""
    served = need(KERAS + submodule, f"tf.{submodule.rpartition('.')[2] or 'keras'}")
    if private.where_there_is("tf_keras.src.optimizers.optimizer_v1"):
        for engine in "training", "training_v1":
            _wrap(private.where_there_is(f"tf_keras.src.engine.{engine}", "Model"), "compile",
                  importlib.import_module("lab10.tf1.keras_2.optimizers").by_layers)
    _wrap(private.where_there_is("tf_keras.src.engine.training_arrays_v1"), "fit_loop",
          importlib.import_module("lab10.tf1.keras_2.draws").in_one_order)
    for images in importlib.import_module(KERAS + ".preprocessing.image"), private.where_there_is(
            "tf_keras.src.preprocessing.image"):
        if images is not None:
            patches.patch(images, "apply_affine_transform", keras_images.apply_affine_transform)
    counting.serve_keras(importlib.import_module(KERAS))
    return served


def _wrap(owner, name, wrapper):
    function = getattr(owner, name, None)
    if function is not None and not hasattr(function, "of_tensorflow_1"):  # once
        patches.patch(owner, name, wrapper(function))
        getattr(owner, name).of_tensorflow_1 = True


def names(module):
    """Return {name: value} for the names of `module` that are not served unchanged from today's modules; for
    modules.Module."""
    path = module.partition(".")[2]
    found = {}
    for source, taken in TAKEN.get(path, {}).items():
        for name in taken.split():
            name, _, attribute = name.partition("=")
            found[name] = lazily(_take, source, attribute or name, f"tf.{path}.{name}")
    for table, served in ((before_1_0.RENAMED, before_1_0.renamed), (before_1_0.CHANGED, before_1_0.CHANGED.get),
                          (before_1_0.ORDERS, before_1_0.in_either_order)):
        found.update({name.rpartition(".")[2]: lazily(served, name)
                      for name in table if name.rpartition(".")[0] == path})
    children = [inside for inside in INSIDE if inside.rpartition(".")[0] == path]
    found.update({inside.rpartition(".")[2]: lazily(serve, INSIDE[inside], inside) for inside in children})
    below = _BELOW.get(path)
    found.update(below() if below else {})
    return found


def missing(module):
    """Return a function of a name in `module` that says what replaces it today, or None if TF1 had no such name."""
    path = module.partition(".")[2]
    path = INSIDE.get(path, path).replace("learn.python.learn", "learn")
    gone = set(GONE.get(path, "").split()) | (set(GONE["contrib.layers"].split()) if path == "contrib.slim" else set())

    def told(name):
        full = f"{path}.{name}".lstrip(".")
        if name not in gone:
            return None
        beginning = full.replace("contrib.slim", "contrib.layers")
        while beginning and beginning not in REPLACED:
            beginning = beginning.rpartition(".")[0]
        today = f"; today: {REPLACED[beginning]}" if beginning else ", and has no successor in TensorFlow"
        return f"tf.{full} of TensorFlow 1 is not offered by lab10.tf1{today}"
    return told


def _take(source, attribute, what):
    if source.startswith("tf_slim"):
        module = need(source, what)
        counting.serve_slim()
    elif source == f"{V1}.nn.rnn_cell":
        module = keras(".__internal__.legacy.rnn_cell")
    elif source.startswith(ESTIMATOR):
        estimator.load()
        module = importlib.import_module(source)
    elif source.startswith("tensorflow.python."):
        return private.used(source.partition(".python.")[2], attribute)
    elif source.startswith(f"{V1}."):  # not by import, which would run the module's file a second time
        module = operator.attrgetter(source[len(V1) + 1:])(importlib.import_module(V1))
    else:
        module = importlib.import_module(source)
    return module if attribute == "." else getattr(module, attribute)


def _tensorflow():
    return {
        "__version__": VERSION, "VERSION": VERSION,
        "__all__": lazily(_public_names),
        "contrib": lazily(serve, "contrib"),
        "examples": lazily(serve, "examples"),
        "g3doc": lazily(serve, "examples", "g3doc"),
        "models": lazily(serve, "models"),
        "python": lazily(sys.modules.get, "tensorflow.python"),
        "core": lazily(sys.modules.get, "tensorflow.core"),
        "keras": lazily(keras),
        "estimator": lazily(estimator.load),
        "layers": lazily(keras, ".__internal__.legacy.layers"),
    }


def _public_names():
    """The names that `from tensorflow import *` gives. tf.keras and tf.layers are only names here, because they may
    be missing."""
    import tensorflow.compat.v1 as v1
    return sorted({name for name in dir(v1) if name[0] != "_"} - {"keras", "layers"} | {"contrib"})


def _seq2seq_of_then():
    before_1_0.tell("tf.nn.seq2seq", "tf.contrib.legacy_seq2seq")
    return serve("contrib.legacy_seq2seq")


def _cells_without_tuples():
    return Module("tensorflow.models.rnn.rnn_cell", before_1_0.rnn_cell(keras(".__internal__.legacy.rnn_cell")))


def _framework_ops():
    """Its function arg_scope hid the module with the same name, so you can only import from this module."""
    name = "contrib.framework.python.ops.arg_scope"
    patches.put(sys.modules, f"tensorflow.{name}", serve(INSIDE[name], name))
    return {"arg_scope": lazily(_take, "tf_slim.ops.arg_scope", "arg_scope", f"tf.{name}")}


def _tf_slim(path):
    return need(f"tf_slim.{path}", f"tf.contrib.slim.{path}")


def _projector():
    return need("tensorboard.plugins.projector", "tf.contrib.tensorboard.plugins.projector")


def xavier_initializer(uniform=True, seed=None, dtype="float32"):
    """tf.contrib.layers.xavier_initializer: Glorot's uniform one; with uniform=False, tf-slim's normal one."""
    import tensorflow.compat.v1 as tf
    if uniform:
        return tf.glorot_uniform_initializer(seed=seed, dtype=dtype or tf.float32)
    layers = need("tf_slim.layers", "tf.contrib.layers.xavier_initializer(uniform=False)")
    return layers.xavier_initializer(uniform=False, seed=seed, dtype=tf.as_dtype(dtype or tf.float32))


def batch_and_drop_remainder(batch_size):
    """tf.contrib.data.batch_and_drop_remainder, for Dataset.apply: batches of `batch_size`, without a smaller last
    one."""
    return lambda dataset: dataset.batch(batch_size, drop_remainder=True)


_XAVIER = {"xavier_initializer": xavier_initializer, "xavier_initializer_conv2d": xavier_initializer}
_DATASETS = "contrib.learn.python.learn.datasets"
_BELOW = {
    "": _tensorflow,
    "nn": lambda: {"rnn_cell": lazily(keras, ".__internal__.legacy.rnn_cell"),
                   "seq2seq": lazily(_seq2seq_of_then)} | {
        f"{kind}_cross_entropy_with_logits": lazily(before_1_0.by_name, f"{kind}_cross_entropy_with_logits")
        for kind in before_1_0.BY_NAME},
    "logging": lambda: {"_logger": logging.getLogger("tensorflow")},
    "contrib": lambda: {"keras": lazily(keras)} | {
        name: lazily(serve, f"contrib.{name}") for name in PACKAGES},
    "contrib.layers": lambda: _XAVIER,
    "contrib.slim": lambda: _XAVIER | {"nets": lazily(_tf_slim, "nets")},
    "contrib.tensorboard": lambda: {"plugins": lazily(serve, "contrib.tensorboard.plugins")},
    "contrib.tensorboard.plugins": lambda: {"projector": lazily(_projector)},
    "contrib.learn": lambda: {"python": lazily(serve, "contrib.learn.python"),
                              "preprocessing": lazily(serve, "contrib.learn.preprocessing"),
                              "io": lazily(serve, "contrib.learn.io"),
                              "datasets": lazily(serve, _DATASETS, "contrib.learn.datasets")},
    "contrib.framework.python.ops": _framework_ops,
    "contrib.learn.python": lambda: {"learn": lazily(serve, "contrib.learn", "contrib.learn.python.learn")},
    _DATASETS: lambda: {"mnist": lazily(lambda: tutorials), "base": lazily(serve, f"{_DATASETS}.base"),
                        "load_iris": tutorials.load_iris, "load_dataset": tutorials.load_dataset},
    f"{_DATASETS}.base": lambda: {name: getattr(tutorials, name)
                                  for name in ("Dataset", "Datasets", "load_csv_with_header", "load_csv_without_header",
                                               "load_iris", "maybe_download")},
    "models": lambda: {"rnn": lazily(serve, "models.rnn")},
    "models.rnn": lambda: {"rnn": lazily(lambda: sys.modules["tensorflow"].nn),
                           "rnn_cell": lazily(_cells_without_tuples),
                           "seq2seq": lazily(_seq2seq_of_then)},
    "examples": lambda: {"tutorials": lazily(serve, "examples.tutorials")},
    "examples.tutorials": lambda: {"mnist": lazily(serve, "examples.tutorials.mnist")},
    "examples.tutorials.mnist": lambda: {"input_data": lazily(lambda: tutorials), "mnist": lazily(lambda: tutorials)},
}
