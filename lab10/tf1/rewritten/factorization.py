"""tf.contrib.factorization.KMeans: Lloyd's algorithm, or its mini-batch version (Sculley 2010), as a graph."""
import numpy
import tensorflow.compat.v1 as tf

SQUARED_EUCLIDEAN_DISTANCE, COSINE_DISTANCE = "squared_euclidean", "cosine"
RANDOM_INIT, KMEANS_PLUS_PLUS_INIT = "random", "kmeans_plus_plus"


class KMeans:
    """inputs: a tensor [n, d], or a list of such tensors. initial_clusters: RANDOM_INIT, KMEANS_PLUS_PLUS_INIT (both
    choose from the inputs) or the centers [num_clusters, d]."""
    SQUARED_EUCLIDEAN_DISTANCE, COSINE_DISTANCE = SQUARED_EUCLIDEAN_DISTANCE, COSINE_DISTANCE
    RANDOM_INIT, KMEANS_PLUS_PLUS_INIT = RANDOM_INIT, KMEANS_PLUS_PLUS_INIT

    def __init__(self, inputs, num_clusters, initial_clusters=RANDOM_INIT,
                 distance_metric=SQUARED_EUCLIDEAN_DISTANCE, use_mini_batch=False, mini_batch_steps_per_iteration=1,
                 random_seed=0, **others):
        self._inputs = [tf.convert_to_tensor(part) for part in (inputs if isinstance(inputs, list) else [inputs])]
        self._k, self._initial, self._seed = num_clusters, initial_clusters, random_seed
        self._cosine, self._mini_batch = distance_metric == COSINE_DISTANCE, use_mini_batch

    def training_graph(self):
        """Return (squared or cosine distances [n, k], nearest centers [n], their distances [n], each as a list with
        one entry for each input; is it initialized?; the operation that initializes it; the operation that makes a
        step)."""
        parts = [tf.nn.l2_normalize(part, 1) if self._cosine else part for part in self._inputs]
        points = tf.concat(parts, 0)
        shape = [self._k, self._inputs[0].shape[1]]
        centers = tf.Variable(tf.zeros(shape, points.dtype), trainable=False, name="clusters")
        counts = tf.Variable(tf.zeros([self._k], points.dtype), trainable=False, name="counts")
        initialized = tf.Variable(False, trainable=False, name="initialized")
        scores = [self._distances(part, centers) for part in parts]
        nearest = [tf.cast(tf.argmin(part, 1), tf.int32) for part in scores]
        first = [tf.assign(centers, self._first(points)), tf.assign(counts, tf.zeros_like(counts))]
        with tf.control_dependencies(first):
            init_op = tf.assign(initialized, True).op
        step = self._step(points, tf.concat(nearest, 0), centers, counts)
        return scores, nearest, [tf.reduce_min(part, 1) for part in scores], initialized, init_op, step

    def _distances(self, points, centers):
        product = tf.matmul(points, centers, transpose_b=True)
        if self._cosine:
            return 1 - product / tf.maximum(tf.norm(centers, axis=1), 1e-12)
        squares = tf.reduce_sum(points ** 2, 1, keepdims=True) + tf.reduce_sum(centers ** 2, 1)
        return tf.maximum(squares - 2 * product, 0)

    def _first(self, points):
        if not isinstance(self._initial, str):
            return tf.cast(tf.convert_to_tensor(self._initial), points.dtype)

        def chosen(points):
            generator = numpy.random.RandomState(self._seed)
            if self._initial == KMEANS_PLUS_PLUS_INIT:
                from sklearn.cluster import kmeans_plusplus
                return kmeans_plusplus(points, self._k, random_state=generator)[0]
            return points[generator.permutation(len(points))[:self._k]]
        return tf.ensure_shape(tf.py_func(chosen, [points], points.dtype), [self._k, self._inputs[0].shape[1]])

    def _step(self, points, nearest, centers, counts):
        """Move each center to the mean of its points: of the current points, or with mini-batches of all points so
        far."""
        here = tf.math.unsorted_segment_sum(tf.ones_like(points[:, 0]), nearest, self._k)
        total = tf.math.unsorted_segment_sum(points, nearest, self._k)
        seen = counts + here if self._mini_batch else here
        moved = centers + (total - here[:, None] * centers) / tf.maximum(seen, 1)[:, None]
        with tf.control_dependencies([moved, seen]):
            return tf.group(tf.assign(centers, moved), tf.assign(counts, seen))
