"""tf.contrib.tpu, as far as a program uses it on a CPU or GPU: there, TPUEstimator is an estimator whose batch size
depends on the mode."""
import collections
import enum
import inspect
import types

import tensorflow.compat.v1 as tf

from lab10.terminal.errors import LabError
from lab10.tf1 import estimator as package

estimator = package.load()
FIELDS = {"mode": None, "predictions": None, "loss": None, "train_op": None, "eval_metrics": None,
          "export_outputs": None, "scaffold_fn": None, "host_call": None, "training_hooks": None,
          "evaluation_hooks": None, "prediction_hooks": None}


class InputPipelineConfig(enum.IntEnum):
    PER_SHARD_V1 = 1
    PER_HOST_V1 = 2
    PER_HOST_V2 = 3
    BROADCAST = 4
    SLICED = 5


def TPUConfig(iterations_per_loop=2, *settings, **others):
    return types.SimpleNamespace(iterations_per_loop=iterations_per_loop, **others)


class RunConfig(estimator.RunConfig):
    """tf.estimator.RunConfig, with settings for TPUs, which have no effect."""

    def __init__(self, tpu_config=None, evaluation_master=None, master=None, cluster=None, **settings):
        super().__init__(**settings)
        self.tpu_config = tpu_config or TPUConfig()


class CrossShardOptimizer(tf.train.Optimizer):
    """The optimizer itself, because there is one shard."""

    def __new__(cls, opt, *arguments, **named):
        return opt


class TPUEstimatorSpec(collections.namedtuple("TPUEstimatorSpec", FIELDS, defaults=FIELDS.values())):
    """A tf.estimator.EstimatorSpec, with functions in place of some operations: each is (function, tensors)."""

    def as_estimator_spec(self):
        call = [_Call(_called(self.host_call))] if self.host_call else []
        return estimator.EstimatorSpec(
            self.mode, self.predictions, self.loss, self.train_op,
            _called(self.eval_metrics) if self.eval_metrics else None, self.export_outputs,
            scaffold=self.scaffold_fn() if self.scaffold_fn else None,
            **{name: [*(getattr(self, name) or []), *call]
               for name in ("training_hooks", "evaluation_hooks", "prediction_hooks")})


def _called(call):
    function, tensors = call
    return function(**tensors) if isinstance(tensors, dict) else function(*tensors)


class _Call(tf.train.SessionRunHook):
    """Runs operations in each step."""

    def __init__(self, operations):
        self._operations = operations

    def before_run(self, run_context):
        return tf.train.SessionRunArgs(self._operations)


class TPUEstimator(estimator.Estimator):
    """tf.estimator.Estimator, whose functions get the batch size in params["batch_size"]."""

    def __init__(self, model_fn=None, model_dir=None, config=None, params=None, use_tpu=True, train_batch_size=None,
                 eval_batch_size=None, predict_batch_size=None, batch_axis=None, eval_on_tpu=True, export_to_tpu=True,
                 export_to_cpu=True, warm_start_from=None, **others):
        if use_tpu:
            raise LabError("tf.contrib.tpu.TPUEstimator: lab10.tf1 offers it with use_tpu=False; today: "
                           "tf.distribute.TPUStrategy")
        sizes = {estimator.ModeKeys.TRAIN: train_batch_size, estimator.ModeKeys.EVAL: eval_batch_size,
                 estimator.ModeKeys.PREDICT: predict_batch_size}
        self._sizes = {mode: size for mode, size in sizes.items() if size}

        def spec(features, labels, mode, params, config):
            given = {"mode": mode, "params": self._sized(params, mode), "config": config, "labels": labels}
            known = inspect.signature(model_fn).parameters
            made = model_fn(features, **{name: value for name, value in given.items() if name in known})
            return made.as_estimator_spec() if isinstance(made, TPUEstimatorSpec) else made
        super().__init__(spec, model_dir, config, {**(params or {})}, warm_start_from)

    def _sized(self, params, mode):
        return {**params, **({"batch_size": self._sizes[mode]} if mode in self._sizes else {})}

    def _call_input_fn(self, input_fn, mode, input_context=None):
        given = {"params": self._sized(self.params, mode), "mode": mode, "config": self.config}
        known = inspect.signature(input_fn).parameters
        with tf.device("/device:CPU:0"):
            return input_fn(**{name: value for name, value in given.items() if name in known})
