"""The evaluation of every network: accuracy over a whole data set, counted in integers, and some predicted images."""
import base64
import random
import zlib
from typing import NamedTuple

import numpy

from lab10.terminal import display

CHUNK = 1000  # images at a time, to save memory
MOST = 1_000_000  # images of a Score that is read
RIGHT = 10  # in Score.mistakes: this image was predicted right


class Score(NamedTuple):
    """How many of a data set's images were predicted right."""

    data: str  # the data set's name
    correct: int
    total: int
    mistakes: str = ""  # which images were predicted wrong, and as what: see `read_mistakes`
    members: tuple = ()  # the accuracies of an ensemble's members

    @property
    def accuracy(self):
        return self.correct / self.total

    @property
    def wrong(self):
        return self.total - self.correct

    def __str__(self):
        return f"Accuracy: {self.accuracy:.4f} ({self.wrong} of {self.total} wrong) on {self.data}"


def predict(sess, model, images):
    """Return the class predicted for each of `images`, float32 [n, 784]: int64 [n].

    If the outputs are nan, as after a training that diverged, the prediction is 0, as with tf.argmax.
    """
    chunks = [
        sess.run(model.hypothesis, feed_dict={model.X: images[start:start + CHUNK], **model.test_feed}).argmax(axis=1)
        for start in range(0, len(images), CHUNK)
    ]
    return numpy.concatenate(chunks)


def accuracy(sess, model, data_set):
    """Return the Score of `model` over the whole of `data_set`. The order of its batches does not change."""
    # in chunks, as data_set.images would keep a float32 copy of all images in memory
    predictions = [predict(sess, model, data_set.serve(slice(start, start + CHUNK)))
                   for start in range(0, data_set.num_examples, CHUNK)]
    predictions = numpy.concatenate(predictions)
    correct = predictions == _classes(data_set.labels)
    mistakes = numpy.where(correct, RIGHT, predictions).astype(numpy.uint8)
    return Score(data_set.name, int(correct.sum()), len(correct),
                 base64.b64encode(zlib.compress(mistakes.tobytes(), 9)).decode())


def read_mistakes(mistakes):
    """Return for each image of a Score the class that was wrongly predicted, or RIGHT: uint8 [n].

    Raises ValueError or zlib.error for data that no Score can contain, such as more than MOST images.
    """
    reader = zlib.decompressobj()
    read = reader.decompress(base64.b64decode(mistakes), MOST + 1)  # no more, even if it unpacks to more
    if len(read) > MOST or not reader.eof:
        raise ValueError(f"mistakes of more than {MOST:,} images, or cut off")
    return numpy.frombuffer(read, numpy.uint8)


def evaluate(sess, model, data_set, options):
    """Print and return the Score over `data_set`; for an ensemble, print the Scores of its members first. Then predict,
    print and draw random images of `data_set`, as the notes do.

    options: `predict` and `seed` choose the images. `plot` names a file for the drawing. `show` shows the drawing, if a
    person sits at a display.
    """
    score = accuracy(sess, model, data_set)
    members = [accuracy(sess, model._replace(hypothesis=hypothesis), data_set) for hypothesis in model.members]
    if not options.quiet:
        for number, member in enumerate(members, 1):
            print(str(member).replace("Accuracy", f"Member {number}"), flush=True)
    score = score._replace(members=tuple(member.accuracy for member in members))
    print(score, flush=True)
    if options.predict:
        chosen = random.Random(options.seed)
        r = [chosen.randint(0, data_set.num_examples - 1) for _ in range(options.predict)]
        images = data_set.serve(r)
        labels, predictions = ([data_set.kinds[kind] for kind in kinds]
                               for kinds in (_classes(data_set.labels[r]), predict(sess, model, images)))
        if not options.quiet:
            for label, prediction in zip(labels, predictions):
                print(f"Label: [{label}]\nPrediction: [{prediction}]", flush=True)
        if options.plot or display.is_watched():
            from lab10 import plots  # matplotlib takes a while to import
            figure = plots.digits(images, labels, predictions, figure=plots.new_figure())
            if options.plot:
                plots.write(figure, options.plot)
    return score


def _classes(labels):
    return labels.argmax(axis=1) if labels.ndim == 2 else labels
