"""No output of a network's command takes the place of what the run reads or keeps."""
import shutil
from pathlib import Path

import pytest

from conftest import POSIX, assert_one_line_error
from lab10 import softmax


@pytest.mark.parametrize("option", ["--json", "--plot"])
@POSIX
def test_an_output_that_is_an_input(command, tmp_path, small_mnist, monkeypatch, option):
    data = small_mnist / "train-images-idx3-ubyte.gz"
    picture = small_mnist / "link.png"
    picture.symlink_to(data)
    file = data if option == "--json" else picture
    before = data.read_bytes()
    result = command("softmax", "--data-dir", small_mnist, option, file)
    assert_one_line_error(result, file, "the run reads this file")
    assert data.read_bytes() == before and not result.out


def test_a_record_in_place_of_the_network(command, tmp_path, monkeypatch):
    network = Path(shutil.copy(softmax.__file__, tmp_path / "mine.py"))
    monkeypatch.setitem(softmax.run.__globals__, "__file__", str(network))
    assert_one_line_error(command("softmax", "--data", "digits", "--json", network), "the run reads this file")
    assert "def build" in network.read_text()


@pytest.mark.parametrize("name", ["softmax.checkpoint", "softmax-3.index", "softmax-1.data-00000-of-00001"])
def test_a_record_in_place_of_a_part_of_a_checkpoint(command, tmp_path, name):
    result = command("softmax", "--data", "digits", "--save", tmp_path, "--json", tmp_path / name)
    assert_one_line_error(result, name, "a checkpoint uses this name")


def test_a_checkpoint_that_tensorflow_could_not_find_again(command, tmp_path, monkeypatch):
    monkeypatch.setitem(softmax.run.__globals__, "__file__", str(tmp_path / "net[1].py"))
    result = command("softmax", "--data", "digits", "--save", tmp_path)
    assert_one_line_error(result, "net[1]", "rename it")
    assert not list(tmp_path.iterdir())
