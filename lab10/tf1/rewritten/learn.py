"""tf.contrib.learn's estimators by those of tf.estimator: they fit, evaluate and predict arrays or an input_fn."""
import functools
import inspect

import numpy
import tensorflow.compat.v1 as tf

from lab10.tf1 import estimator as package

ALONE = "lab10_features"  # the name of a feature that has none
NAMES = {"classes": "class_ids", "scores": "predictions"}  # of predictions, by those of then: today's, which are [n, 1]
KEPT = {"save_summary_steps", "save_checkpoints_secs", "save_checkpoints_steps", "keep_checkpoint_max",
        "keep_checkpoint_every_n_hours", "log_step_count_steps", "session_config", "model_dir", "tf_random_seed"}
estimator = package.load()
# tf.contrib.learn.io, whose functions shuffled without being told to
numpy_input_fn = functools.partial(estimator.inputs.numpy_input_fn, shuffle=True)
pandas_input_fn = functools.partial(estimator.inputs.pandas_input_fn, shuffle=True)


class ModeKeys:
    TRAIN, EVAL, INFER = "train", "eval", "infer"


def RunConfig(master=None, **settings):
    """tf.estimator.RunConfig, without settings that it has no more, as `num_cores` and `gpu_memory_fraction`."""
    return estimator.RunConfig(**{name: value for name, value in settings.items() if name in KEPT})


def infer_real_valued_columns_from_input(x):
    """One column for an array [n, d], or one for each of a dict of such."""
    columns = x if isinstance(x, dict) else {ALONE: x}
    return [tf.feature_column.numeric_column(name, [int(numpy.prod(numpy.shape(column)[1:]))])
            for name, column in columns.items()]


class Estimator:
    """An estimator of tf.estimator (`estimator`) with the methods of then.

    model_fn may return (predictions, loss, train_op), as it did, and take only some of features, labels, mode and
    params.
    """

    def __init__(self, model_fn=None, model_dir=None, config=None, params=None):
        self.estimator = estimator.Estimator(_spec_by(model_fn), model_dir, config, params)

    @property
    def model_dir(self):
        return self.estimator.model_dir

    def fit(self, x=None, y=None, input_fn=None, steps=None, batch_size=128, monitors=None, max_steps=None):
        """Train for `steps` batches, of the arrays x and y or of what input_fn builds. Returns self."""
        hooks = [hook for hook in monitors or [] if isinstance(hook, tf.train.SessionRunHook)]
        self.estimator.train(_inputs(x, y, input_fn, batch_size, None), hooks, steps, max_steps)
        return self

    def evaluate(self, x=None, y=None, input_fn=None, steps=None, batch_size=128, metrics=None, **others):
        """Return the metrics by name, of all of x and y or of `steps` batches of input_fn.

        metrics: further ones by name, each a MetricSpec or a function of predictions and labels.
        """
        measured = self.estimator
        if metrics:
            measured = estimator.add_metrics(measured, functools.partial(_metrics, metrics))
        return measured.evaluate(_inputs(x, y, input_fn, batch_size, 1), steps)

    def predict(self, x=None, input_fn=None, batch_size=128, as_iterable=True, outputs=None):
        """Give the predictions one by one, or with as_iterable=False as an array."""
        return _all(self._predictions(x, input_fn, batch_size), as_iterable)

    def _predictions(self, x, input_fn, batch_size):
        for prediction in self.estimator.predict(_inputs(x, None, input_fn, batch_size, 1)):
            yield self._of(prediction)

    def _of(self, prediction):
        return prediction

    def get_variable_names(self):
        return self.estimator.get_variable_names()

    def get_variable_value(self, name):
        return self.estimator.get_variable_value(name)


class _Canned(Estimator):
    kind = None

    def __init__(self, *positional, model_dir=None, config=None, optimizer=None, **settings):
        made = getattr(estimator, self.kind)
        names = [name for name in inspect.signature(made).parameters]
        order = {name: value for name, value in zip(self.order, positional)}
        settings = {**order, **{name: value for name, value in settings.items() if name in names or name in self.order}}
        settings.update({name: value for name, value in (("model_dir", model_dir), ("config", config),
                                                         ("optimizer", optimizer)) if value is not None})
        self.estimator = made(**settings)


class _Classifier(_Canned):
    def _of(self, prediction):
        return prediction["class_ids"][0]

    def predict_classes(self, *arguments, **named):
        return self.predict(*arguments, **named)

    def predict_proba(self, x=None, input_fn=None, batch_size=128, as_iterable=True):
        """The probabilities [classes] of each example, given as `predict` gives."""
        found = self.estimator.predict(_inputs(x, None, input_fn, batch_size, 1))
        return _all((prediction["probabilities"] for prediction in found), as_iterable)


class _Regressor(_Canned):
    def _of(self, prediction):
        return prediction["predictions"][0]


class DNNClassifier(_Classifier):
    kind, order = "DNNClassifier", ("hidden_units", "feature_columns", "model_dir", "n_classes")


class DNNRegressor(_Regressor):
    kind, order = "DNNRegressor", ("hidden_units", "feature_columns", "model_dir")


class LinearClassifier(_Classifier):
    kind, order = "LinearClassifier", ("feature_columns", "model_dir", "n_classes")


class LinearRegressor(_Regressor):
    kind, order = "LinearRegressor", ("feature_columns", "model_dir")


