"""scikit-learn under lab10.tf1: the defaults that it had with TensorFlow 1."""
CODE = """
import inspect
import numpy as np
from sklearn.base import clone
from sklearn.decomposition import MiniBatchDictionaryLearning
from sklearn.ensemble import ExtraTreesRegressor, IsolationForest, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import adjusted_mutual_info_score, normalized_mutual_info_score
from sklearn.model_selection import GridSearchCV, KFold, cross_val_score
from sklearn.neighbors import LocalOutlierFactor
from sklearn.preprocessing import power_transform
from sklearn.svm import SVC, SVR
from sklearn.manifold import TSNE
from sklearn.cluster import KMeans
from sklearn.utils.extmath import randomized_svd

X, Y = np.random.RandomState(0).randn(30, 2), np.arange(30) % 2
print(RandomForestClassifier().n_estimators, RandomForestClassifier(7).n_estimators, ExtraTreesRegressor().n_estimators)
print(clone(RandomForestClassifier(n_estimators=5)).n_estimators, len(RandomForestClassifier().fit(X, Y).estimators_))
print(SVC().gamma, SVR(gamma="scale").gamma, TSNE().init, KMeans(2).n_init, TSNE(n_iter=300).max_iter)
print(KFold().n_splits, len(cross_val_score(SVC(), X, Y)), len(cross_val_score(SVC(), X, Y, cv=4)))
print(GridSearchCV(SVC(), {"C": [1.0]}).fit(X, Y).n_splits_)
draws = np.random.RandomState(0)
X, L, M = draws.rand(60, 3) + 0.1, draws.randint(0, 3, 60), draws.randint(0, 4, 60)
print("%.6f %.6f" % (normalized_mutual_info_score(L, M), adjusted_mutual_info_score(L, M)),
      "%.5f %.5f %.5f" % tuple(power_transform(X)[0]), sum(IsolationForest(random_state=0).fit(X).predict(X) == -1),
      sum(LocalOutlierFactor().fit_predict(X) == -1), MiniBatchDictionaryLearning().batch_size,
      (randomized_svd(X, 2)[0] == randomized_svd(X, 2)[0]).all())
LogisticRegression()
LogisticRegression(solver="lbfgs")
LogisticRegression()
"""


def test_its_defaults_are_those_of_then(run_tf1):
    result = run_tf1("-c", CODE)
    assert result.out.splitlines() == ["10 7 10", "5 10", "auto scale random 10 300", "3 3 4", "3",
                                       # by scikit-learn 0.21.3
                                       "0.040956 -0.002672 0.20788 0.79981 0.28284 6 6 3 True"], result.err
    assert result.err.count("\n") == 1 and "LogisticRegression without a solver" in result.err
