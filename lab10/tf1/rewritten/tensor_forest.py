"""tf.contrib.tensor_forest's graph of a random forest, by scikit-learn's forest of the examples that were fed."""
import threading

import numpy
import tensorflow.compat.v1 as tf

from lab10.tf1.rewritten.training import HParams

MOST_EXAMPLES = 60_000  # that are kept: the last ones


class ForestHParams(HParams):
    """Its settings: num_classes, num_features, num_trees, max_nodes, regression and others, which are not used."""

    def __init__(self, num_trees=100, max_nodes=10000, regression=False, **others):
        super().__init__(num_trees=num_trees, max_nodes=max_nodes, regression=regression, **others)

    def fill(self):
        self.num_outputs = self.get("num_classes", 1)
        return self


class RandomForestGraphs:
    """Operations that keep what is fed to them, and predict by a forest of all of it, which is grown when it is asked
    for: that of TensorFlow 1 grew with every batch."""

    def __init__(self, params, **others):
        self._params = params
        self._examples, self._labels, self._fitted = [], [], 0
        self._forest = None
        self._lock = threading.Lock()  # a session runs the operations of one call side by side

    def training_graph(self, input_data, input_labels, **others):
        def keep(examples, labels):
            with self._lock:
                self._examples.append(numpy.reshape(examples, [len(examples), -1]))
                self._labels.append(numpy.ravel(labels))
            return numpy.int64(len(labels))
        return tf.py_func(keep, [input_data, input_labels], tf.int64).op

    def training_loss(self, features, labels, name="training_loss"):
        """Minus the mean number of nodes of a tree, as the original's: float32 scalar."""
        with tf.control_dependencies([tf.convert_to_tensor(features)]):
            return tf.ensure_shape(tf.py_func(self._size, [], tf.float32, name=name), [])

    def average_size(self):
        return -self.training_loss(0, 0, "average_size")

    def inference_graph(self, input_data, **others):
        """Return (probabilities [n, classes], or values [n, 1] of a regression; None; None)."""
        outputs = 1 if self._params.regression else self._params.num_classes
        predicted = tf.py_func(self._predict, [input_data], tf.float32)
        return tf.ensure_shape(predicted, [None, outputs]), None, None

    def _kept(self):
        return sum(map(len, self._labels))

    def _size(self):
        with self._lock:
            if self._kept() >= 2 * self._fitted:  # not with every batch
                self._fit()
            trees = self._forest.estimators_ if self._forest else []
        return numpy.float32(-numpy.mean([tree.tree_.node_count for tree in trees])) if trees else numpy.float32(0)

    def _predict(self, examples):
        with self._lock:
            self._fit()
            forest = self._forest
        if forest is None:
            raise ValueError("the forest has seen no examples yet")
        examples = numpy.reshape(examples, [len(examples), -1])
        if self._params.regression:
            return forest.predict(examples)[:, None].astype(numpy.float32)
        probabilities = numpy.zeros([len(examples), self._params.num_classes], numpy.float32)
        probabilities[:, forest.classes_.astype(int)] = forest.predict_proba(examples)
        return probabilities

    def _fit(self):
        if self._kept() == self._fitted or not self._labels:
            return
        from sklearn import ensemble
        kind = ensemble.RandomForestRegressor if self._params.regression else ensemble.RandomForestClassifier
        examples, labels = (numpy.concatenate(parts)[-MOST_EXAMPLES:] for parts in (self._examples, self._labels))
        self._examples, self._labels = [examples], [labels]
        self._forest = kind(self._params.num_trees, max_leaf_nodes=max(2, self._params.max_nodes // 2), random_state=0)
        self._forest.fit(examples, labels)
        self._fitted = len(labels)
