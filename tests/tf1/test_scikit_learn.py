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
    numbers = ": today's scikit-learn can give other numbers than that of 2019 (0.21)"
    first, second, third, fourth = result.err.splitlines()
    assert (first, second) == (f"lab10: TSNE{numbers}", f"lab10: IsolationForest{numbers}")
    assert third.startswith("lab10: LogisticRegression without a solver") and fourth == (
        f"lab10: LogisticRegression{numbers}")


FOLDS = """
import warnings
import numpy as np
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.metrics import confusion_matrix, precision_recall_curve
from sklearn.model_selection import KFold, StratifiedKFold, cross_val_score
from sklearn.naive_bayes import GaussianNB
from sklearn.preprocessing import MinMaxScaler
from sklearn.svm import SVC
from sklearn.utils.class_weight import compute_class_weight

draws = np.random.RandomState(0)
X, L, M = draws.rand(60, 3) + 0.1, draws.randint(0, 3, 60), draws.randint(0, 4, 60)
Y = L[:13]
warnings.simplefilter('ignore')
for folds in StratifiedKFold(4), StratifiedKFold(4, True, 2), KFold(n_splits=4, random_state=7):
    print(*["".join("%x" % i for i in test) for _, test in folds.split(Y, Y)])
print(cross_val_score(GaussianNB(), X, L, None, None, 4).round(4).tolist(),
      MinMaxScaler((-1, 1)).fit_transform([[1.0], [3.0]]).ravel(), confusion_matrix(Y, Y, [2, 1]).tolist(),
      compute_class_weight("balanced", np.arange(3), L).round(4).tolist())
print(*[len(each) for each in precision_recall_curve([0, 1, 1, 0, 1, 0], [.1, .9, .8, .3, .7, .6])])
SVC()
LinearDiscriminantAnalysis()
LinearDiscriminantAnalysis()
"""


def test_its_folds_are_those_of_then_and_other_numbers_are_told(run_tf1):
    result = run_tf1("-c", FOLDS)
    assert result.out.splitlines() == [  # by scikit-learn 0.21.3
        "0168 239a 45b 7c", "148c 23a 579b 06", "0123 456 789 abc",
        "[0.1875, 0.5333, 0.4, 0.2857] [-1.  1.] [[2, 0], [0, 4]] [0.9524, 0.8696, 1.25]", "4 4 3"], result.err
    assert result.err == ("lab10: LinearDiscriminantAnalysis: today's scikit-learn can give other numbers than that of "
                          "2019 (0.21)\n")
