"""The modules of Keras 2.2, and of earlier ones, in tf-keras."""
from lab10.tf1.contrib_names import KERAS

BOTH = f"{KERAS} tf_keras.src"  # what is public, and else what is not
ALIASES = {  # by modules, what is served in their place: the first of those that are there; so for what is below them
    "tensorflow.keras": BOTH,
    "tensorflow.python.keras": BOTH,
    "tensorflow.python.keras._impl": BOTH,
    "tensorflow.python.keras._impl.keras": BOTH,
    **{f"tensorflow.contrib.keras{below}": BOTH for below in ("", ".python", ".python.keras", ".api", ".api.keras")},
    "tensorflow.python.estimator": "tensorflow_estimator.python.estimator",
    "keras": BOTH,  # as it was when it went with TensorFlow 1, with the modules that it had then:
    **{f"{keras}.layers.{name}": KERAS + ".layers" for keras in ("keras", KERAS) for name in (
        "advanced_activations", "convolutional", "convolutional_recurrent", "core", "cudnn_recurrent", "embeddings",
        "local", "merge", "noise", "normalization", "pooling", "recurrent", "wrappers")},
    "keras.backend.tensorflow_backend": "tf_keras.src.backend",
    "keras.engine": KERAS + ".layers tf_keras.src.engine",
    "keras.engine.network": "tf_keras.src.engine.functional",
    "keras.engine.saving": KERAS + ".models",
    "keras.engine.topology": KERAS + ".layers",
    **{f"{keras}.wrappers{below}": "lab10.tf1.keras_2.scikit_learn"
       for keras in ("keras", "tensorflow.keras", KERAS) for below in ("", ".scikit_learn")},
    "keras.initializations": KERAS + ".initializers",  # Keras 1
    "keras.objectives": KERAS + ".losses",
    "keras.utils.vis_utils": KERAS + ".utils tf_keras.src.utils.vis_utils",
    "keras.utils.visualize_util": KERAS + ".utils",  # Keras 1
    **{f"{KERAS}.{module}": f"tf_keras.src.{module}" for module in (  # imported from keras.utils, keras.engine
        "utils.conv_utils", "utils.data_utils", "utils.generic_utils", "utils.io_utils", "utils.layer_utils",
        "utils.np_utils", "utils.vis_utils")},
    # where TensorFlow 2.21 looks for batch normalization; without it that of tf-slim fails
    "tf_keras.legacy_tf_layers": "tf_keras.src.legacy_tf_layers",
}

