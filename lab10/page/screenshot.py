"""`python -m lab10.page.screenshot PAGE PICTURE`: draw a digit on a page with the mouse, and take a screenshot."""
import re
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path

from lab10.terminal import ending, files
from lab10.terminal.errors import LabError
from lab10.terminal.parser import Parser

BROWSERS = "chromium", "chromium-browser", "google-chrome"
STROKES = [[(75, 60), (120, 48), (165, 60), (172, 95), (130, 125), (172, 140), (178, 190), (140, 225), (85, 215)],
           [(78, 150), (90, 205)]]  # points, in the pixels of the field


@contextmanager
def chromium():
    """Give a Chromium without a window, driven by Playwright. Raises LabError if one of the two is missing."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise LabError("playwright is not installed; pip install -e '.[test]'") from error
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        raise LabError(f"there is no {' or '.join(BROWSERS)} here; install Chromium (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])  # as root may start it
        try:
            yield browser
        finally:
            browser.close()


def draw(page, strokes):
    """Draw on the page's field with the mouse. strokes: lists of points in the field's 280 x 280 pixels."""
    page.locator("#canvas").scroll_into_view_if_needed()
    field = page.locator("#canvas").bounding_box()

    def move(x, y):
        page.mouse.move(field["x"] + x * field["width"] / 280, field["y"] + y * field["height"] / 280, steps=4)
    for first, *others in strokes:
        move(*first)
        page.mouse.down()
        for point in others:
            move(*point)
        page.mouse.up()


def main(argv=None):
    """Run the command and exit: with status 0, or 2 after a user's mistake."""
    parser = Parser("python -m lab10.page.screenshot", description=__doc__)
    parser.add_argument("page", metavar="PAGE", help="a page that python -m lab10.page wrote")
    parser.add_argument("picture", metavar="PICTURE", help="the PNG to write")
    with ending.orderly():
        options = parser.parse_args(sys.argv[1:] if argv is None else argv)
        if not Path(options.page).is_file():
            raise LabError(f"{options.page}: there is no such file; python -m lab10.page writes one")
        files.check_file(options.picture)
        with chromium() as browser, files.replacing(options.picture) as temporary:
            page = browser.new_page(viewport={"width": 1280, "height": 700}, locale="en-US")
            page.goto(Path(options.page).resolve().as_uri())
            draw(page, STROKES)
            page.locator(".card .answer", has_text=re.compile(r"\d")).first.wait_for()
            temporary.write_bytes(page.screenshot())


if __name__ == "__main__":
    main()
