"""tf.contrib.learn's estimators, made from those of tf.estimator: they fit, evaluate and predict arrays or an
input_fn."""
import copy
import functools
import inspect
import itertools
import math
import re

import numpy
import tensorflow.compat.v1 as tf

from lab10.terminal.errors import LabError
from lab10.tf1 import counting
from lab10.tf1 import estimator as package

ALONE = "lab10_features"  # the name of a feature that has none
NAMES = {"classes": "class_ids", "scores": "predictions"}  # of predictions, by those of then: today's, which are [n, 1]
KEPT = {"save_summary_steps", "save_checkpoints_secs", "save_checkpoints_steps", "keep_checkpoint_max",
        "keep_checkpoint_every_n_hours", "log_step_count_steps", "session_config", "model_dir", "tf_random_seed"}
KINDS = "Classifier", "Regressor"
estimator = package.load()
# tf.contrib.learn.io, whose functions shuffled without being told to
numpy_input_fn = functools.partial(estimator.inputs.numpy_input_fn, shuffle=True)
pandas_input_fn = functools.partial(estimator.inputs.pandas_input_fn, shuffle=True)


ASKED = "lab10/"  # the beginning of the names of metrics that were asked for
MEAN = {"loss_reduction": tf.losses.Reduction.SUM_OVER_BATCH_SIZE}
LINEAR, DNN = (tf.train.FtrlOptimizer, 0.2), (tf.train.AdagradOptimizer, 0.05)
OPTIMIZERS = {  # by estimator and argument: the default, its rate, the argument with the columns that lessen the rate
    **{f"Linear{kind}": {"optimizer": (*LINEAR, "feature_columns")} for kind in KINDS},
    **{f"DNN{kind}": {"optimizer": (*DNN, None)} for kind in KINDS},
    **{f"DNNLinearCombined{kind}": {"linear_optimizer": (*LINEAR, "linear_feature_columns"),
                                    "dnn_optimizer": (*DNN, None)} for kind in KINDS},
}
NAMED = {"Adagrad": tf.train.AdagradOptimizer, "Adam": tf.train.AdamOptimizer, "Ftrl": tf.train.FtrlOptimizer,
         "Momentum": functools.partial(tf.train.MomentumOptimizer, momentum=0.9),
         "RMSProp": tf.train.RMSPropOptimizer, "SGD": tf.train.GradientDescentOptimizer}
TWO_CLASSES = {  # what evaluate calls the metrics, and what tf.estimator calls them
    "accuracy": "accuracy", "accuracy/baseline_label_mean": "label/mean",
    "accuracy/threshold_0.500000_mean": "accuracy", "auc": "auc", "labels/actual_label_mean": "label/mean",
    "labels/prediction_mean": "prediction/mean", "precision/positive_threshold_0.500000_mean": "precision",
    "recall/positive_threshold_0.500000_mean": "recall"}


VARIABLES = {  # the beginnings of variables' names today, and those of then
    r"(dnn/\w+)/kernel": r"\1/weights", r"(dnn/\w+)/bias": r"\1/biases",
    "linear/linear_model/bias_weights": "linear/bias_weight", "linear/linear_model/": "linear/"}


class ModeKeys:
    TRAIN, EVAL, INFER = "train", "eval", "infer"


def RunConfig(master=None, num_cores=0, log_device_placement=False, gpu_memory_fraction=1, tf_random_seed=None,
              save_summary_steps=100, save_checkpoints_secs=0, save_checkpoints_steps=None, keep_checkpoint_max=5,
              keep_checkpoint_every_n_hours=10000, log_step_count_steps=100, protocol=None, evaluation_master="",
              model_dir=None, session_config=None, session_creation_timeout_secs=7200):
    """tf.estimator.RunConfig; it ignores settings that no longer exist, such as `num_cores` and
    `gpu_memory_fraction`."""
    if save_checkpoints_secs == 0:
        save_checkpoints_secs = 600 if save_checkpoints_steps is None else None
    settings = vars()
    return estimator.RunConfig(**{name: settings[name] for name in KEPT})


def infer_real_valued_columns_from_input(x):
    """One column for an array [n, d]; for a dict of arrays, one column for each."""
    columns = x if isinstance(x, dict) else {ALONE: x}
    return [tf.feature_column.numeric_column(name, [int(numpy.prod(numpy.shape(column)[1:]))])
            for name, column in columns.items()]


