"""The evaluator: exact, in order, over everything, and without a trace."""
import numpy
import pytest
import tensorflow.compat.v1 as tf
from matplotlib import image as pictures

from lab10 import evaluation, input_data, plots, training, xavier_sgd_dropout
from lab10.loops.snapshot import snapshot
from lab10.options import Options
from lab10.terminal import display


@pytest.fixture
def copycat():
    """A network that predicts the label hidden in its image's first ten pixels."""
    with tf.Graph().as_default(), tf.Session() as sess:
        X = tf.placeholder(tf.float32, [None, 784])
        yield training.Model(X, None, X[:, :10], None, None), sess


def data_set(predictions, labels, one_hot=True):
    images = numpy.zeros((len(labels), 28, 28, 1), numpy.uint8)
    images.reshape(len(labels), 784)[numpy.arange(len(labels)), predictions] = 255
    labels = numpy.array(labels, numpy.uint8)
    return input_data.DataSet(images, input_data.dense_to_one_hot(labels) if one_hot else labels, name="made", seed=1)


@pytest.mark.parametrize("one_hot", [True, False])
@pytest.mark.parametrize("n", [1, 999, 1000, 1001, 2500])
def test_exact_count_over_every_chunk(copycat, n, one_hot):
    model, sess = copycat
    generator = numpy.random.RandomState(n)
    labels = generator.randint(0, 10, n)
    predictions = numpy.where(generator.rand(n) < 0.3, (labels + 1) % 10, labels)
    predictions[-1] = (labels[-1] + 1) % 10  # the very last one counts
    score = evaluation.accuracy(sess, model, data_set(predictions, labels, one_hot))
    assert (score.correct, score.total) == ((labels == predictions).sum(), n)
    assert isinstance(score.correct, int) and score.wrong == n - score.correct
    assert numpy.array_equal(evaluation.read_mistakes(score.mistakes),
                             numpy.where(labels == predictions, evaluation.RIGHT, predictions))


def test_predictions_are_in_order(copycat):
    model, sess = copycat
    predictions = numpy.arange(2345) * 7 % 10
    images = data_set(predictions, predictions).images
    assert numpy.array_equal(evaluation.predict(sess, model, images), predictions)


def test_a_score_says_all():
    assert str(evaluation.Score("mnist", 9769, 10000)) == "Accuracy: 0.9769 (231 of 10000 wrong) on mnist"


def test_nan_is_predicted_as_zero(copycat):
    model, sess = copycat
    model = model._replace(hypothesis=model.hypothesis * float("nan"))
    score = evaluation.accuracy(sess, model, data_set([3] * 10, range(10)))
    assert score.correct == 1


def test_the_batch_order_is_left_alone(copycat):
    model, sess = copycat
    plain, evaluated = (data_set(range(10), range(10)) for _ in range(2))
    orders = []
    for examined in (plain, evaluated):
        order = [examined.next_indices(4).tolist()]
        if examined is evaluated:
            evaluation.accuracy(sess, model, examined)
            evaluation.evaluate(sess, model, examined, Options(quiet=True))
        orders.append(order + [examined.next_indices(4).tolist() for _ in range(5)])
    assert orders[0] == orders[1]


def test_a_snapshot_leaves_dropout_alone():
    mnist = input_data.load("digits", seed=1)

    def costs(look):
        with tf.Graph().as_default(), tf.Session() as sess:
            tf.set_random_seed(777)
            model = xavier_sgd_dropout.build()
            sess.run(tf.global_variables_initializer())
            feed = {model.X: mnist.test.images[:50], model.Y: mnist.test.labels[:50], **model.train_feed}
            result = []
            for _ in range(3):
                result.append(sess.run([model.cost, model.train], feed)[0])
                if look:
                    with snapshot(sess) as copy:
                        assert evaluation.accuracy(copy, model, mnist.test) == \
                            evaluation.accuracy(copy, model, mnist.test)
            return result
    assert costs(look=True) == costs(look=False)


def test_random_predictions(copycat, capsys, tmp_path):
    model, sess = copycat
    examined = data_set([1, 1, 1, 1, 1, 1, 9], [1, 1, 1, 1, 1, 1, 9])
    outputs = []
    for seed in (1, 1, 2):
        evaluation.evaluate(sess, model, examined, Options(seed=seed, predict=9, plot=tmp_path / f"{seed}.png"))
        outputs.append(capsys.readouterr().out.splitlines())
    assert outputs[0] == outputs[1] != outputs[2]
    assert outputs[0][0] == "Accuracy: 1.0000 (0 of 7 wrong) on made"
    assert outputs[0][1::2] == [line.replace("Prediction", "Label") for line in outputs[0][2::2]]
    assert len(outputs[0]) == 19
    picture = pictures.imread(tmp_path / "1.png")
    assert picture.shape[0] > 100 and (picture[..., :3] == 0).any() and (picture[..., :3] == 1).any()


def test_none_to_predict(copycat, capsys):
    model, sess = copycat
    evaluation.evaluate(sess, model, data_set([1], [1]), Options(predict=0))
    assert "Label" not in capsys.readouterr().out


def test_nothing_is_drawn_for_nobody(copycat, monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    if display.is_watched():
        pytest.skip("this system always has a display")
    monkeypatch.setattr(plots, "digits", lambda *_, **__: pytest.fail("drawn"))
    model, sess = copycat
    evaluation.evaluate(sess, model, data_set([1], [1]), Options(quiet=True))


def test_label_and_prediction_are_not_swapped(copycat, capsys, monkeypatch):
    drawn = []
    monkeypatch.setattr(plots, "write", lambda figure, file: drawn.append(figure))
    model, sess = copycat
    evaluation.evaluate(sess, model, data_set([3], [8]), Options(plot="x.png"))
    assert capsys.readouterr().out.splitlines()[1:] == ["Label: [8]", "Prediction: [3]"]
    assert [axes.get_title() for axes in drawn[0].axes] == ["Label: 8\nPrediction: 3"]
