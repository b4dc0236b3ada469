"""The tables of what Python and packages beside TensorFlow have dropped since, and what it is today.

Here is only what leaves no doubt of what was meant.
"""
# by module, its names of then: by the module that has them today, "name", "then=today", or "then=." for that module
NAMES = {
    "base64": {"base64": "decodestring=decodebytes encodestring=encodebytes"},
    "collections": {"collections.abc": "Callable Container Hashable Iterable Iterator Mapping MutableMapping "
                                       "MutableSequence MutableSet Sequence Set Sized"},
    "fractions": {"math": "gcd"},
    "inspect": {"lab10.tf1.dropped": "getargspec"},
    "string": {"string": "letters=ascii_letters lowercase=ascii_lowercase uppercase=ascii_uppercase"},
    "time": {"time": "clock=process_time"},
    "xml.etree": {"xml.etree.ElementTree": "cElementTree=."},
    "numpy": {
        "builtins": "bool complex float int long=int object str unicode=str",
        "lab10.tf1.dropped": "NINF asfarray asscalar msort",
        "math": "math=.",
        "numpy": "Inf=inf Infinity=inf NAN=nan NaN=nan PINF=inf alltrue=all complex_=complex128 cumproduct=cumprod "
                 "float_=float64 in1d=isin infty=inf mat=asmatrix product=prod rank=ndim round_=round row_stack=vstack "
                 "sometrue=any string_=bytes_ trapz=trapezoid unicode_=str_",
    },
    "numpy.lib": {"numpy": "pad"},
    "numpy.random": {"lab10.tf1.dropped": "random_integers"},
    "scipy.misc": {"lab10.tf1.scipy_misc": "ascent face imread imresize imsave toimage",
                   "scipy.special": "comb factorial logsumexp"},
    "PIL.Image": {"PIL.Image": "ANTIALIAS=LANCZOS CUBIC=BICUBIC LINEAR=BILINEAR"},
    "sklearn.datasets": {"lab10.tf1.dropped": "fetch_mldata"},
    "matplotlib.cm": {"matplotlib.pyplot": "get_cmap"},
    "matplotlib.pyplot": {"lab10.tf1.dropped": "hold"},
}
MODULES = {  # by modules that are no more, the module that has their names today
    "scipy.misc": "lab10.tf1.scipy_misc",
    "sklearn.cross_validation": "sklearn.model_selection",
    "sklearn.datasets.samples_generator": "sklearn.datasets",
    "sklearn.externals": "lab10.tf1.dropped",  # whose names nobody asks for, but for the two below
    "sklearn.externals.joblib": "joblib",
    "sklearn.externals.six": "six",
    "sklearn.grid_search": "sklearn.model_selection",
    "sklearn.learning_curve": "sklearn.model_selection",
    "xml.etree.cElementTree": "xml.etree.ElementTree",
}
ARGUMENTS = {  # by module and function or class, what its arguments of then are called today
    "numpy": {"histogram": {"normed": "density"}, "reshape": {"newshape": "shape"}},
    "matplotlib.pyplot": {"axes": {"axisbg": "facecolor"}, "hist": {"normed": "density"},
                          "subplot": {"axisbg": "facecolor"}},
    "sklearn.manifold": {"TSNE": {"n_iter": "max_iter"}},
    "sklearn.preprocessing": {"OneHotEncoder": {"sparse": "sparse_output"}},
}
WRAPPED = {  # by module and function, what makes of it one that does what it did
    "numpy": {**{name: "lab10.tf1.numpy_1:with_ragged_lists" for name in (
                  "array", "asanyarray", "asarray", "copy", "delete", "ndim", "repeat", "save", "savez",
                  "savez_compressed", "shape", "size", "take", "tile")},
              "frombuffer": "lab10.tf1.numpy_1:with_whole_numbers", "fromfile": "lab10.tf1.numpy_1:with_whole_numbers",
              "fromstring": "lab10.tf1.dropped:with_bytes", "load": "lab10.tf1.numpy_1:with_pickles",
              **{name: "lab10.tf1.dropped:with_kinds" for name in ("empty", "full", "ones", "zeros")}},
    "numpy.random": {"RandomState": "lab10.tf1.numpy_1:with_ragged_permutations",
                     "permutation": "lab10.tf1.numpy_1:with_ragged_lists"},
    "matplotlib": {"use": "lab10.tf1.dropped:with_old_backends"},
    "matplotlib.style": {"use": "lab10.tf1.dropped:with_old_styles"},
    "lab10.mnist.download": {"fetch": "lab10.tf1.downloads:fetching"},
    "requests.adapters": {"HTTPAdapter.send": "lab10.tf1.downloads:sending"},
    "urllib.request": {"OpenerDirector.open": "lab10.tf1.downloads:opening"},
}
BACKENDS = {"gtk": "gtk3agg", "gtkagg": "gtk3agg", "gtkcairo": "gtk3cairo", "qt4agg": "qtagg", "qt4cairo": "qtcairo",
            "wx": "wxagg"}  # of matplotlib
STYLES = "seaborn", "seaborn-v0_8"  # what names of matplotlib's styles began with, and begin with today
