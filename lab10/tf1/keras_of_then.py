"""What Keras 2.2 did differently from tf-keras: keras_names puts this into its modules."""
import functools
import inspect
import sys
import types

import numpy

from lab10.terminal.errors import LabError
from lab10.tf1 import estimator, tutorials

VERSION = "2.2.4-tf"  # that of TensorFlow 1.15
ORDERINGS = {"tf": "channels_last", "th": "channels_first"}  # of an image's axes, by their names in Keras 1


def mnist(_):
    return tutorials.load_data


def with_functions_of_shape(get):
    """keras.initializers.get, which until Keras 2.3 took functions of a shape that have no argument dtype."""
    @functools.wraps(get)
    def get_of_then(identifier):
        found = get(identifier)
        takes = inspect.signature(found).parameters if isinstance(found, types.FunctionType) else {"dtype"}
        if {"dtype", "kwargs"} & set(takes):
            return found
        return lambda shape, dtype=None, **others: found(shape)
    return get_of_then


def with_empty_accumulators(from_config):
    """Adagrad.from_config: an optimizer given by its name alone began from 0, an optimizer made as an object from
    0.1."""
    def from_config_of_then(cls, config, custom_objects=None):
        return from_config.__func__(cls, {"initial_accumulator_value": 0.0, **config}, custom_objects)
    return classmethod(from_config_of_then)


def clipped_together(get_gradients):
    """Optimizer.get_gradients. Keras 2.2 clipped by the norm of all gradients together, tf-keras by that of each; 0
    meant that none is clipped."""
    @functools.wraps(get_gradients)
    def get_gradients_of_then(optimizer, loss, params):
        import tensorflow.compat.v1 as tf
        limits = {name: vars(optimizer).pop(name) for name in ("clipnorm", "clipvalue") if hasattr(optimizer, name)}
        gradients = get_gradients(optimizer, loss, params)
        vars(optimizer).update(limits)
        norm, value = limits.get("clipnorm"), limits.get("clipvalue")
        if norm:  # rows of an embedding that come twice are added up first
            whole = tf.global_norm([tf.convert_to_tensor(gradient) for gradient in gradients])
            gradients, _ = tf.clip_by_global_norm(gradients, norm, use_norm=whole)
        if value:
            gradients = [tf.clip_by_value(gradient, -value, value) for gradient in gradients]
        return gradients
    return get_gradients_of_then


def with_estimators(model_to_estimator):
    """tf.keras.estimator.model_to_estimator, which needs tf.estimator."""
    @functools.wraps(model_to_estimator)
    def model_to_estimator_of_then(*arguments, **named):
        estimator.load()
        return model_to_estimator(*arguments, **named)
    return model_to_estimator_of_then


def with_lists_as_arrays(call):
    """The call of a K.function, for which Keras 2.2 made an array of each input; tf-keras takes a list apart."""
    @functools.wraps(call)
    def call_of_then(function, inputs):
        if isinstance(inputs, (list, tuple)):
            inputs = [numpy.asarray(each) if isinstance(each, (list, tuple)) else each for each in inputs]
        return call(function, inputs)
    return call_of_then


def with_shape_first(add_weight):
    """Layer.add_weight, whose first argument was the shape in Keras 1."""
    @functools.wraps(add_weight)
    def add_weight_of_then(layer, *arguments, **named):
        if arguments and isinstance(arguments[0], (tuple, list)):
            shape, *more = arguments
            named.update(zip(["initializer" if "name" in named else "name"], more), shape=shape)
            arguments = more[1:]
        return add_weight(layer, *arguments, **named)
    return add_weight_of_then


def as_long_as_the_longest(ctc_decode):
    """keras.backend.ctc_decode, whose results were as long as the longest of them."""
    @functools.wraps(ctc_decode)
    def ctc_decode_of_then(*arguments, **named):
        import tensorflow.compat.v1 as tf
        decoded, probabilities = ctc_decode(*arguments, **named)
        return [one[:, :tf.reduce_max(tf.count_nonzero(one >= 0, 1))] for one in decoded], probabilities
    return ctc_decode_of_then