class Estimator:
    """An estimator of tf.estimator (`estimator`) with the old methods.

    model_fn may return (predictions, loss, train_op), as it could then, and take only some of features, labels, mode,
    params, config and model_dir. To predict, it gets placeholders for the labels with which it was trained.
    """

    def __init__(self, model_fn=None, model_dir=None, config=None, params=None, feature_engineering_fn=None):
        self._engineered, self._labels = feature_engineering_fn, None
        self.estimator = estimator.Estimator(self._spec_by(model_fn), model_dir, config, params)

    @property
    def model_dir(self):
        return self.estimator.model_dir

    @property
    def config(self):
        return self.estimator.config

    def fit(self, x=None, y=None, input_fn=None, steps=None, batch_size=None, monitors=None, max_steps=None):
        """Train for `steps` batches, of the arrays x and y (without a batch_size: all of them) or of the data that
        input_fn builds. Returns self."""
        for monitor in monitors or []:
            if not isinstance(monitor, tf.train.SessionRunHook):
                raise LabError(f"{type(monitor).__name__} of tf.contrib.learn.monitors is not offered by lab10.tf1; "
                               "today: a tf.train.SessionRunHook")
        self.estimator.train(self._inputs(x, y, input_fn, batch_size, None), monitors, steps, max_steps)
        return self

    def evaluate(self, x=None, y=None, input_fn=None, feed_fn=None, batch_size=None, steps=None, metrics=None,
                 name=None, checkpoint_path=None, hooks=None, log_progress=True):
        """Return the metrics by name, for all of x and y or for `steps` batches of input_fn.

        metrics: further ones by name, each a MetricSpec or a function of predictions and labels.
        """
        measured = self.estimator
        if metrics:
            measured = estimator.add_metrics(measured, functools.partial(_metrics, metrics))
        found = measured.evaluate(self._inputs(x, y, input_fn, batch_size, 1), steps, hooks, checkpoint_path, name)
        return self._measured({key: value for key, value in found.items() if not key.startswith(ASKED)}) | {
            key[len(ASKED):]: value for key, value in found.items() if key.startswith(ASKED)}

    def predict(self, x=None, input_fn=None, batch_size=None, outputs=None, as_iterable=True, iterate_batches=False):
        """Give the predictions one by one, or with as_iterable=False as an array."""
        found = self.estimator.predict(self._inputs(x, None, input_fn, batch_size, 1))
        if outputs:
            return _all(({name: _one(each, name) for name in outputs} for each in found), as_iterable)
        return _all(map(self._of, found), as_iterable)

    def _measured(self, found):
        return found

    def _of(self, prediction):
        return prediction

    def get_variable_names(self):
        return self.estimator.get_variable_names()

    def get_variable_value(self, name):
        return self.estimator.get_variable_value(name)

    def _inputs(self, x, y, input_fn, batch_size, epochs):
        """An input_fn of tf.estimator whose features have names."""
        def named():
            if input_fn is None:
                features, labels = _batches(x, y, batch_size, epochs)
            else:
                made = input_fn()
                made = tf.data.make_one_shot_iterator(made).get_next() if isinstance(made, tf.data.Dataset) else made
                features, labels = made if isinstance(made, tuple) else (made, None)
                if epochs:
                    features, labels = _once(features, labels)
            if labels is not None and epochs is None:
                self._labels = tf.nest.map_structure(lambda label: (label.dtype, label.shape), labels)
            if self._engineered:
                features, labels = self._engineered(features, labels)
            counting.mark("an estimator of tf.contrib.learn")
            features = features if isinstance(features, dict) else {ALONE: features}
            return (features, labels) if labels is not None else features
        return named

    def _spec_by(self, model_fn):
        """The model_fn for tf.estimator, made from an old one."""
        known = inspect.signature(model_fn).parameters

        def spec(features, labels, mode, params, config):
            given = {"params": params, "config": config, "model_dir": config.model_dir,
                     "mode": ModeKeys.INFER if mode == estimator.ModeKeys.PREDICT else mode}
            features = features[ALONE] if set(features) == {ALONE} else features
            if mode == estimator.ModeKeys.PREDICT and self._labels is not None:
                labels = _placeholders(self._labels)
            made = model_fn(features, labels, **{name: value for name, value in given.items() if name in known})
            if isinstance(made, estimator.EstimatorSpec):
                return made
            predictions, loss, train_op = made[:3] if isinstance(made, tuple) else (
                made.predictions, made.loss, made.train_op)
            if mode == estimator.ModeKeys.PREDICT:
                return estimator.EstimatorSpec(mode, predictions)
            return estimator.EstimatorSpec(mode, predictions, loss, train_op, getattr(made, "eval_metric_ops", None))
        return spec


