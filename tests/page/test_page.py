"""The page in a browser: drawing, preparation, answers, controls, words. Its networks are not trained."""
import base64
import json
import re

import numpy
import pytest
from page.prepared import prepare

from lab10.page import document, export, screenshot

STROKES = [[(80, 60), (190, 70), (120, 230)], [(100, 150), (180, 150)]]


@pytest.mark.slow
def test_the_page_computes_what_is_exported(untrained, opened):
    known = set(opened(untrained).page.evaluate("lab10.operations"))
    exported = (export.EACH | export.PAIRS | export.ROWS | export.REDUCTIONS | export.WINDOWS | export.RANDOM
                | export.OTHERS - {"AddN", "ConcatV2", "Pack", "SelectV2"})
    assert {kind.removesuffix("V2") for kind in exported} | {"AddN", "Concat", "Move", "Reshape"} == known


def test_a_drawing_is_prepared_as_mnist_was(untrained, opened):
    one = opened(untrained)
    screenshot.draw(one.page, STROKES)
    one.rest()
    ink = one.page.evaluate("[...canvas.getContext('2d').getImageData(0, 0, 280, 280).data]")
    ink = numpy.array(ink).reshape(280, 280, 4)[..., 3] / 255
    assert 2000 < ink.sum() < 20000
    expected = prepare(ink)
    assert numpy.abs(one.page.evaluate("[...lab10.prepare(canvas).pixels]") - expected.ravel()).max() < 1e-6
    assert numpy.abs(one.drawn() - 255 * expected).max() <= 0.51
    assert "(1) the digit's box, " in one.text("#preparation") and " is scaled to " in one.text("#preparation")


@pytest.mark.slow
@pytest.mark.parametrize("rectangle", [(3, 5, 20, 200), (100, 0, 180, 9), (0, 0, 280, 280), (279, 279, 1, 1)])
def test_odd_drawings_are_prepared(untrained, opened, rectangle):
    one = opened(untrained)
    pixels = one.page.evaluate(f"""() => {{ const field = document.createElement("canvas");
        [field.width, field.height] = [280, 280]; field.getContext("2d").fillRect({str(rectangle)[1:-1]});
        return [...lab10.prepare(field).pixels]; }}""")
    ink = numpy.zeros((280, 280))
    x, y, width, height = rectangle
    ink[y:y + height, x:x + width] = 1
    assert numpy.abs(pixels - prepare(ink).ravel()).max() < 1e-6


@pytest.mark.slow
def test_touch_and_pen_draw(untrained, opened):
    one = opened(untrained, has_touch=True)
    for kind in ("touch", "pen"):
        one.page.evaluate("""(pointerType) => { const box = canvas.getBoundingClientRect();
            const send = (kind, x, y) => canvas.dispatchEvent(new PointerEvent(kind, {pointerType, pointerId: 7,
                button: 0, clientX: box.left + x, clientY: box.top + y, bubbles: true, cancelable: true}));
            send("pointerdown", 60, 60); send("pointermove", 60, 200); send("pointerup", 60, 200);
            send("pointermove", 200, 200); }""", kind)
        one.rest()
        image = one.drawn()
        assert image[5:23, 14].min() > 200 and not image[:, :9].any()  # a vertical line, and no more after pointerup
        one.page.click("#clear")
        one.rest()
        assert not one.drawn().any() and one.text("#verdict").startswith("Draw a digit")
    one.page.locator("#canvas").tap(position={"x": 50, "y": 50})  # by the browser itself
    one.page.locator(".card .answer", has_text=re.compile(r"\d")).first.wait_for()
    assert one.drawn().any()


@pytest.mark.slow
def test_undo_takes_back_a_stroke(untrained, opened):
    one = opened(untrained)
    screenshot.draw(one.page, STROKES[:1])
    one.rest()
    first = one.drawn()
    screenshot.draw(one.page, STROKES[1:])
    one.rest()
    assert (one.drawn() != first).any()
    one.page.click("#undo")
    one.rest()
    assert (one.drawn() == first).all()


