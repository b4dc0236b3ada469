"""What scikit-learn 0.21 did differently: dropped_names puts this into its modules."""
import functools
import sys

import numpy

from lab10.terminal.errors import LabError
from lab10.tf1 import tutorials


def Imputer(missing_values="NaN", strategy="mean", axis=0, verbose=0, copy=True):
    """sklearn.preprocessing.Imputer, by columns."""
    from sklearn.impute import SimpleImputer
    if axis:
        raise LabError("sklearn.preprocessing.Imputer(axis=1): lab10.tf1 offers it only by columns; transpose the "
                       "data")
    return SimpleImputer(missing_values=numpy.nan if missing_values == "NaN" else missing_values, strategy=strategy,
                         copy=copy)


def get_feature_names(vectorizer, *arguments):
    return vectorizer.get_feature_names_out(*arguments).tolist()


def linear_assignment(X):
    """sklearn.utils.linear_assignment_: the pairs [n, 2] of row and column with the smallest sum of costs."""
    from scipy.optimize import linear_sum_assignment
    return numpy.stack(linear_sum_assignment(X), 1)


def fetch_mldata(dataname, target_name="label", data_name="data", transpose_data=True, data_home=None):
    """sklearn.datasets.fetch_mldata of "MNIST original", from lab10's files: data, uint8 [70000, 784], and target,
    float64 [70000]; the training images, then the test images, each sorted by digit, as mldata.org had them."""
    if dataname.lower().replace("-", " ") != "mnist original":
        raise LabError(f"fetch_mldata({dataname!r}): mldata.org is gone, and lab10.tf1 serves only 'MNIST original'")
    from sklearn.utils import Bunch
    data, target = [], []
    for images, labels in tutorials.load_data():
        order = numpy.argsort(labels, kind="stable")
        data.append(images[order].reshape(len(images), -1))
        target.append(labels[order].astype(float))
    return Bunch(data=numpy.concatenate(data), target=numpy.concatenate(target), COL_NAMES=["label", "data"],
                 DESCR=f"mldata.org dataset: {dataname}")


def without_a_needless_seed(begin):
    """KFold and its like: random_state has no effect where shuffle is False, which is an error today."""
    @functools.wraps(begin)
    def begin_of_then(folds, *arguments, **named):
        if not named.get("shuffle") and len(arguments) < 2:
            named.pop("random_state", None)
        begin(folds, *arguments, **named)
    return begin_of_then


def class_by_class(make_test_folds):
    """StratifiedKFold._make_test_folds, which split each class by itself as KFold splits: the fold of each sample."""
    @functools.wraps(make_test_folds)
    def folds_of_then(cv, X, y=None):
        from sklearn.utils import check_random_state
        make_test_folds(type(cv)(cv.n_splits), X, y)  # to complain of what it cannot split
        random, y = check_random_state(cv.random_state), numpy.ravel(y)
        folds = numpy.zeros(len(y), int)
        for label in numpy.unique(y):
            places = numpy.flatnonzero(y == label)
            order = numpy.arange(max(len(places), cv.n_splits))
            if cv.shuffle:
                random.shuffle(order)
            for number, part in enumerate(numpy.array_split(order, cv.n_splits)):
                folds[places[part[part < len(places)]]] = number
        return folds
    return folds_of_then


def to_full_recall(precision_recall_curve):
    """sklearn.metrics.precision_recall_curve, whose first point is the one where the recall reaches 1."""
    @functools.wraps(precision_recall_curve)
    def curve_of_then(*arguments, **named):
        precision, recall, thresholds = precision_recall_curve(*arguments, **named)
        first = numpy.flatnonzero(recall == 1)[-1]
        return precision[first:], recall[first:], thresholds[first:]
    return curve_of_then


def telling_of_its_solver(begin):
    """scikit-learn's logistic regression; it says that the solver was another one, with one class against the rest."""
    @functools.wraps(begin)
    def begin_and_tell(model, *arguments, **named):
        begin(model, *arguments, **named)
        if "solver" not in named:
            _tell(f"{type(model).__name__} without a solver: until 2019 scikit-learn used liblinear, with each "
                  "class against the rest; today's solver gives other numbers (for two classes, solver='liblinear' "
                  "gives the old ones)")
        elif model.solver == "lbfgs":
            _tell_of_numbers(model)
    return begin_and_tell


ONLY_WITH = {"MLPClassifier": ("solver", "lbfgs"), "MLPRegressor": ("solver", "lbfgs"), "SVC": ("probability", True)}


def telling_of_its_numbers(begin):
    """An estimator that computes differently today, or draws other random numbers; it says so."""
    @functools.wraps(begin)
    def begin_and_tell(model, *arguments, **named):
        begin(model, *arguments, **named)
        name, value = ONLY_WITH.get(type(model).__name__, (None, None))
        if name is None or getattr(model, name, None) == value:
            _tell_of_numbers(model)
    return begin_and_tell


def _tell_of_numbers(model):
    _tell(f"{type(model).__name__}: today's scikit-learn can give other numbers than that of 2019 (0.21)")


_told = set()


def _tell(line):
    if line not in _told:
        _told.add(line)
        print(f"lab10: {line}", file=sys.stderr)