def _placeholders(kinds):
    """Placeholders for (dtype, shape), or for a dict of such pairs."""
    if isinstance(kinds, dict):
        return {name: _placeholders(kind) for name, kind in kinds.items()}
    return tf.placeholder(*kinds)


class _Canned(Estimator):
    """One of tf.estimator's own estimators, whose loss is the mean over the batch, as it was then."""
    today = {"weight_column_name": "weight_column", "label_keys": "label_vocabulary"}  # arguments
    without_effect = {"input_layer_min_slice_size", "_joint_weight", "_joint_weights", "_joint_linear_weights"}

    def __init__(self, settings):
        """settings: what the class's own __init__ got, `self` and `__class__` among it."""
        del settings["self"]
        self.kind = settings.pop("__class__").__name__
        made = getattr(estimator, self.kind)
        self._engineered, self._labels = settings.pop("feature_engineering_fn"), None
        gradient_clip_norm = settings.pop("gradient_clip_norm")
        fix_global_step_increment_bug = settings.pop("fix_global_step_increment_bug", False)
        self._n_classes = settings.get("n_classes", 2)
        settings = {self.today.get(name, name): value for name, value in settings.items()
                    if name not in self.without_effect and value is not None}
        unknown = [name for name, value in settings.items() if name not in inspect.signature(made).parameters and value]
        if unknown:
            raise LabError(f"tf.contrib.learn.{self.kind} is offered by lab10.tf1 without {unknown[0]}")
        settings = {name: value for name, value in settings.items() if name in inspect.signature(made).parameters}
        self._numeric = {f"linear/{column.key}" for name in ("feature_columns", "linear_feature_columns")
                         for column in settings.get(name) or [] if hasattr(column, "normalizer_fn")}
        self._loss = "average_loss" if "weight_column" in settings else "loss"  # the mean of the batches' means
        optimizers = self._optimizers(settings, gradient_clip_norm)
        self.estimator = made(**settings, **optimizers, **MEAN)
        if len(OPTIMIZERS[self.kind]) == 2 and not fix_global_step_increment_bug:
            self.estimator = estimator.Estimator(_counted_twice(self.estimator), self.model_dir, self.config)

    def _optimizers(self, settings, gradient_clip_norm):
        """What to train by, by argument: what the settings have (taken out of them), or what was the default."""
        found = {}
        for argument, (default, rate, columns) in OPTIMIZERS[self.kind].items():
            chosen = settings.pop(argument, None)
            if chosen is None:
                if columns:
                    rate = min(rate, 1 / math.sqrt(len(settings.get(columns) or [0])))
                chosen = default(rate)
            elif isinstance(chosen, str):
                chosen = NAMED[chosen](rate)
            elif isinstance(chosen, type):
                chosen = chosen(rate)
            found[argument] = clipped(chosen, gradient_clip_norm) if gradient_clip_norm else chosen
        return found

    def _measured(self, found):
        return {"loss": found[self._loss], "global_step": found["global_step"]}

    def get_variable_names(self):
        return [self._name_of_then(name) for name in super().get_variable_names()]

    def get_variable_value(self, name):
        todays = {self._name_of_then(today): today for today in super().get_variable_names()}
        return super().get_variable_value(todays.get(name, name))

    def _name_of_then(self, name):
        for today, then in VARIABLES.items():
            name = re.sub(f"^{today}", then, name)
        part, _, last = name.rpartition("/")
        return f"{part}/weight" if part in self._numeric and last == "weights" else name


def _counted_twice(combined):
    """The model_fn of DNNLinearCombined*: each of its two optimizers counted the step, unless an argument said
    otherwise."""
    def spec(features, labels, mode, config):
        made = combined._model_fn(features, labels, mode, config)
        if mode != estimator.ModeKeys.TRAIN:
            return made
        with tf.control_dependencies([made.train_op]):
            return made._replace(train_op=tf.assign_add(tf.train.get_global_step(), 1).op)
    return spec


def clipped(optimizer, norm):
    """A copy of the optimizer that clips the norm of all gradients together."""
    optimizer, apply_gradients = copy.copy(optimizer), optimizer.apply_gradients

    def apply_clipped(grads_and_vars, *arguments, **named):
        gradients, variables = zip(*grads_and_vars)
        return apply_gradients(list(zip(tf.clip_by_global_norm(gradients, norm)[0], variables)), *arguments, **named)
    optimizer.apply_gradients = apply_clipped
    return optimizer


