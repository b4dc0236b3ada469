"""The JAX contender computes what lab10's ladder computes. Skipped where JAX is not installed (extra `bench`)."""
import numpy
import pytest

from lab10 import input_data, ladder
import tensorflow.compat.v1 as tf

jax = pytest.importorskip("jax")


def test_cost_gradients_and_averages_are_ladders(monkeypatch):
    """Without noise, for a batch of the digits, at weights that are not the first ones."""
    monkeypatch.syspath_prepend(__file__.rpartition("/")[0])
    import jax_ladder
    monkeypatch.setattr(jax_ladder, "NOISE", 0.0)
    images, labels = input_data.load("digits", validation_size=0, seed=777).train.next_batch(100)
    generator = numpy.random.default_rng(777)
    parameters = jax.tree.map(lambda value: value + generator.normal(0, 0.05, value.shape).astype("float32"),
                              jax_ladder.first_parameters())

    def theirs(tree, name):
        """Of the JAX parameters, or of their gradients, the one with lab10's name."""
        return tree["s"] if name == "s6" else tree[name[0]][int(name[1]) - (name[0] != "a")]
    with tf.Graph().as_default(), tf.Session() as sess:
        model = ladder.build()
        variables = {variable.op.name: variable for variable in tf.trainable_variables()}
        sess.run(tf.global_variables_initializer())
        for name, variable in variables.items():
            variable.load(numpy.asarray(theirs(parameters, name)), sess)
        feed = {model.X: images, model.Y: labels, model.total_steps: 1000, **model.train_feed,
                **{tensor: 0.0 for tensor in model.train_feed if tensor.dtype == tf.float32}}
        cost, gradients = sess.run([model.cost, tf.gradients(model.cost, list(variables.values()))], feed)
        sess.run(model.train, feed)
        averages = sess.run([variable for variable in tf.global_variables()
                             if variable.op.name.startswith(("mean", "variance"))])
    (c, _), found = jax.value_and_grad(jax_ladder.cost, has_aux=True)(
        parameters, images, labels.argmax(1), jax.random.key(0))
    assert float(c) == pytest.approx(cost, rel=1e-5)
    for name, gradient in zip(variables, gradients):
        assert numpy.abs(gradient - theirs(found, name)).max() < 1e-4 * numpy.abs(gradient).max(), name
    carry, step = jax_ladder.trainer(1000)
    (_, after, *_), _ = step((parameters, *carry[1:]), numpy.arange(100), images, labels.argmax(1))
    for ours, one in zip(averages, [value for pair in after for value in pair], strict=True):
        assert numpy.abs(ours - one).max() < 1e-5 * numpy.abs(ours).max()
