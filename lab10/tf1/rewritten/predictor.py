"""tf.contrib.predictor: a saved model, or an estimator, as a function of a dict of arrays."""
import tensorflow.compat.v1 as tf

from lab10.tf1 import estimator as package


class Predictor:
    """A function from {name: array} to {name: array}, computed with the tensors of `graph` that have these names."""

    def __init__(self, graph, session, inputs, outputs):
        self.graph, self.session = graph, session
        self.feed_tensors = {name: graph.get_tensor_by_name(tensor) for name, tensor in inputs.items()}
        self.fetch_tensors = {name: graph.get_tensor_by_name(tensor) for name, tensor in outputs.items()}

    def __call__(self, input_dict):
        unexpected = set(input_dict) - set(self.feed_tensors)
        if unexpected:
            raise ValueError(f"Got unexpected keys in input_dict: {unexpected}\nexpected: {set(self.feed_tensors)}")
        return self.session.run(self.fetch_tensors, {self.feed_tensors[name]: value
                                                     for name, value in input_dict.items() if value is not None})


def from_saved_model(export_dir, signature_def_key=None, signature_def=None, input_names=None, output_names=None,
                     tags=None, graph=None, config=None):
    """The Predictor of a SavedModel, by its signature or by {any name: tensor}."""
    if (input_names is None) != (output_names is None):
        raise ValueError("input_names and output_names must both be specified or both be unspecified.")
    if sum(given is not None for given in (signature_def_key, signature_def, input_names)) > 1:
        raise ValueError("You must specify at most one of signature_def_key OR signature_def OR(input_names AND "
                         "output_names).")
    graph = graph or tf.Graph()
    with graph.as_default():
        session = tf.Session(config=config)
        signatures = tf.saved_model.load(session, (tags or "serve").split(","), tf.compat.as_str(export_dir))
    if input_names is None:
        signature = signature_def or _signature(signatures.signature_def, signature_def_key or "serving_default")
        input_names, output_names = ({name: info.name for name, info in side.items()}
                                     for side in (signature.inputs, signature.outputs))
    return Predictor(graph, session, input_names, output_names)


def _signature(signatures, key):
    for name in key, f"default_input_alternative:{key}":
        if name in signatures:
            return signatures[name]
    raise ValueError(f'Got signature_def_key "{key}". Available signatures are {list(signatures)}.')


def from_estimator(estimator, serving_input_receiver_fn, output_key=None, graph=None, config=None):
    """The Predictor of an estimator of tf.estimator, with the weights of its last checkpoint."""
    modes = package.load().ModeKeys
    graph = graph or tf.Graph()
    with graph.as_default():
        received = serving_input_receiver_fn()
        spec = estimator.model_fn(received.features, None, modes.PREDICT, estimator.config)
        scaffold = spec.scaffold or tf.train.Scaffold()
        session = tf.train.MonitoredSession(tf.train.ChiefSessionCreator(
            scaffold, config=config, checkpoint_filename_with_path=tf.train.latest_checkpoint(estimator.model_dir)))
    outputs = spec.export_outputs[output_key or "serving_default"] if spec.export_outputs else spec
    outputs = getattr(outputs, "outputs", None) or outputs.predictions
    return Predictor(graph, session, {name: tensor.name for name, tensor in received.receiver_tensors.items()},
                     {name: tensor.name for name, tensor in outputs.items()})