BY_SAMPLES = {"nb_epoch": "epochs", "samples_per_epoch": "steps_per_epoch", "val_samples": "steps",
              "nb_val_samples": "validation_steps", "nb_worker": "workers", "pickle_safe": "use_multiprocessing",
              "max_q_size": "max_queue_size"}


def with_numbers_of_samples(method):
    """Model.fit_generator and similar methods, with the arguments of Keras 1. As in Keras 2, a number of samples per
    epoch means a number of batches, unless the generator knows the size of its batches."""
    @functools.wraps(method)
    def method_of_then(model, generator, *arguments, **named):
        _tell_of_batches(model, named.get("callbacks"))
        if "samples_per_epoch" in named and hasattr(generator, "batch_size"):
            named["samples_per_epoch"] //= generator.batch_size
        return method(model, generator, *arguments,
                      **{BY_SAMPLES.get(name, name): value for name, value in named.items()})
    return method_of_then


def of_this_batch_alone(method):
    """Model.train_on_batch and test_on_batch: in Keras 2.2 metrics had no memory of the `fit` before."""
    @functools.wraps(method)
    def method_of_then(model, *arguments, **named):
        if named.get("reset_metrics", True) and _is_of_keras_2(model):  # False: called by fit_generator
            model.reset_metrics()
        return method(model, *arguments, **named)
    return method_of_then


def with_metrics_of_batches_told(fit):
    """Model.fit: Keras 2.2 gave a callback the metrics of the batch, tf-keras gives their means so far."""
    @functools.wraps(fit)
    def fit_of_then(model, *arguments, **named):
        _tell_of_batches(model, named.get("callbacks"))
        return fit(model, *arguments, **named)
    return fit_of_then


def _tell_of_batches(model, callbacks):
    """Once, if a callback of the program's own looks at batches."""
    if not _told and _is_of_keras_2(model) and len(model.metrics_names) > 1 and any(
            not type(one).__module__.startswith("tf_keras.") and {"on_batch_end", "on_train_batch_end"} & {
                *vars(one), *(name for kind in type(one).__mro__ if not kind.__module__.startswith("tf_keras.")
                              for name in vars(kind))} for one in callbacks or ()):
        _told.append(True)
        print("lab10: on_batch_end of Keras' callbacks: metrics but the loss are means since the epoch began; in Keras "
              "2.2 they were those of the batch", file=sys.stderr)


def _is_of_keras_2(model):
    from lab10.tf1.keras_2 import draws  # which imports Keras
    return draws.has_layers_of_then(model)


_told = []


def multi_gpu_model(model, gpus=None, cpu_merge=True, cpu_relocation=False):
    """keras.utils.multi_gpu_model: programs can import it, because many call it only if there are several GPUs."""
    raise LabError("keras.utils.multi_gpu_model is not offered by lab10.tf1; today: tf.distribute.MirroredStrategy")


class Sequential:
    """Methods that it had."""

    def predict_classes(self, *inputs, **more):
        """The classes that `predict` holds most likely, integer."""
        predictions = self.predict(*inputs, **more)
        if predictions.shape[-1] > 1:
            return predictions.argmax(axis=-1)
        return (predictions > 0.5).astype("int32")

    def predict_proba(self, *inputs, **more):
        return self.predict(*inputs, **more)


def image_dim_ordering():
    import tf_keras
    return next(then for then, today in ORDERINGS.items() if today == tf_keras.backend.image_data_format())


def set_image_dim_ordering(dim_ordering):
    import tf_keras
    if dim_ordering not in ORDERINGS:
        raise ValueError("Unknown dim_ordering:", dim_ordering)
    tf_keras.backend.set_image_data_format(ORDERINGS[dim_ordering])


def is_placeholder(x):
    return getattr(getattr(x, "op", None), "type", None) == "Placeholder"


def print_summary(model, line_length=None, positions=None, print_fn=None):
    model.summary(line_length, positions, print_fn)