OF_THEN = "lab10.tf1.keras_of_then"
_BACKEND = {
    "tensorflow.compat.v1": "identity is_tensor logsumexp=reduce_logsumexp slice",
    "tf_keras.src.backend": "get_variable_shape=int_shape tensorflow_backend=.",
    "tf_keras.src.utils.conv_utils": "normalize_data_format",
    OF_THEN: "image_dim_ordering is_placeholder set_image_dim_ordering",
}
# what the tables of dropped_names have for packages, for Keras: names of Keras 2.2, and of earlier ones that it took
NAMES = {
    KERAS: {OF_THEN: "Sequential.predict_classes Sequential.predict_proba __version__=VERSION"},
    KERAS + ".backend": _BACKEND,
    KERAS + ".constraints": {KERAS + ".constraints": "maxnorm=MaxNorm nonneg=NonNeg unitnorm=UnitNorm"},
    KERAS + ".initializers": {KERAS + ".initializers": "one=Ones zero=Zeros"},
    KERAS + ".layers": {KERAS + ".layers": "Deconv2D=Conv2DTranspose Deconv3D=Conv3DTranspose "
                                           "Deconvolution2D=Conv2DTranspose Deconvolution3D=Conv3DTranspose",
                        "tf_keras.src.engine.training": "Model",  # from keras.engine
                        "tf_keras.src.utils.layer_utils": "get_source_inputs"},
    KERAS + ".models": {"tf_keras.src.engine.input_layer": "Input InputLayer"},
    KERAS + ".optimizers": {KERAS + ".optimizers": "adadelta=Adadelta adagrad=Adagrad adam=Adam adamax=Adamax "
                                                   "nadam=Nadam rmsprop=RMSprop sgd=SGD",
                            # which tensorflow-estimator asks for
                            "tf_keras.api._v2.keras.optimizers.experimental": "experimental=."},
    KERAS + ".utils": {OF_THEN: "multi_gpu_model print_summary", "tf_keras.src.utils.np_utils": "np_utils=."},
    # but for slice, which it means Python's own by
    "tf_keras.src.backend": {**_BACKEND, "tensorflow.compat.v1": "identity is_tensor logsumexp=reduce_logsumexp"},
    "tf_keras.src.utils.generic_utils": {
        "tf_keras.src.saving.legacy.serialization": "deserialize_keras_object serialize_keras_object",
        "tf_keras.src.saving.object_registration": "CustomObjectScope custom_object_scope=CustomObjectScope "
                                                   "get_custom_objects"},
    "tf_keras.src.utils.layer_utils": {OF_THEN: "print_summary"},
    "tf_keras.src.utils.vis_utils": {"tf_keras.src.utils.vis_utils": "plot=plot_model"},  # Keras 1
}
WRAPPED = {
    **dict.fromkeys([KERAS + ".backend", "tf_keras.src.backend"], {"ctc_decode": f"{OF_THEN}:as_long_as_the_longest"}),
    KERAS + ".datasets.mnist": {"load_data": f"{OF_THEN}:mnist"},
    "tf_keras.src.datasets.mnist": {"load_data": f"{OF_THEN}:mnist"},
    KERAS + ".estimator": {"model_to_estimator": f"{OF_THEN}:with_estimators"},
    **{f"tf_keras.src.engine.{module}": {"Layer.add_weight": f"{OF_THEN}:with_shape_first"}
       for module in ("base_layer", "base_layer_v1")},
    "tf_keras.src.backend": {"GraphExecutionFunction.__call__": f"{OF_THEN}:with_lists_as_arrays"},
    "tf_keras.src.engine.training_v1": {
        **{f"Model.{name}_generator": f"{OF_THEN}:with_numbers_of_samples" for name in ("fit", "evaluate", "predict")},
        **{f"Model.{name}_on_batch": f"{OF_THEN}:of_this_batch_alone" for name in ("train", "test")},
        "Model.fit": f"{OF_THEN}:with_metrics_of_batches_told"},
    "tf_keras.src.initializers": {"get": f"{OF_THEN}:with_functions_of_shape"},
    "tf_keras.src.layers.rnn.legacy_cells": {"MultiRNNCell.call": "lab10.tf1.before_1_0:with_own_weights"},
    "tf_keras.src.optimizers.legacy.adagrad": {"Adagrad.from_config": f"{OF_THEN}:with_empty_accumulators"},
    "tf_keras.src.optimizers.optimizer_v1": {"Optimizer.get_gradients": f"{OF_THEN}:clipped_together"},
}
_FUNCTIONAL = {"input": "inputs", "output": "outputs"}  # arguments of Keras 1
ARGUMENTS = {
    "tf_keras.src.engine.functional": {"Functional.__init__": _FUNCTIONAL},
    "tf_keras.src.engine.training": {"Model.__new__": _FUNCTIONAL},
}
TOLD = {
    KERAS + ".layers": {
        "AtrousConvolution1D": "Conv1D with dilation_rate", "AtrousConvolution2D": "Conv2D with dilation_rate",
        "Highway": "no such layer", "MaxoutDense": "no such layer",
        "Merge": "Add, Concatenate and the other merging layers"},
    KERAS + ".utils": {"HDF5Matrix": "h5py", "convert_all_kernels_in_model": "nothing: it was for Theano"},
}
