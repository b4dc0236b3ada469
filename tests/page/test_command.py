"""The command, and what it refuses."""
import json
import re

import numpy
import pytest
import tensorflow.compat.v1 as tf

from lab10 import training
from lab10.page import command, document, export, screenshot, storage
from lab10.runs import korean
from lab10.runs.networks import networks
from lab10.terminal.errors import LabError

HOSTILE = '<script>window.hacked = 1</script>{{script}}&<img src="https://example.org/x.png">'


@pytest.fixture
def made(tmp_path, capsys):
    """made(argument, ...) runs the command on the digits, and returns its page and its output."""
    def make(*arguments, output="page.html"):
        file = tmp_path / output
        command.main([*map(str, arguments), "--data", "digits", "--loop", "exact", "--output", str(file)])
        return file, capsys.readouterr().out
    return make


def own(folder, name, lesson):
    file = folder / f"{name}.py"
    text = lesson.replace('"', '\\"')
    file.write_text(f'"""{name}: {text}"""\nfrom lab10 import softmax\n\n\n'
                    'def build():\n    return softmax.build()\n\n\nrun = softmax.run\n')
    return file


def data_of(file):
    return json.loads(re.search(r'id="data">(.*?)</script>', file.read_text(encoding="utf-8"), re.DOTALL)[1])


def test_trained_networks_and_their_checkpoints_make_the_same_page(made, run_module, tmp_path, capsys):
    first, output = made("softmax", "--epochs", 2)
    assert output.startswith("softmax (1 of 1)\nEpoch: 0001 cost = ") and f"{first}: 0." in output
    run_module("lab10.softmax", "--data", "digits", "--epochs", 2, "--save", tmp_path / "saved", "--quiet")
    second, output = made("softmax", "--restore", tmp_path / "saved", output="second.html")
    assert "Epoch" not in output and first.read_bytes() == second.read_bytes()
    (network,) = data_of(first)["networks"]
    assert network["epochs"] == 2 and network["total"] == 497 and network["set"] == "digits"
    third, output = made("softmax", "--restore", tmp_path / "saved", "--epochs", 1, output="third.html")
    assert "Epoch: 0003" in output and data_of(third)["networks"][0]["epochs"] == 3


@pytest.mark.slow
def test_a_lesson_is_korean_where_lab10_has_it_so(made, opened, tmp_path):
    file, _ = made("softmax", own(tmp_path, "mine", "my own"), "--epochs", 1)
    one = opened(file)
    lessons = one.page.locator(".card .lesson")
    assert lessons.all_inner_texts() == [networks()["softmax"].lesson, "my own"]
    one.page.click("#ko")
    assert lessons.all_inner_texts() == [korean.LESSONS["softmax"], "my own"]
    assert [each.get_attribute("lang") for each in lessons.all()] == ["ko", "en"]


def test_a_hostile_name_is_text(made, opened, tmp_path):
    name = "<script>alert(1)<" + "b>"
    file, _ = made(own(tmp_path, name, HOSTILE), "--epochs", 1)
    one = opened(file)
    assert one.text(".card h3") == name and one.text(".card .lesson") == HOSTILE
    assert one.text("#inside-network option") == name
    assert one.page.evaluate("window.hacked") is None and one.page.locator(".card img, .card script").count() == 0


@pytest.mark.parametrize("arguments, line", [
    (["xavier_adm"], "lab10: xavier_adm: not a network of the lab (is it xavier_adam?); python -m lab10 lists them; "
                     "a file's name ends in .py"),
    (["nowhere.py"], "lab10: nowhere.py: there is no such file; give the name of a network or of its file"),
    (["softmax", "softmax"], "lab10: softmax: named twice; each network of a page needs its own name"),
    (["softmax", "--epochs", "0"], "lab10: --epochs: 0 is less than 1"),
    (["softmax", "--epochs", "x"], "lab10: argument --epochs: invalid whole number value: 'x'; see "
                                   "python -m lab10.page --help"),
    (["softmax", "--output", "no/page.html"], "lab10: no/page.html: there is no directory no; make it first"),
    (["softmax", "--restore", "nowhere"],
     "lab10: nowhere: no checkpoint of softmax here; --save makes one there"),
])
def test_mistakes_are_one_line(arguments, line, capsys):
    with pytest.raises(SystemExit) as ended:
        command.main(["--data", "digits", *arguments])
    assert ended.value.code == 2 and capsys.readouterr().err == line + "\n"


def read(build, name="mine"):
    with tf.Graph().as_default(), tf.Session() as sess:
        X = tf.placeholder(tf.float32, [None, 784])
        W = tf.constant(numpy.ones((784, 10), numpy.float32))
        return export.read(sess, training.Model(X, None, build(X, W), None, None), {}, name)


