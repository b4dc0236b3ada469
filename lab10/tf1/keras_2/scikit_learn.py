"""keras.wrappers.scikit_learn: a function that builds a Keras model as an estimator of scikit-learn."""
import copy
import inspect

import numpy
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin

__path__ = []  # as keras.wrappers it is a package, which holds itself
METHODS = "fit", "predict", "evaluate"  # of a model, whose arguments may be among an estimator's parameters


def _arguments(function):
    return {name for name, argument in inspect.signature(function).parameters.items()
            if argument.kind in (argument.POSITIONAL_OR_KEYWORD, argument.KEYWORD_ONLY)}


class BaseWrapper(BaseEstimator):
    """build_fn: builds and compiles the model; None in a class whose method __call__ does so. Further parameters are
    arguments of build_fn and of the model's methods."""

    def __init__(self, build_fn=None, **sk_params):
        self.build_fn, self.sk_params = build_fn, sk_params
        self.check_params(sk_params)

    def check_params(self, params):
        from tf_keras import Model
        legal = _arguments(self.build_fn or self.__call__).union(*(
            _arguments(getattr(Model, name)) for name in METHODS))
        for name in params:
            if name not in legal and name != "nb_epoch":
                raise ValueError(f"{name} is not a legal parameter")

    def get_params(self, deep=True):
        return {**copy.deepcopy(self.sk_params), "build_fn": self.build_fn}

    def set_params(self, **params):
        self.check_params(params)
        self.sk_params.update(params)
        return self

    def filter_sk_params(self, fn, override=None):
        """The parameters that are arguments of a function."""
        known = _arguments(fn) | ({"nb_epoch"} if fn.__name__ == "fit" else set())
        return {name: value for name, value in self.sk_params.items() if name in known} | (override or {})

    def fit(self, x, y, **kwargs):
        """Build a model and train it. Returns the history."""
        build = self.build_fn or self.__call__
        self.model = build(**self.filter_sk_params(build))
        return self.model.fit(x, self._targets(y), **copy.deepcopy(self.filter_sk_params(self.model.fit)) | kwargs)

    def _targets(self, y):
        from tf_keras.utils import to_categorical
        loss = getattr(self.model.loss, "__name__", self.model.loss)
        return to_categorical(y) if loss == "categorical_crossentropy" and numpy.ndim(y) != 2 else y

    def _predictions(self, x, named):
        return self.model.predict(x, **self.filter_sk_params(self.model.predict, named))

    def _evaluated(self, x, y, named):
        found = self.model.evaluate(x, y, **self.filter_sk_params(self.model.evaluate, named))
        return dict(zip(self.model.metrics_names, found if isinstance(found, list) else [found]))

    def __sklearn_is_fitted__(self):
        return hasattr(self, "model")


class KerasClassifier(ClassifierMixin, BaseWrapper):
    def fit(self, x, y, sample_weight=None, **kwargs):
        y = numpy.array(y)
        if y.ndim == 2 and y.shape[1] > 1:
            self.classes_ = numpy.arange(y.shape[1])
        elif y.ndim in (1, 2):
            self.classes_, y = numpy.unique(y), numpy.searchsorted(numpy.unique(y), y)
        else:
            raise ValueError("Invalid shape for y: " + str(y.shape))
        self.n_classes_ = len(self.classes_)
        return super().fit(x, y, **kwargs | ({} if sample_weight is None else {"sample_weight": sample_weight}))

    def predict(self, x, **kwargs):
        """The classes, [n]; if there is one output, [n, 1]."""
        outputs = self._predictions(x, kwargs)
        return self.classes_[outputs.argmax(-1) if outputs.shape[-1] > 1 else (outputs > 0.5).astype("int32")]

    def predict_proba(self, x, **kwargs):
        """Probabilities [n, classes]."""
        outputs = self._predictions(x, kwargs)
        return numpy.hstack([1 - outputs, outputs]) if outputs.shape[1] == 1 else outputs

    def score(self, x, y, **kwargs):
        """The accuracy; the model must have it among its metrics."""
        found = self._evaluated(x, self._targets(numpy.searchsorted(self.classes_, y)), kwargs)
        for name in "acc", "accuracy":
            if name in found:
                return found[name]
        raise ValueError('The model is not configured to compute accuracy. You should pass `metrics=["accuracy"]` to '
                         "the `model.compile()` method.")


class KerasRegressor(RegressorMixin, BaseWrapper):
    def predict(self, x, **kwargs):
        """[n], or [n, outputs]."""
        outputs = numpy.array(self._predictions(x, kwargs))
        return outputs.squeeze(-1) if outputs.shape[-1] == 1 else outputs

    def score(self, x, y, **kwargs):
        """The negative loss."""
        return -self._evaluated(x, y, kwargs)["loss"]
