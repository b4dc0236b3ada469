"""What the page answers, held against TensorFlow, and what it says of it. (All networks: test_networks.py.)"""
import base64
import json
import re
import zlib

import numpy
import pytest
from page.pages import LOOKED_AT, predicted

from lab10 import evaluation
from lab10.page import document

NAMES = "xavier_sgd_dropout", "cnn"


def softmax(outputs):
    shares = numpy.exp(outputs - outputs.max())
    return shares / shares.sum()


@pytest.mark.parametrize("whole, tolerance", [(True, 1e-5), pytest.param(False, 1e-3, marks=pytest.mark.slow)])
def test_outputs_are_tensorflows(whole, tolerance, untrained, page_of, opened, digit_images, tmp_path):
    from lab10.page import command
    file = tmp_path / "page.html"
    file.write_text(document.write(command._data(page_of.networks[untrained], whole)), encoding="utf-8")
    one = opened(file)
    for name in NAMES:
        expected = page_of.expected[name]
        outputs = predicted(one, name, digit_images.stored_images[:LOOKED_AT])
        assert abs(outputs - expected).max() <= tolerance * abs(expected).max(), name
        assert (outputs.argmax(axis=1) == expected.argmax(axis=1)).all()


@pytest.mark.slow
def test_softmax_in_the_graph_is_computed_too(page_of, opened, digit_images):
    one = opened(page_of("ensemble"))
    expected = page_of.expected["ensemble"]
    assert abs(predicted(one, "ensemble", digit_images.stored_images[:LOOKED_AT]) - expected).max() < 1e-5


def test_the_cards_say_what_tensorflow_does(untrained, page_of, opened, digit_images):
    one = opened(untrained)
    for number in range(3):
        one.page.click("#next")
        one.rest()
        answers = [int(page_of.expected[name][number].argmax()) for name in NAMES]
        label = int(digit_images.labels[number])
        assert one.page.locator(".card .answer").all_text_contents() == list(map(str, answers))
        assert one.page.locator(".card .says span:nth-child(2)").all_text_contents() == [
            "✓ right" if answer == label else f"✗ wrong, it is a {label}" for answer in answers]
        for card, name in enumerate(NAMES):
            shown = one.page.locator(".card").nth(card).locator(".value").all_text_contents()
            shares = [float(text.rstrip("%")) / 100 for text in shown]
            assert numpy.allclose(shares, softmax(page_of.expected[name][number]), atol=0.006)
        verdict = one.text("#verdict")
        if len(set(answers)) == 1:
            assert verdict == f"All networks say {answers[0]}."
        else:
            assert all(f"{answer}: {name}" in verdict for answer, name in zip(answers, NAMES))


def test_what_most_get_wrong_comes_first_and_the_accuracy_is_the_scores(untrained, page_of, digit_images, opened,
                                                                        tmp_path):
    from lab10.page import command
    networks = []
    for one, wrong in zip(page_of.networks[untrained], ([5, 9], [9])):
        mistakes = numpy.full(digit_images.num_examples, evaluation.RIGHT, numpy.uint8)
        mistakes[wrong] = 3
        text = base64.b64encode(zlib.compress(mistakes.tobytes())).decode()
        networks.append(one._replace(score=evaluation.Score("digits", 497 - len(wrong), 497, text), epochs=2))
    file = tmp_path / "page.html"
    file.write_text(command.page(networks, digit_images), encoding="utf-8")
    data = json.loads(re.search(r'id="data">(.*?)</script>', file.read_text(encoding="utf-8"), re.DOTALL)[1])
    assert data["tests"]["numbers"][:3] == [9, 5, 0]
    said = opened(file).page.locator(".card p").all_text_contents()
    assert said[0].startswith("99.60 % right of 497 test images") and said[3].startswith("99.80 % right of 497")


@pytest.mark.slow
def test_a_trained_network_is_as_right_in_the_page(digit_images, opened, tmp_path):
    """With dropout off, in two draws alike; where it is on, chance decides."""
    from lab10.page import command, trained
    (one,) = trained.make(["xavier_sgd_dropout"], digit_images, data="digits", epochs=2, seed=777)
    file = tmp_path / "page.html"
    file.write_text(command.page([one], digit_images), encoding="utf-8")
    page = opened(file)
    for _ in range(2):
        answers = predicted(page, one.name, digit_images.stored_images).argmax(axis=1)
        assert (answers == digit_images.labels).sum() == one.score.correct > 250
    assert one.dropout is not None and not one.shares


@pytest.mark.slow
def test_a_second_pointer_does_not_break_a_stroke(untrained, opened):
    one = opened(untrained)
    one.page.evaluate("""() => { const box = canvas.getBoundingClientRect();
        const send = (kind, pointerId, x, y) => canvas.dispatchEvent(new PointerEvent(kind, {pointerId, button: 0,
            clientX: box.left + x, clientY: box.top + y, bubbles: true, cancelable: true}));
        send("pointerdown", 7, 60, 60); send("pointermove", 7, 60, 100); send("pointerdown", 8, 200, 200);
        send("pointerup", 8, 200, 200); send("pointermove", 7, 60, 200); send("pointerup", 7, 60, 200); }""")
    one.rest()
    image = one.drawn()
    assert image[5:23, 14].min() > 200 and not image[:, :9].any() and not image[:, 19:].any()


@pytest.mark.slow
def test_the_keyboards_pen_is_lifted_by_a_stroke(untrained, opened):
    one = opened(untrained)
    one.page.focus("#canvas")
    one.page.keyboard.press("Space")
    one.page.locator("#canvas").click(position={"x": 50, "y": 200})
    one.page.keyboard.press("ArrowRight")
    points = one.page.evaluate("canvas.getContext('2d').getImageData(95, 135, 1, 1).data[3]")
    assert points == 0  # on the way from one to the other