@pytest.mark.parametrize("build, line", [
    (lambda X, W: tf.nn.relu(tf.cumsum(X @ W, axis=1)), "the page cannot compute the operation Cumsum (Cumsum)"),
    (lambda X, W: X @ W - tf.reduce_mean(X @ W, axis=0),
     "the page cannot compute the operation Mean over the images of a batch (Mean)"),
    (lambda X, W: tf.one_hot(tf.argmax(X @ W, axis=1), 10), "the page cannot compute the operation ArgMax (ArgMax)"),
    (lambda X, W: tf.nn.conv2d(tf.reshape(X, [-1, 28, 28, 1]), tf.ones([3, 3, 1, 10]), [1, 1, 1, 1], "VALID",
                               dilations=[1, 2, 2, 1]),
     "the page cannot compute the operation Conv2D with dilations (Conv2D)"),
])
def test_what_cannot_be_computed_is_named(build, line):
    with pytest.raises(LabError) as refused:
        read(build)
    assert str(refused.value) == f"mine: {line}; leave this network out"


@pytest.mark.parametrize("build, line", [
    (lambda X, W: tf.nn.softmax(X @ W, axis=0), "mixes the images of a batch"),
    (lambda X, W: (X @ W)[:, :5], r"shows ten outputs for an image, but its hypothesis has the shape \(None, 5\)"),
])
def test_outputs_that_are_not_ten_for_each_image(build, line):
    with pytest.raises(LabError, match=f"^mine: .*{line}.*; leave this network out$"):
        read(build)


def test_outputs_that_do_not_depend_on_the_image():
    with pytest.raises(LabError, match="mine: its hypothesis does not depend on the image"):
        read(lambda X, W: tf.zeros([1, 10]))


def test_a_choice_that_is_known_is_made_in_advance():
    program = read(lambda X, W: tf.where(tf.constant(False), tf.cumsum(X @ W, axis=1), X @ W + 1.0))
    assert [step[0] for step in program.steps] == ["MatMul", "Add"]


def test_numbers_in_two_bytes():
    weights = numpy.random.RandomState(0).normal(size=(30, 40)).astype(numpy.float32)
    store = storage.Store(whole=False)
    kind, start, size, scale = store.add(weights)
    assert store.add(weights.copy()) == [kind, start, size, scale] and kind == "short"
    numbers = numpy.frombuffer(store._bytes, "<i2", size, start) * scale
    assert numpy.abs(numbers - weights.ravel()).max() <= 0.501 * scale and scale < 1.5e-4
    assert store.add(numpy.array([1, numpy.nan], numpy.float32))[0] == "whole"
    assert store.add(numpy.array([1, 2], numpy.int32))[0] == "index"


def test_images_are_packed():
    image = numpy.zeros(784, numpy.uint8)
    image[[0, 300, 301, 783]] = 7, 8, 9, 255
    assert storage.packed(image) == bytes([7, 0, 255, 0, 44, 8, 9, 0, 255, 0, 226, 255])
    assert storage.packed(numpy.zeros(784, numpy.uint8)) == bytes([0, 255, 0, 255, 0, 255, 0, 19])
    kept = storage.images(numpy.zeros((9, 784), numpy.uint8), numpy.arange(9), [4, 2, 8], room=40)
    assert kept["numbers"] == [4, 2] and kept["labels"] == "42"


def test_nothing_of_the_page_comes_from_outside():
    text = document.write({})
    assert not re.search(r"{{|https?:|^import|^export", text, re.MULTILINE)
    policy = re.search(r'Content-Security-Policy" content="(.*?)"', text)[1]
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-") and "unsafe" not in policy


def test_what_the_page_is_made_of_is_in_the_wheel():
    settings = (document.HERE.parent.parent / "setup.cfg").read_text(encoding="utf-8")
    patterns = re.search(r"^lab10\.page = (.*)$", settings, re.MULTILINE)[1].split(", ")
    there = {file.name for pattern in patterns for file in document.HERE.glob(pattern)}
    assert {"page.html", "page.css", *document.SCRIPTS} <= there
    assert {file.name for file in document.HERE.glob("*.js")} == set(document.SCRIPTS)


def test_a_screenshot_of_what_is_not_there(capsys):
    with pytest.raises(SystemExit) as ended:
        screenshot.main(["nowhere.html", "x.png"])
    assert ended.value.code == 2
    assert capsys.readouterr().err == "lab10: nowhere.html: there is no such file; python -m lab10.page writes one\n"
