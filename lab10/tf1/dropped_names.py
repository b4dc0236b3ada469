"""The tables of what Python and packages beside TensorFlow have dropped since, and what it is today.

They contain only names whose meaning is certain.
"""
from lab10.tf1 import keras_names

PYTHON, DATA, PLOTS = "lab10.tf1.dropped", "lab10.tf1.data_of_then", "lab10.tf1.plots_of_then"
LEARN = "lab10.tf1.scikit_learn"
# by module, its names of then, also "Class.name": by the module that has them today, "name", "then=today", or "then=."
# for that module
NAMES = {
    **keras_names.NAMES,
    "base64": {"base64": "decodestring=decodebytes encodestring=encodebytes"},
    "cgi": {PYTHON: "escape"},
    "collections": {"collections.abc": "Callable Container Hashable Iterable Iterator Mapping MutableMapping "
                                       "MutableSequence MutableSet Sequence Set Sized"},
    "fractions": {"math": "gcd"},
    "html.parser": {PYTHON: "HTMLParser.unescape=unescape"},
    "inspect": {PYTHON: "getargspec"},
    "logging": {"logging": "warn=warning Logger.warn=Logger.warning"},
    "os": {"errno": "errno=."},
    "string": {"string": "letters=ascii_letters lowercase=ascii_lowercase uppercase=ascii_uppercase"},
    "threading": {"threading": "Thread.isAlive=Thread.is_alive"},
    "time": {"time": "clock=process_time"},
    "xml.etree": {"xml.etree.ElementTree": "cElementTree=."},
    "numpy": {
        "builtins": "bool complex float int long=int object str unicode=str",
        PYTHON: "NINF asfarray asscalar cast msort",
        "math": "math=.",
        "numpy": "Inf=inf Infinity=inf NAN=nan NaN=nan PINF=inf alltrue=all bool8=bool_ cfloat=complex128 "
                 "complex_=complex128 cumproduct=cumprod float_=float64 in1d=isin infty=inf int0=intp "
                 "longfloat=longdouble mat=asmatrix product=prod rank=ndim round_=round row_stack=vstack "
                 "singlecomplex=complex64 "
                 "sometrue=any string_=bytes_ trapz=trapezoid typeDict=sctypeDict uint0=uintp unicode_=str_",
    },
    "numpy.lib": {"numpy": "pad"},
    "numpy.random": {PYTHON: "random_integers"},
    "scipy": {"numpy": "arange array asarray cos dot exp eye interp linspace log log10 log2 mean ones pi random sin "
                       "sqrt std sum zeros",
              "numpy.random": "rand randn"},
    "scipy.integrate": {"scipy.integrate": "cumtrapz=cumulative_trapezoid trapz=trapezoid"},
    "scipy.linalg": {"scipy.linalg": "pinv2=pinv"},
    "scipy.misc": {"lab10.tf1.scipy_misc": "ascent bytescale face fromimage imread imresize imrotate imsave toimage",
                   "scipy.special": "comb factorial logsumexp"},
    "lab10.tf1.scipy_misc": {"scipy.special": "comb factorial logsumexp"},
    "scipy.ndimage": {"lab10.tf1.scipy_misc": "imread"},
    "scipy.signal": {"scipy.signal.windows": "barthann bartlett blackman blackmanharris bohman boxcar chebwin cosine "
                                             "flattop gaussian general_gaussian hamming hann hanning=hann kaiser "
                                             "nuttall parzen triang tukey"},
    "scipy.sparse": {DATA: "spmatrix.A=A spmatrix.H=H"},
    "scipy.sparse.linalg.eigen": {PYTHON: "__path__=PACKAGE"},
    "PIL.Image": {"PIL.Image": "ANTIALIAS=LANCZOS CUBIC=BICUBIC LINEAR=BILINEAR fromstring=frombytes",
                  DATA: "Image.tostring=tostring"},
    "PIL.ImageDraw": {DATA: "ImageDraw.textsize=textsize"},
    "PIL.ImageFont": {DATA: "FreeTypeFont.getsize=getsize ImageFont.getsize=getsize"},
    "h5py": {DATA: "Dataset.value=value"},
    "matplotlib.axes": {PLOTS: "Axes.hold=hold",
                        "matplotlib.axes": "Axes.set_axis_bgcolor=Axes.set_facecolor "
                                           "Axes.get_axis_bgcolor=Axes.get_facecolor"},
    "matplotlib.axes._base": {PLOTS: " ".join(
        f"_AxesBase.ArtistList.{name}=ArtistList.{name}" for name in ("__delitem__", "clear", "pop", "remove"))},
    "matplotlib.backend_bases": {PLOTS: "FigureCanvasBase.set_window_title=set_window_title"},
    "matplotlib.cbook": {"numpy": "iterable"},
    "matplotlib.cm": {"matplotlib.pyplot": "get_cmap",
                      "matplotlib.cm": "spectral=nipy_spectral spectral_r=nipy_spectral_r"},
    "matplotlib.mlab": {PLOTS: "bivariate_normal normpdf"},
    "matplotlib.pyplot": {PLOTS: "hold"},
    "mpl_toolkits.mplot3d.axes3d": {PLOTS: "Axes3D.w_xaxis=w_xaxis Axes3D.w_yaxis=w_yaxis Axes3D.w_zaxis=w_zaxis"},
    "pandas": {
        DATA: "DataFrame.append DataFrame.as_matrix DataFrame.get_value DataFrame.ix=ix DataFrame.set_value "
              "Series.append Series.as_matrix Series.get_value Series.ix=ix Series.set_value",
        "numpy": "np=.",
        "datetime": "datetime",
        "pandas": "DataFrame.iteritems=DataFrame.items Series.iteritems=Series.items DataFrame.applymap=DataFrame.map "
                  "scatter_matrix=plotting.scatter_matrix",
    },
    "sklearn.datasets": {LEARN: "fetch_mldata"},
    "sklearn.feature_extraction": {LEARN: "DictVectorizer.get_feature_names=get_feature_names"},
    "sklearn.feature_extraction.text": {LEARN: "CountVectorizer.get_feature_names=get_feature_names"},
    "sklearn.preprocessing": {LEARN: "Imputer PolynomialFeatures.get_feature_names=get_feature_names"},
    "skimage.measure": {"skimage.metrics": "compare_mse=mean_squared_error compare_nrmse=normalized_root_mse "
                                           "compare_psnr=peak_signal_noise_ratio"},
}
# by module, what `import *` has come to bring, in the place of Python's own
NOT_BY_STAR = {"numpy": {"abs", "bool", "max", "min", "pow", "round"}}
MODULES = {  # by modules that are no more, the module that has their names today
    "distutils": "setuptools._distutils",
    "mpl_toolkits.axes_grid": "mpl_toolkits.axes_grid1",
    "pandas.tools": "pandas",
    "pandas.tools.plotting": "pandas.plotting",
    "scipy.misc": "lab10.tf1.scipy_misc",
    "scipy.misc.pilutil": "lab10.tf1.scipy_misc",
    **{f"scipy.ndimage.{name}": "scipy.ndimage" for name in ("filters", "fourier", "interpolation", "measurements",
                                                             "morphology")},
    "scipy.sparse.linalg.eigen": "scipy.sparse.linalg",
    "scipy.sparse.linalg.eigen.arpack": "scipy.sparse.linalg",
    "scipy.sparse.linalg.eigen.arpack.arpack": "scipy.sparse.linalg",
    "sklearn.cross_validation": "sklearn.model_selection",
    "sklearn.datasets.samples_generator": "sklearn.datasets",
    "sklearn.externals": PYTHON,  # whose names nobody asks for, but for the two below
    "sklearn.externals.joblib": "joblib",
    "sklearn.externals.six": "six",
    "sklearn.feature_extraction.stop_words": "sklearn.feature_extraction.text",
    "sklearn.grid_search": "sklearn.model_selection",
    "sklearn.learning_curve": "sklearn.model_selection",
    "sklearn.utils.linear_assignment_": LEARN,
    # modules of scikit-learn that have got an underscore
    **{f"sklearn.{package}.{name}": f"sklearn.{package}" for package, names in {
        "cluster": "hierarchical k_means_", "decomposition": "pca nmf truncated_svd", "ensemble": "bagging forest "
        "gradient_boosting weight_boosting", "linear_model": "base coordinate_descent logistic ridge "
        "stochastic_gradient", "manifold": "t_sne", "metrics": "classification ranking regression scorer",
        "mixture": "gaussian_mixture", "neighbors": "classification kde lof nearest_centroid regression unsupervised",
        "neural_network": "multilayer_perceptron", "preprocessing": "data imputation label", "svm": "classes",
        "tree": "tree"}.items() for name in names.split()},
    "xml.etree.cElementTree": "xml.etree.ElementTree",
}
ARGUMENTS = {  # by module and function, class or "Class.method", what its arguments of then are called today
    **keras_names.ARGUMENTS,
    "numpy": {"histogram": {"normed": "density"}, "reshape": {"newshape": "shape"}},
    "matplotlib.axes": {"Axes.annotate": {"s": "text"}, "Axes.bar": {"left": "x"}, "Axes.hist": {"normed": "density"}},
    "matplotlib.figure": {"Figure.add_axes": {"axisbg": "facecolor"}, "Figure.add_subplot": {"axisbg": "facecolor"}},
    "matplotlib.pyplot": {"annotate": {"s": "text"}, "axes": {"axisbg": "facecolor"}, "bar": {"left": "x"},
                          "hist": {"normed": "density"}, "subplot": {"axisbg": "facecolor"}},
    "sklearn.manifold": {"TSNE": {"n_iter": "max_iter"}},
    "sklearn.preprocessing": {"OneHotEncoder": {"sparse": "sparse_output"}},
}
THREE_FOLDS = {"cv": 3}
TEN_TREES = {"n_estimators": 10}
# by module and function or class, the values that arguments had until scikit-learn 0.21 where a program gives none
DEFAULTS = {
    "sklearn.calibration": {"CalibratedClassifierCV": THREE_FOLDS},
    "sklearn.cluster": {"KMeans": {"n_init": 10}, "MiniBatchKMeans": {"n_init": 3, "batch_size": 100}},
    "sklearn.decomposition": {"FastICA": {"whiten": "arbitrary-variance"},
                              "MiniBatchDictionaryLearning": {"batch_size": 3}},
    "sklearn.ensemble": {
        **dict.fromkeys(("ExtraTreesClassifier", "ExtraTreesRegressor", "RandomForestClassifier",
                         "RandomForestRegressor", "RandomTreesEmbedding"), TEN_TREES),
        "IsolationForest": {"contamination": 0.1}},
    "sklearn.feature_selection": {"RFECV": THREE_FOLDS},
    "sklearn.linear_model": {
        **dict.fromkeys(("ElasticNetCV", "LarsCV", "LassoCV", "LassoLarsCV", "LogisticRegressionCV",
                         "MultiTaskElasticNetCV", "MultiTaskLassoCV", "OrthogonalMatchingPursuitCV"), THREE_FOLDS),
        "Ridge": {"tol": 1e-3}, "RidgeClassifier": {"tol": 1e-3}},
    "sklearn.manifold": {"MDS": {"n_init": 4, "eps": 1e-3}, "TSNE": {"init": "random", "learning_rate": 200.0}},
    "sklearn.metrics": {"adjusted_mutual_info_score": {"average_method": "max"},
                        "normalized_mutual_info_score": {"average_method": "geometric"}},
    "sklearn.model_selection": {
        **dict.fromkeys(("GridSearchCV", "RandomizedSearchCV", "cross_val_predict", "cross_val_score",
                         "cross_validate", "learning_curve", "permutation_test_score", "validation_curve"),
                        THREE_FOLDS),
        **dict.fromkeys(("GroupKFold", "KFold", "StratifiedKFold", "TimeSeriesSplit"), {"n_splits": 3})},
    "sklearn.neighbors": {"LocalOutlierFactor": {"contamination": 0.1}},
    "sklearn.preprocessing": {"QuantileTransformer": {"subsample": 100_000}, "power_transform": {"method": "box-cox"}},
    "sklearn.svm": {**dict.fromkeys(("NuSVC", "NuSVR", "OneClassSVM", "SVC", "SVR"), {"gamma": "auto"}),
                    "LinearSVC": {"dual": True}, "LinearSVR": {"dual": True}},
    "sklearn.utils.extmath": {"randomized_svd": {"random_state": 0}},
}
POSITIONS = {  # by module and function or "Class.method", the order of arguments, some of which go by name alone today
    "pandas": {
        "DataFrame.drop": "self labels axis", "DataFrame.dropna": "self axis how thresh subset inplace",
        "DataFrame.pivot": "self index columns values", "DataFrame.reset_index": "self level drop inplace",
        "DataFrame.set_index": "self keys drop append inplace",
        "DataFrame.sort_values": "self by axis ascending inplace",
        "concat": "objs axis join", "read_csv": "filepath_or_buffer sep delimiter header names"},
    "sklearn.datasets": {
        "make_blobs": "n_samples n_features centers cluster_std",
        **dict.fromkeys(("make_circles", "make_moons"), "n_samples shuffle noise random_state")},
    "sklearn.metrics": {
        "classification_report": "y_true y_pred labels target_names", "confusion_matrix": "y_true y_pred labels",
        **dict.fromkeys(("f1_score", "precision_score", "recall_score"), "y_true y_pred labels pos_label average")},
    "sklearn.model_selection": {
        **dict.fromkeys(("KFold.__init__", "StratifiedKFold.__init__"), "self n_splits shuffle random_state"),
        **dict.fromkeys(("RepeatedKFold.__init__", "RepeatedStratifiedKFold.__init__"),
                        "self n_splits n_repeats random_state"),
        "GridSearchCV.__init__": "self estimator param_grid scoring",
        "cross_val_score": "estimator X y groups scoring cv"},
    "sklearn.preprocessing": {
        "Binarizer.__init__": "self threshold", "MinMaxScaler.__init__": "self feature_range",
        "label_binarize": "y classes"},
    "sklearn.svm": {"SVC.__init__": "self C kernel degree gamma"},
    "sklearn.utils.class_weight": {"compute_class_weight": "class_weight classes y"},
}
WRAPPED = {  # by module and function, class or "Class.method", what makes of it one that does what it did
    **keras_names.WRAPPED,
    **{f"sklearn.{module}": {f"{name}.__init__": f"{LEARN}:telling_of_its_numbers" for name in names.split()}
       for module, names in {
           "cluster": "MiniBatchKMeans SpectralClustering", "covariance": "EllipticEnvelope",
           "decomposition": "DictionaryLearning FastICA SparsePCA TruncatedSVD",
           "discriminant_analysis": "LinearDiscriminantAnalysis QuadraticDiscriminantAnalysis",
           "ensemble": "AdaBoostClassifier BaggingClassifier BaggingRegressor IsolationForest",
           "manifold": "Isomap MDS SpectralEmbedding TSNE", "mixture": "BayesianGaussianMixture GaussianMixture",
           "neural_network": "MLPClassifier MLPRegressor", "svm": "LinearSVC LinearSVR SVC"}.items()},
    "sklearn.linear_model": {**{f"{name}.__init__": f"{LEARN}:telling_of_its_solver" for name in (
                                 "LogisticRegression", "LogisticRegressionCV")},
                             "SGDClassifier.__init__": f"{LEARN}:telling_of_its_numbers"},
    "sklearn.metrics": {"precision_recall_curve": f"{LEARN}:to_full_recall"},
    "sklearn.model_selection": {**{f"{name}.__init__": f"{LEARN}:without_a_needless_seed" for name in (
                                    "KFold", "StratifiedKFold")},
                                "StratifiedKFold._make_test_folds": f"{LEARN}:class_by_class"},
    "json": {name: f"{PYTHON}:without_encoding" for name in ("load", "loads")},
    "random": {"sample": f"{PYTHON}:with_sets", "shuffle": f"{PYTHON}:with_its_own_random",
               "randint": f"{PYTHON}:with_whole_floats", "randrange": f"{PYTHON}:with_whole_floats"},
    "numpy": {**{name: "lab10.tf1.numpy_1:with_ragged_lists" for name in (
                  "array", "asanyarray", "asarray", "copy", "delete", "ndim", "repeat", "save", "savez",
                  "savez_compressed", "shape", "size", "take", "tile")},
              "frombuffer": "lab10.tf1.numpy_1:with_whole_numbers", "fromfile": "lab10.tf1.numpy_1:with_whole_numbers",
              "fromstring": f"{PYTHON}:with_bytes", "load": "lab10.tf1.numpy_1:with_pickles",
              **{name: f"{PYTHON}:with_kinds" for name in ("empty", "full", "ones", "zeros")},
              **{name: f"{PYTHON}:with_iterators" for name in ("column_stack", "dstack", "hstack", "vstack")}},
    "numpy.random": {"RandomState": "lab10.tf1.numpy_1:with_ragged_permutations",
                     "permutation": "lab10.tf1.numpy_1:with_ragged_lists",
                     "seed": f"{PYTHON}:noting"},
    "h5py": {"File.__init__": f"{DATA}:opened_to_write"},
    "matplotlib": {"use": f"{PLOTS}:with_old_backends"},
    "matplotlib.axes": {"Axes.grid": f"{PLOTS}:with_on_and_off", "Axes.tick_params": f"{PLOTS}:with_on_and_off",
                        **{f"Axes.{name}": f"{PLOTS}:emptied" for name in ("lines", "patches", "texts")}},
    "matplotlib.figure": {"Figure.gca": f"{PLOTS}:with_projections"},
    "matplotlib.pyplot": {"gca": f"{PLOTS}:of_its_figure"},
    "matplotlib.style": {"use": f"{PLOTS}:with_old_styles"},
    "mpl_toolkits.mplot3d.axes3d": {"Axes3D.__init__": f"{PLOTS}:in_its_figure"},
    "pandas": {"get_dummies": f"{DATA}:with_numbers", "options": f"{DATA}:with_objects",
               "Series.__setitem__": f"{DATA}:telling_of_its_frame",
               **{f"Series.{name}": f"{DATA}:by_label" for name in ("argmax", "argmin", "idxmax", "idxmin")}},
    "lab10.mnist.download": {"fetch": "lab10.tf1.old_addresses:fetching"},
    "pip": {"main": "lab10.tf1.children:unless_it_installs"},
    "pip._internal": {"main": "lab10.tf1.children:unless_it_installs"},
    "requests.adapters": {"HTTPAdapter.send": "lab10.tf1.old_addresses:sending"},
    "urllib.request": {"OpenerDirector.open": "lab10.tf1.old_addresses:opening"},
}
BACKENDS = {"gtk": "gtk3agg", "gtkagg": "gtk3agg", "gtkcairo": "gtk3cairo", "qt4agg": "qtagg", "qt4cairo": "qtcairo",
            "wx": "wxagg"}  # of matplotlib