class DNNLinearCombinedClassifier(_Classifier):
    kind, order = "DNNLinearCombinedClassifier", ("model_dir",)


class DNNLinearCombinedRegressor(_Regressor):
    kind, order = "DNNLinearCombinedRegressor", ("model_dir",)


class SKCompat:
    """An Estimator with scikit-learn's methods: predict returns arrays; of a classifier by the names of PredictionKey,
    of a regressor by "scores"."""

    def __init__(self, estimator):
        self._estimator = estimator

    def fit(self, x, y, batch_size=128, steps=None, **others):
        self._estimator.fit(x, y, batch_size=batch_size, steps=steps)
        return self

    def score(self, x, y, batch_size=128, steps=None, **others):
        return self._estimator.evaluate(x, y, batch_size=batch_size, steps=steps)

    def predict(self, x, batch_size=128, **others):
        found = list(self._estimator.estimator.predict(_inputs(x, None, None, batch_size, 1)))
        if not found or not isinstance(found[0], dict):
            return numpy.array(found)
        columns = {name: numpy.array([each[name] for each in found]) for name in found[0]}
        if not isinstance(self._estimator, _Canned):
            return columns
        return {name: _one(columns, name) for name in PredictionKey.ALL if NAMES.get(name, name) in columns}


def _all(predictions, as_iterable):
    return predictions if as_iterable else numpy.array(list(predictions))


def _inputs(x, y, input_fn, batch_size, epochs):
    """An input_fn of tf.estimator whose features have names. x: an array, or a dict of them."""
    if input_fn is None:
        columns = {name: _plain(column) for name, column in (x if isinstance(x, dict) else {ALONE: x}).items()}
        return estimator.inputs.numpy_input_fn(columns, None if y is None else _plain(y), batch_size or 128, epochs,
                                               shuffle=epochs is None)

    def named():
        made = input_fn()
        features, labels = made if isinstance(made, tuple) else (made, None)
        features = features if isinstance(features, dict) else {ALONE: features}
        if epochs:
            features, labels = _once(features, labels)
        return (features, labels) if labels is not None else features
    return named


def _once(features, labels):
    """The same, which end after their one batch where nothing in the graph reads another: tf.estimator goes on."""
    reads = {operation.type for operation in tf.get_default_graph().get_operations()}
    if tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS) or "IteratorGetNext" in reads:
        return features, labels
    batches = tf.data.make_initializable_iterator(tf.data.Dataset.from_tensors(
        (features, labels) if labels is not None else (features,)))
    tf.add_to_collection(tf.GraphKeys.TABLE_INITIALIZERS, batches.initializer)
    return (*batches.get_next(), None)[:2]


def _plain(array):
    array = numpy.asarray(array)
    return array.astype(numpy.float32) if array.dtype == numpy.float64 else array


def _spec_by(model_fn):
    """The model_fn that tf.estimator asks for, of one of then."""
    known = inspect.signature(model_fn).parameters

    def spec(features, labels, mode, params):
        mode = ModeKeys.INFER if mode == estimator.ModeKeys.PREDICT else mode
        given = {"mode": mode, "params": params}
        features = features[ALONE] if set(features) == {ALONE} else features
        made = model_fn(features, labels, **{name: value for name, value in given.items() if name in known})
        if isinstance(made, estimator.EstimatorSpec):
            return made
        if isinstance(made, ModelFnOps):
            predictions, loss, train_op = made.predictions, made.loss, made.train_op
        else:
            predictions, loss, train_op = made
        metrics = getattr(made, "eval_metric_ops", None)
        if mode == ModeKeys.INFER:
            return estimator.EstimatorSpec(estimator.ModeKeys.PREDICT, predictions)
        return estimator.EstimatorSpec(mode, predictions, loss, train_op, metrics)
    return spec


class ModelFnOps:
    """What a model_fn may return."""

    def __init__(self, mode, predictions=None, loss=None, train_op=None, eval_metric_ops=None, **others):
        self.mode, self.predictions, self.loss, self.train_op = mode, predictions, loss, train_op
        self.eval_metric_ops = eval_metric_ops


class PredictionKey:
    """What the predictions of the classifiers and regressors here go by."""
    ALL = CLASSES, PROBABILITIES, LOGITS, SCORES = "classes", "probabilities", "logits", "scores"


class MetricSpec:
    """A metric of one of the predictions and the labels."""

    def __init__(self, metric_fn, prediction_key=None, label_key=None, weight_key=None):
        if weight_key is not None:
            raise ValueError("lab10.tf1 offers MetricSpec without weight_key alone")
        self.metric_fn, self.prediction_key, self.label_key = metric_fn, prediction_key, label_key

    def of(self, predictions, labels):
        """The metric's (value, operation that updates it)."""
        return self.metric_fn(predictions=_one(predictions, self.prediction_key), labels=_one(labels, self.label_key))


def _metrics(metrics, predictions, labels):
    return {name: (metric if isinstance(metric, MetricSpec) else MetricSpec(metric)).of(predictions, labels)
            for name, metric in metrics.items()}


def _one(values, key):
    """That of a dict which goes by `key`, or the only one; anything else is what it is."""
    if not isinstance(values, dict):
        return values
    if key is None:
        return next(iter(values.values()))
    if "class_ids" in values or "predictions" in values:  # of tf.estimator's classifiers and regressors
        found = values[NAMES.get(key, key)]
        return found[:, 0] if key in NAMES else found
    return values[key]
