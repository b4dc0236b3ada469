"""Print the defaults of TensorFlow 1's and Keras' optimizers, layers, losses, metrics and more, as JSON.

TensorFlow 1.15.5 with Keras 2.2.5 printed defaults.json by this file; under `python -m lab10.tf1` it tells ours.
"""
import inspect
import json
import sys
import warnings

warnings.simplefilter("ignore")
import keras  # noqa: E402
import tensorflow as tf  # noqa: E402
from tensorflow.contrib import layers, losses, metrics, rnn, slim  # noqa: E402

tf.logging.set_verbosity(tf.logging.ERROR)
KERAS = "layers optimizers initializers losses metrics regularizers constraints callbacks"
TRAIN = ("ExponentialMovingAverage Saver batch shuffle_batch batch_join shuffle_batch_join string_input_producer "
         "input_producer slice_input_producer Supervisor MonitoredTrainingSession CheckpointSaverHook SummarySaverHook "
         "LoggingTensorHook StopAtStepHook StepCounterHook NanTensorHook Scaffold Coordinator")
ESTIMATORS = "train evaluate predict export_saved_model"
METHODS = "compile evaluate evaluate_generator fit fit_generator predict predict_generator"


def told(value):
    """A default as JSON has it: a function by its name, an initializer with its settings."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [told(each) for each in value]
    if isinstance(value, tf.DType):
        return value.name
    if hasattr(value, "get_config"):
        return [type(value).__name__, {name: told(each) for name, each in sorted(value.get_config().items())}]
    if type(value) is object:
        return "object"
    return getattr(value, "__name__", str(value)).lstrip("_")


def defaults(thing):
    """By argument, of a function or a class, and of the classes behind it where it hands on what it does not know."""
    found = {}
    for function in ([kind.__init__ for kind in thing.__mro__] if inspect.isclass(thing) else [thing]):
        try:
            known = inspect.signature(getattr(function, "_original_function", function)).parameters.values()
        except (TypeError, ValueError):
            break
        found = {**{each.name: told(each.default) for each in known if each.default is not each.empty}, **found}
        if not any(each.kind == each.VAR_KEYWORD for each in known):
            break
    return found


everything = {}


def add(title, module, chosen=lambda name: True):
    for name in dir(module):
        if not name.startswith("_") and chosen(name):
            thing = getattr(module, name, None)
            if callable(thing) and not inspect.ismodule(thing):
                everything[title + "." + name] = defaults(thing)


add("tf.train", tf.train, lambda name: "Optimizer" in name or "decay" in name or name in TRAIN.split())
for name in "layers", "nn", "initializers", "losses", "metrics", "image":
    add("tf." + name, getattr(tf, name))
add("tf.nn.rnn_cell", tf.nn.rnn_cell)
for name, module in (("layers", layers), ("losses", losses), ("metrics", metrics), ("rnn", rnn), ("slim", slim)):
    add("tf.contrib." + name, module)
add("tf.layers", tf.layers)
add("tf.contrib.training", tf.contrib.training)
add("tf.contrib.seq2seq", tf.contrib.seq2seq)
add("tf.contrib.learn", tf.contrib.learn)
for kind in "Estimator DNNClassifier DNNRegressor LinearClassifier LinearRegressor SKCompat Experiment".split():
    add("tf.contrib.learn." + kind, getattr(tf.contrib.learn, kind))
add("tf.estimator", tf.estimator)
add("tf.estimator.Estimator", tf.estimator.Estimator, lambda name: name in ESTIMATORS.split())
add("tf.estimator.inputs", tf.estimator.inputs)
add("tf.feature_column", tf.feature_column)
add("tf.data.Dataset", tf.data.Dataset)
add("tf", tf, lambda name: name[0].islower())
add("tf.summary", tf.summary)
for title, module in ("keras", keras), ("tf.keras", tf.keras):
    for name in "sequence", "text", "image":
        add(title + ".preprocessing." + name, getattr(module.preprocessing, name))
    add(title + ".utils", module.utils)
    add(title + ".backend", module.backend)
    for name in KERAS.split():
        add(title + "." + name, getattr(module, name))
    add(title + ".models.Model", module.models.Sequential(), lambda name: name in METHODS.split())
versions = {"tensorflow": tf.__version__, "keras": keras.__version__}
lines = ['"%s": %s' % (name, json.dumps(found, sort_keys=True)) for name, found in sorted(everything.items()) if found]
sys.stdout.write('{"versions": %s,\n"defaults": {\n%s\n}}\n' % (json.dumps(versions), ",\n".join(lines)))
