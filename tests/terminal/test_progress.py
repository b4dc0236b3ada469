"""What is shown while code goes on: in a notebook's output, and elsewhere nothing."""
import sys
from types import ModuleType, SimpleNamespace

from lab10.terminal import cell_output, progress


def test_no_notebook_no_output(capfd):
    assert not cell_output.is_open()
    cell_output.Place().show("nothing")
    with progress.bar() as bar:
        bar.update(bar.add_task("nothing", total=2), completed=1)
    assert capfd.readouterr() == ("", "")


def test_a_terminals_ipython_is_no_notebook(monkeypatch):
    IPython = ModuleType("IPython")
    IPython.get_ipython = lambda: SimpleNamespace()
    monkeypatch.setitem(sys.modules, "IPython", IPython)
    assert not cell_output.is_open()


def test_progress_in_a_notebook(shown, monkeypatch):
    monkeypatch.setattr(progress, "PAUSE", 0)
    with progress.bar() as bar:
        task = bar.add_task("Epoch 1/2", total=4)
        for k in range(4):
            bar.update(task, completed=k + 1)
    (place,) = shown
    assert [f"{percent}%" in repr(text) for percent, text in zip((0, 25, 50, 75, 100), place)] == [True] * 5
    assert all(repr(text).startswith("Epoch 1/2 ") and len(repr(text).splitlines()) == 1 for text in place[:-1])
    assert repr(place[-1]) == ""


def test_hidden_progress_in_a_notebook(shown):
    with progress.bar(hidden=True) as bar:
        bar.update(bar.add_task("Epoch 1/2", total=4), completed=1)
    assert shown == []
