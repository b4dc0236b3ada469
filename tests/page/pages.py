"""What the tests of the page share: a browser, and pages in it.

What imports TensorFlow is imported where it is used: pytest's own process needs none.
"""
import base64
import importlib
import zlib

import numpy
import pytest

from lab10 import input_data
from lab10.terminal.errors import LabError


@pytest.fixture(scope="session")
def browser():
    """A Chromium without a window; where there is none, the test is skipped."""
    from lab10.page import screenshot
    opened = screenshot.chromium()
    try:
        one = opened.__enter__()
    except LabError as error:
        pytest.skip(str(error))
    yield one
    opened.__exit__(None, None, None)


LOOKED_AT = 20  # images whose outputs are compared in the default tests
PREDICT = """([name, text]) => {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const scale = Math.fround(1 / 255);
  const outputs = [];
  for (let at = 0; at < bytes.length; at += 784) {
    outputs.push(lab10.predict(name, Float32Array.from(bytes.subarray(at, at + 784), (value) => value * scale)));
  }
  return outputs.map((ten) => ten.map(String));
}"""


def text_of(images):
    return base64.b64encode(images.tobytes()).decode()


def predicted(one, name, images):
    """The page's outputs for uint8 [n, 784]: float [n, 10]."""
    return numpy.array(one.page.evaluate(PREDICT, [name, text_of(images)])).astype(float)


@pytest.fixture(scope="session")
def digit_images():
    return input_data.load("digits", one_hot=False).test


@pytest.fixture(scope="session")
def page_of(digit_images, tmp_path_factory):
    """page_of("cnn", ...) is a file with the page of these networks before any training, with made-up accuracies."""
    from lab10.page import command, export, trained
    import tensorflow.compat.v1 as tf

    def page(*labels):
        networks, first = [], digit_images.serve(slice(0, LOOKED_AT))
        for label in labels:
            with tf.Graph().as_default(), tf.Session() as sess:
                tf.set_random_seed(777)
                model = importlib.import_module(f"lab10.{label}").build()
                sess.run(tf.global_variables_initializer())
                program = export.read(sess, model, model.test_feed, label)
                dropout = export.dropout(sess, model, label)
                page.expected[label] = sess.run(model.hypothesis, {model.X: first, **model.test_feed})
            score = nothing_right(digit_images)
            networks.append(trained.Trained(label, "a lesson", None, program, dropout, False, score, 0, 777))
        file = tmp_path_factory.mktemp("page") / "page.html"
        file.write_text(command.page(networks, digit_images), encoding="utf-8")
        page.networks[file] = networks
        return file
    page.expected = {}  # by label, TensorFlow's own outputs for the first images
    page.networks = {}  # by file, what it was made of
    return page


@pytest.fixture(scope="session")
def untrained(page_of):
    return page_of("xavier_sgd_dropout", "cnn")


def nothing_right(data_set):
    from lab10.evaluation import Score
    mistakes = numpy.zeros(data_set.num_examples, numpy.uint8)
    return Score(data_set.name, 0, len(mistakes), base64.b64encode(zlib.compress(mistakes.tobytes())).decode())


class Opened:
    """A page in the browser, what left it, and what its console said."""

    def __init__(self, context, file):
        self.page, self.requests, self.messages = context.new_page(), [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.goto(file.as_uri(), timeout=120_000)  # of 20 MB, on a busy machine

    def text(self, selector):
        return self.page.locator(selector).first.text_content()

    def drawn(self):
        """The image that the networks see, as the page shows it: uint8 [28, 28]."""
        alpha = self.page.evaluate(
            "[...document.getElementById('image').getContext('2d').getImageData(0, 0, 28, 28).data]")
        return numpy.array(alpha, numpy.uint8).reshape(28, 28, 4)[..., 3]

    def rest(self):
        """Wait until what was done is shown."""
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.fixture
def opened(browser):
    """opened(file, locale=..., ...) opens a page. In the end nothing may have left it, and its console is empty."""
    contexts, pages = [], []

    def open_(file, **options):
        contexts.append(browser.new_context(**{"locale": "en-US", **options}))
        pages.append(Opened(contexts[-1], file))
        return pages[-1]
    yield open_
    for context in contexts:
        context.close()
    for one in pages:
        assert [url.partition(":")[0] for url in one.requests] == ["file"] and one.messages == []
