"""scikit-learn under lab10.tf1: the defaults that it had with TensorFlow 1."""
CODE = """
import inspect
import numpy as np
from sklearn.base import clone
from sklearn.ensemble import RandomForestClassifier, ExtraTreesRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, KFold, cross_val_score
from sklearn.svm import SVC, SVR
from sklearn.manifold import TSNE
from sklearn.cluster import KMeans

X, Y = np.random.RandomState(0).randn(30, 2), np.arange(30) % 2
print(RandomForestClassifier().n_estimators, RandomForestClassifier(7).n_estimators, ExtraTreesRegressor().n_estimators)
print(clone(RandomForestClassifier(n_estimators=5)).n_estimators, len(RandomForestClassifier().fit(X, Y).estimators_))
print(SVC().gamma, SVR(gamma="scale").gamma, TSNE().init, KMeans(2).n_init)
print(KFold().n_splits, len(cross_val_score(SVC(), X, Y)), len(cross_val_score(SVC(), X, Y, cv=4)))
print(GridSearchCV(SVC(), {"C": [1.0]}).fit(X, Y).n_splits_)
LogisticRegression()
LogisticRegression(solver="lbfgs")
LogisticRegression()
"""


def test_its_defaults_are_those_of_then(run_tf1):
    result = run_tf1("-c", CODE)
    assert result.out.splitlines() == ["10 7 10", "5 10", "auto scale random 10", "3 3 4", "3"], result.err
    assert result.err.count("\n") == 1 and "LogisticRegression without a solver" in result.err