@pytest.mark.slow
def test_the_keyboard_alone_reaches_everything(untrained, opened):
    one = opened(untrained)
    reached = []
    for _ in range(40):
        one.page.keyboard.press("Tab")
        reached.append(one.page.evaluate("document.activeElement.id"))
        if reached[-1] == "canvas":
            for key in ("Space", *["ArrowDown"] * 20, "Space", "ArrowRight"):
                one.page.keyboard.press(key)
            one.rest()
            assert one.drawn()[5:23, 14].min() > 200
    controls = one.page.evaluate(
        "[...document.querySelectorAll('button, select, input, canvas[tabindex]')]"
        ".filter((one) => one.offsetParent && !one.disabled).map(({ id }) => id)")
    assert len(controls) > 15 and set(controls) <= set(reached)


@pytest.mark.slow
def test_each_control_has_a_name_and_answers_are_announced(untrained, opened):
    for locale in ("en-US", "ko-KR"):
        one = opened(untrained, locale=locale)
        session = one.page.context.new_cdp_session(one.page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        names = {}
        for node in nodes:
            role = node.get("role", {}).get("value")
            if role in ("button", "slider", "combobox", "application", "image", "heading") and not node["ignored"]:
                names.setdefault(role, []).append(node["name"]["value"])
        assert all(name.strip() for of_role in names.values() for name in of_role), names
        assert len(names["slider"]) == 6 and len(set(names["slider"])) == 6 and len(names["button"]) >= 8
        assert (locale == "ko-KR") == ("지우기" in names["button"])
        screenshot.draw(one.page, STROKES)
        one.page.locator("#spoken", has_text=re.compile(r"cnn \d")).wait_for(state="attached")
        assert one.page.get_attribute("#spoken", "aria-live") == "polite"


CONTRASTS = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (one) => {
    const colour = numbers(getComputedStyle(one).backgroundColor);
    return colour[3] === 0 ? behind(one.parentElement) : colour;
  };
  return [...document.querySelectorAll("body *")]
    .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
    .filter((one) => one.getClientRects().length)
    .map((one) => {
      const [a, b] = [light(numbers(getComputedStyle(one).color)), light(behind(one))];
      return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), one.textContent.trim().slice(0, 30)];
    });
}"""


@pytest.mark.slow
@pytest.mark.parametrize("scheme, widths", [("light", [360, 1600]), ("dark", [800])], ids=["light", "dark"])
def test_contrast_and_width(untrained, opened, scheme, widths):
    for width in widths:
        one = opened(untrained, color_scheme=scheme, viewport={"width": width, "height": 800}, locale="ko-KR")
        screenshot.draw(one.page, STROKES)
        one.page.click("#next")
        one.page.click("#vote")
        one.rest()
        contrasts = one.page.evaluate(CONTRASTS)
        assert len(contrasts) > 60 and min(contrasts)[0] >= 4.5, min(contrasts)
        assert one.page.evaluate("document.documentElement.scrollWidth") == width
    colour = one.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour == {"light": "rgb(244, 245, 247)", "dark": "rgb(23, 25, 29)"}[scheme]


@pytest.mark.slow
def test_the_language_is_the_browsers_and_can_be_switched(untrained, opened):
    one = opened(untrained, locale="ko-KR")
    assert one.text("h1") == "숫자를 그려 보십시오" and one.page.evaluate("document.documentElement.lang") == "ko"
    one.page.click("#en")
    assert one.text("h1") == "Draw a digit" and one.page.title() == "Draw a digit"
    assert opened(untrained, locale="fr-FR").text("h1") == "Draw a digit"


def test_both_languages_have_the_same_words():
    english, korean = (dict(re.findall(r'^    (\w+):\s+"(.*)",$', part, re.MULTILINE))
                       for part in document._read("words.js").split("  ko: {"))
    assert english.keys() == korean.keys() and len(english) > 60
    for key in english:
        assert set(re.findall(r"{\w+}", english[key])) == set(re.findall(r"{\w+}", korean[key])), key
    used = "".join(document._read(name) for name in ("page.js", "page.html", "inside.js"))
    assert [key for key in english if not re.search(rf'"{key}"', used)] == []


@pytest.mark.slow
def test_test_images_are_those_of_the_data_set(untrained, opened, digit_images):
    one = opened(untrained)
    assert one.text("#tests-help").startswith("497 of the 497 test images")
    for key, number in (("ArrowRight", 0), ("ArrowRight", 1), ("ArrowLeft", 0), ("ArrowLeft", 496)):
        one.page.focus("#next")
        one.page.keyboard.press(key)
        one.rest()
        assert (one.drawn().ravel() == digit_images.stored_images[number]).all()
        assert f"Image {number} of" in one.text("#preparation")
        assert one.text("#label").startswith(f"Label: {digit_images.labels[number]}.")
    screenshot.draw(one.page, STROKES[:1])  # a stroke leaves the test image, and is alone
    one.rest()
    assert one.text("#label") == "" and (one.drawn() > 0).sum() < 150


@pytest.mark.slow
def test_a_shifted_image_is_shifted(untrained, opened, digit_images):
    one = opened(untrained)
    one.page.click("#next")
    one.page.fill("#x", "2")
    one.page.fill("#y", "-1")
    one.rest()
    shifted = numpy.roll(digit_images.stored_images[0].reshape(28, 28), (-1, 2), axis=(0, 1))
    assert (one.drawn() == shifted).all() and "Disturbed: To the right (pixels) 2, Down (pixels) -1" in (
        one.text("#preparation"))
    turned = one.page.evaluate("[...lab10.disturb(lab10.tests[0].pixels, { angle: 90 })]")
    expected = numpy.rot90(digit_images.stored_images[0].reshape(28, 28), -1) / 255
    assert numpy.allclose(turned, expected.ravel(), atol=1e-6)
    noise = one.page.evaluate("[...lab10.disturb(new Float32Array(784).fill(0.5), { noise: 0.1 })]")
    assert abs(numpy.mean(noise) - 0.5) < 0.02 and abs(numpy.std(noise) - 0.1) < 0.01
    one.page.click("#reset")
    one.rest()
    assert (one.drawn().ravel() == digit_images.stored_images[0]).all()


@pytest.mark.slow
def test_votes_with_dropout_left_on(untrained, opened):
    one = opened(untrained)
    assert one.page.locator("#votes-network option").all_text_contents() == ["xavier_sgd_dropout"]
    screenshot.draw(one.page, STROKES)
    one.rest()
    one.page.click("#vote")
    votes = [int(number) for number in one.page.locator("#ballots .value").all_text_contents()]
    assert sum(votes) == 100 and max(votes) < 100  # before training, chance decides
    assert f"xavier_sgd_dropout: of 100 draws, {votes.index(max(votes))} ({max(votes)}×)" in one.text("#voted")


@pytest.mark.slow
def test_look_inside(untrained, opened):
    one = opened(untrained)
    screenshot.draw(one.page, STROKES)
    one.rest()
    assert one.page.locator("#layers figcaption").all_text_contents() == [
        "layer 1: 256 units (sees the image)", "layer 2: 256 units", "layer 3: 10 units"]
    one.page.locator("#layers canvas").first.click(position={"x": 57, "y": 26})
    assert one.text("#unit-value") == "69"  # the sixth in the third row of 32
    data = json.loads(one.text("#data"))
    store = numpy.frombuffer(base64.b64decode(data["store"]), numpy.uint8)
    program = data["networks"][0]["program"]
    kind, start, size, _ = program["constants"][str(program["steps"][0][1][1])]
    assert kind == "whole"
    weights = store[start:start + 4 * size].view("<f4").reshape(784, 256)[:, 69]
    least, most = re.search(r"784 weights, (\S+) to (\S+)\. ", one.text("#unit-text")).groups()
    assert numpy.allclose([float(least.replace("−", "-")), float(most)], [weights.min(), weights.max()], rtol=0.01)
    one.page.select_option("#inside-network", "1")
    assert one.page.locator("#layers figcaption").all_text_contents() == [
        "layer 1: 32 maps of 28 × 28 pixels (sees the image)", "layer 2: 64 maps of 14 × 14 pixels",
        "layer 3: 10 units"]
    one.page.fill("#unit", "31")
    assert one.text("#unit-text").startswith("Filter 31, of 3 × 3 pixels")


@pytest.mark.slow
def test_without_a_new_array_of_the_browser(untrained, browser):
    """As in a browser of three years ago."""
    context = browser.new_context(locale="en-US")
    context.add_init_script("for (const name of ['Float16Array']) delete globalThis[name];"
                            "for (const name of ['findLast', 'toSorted', 'with']) delete Array.prototype[name];")
    page = context.new_page()
    page.goto(untrained.as_uri())
    screenshot.draw(page, STROKES)
    page.locator(".card .answer", has_text=re.compile(r"\d")).first.wait_for()
    context.close()
