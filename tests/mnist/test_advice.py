"""What is advised where MNIST cannot be had: the digits only by commands that can take them."""
import pytest

from lab10.mnist import download, sets
from lab10.page import command as page
from lab10.study import command as study
from lab10.study import first_layer

WITHOUT = "lab10: it is not here; connect, or put the four MNIST files there yourself\n"
WITH = "lab10: it is not here; connect, put the four MNIST files there yourself, or take --data digits\n"


@pytest.fixture
def nowhere(monkeypatch):
    def fetch(*_, **__):
        raise download.DownloadError("it is not here")
    monkeypatch.setattr(download, "fetch", fetch)


@pytest.mark.parametrize("main, arguments, advice", [
    (study.main, ["softmax", "--data", "mnist"], WITH), (study.main, ["trial", "softmax"], WITHOUT),
    (first_layer.main, ["--output", "out"], WITHOUT), (page.main, ["softmax", "--data", "mnist"], WITH),
])
def test_of_the_commands(nowhere, monkeypatch, tmp_path, capsys, main, arguments, advice):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2 and capsys.readouterr().err == advice


def test_of_a_network(nowhere, command):
    assert command("softmax", "--data", "mnist").err == WITH


def test_a_folder_that_is_closed_needs_another_and_clothes_have_no_digits():
    closed = download.ForbiddenError("x.gz", "there", PermissionError(13, "Permission denied"))
    fashion = download.DownloadError("it is not here", sets.FASHION)
    for error in closed, fashion:
        before = str(error)
        with pytest.raises(download.DownloadError), download.or_digits():
            raise error
        assert str(error) == before
