"""Where two outputs part."""
import numpy
import pytest

from lab10.tf1 import comparison

AGREE = [
    ("cost 0.123456789", "cost 0.123456712"),
    ("[ 1.  2.]", "[1. 2.]"),
    ("1 images in 3.2 s", "1 images in 9.7 s"),
    ("step 3, 12.5 sec", "step 3, 99 sec"),
    ("<object at 0x7f0123456789>", "<object at 0x7fa9876543210>"),
    ("nan -inf", "nan -inf"),
    ("2019-01-02 10:11:12 done", "2026-11-30 07:08:09 done"),
    ("1e-7", "2e-7"),
]
PART = [
    ("cost 0.12345", "cost 0.12365"),
    ("cost 0.5", "costs 0.5"),
    ("[1 2]", "[1 2 3]"),
    ("accuracy: 0.98", "accuracy: nan"),
    ("inf", "-inf"),
    ("1 wrong", "2 wrong"),
    ("a", "a\nb"),
    ("x1", "x2"),
]


@pytest.mark.parametrize("one, other", AGREE)
def test_these_agree(one, other):
    assert not comparison.texts(one, other, 1e-5).where


@pytest.mark.parametrize("one, other", PART)
def test_these_part(one, other):
    assert comparison.texts(one, other, 1e-5).where


def test_it_names_the_first_line_and_what_agreed_before():
    found = comparison.texts("a 1.0\nb 2.0 3.0\nc 4", "a 1.000001\nb 2.0 3.0\nc 5", 1e-5)
    assert (found.lines, found.numbers, found.where, found.first, found.second) == (2, 3, "line 3", "c 4", "c 5")
    assert found.furthest == pytest.approx(1e-6, rel=1e-3)


def test_a_tolerance_of_nothing_tells_the_last_digit():
    assert comparison.texts("0.1234567", "0.1234568", 0).where == "line 1"


def test_files(tmp_path):
    def written(folder, **files):
        (tmp_path / folder).mkdir(exist_ok=True)
        for name, content in files.items():
            path = tmp_path / folder / name.replace("_", ".")
            if isinstance(content, str):
                path.write_text(content, encoding="utf-8")
            else:
                numpy.save(path, content)
        return {path.name: path for path in (tmp_path / folder).iterdir()}
    one = written("one", log_txt="cost 1.0", a_npy=numpy.array([1.0, 2.0]))
    assert not comparison.folders(one, written("same", log_txt="cost 1.0", a_npy=numpy.array([1.0, 2.0])), 1e-5).where
    found = comparison.folders(one, written("other", log_txt="cost 1.0", a_npy=numpy.array([1.0, 2.1])), 1e-5)
    assert (found.where, found.first, found.second) == ("a.npy, number 1", "2.0", "2.1")
    found = comparison.folders(one, written("text", log_txt="cost 1.1", a_npy=numpy.array([1.0, 2.0])), 1e-5)
    assert (found.where, found.first) == ("log.txt, line 1", "cost 1.0")
    found = comparison.folders(one, written("less", log_txt="cost 1.0"), 1e-5)
    assert (found.where, found.first, found.second) == ("a.npy", "written", "not written")


def test_the_second_and_the_machine_in_a_name_are_let_pass():
    one, other = ({f"logs/events.out.tfevents.{stamp}": __file__} for stamp in ("1575.here", "1790.there"))
    assert not comparison.folders(one, other, 1e-5).where