class _Classifier(_Canned):
    def _of(self, prediction):
        return prediction["class_ids"][0]

    def _measured(self, found):
        names = TWO_CLASSES if self._n_classes == 2 else {"accuracy": "accuracy"}
        return super()._measured(found) | {name: found[today] for name, today in names.items()}

    @functools.wraps(Estimator.evaluate)
    def evaluate(self, *arguments, metrics=None, **named):
        if self._n_classes == 2:
            metrics = {"auc_precision_recall": MetricSpec(
                lambda predictions, labels: tf.metrics.auc(tf.reshape(labels, [-1]), predictions[:, 1], curve="PR"),
                PredictionKey.PROBABILITIES)} | (metrics or {})
        return super().evaluate(*arguments, metrics=metrics, **named)

    def predict_classes(self, *arguments, **named):
        return self.predict(*arguments, **named)

    def predict_proba(self, x=None, input_fn=None, batch_size=None, outputs=None, as_iterable=True):
        """The probabilities [classes] of each example, given as `predict` gives."""
        found = self.estimator.predict(self._inputs(x, None, input_fn, batch_size, 1))
        return _all((prediction["probabilities"] for prediction in found), as_iterable)


class _Regressor(_Canned):
    def _of(self, prediction):
        scores = prediction["predictions"]
        return scores[0] if len(scores) == 1 else scores

    def predict_scores(self, *arguments, **named):
        return self.predict(*arguments, **named)


class DNNClassifier(_Classifier):
    def __init__(self, hidden_units, feature_columns, model_dir=None, n_classes=2, weight_column_name=None,
                 optimizer=None, activation_fn=tf.nn.relu, dropout=None, gradient_clip_norm=None,
                 enable_centered_bias=False, config=None, feature_engineering_fn=None, embedding_lr_multipliers=None,
                 input_layer_min_slice_size=None, label_keys=None):
        super().__init__(vars())


class DNNRegressor(_Regressor):
    def __init__(self, hidden_units, feature_columns, model_dir=None, weight_column_name=None, optimizer=None,
                 activation_fn=tf.nn.relu, dropout=None, gradient_clip_norm=None, enable_centered_bias=False,
                 config=None, feature_engineering_fn=None, label_dimension=1, embedding_lr_multipliers=None,
                 input_layer_min_slice_size=None):
        super().__init__(vars())


class LinearClassifier(_Classifier):
    def __init__(self, feature_columns, model_dir=None, n_classes=2, weight_column_name=None, optimizer=None,
                 gradient_clip_norm=None, enable_centered_bias=False, _joint_weight=False, config=None,
                 feature_engineering_fn=None, label_keys=None):
        super().__init__(vars())


class LinearRegressor(_Regressor):
    def __init__(self, feature_columns, model_dir=None, weight_column_name=None, optimizer=None,
                 gradient_clip_norm=None, enable_centered_bias=False, label_dimension=1, _joint_weights=False,
                 config=None, feature_engineering_fn=None):
        super().__init__(vars())


class DNNLinearCombinedClassifier(_Classifier):
    def __init__(self, model_dir=None, n_classes=2, weight_column_name=None, linear_feature_columns=None,
                 linear_optimizer=None, _joint_linear_weights=False, dnn_feature_columns=None, dnn_optimizer=None,
                 dnn_hidden_units=None, dnn_activation_fn=tf.nn.relu, dnn_dropout=None, gradient_clip_norm=None,
                 enable_centered_bias=False, config=None, feature_engineering_fn=None, embedding_lr_multipliers=None,
                 input_layer_min_slice_size=None, label_keys=None, fix_global_step_increment_bug=False):
        super().__init__(vars())


class DNNLinearCombinedRegressor(_Regressor):
    def __init__(self, model_dir=None, weight_column_name=None, linear_feature_columns=None, linear_optimizer=None,
                 _joint_linear_weights=False, dnn_feature_columns=None, dnn_optimizer=None, dnn_hidden_units=None,
                 dnn_activation_fn=tf.nn.relu, dnn_dropout=None, gradient_clip_norm=None, enable_centered_bias=False,
                 label_dimension=1, config=None, feature_engineering_fn=None, embedding_lr_multipliers=None,
                 input_layer_min_slice_size=None, fix_global_step_increment_bug=False):
        super().__init__(vars())


