"""Without --warnings, packages do not say which of their names are old: a program of then has them all."""
import warnings

import pytest

from lab10.tf1 import bridge, patches

HIDDEN = [  # of matplotlib 3.8 and scikit-learn 1.3: message, category, the module that is said to warn
    ("The get_cmap function was deprecated in Matplotlib 3.7 and will be removed two minor releases later. Use "
     "``matplotlib.colormaps[name]`` instead.", DeprecationWarning, "__main__"),
    ("`sparse` was renamed to `sparse_output` in version 1.2 and will be removed in 1.4.", FutureWarning,
     "sklearn.preprocessing._encoders"),
    ("The default value of `n_init` will change from 10 to 'auto' in 1.4.", FutureWarning, "sklearn.cluster._kmeans"),
    ("tf.x is deprecated", DeprecationWarning, "__main__"),
]
SHOWN = [
    ("Liblinear failed to converge", UserWarning, "sklearn.svm._base"), ("of the program", FutureWarning, "__main__"),
    ("overflow", RuntimeWarning, "matplotlib.axes")]


@pytest.mark.parametrize("message, category, module", HIDDEN + SHOWN)
def test_what_is_hidden(message, category, module):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with patches.undone() as undo:
            bridge._hide_deprecations(undo)
            warnings.warn_explicit(message, category, "a.py", 1, module)
    assert [str(one.message) for one in told] == [message] * ((message, category, module) in SHOWN)