STYLES = "seaborn", "seaborn-v0_8"  # what names of matplotlib's styles began with, and begin with today
TOLD = {  # by module and name, what it is today, where that gives other results or takes other arguments
    **keras_names.TOLD,
    "matplotlib.mlab": {"PCA": "sklearn.decomposition.PCA", "griddata": "scipy.interpolate.griddata"},
    "pandas": {"Panel": "a DataFrame with a MultiIndex",
               **{f"rolling_{name}": f"Series.rolling(window).{name}()" for name in ("mean", "std", "sum", "var")}},
    "scipy.integrate": {"simps": "scipy.integrate.simpson, which reckons an even number of points in another way"},
    "scipy.interpolate": {"interp2d": "scipy.interpolate.RegularGridInterpolator"},
    "skimage.measure": {"compare_ssim": "skimage.metrics.structural_similarity, whose arguments are others"},
    "sklearn.datasets": {"load_boston": "sklearn.datasets.fetch_california_housing; its authors took it out"},
    "sklearn.mixture": {"DPGMM": "BayesianGaussianMixture", "GMM": "GaussianMixture, whose arguments are others",
                        "VBGMM": "BayesianGaussianMixture"},
}
TOLD_MODULES = {  # the same of modules
    "matplotlib.finance": "the package mplfinance",
    "pandas.io.data": "the package pandas-datareader",
    "pandas.io.ga": "no such module",
    "sklearn.lda": "sklearn.discriminant_analysis",
    "sklearn.qda": "sklearn.discriminant_analysis",
    "skimage.filter": "skimage.filters",
}