class SKCompat:
    """An Estimator with scikit-learn's methods: predict returns arrays, for a classifier with the names of
    PredictionKey, for a regressor with "scores"."""

    def __init__(self, estimator):
        self._estimator = estimator

    def fit(self, x, y, batch_size=128, steps=None, max_steps=None, monitors=None):
        self._estimator.fit(x, y, None, steps, batch_size, monitors, max_steps)
        return self

    def score(self, x, y, batch_size=128, steps=None, metrics=None, name=None):
        return self._estimator.evaluate(x, y, batch_size=batch_size, steps=steps, metrics=metrics, name=name)

    def predict(self, x, batch_size=128, outputs=None):
        found = list(self._estimator.estimator.predict(self._estimator._inputs(x, None, None, batch_size, 1)))
        if not found or not isinstance(found[0], dict):
            return numpy.array(found)
        columns = {name: numpy.array([each[name] for each in found]) for name in found[0]}
        if isinstance(self._estimator, _Canned):
            columns = {name: _one(columns, name) for name in PredictionKey.ALL if NAMES.get(name, name) in columns}
            if "scores" in columns:
                columns = {"scores": columns["scores"]}
        return {name: column for name, column in columns.items() if not outputs or name in outputs}


def _all(predictions, as_iterable):
    return predictions if as_iterable else numpy.array(list(predictions))


def _batches(x, y, batch_size, epochs):
    """Tensors (features, labels), one batch after another, of the arrays (or dicts of arrays) x and y.

    They are in the order in which TensorFlow 1 read them: in training (epochs=None) in the order of
    numpy.random.RandomState(42), and the last batch of an epoch may be smaller. Features with one number get an axis
    for it, labels do not.
    """
    def column(values):
        return numpy.reshape(values, [len(values), 1]) if numpy.ndim(values) == 1 else numpy.asarray(values)

    def label(values):
        values = numpy.asarray(values)
        return values[:, 0] if values.ndim > 1 and values.shape[1] == 1 else values

    given = tuple({name: make(values) for name, values in each.items()} if isinstance(each, dict) else make(each)
                  for make, each in ((column, x), (label, y)) if each is not None)
    n = len(tf.nest.flatten(given)[0])

    def batches():
        random = numpy.random.RandomState(42)
        for _ in itertools.count() if epochs is None else range(epochs):
            order = random.permutation(n) if epochs is None else numpy.arange(n)
            for start in range(0, n, batch_size or n):
                yield tf.nest.map_structure(lambda array: array[order[start:start + (batch_size or n)]], given)

    dataset = tf.data.Dataset.from_generator(
        batches, tf.nest.map_structure(lambda array: tf.as_dtype(array.dtype), given),
        tf.nest.map_structure(lambda array: [None, *array.shape[1:]], given))
    return (*_next(dataset), None)[:2]


def _once(features, labels):
    """The same, but it ends after its one batch if nothing in the graph reads another one; tf.estimator would
    continue."""
    reads = {operation.type for operation in tf.get_default_graph().get_operations()}
    if tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS) or "IteratorGetNext" in reads:
        return features, labels
    return (*_next(tf.data.Dataset.from_tensors((features, labels) if labels is not None else (features,))), None)[:2]


def _next(dataset):
    batches = tf.data.make_initializable_iterator(dataset)
    tf.add_to_collection(tf.GraphKeys.TABLE_INITIALIZERS, batches.initializer)
    return batches.get_next()


class ModelFnOps:
    """What a model_fn may return."""

    def __init__(self, mode, predictions=None, loss=None, train_op=None, eval_metric_ops=None, **others):
        self.mode, self.predictions, self.loss, self.train_op = mode, predictions, loss, train_op
        self.eval_metric_ops = eval_metric_ops


class PredictionKey:
    """The keys of the predictions of these classifiers and regressors."""
    ALL = CLASSES, PROBABILITIES, LOGITS, LOGISTIC, SCORES = "classes", "probabilities", "logits", "logistic", "scores"


class MetricSpec:
    """A metric of one of the predictions and the labels."""

    def __init__(self, metric_fn, prediction_key=None, label_key=None, weight_key=None):
        if weight_key is not None:
            raise ValueError("lab10.tf1 offers MetricSpec only without weight_key")
        self.metric_fn, self.prediction_key, self.label_key = metric_fn, prediction_key, label_key

    def of(self, predictions, labels):
        """The metric's (value, operation that updates it)."""
        return self.metric_fn(predictions=_one(predictions, self.prediction_key), labels=_one(labels, self.label_key))


def _metrics(metrics, predictions, labels):
    return {ASKED + name: (metric if isinstance(metric, MetricSpec) else MetricSpec(metric)).of(predictions, labels)
            for name, metric in metrics.items()}


def _one(values, key):
    """The entry `key` of a dict, or its only entry; anything else unchanged."""
    if not isinstance(values, dict):
        return values
    if key is None:
        return next(iter(values.values()))
    if "class_ids" in values or "predictions" in values:  # of tf.estimator's classifiers and regressors
        found = values[NAMES.get(key, key)]
        return found[:, 0] if key in NAMES else found
    return values[key]
