"""The notebooks are what their scripts make, in both languages, and run from top to bottom, exercises included."""
import importlib.util
import inspect
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
sys.path.insert(0, str(NOTEBOOKS))

import make  # noqa: E402
from lab10 import deep_xavier, plain_nn, softmax, xavier_sgd  # noqa: E402

BUILT = {"1_softmax": softmax, "2_weights": plain_nn, "3_optimizers": xavier_sgd, "4_dropout": deep_xavier}
# what the exercises tell to write, in little
EXERCISES = {
    "1_softmax": """
source = inspect.getsource(softmax).replace("tf.random_normal([784, 10])", "tf.zeros([784, 10])")
Path("zeros.py").write_text(source)
import zeros
assert source.count("tf.zeros") == 1 and zeros.build
zeros.run(Options(data=DATA, epochs=2))
order = numpy.random.permutation(784)
for data_set in mnist: data_set.stored_images = data_set.stored_images[:, order]
sess.run(tf.global_variables_initializer())
training.train(sess, model, mnist, 2, 10, Options(quiet=True))
""",
    "2_weights": """
source = inspect.getsource(xavier_adam).replace("glorot_uniform_initializer", "initializers.he_uniform")
Path("he.py").write_text(source)
import he
he.run(Options(data=DATA, epochs=2))
Path("shrunk.py").write_text(inspect.getsource(plain_nn).replace("[784, 256])", "[784, 256], stddev=0.05)"))
import shrunk
shrunk.run(Options(data=DATA, epochs=2))
plain_nn.run(Options(data=DATA, epochs=2, loop="xla"))
""",
    "3_optimizers": """
xavier_sgd.learning_rate = 0.01
xavier_sgd.run(Options(data=DATA, epochs=2, loop="xla"))
decay = "tf.train.exponential_decay(0.01, tf.train.get_or_create_global_step(), 550, 0.8)"
source = inspect.getsource(xavier_adam_high_lr).replace("learning_rate=learning_rate", "learning_rate=" + decay)
Path("decay.py").write_text(
    source.replace("minimize(cost)", "minimize(cost, global_step=tf.train.get_or_create_global_step())"))
import decay
decay.run(Options(data=DATA, epochs=2))
""",
    "4_dropout": """
(keep_prob,) = model.train_feed
sess.run(tf.global_variables_initializer())
half = model._replace(train_feed={keep_prob: 0.5})
training.train(sess, half, mnist, 2, 100, Options(quiet=True))
input_data.load(DATA, validation_size=55_000)
""",
}

each = pytest.mark.parametrize("script", make.SCRIPTS.values(), ids=make.SCRIPTS)
each_edition = pytest.mark.parametrize("script", [
    edition for script in make.SCRIPTS.values() for edition in (script, script.parent / "ko" / script.name)
], ids=lambda script: str(script.relative_to(NOTEBOOKS).with_suffix("")))


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_there_are_four():
    assert len(make.SCRIPTS) == 4
    assert {path.name for path in (NOTEBOOKS / "ko").glob("*.py")} == {script.name for script in make.SCRIPTS.values()}


@each_edition
def test_a_notebook_is_what_its_script_makes(script):
    made, committed = make.read(script), nbformat.read(script.with_suffix(".ipynb"), as_version=4)
    assert [(cell.cell_type, cell.source, cell.id) for cell in committed.cells] == \
        [(cell.cell_type, cell.source, cell.id) for cell in made.cells]
    assert committed.metadata == made.metadata
    assert script.with_suffix(".ipynb").stat().st_size < 1_500_000


@each
def test_the_korean_edition_has_the_same_code_and_outputs(script):
    english, korean = (nbformat.read(path.with_suffix(".ipynb"), as_version=4)
                       for path in (script, script.parent / "ko" / script.name))
    assert code(english) == code(korean)
    assert [cell.cell_type for cell in english.cells] == [cell.cell_type for cell in korean.cells]
    for one, other in zip(english.cells, korean.cells):
        if one.cell_type == "markdown":
            assert re.search("[가-힣]", other.source), other.source
            marks = [re.findall(r"^(#+|\d+\.) ", cell.source, re.MULTILINE) for cell in (one, other)]
            assert marks[0] == marks[1]  # the same headings and exercises


@each
def test_the_committed_outputs_are_whole(script):
    notebook = nbformat.read(script.with_suffix(".ipynb"), as_version=4)
    assert_well(notebook)
    printed = [output.text for cell in code(notebook) for output in cell.outputs if output.get("name") == "stdout"]
    assert inspect.getsource(BUILT[script.stem].build).strip() in "".join(printed)  # of the network as it is today


@each
@pytest.mark.slow
def test_a_notebook_runs(script, tmp_path):
    """Short, on scikit-learn's digits, with no network and no MNIST; then what its exercises ask for."""
    notebook = make.read(script)
    (cell,) = [cell for cell in code(notebook) if "parameters" in cell.metadata.get("tags", ())]
    cell.source = 'EPOCHS, DATA, SEED = 2, "digits", 777'
    notebook.cells.append(nbformat.v4.new_code_cell(EXERCISES[script.stem]))
    make.execute(notebook, tmp_path)
    assert_well(notebook)


def test_the_first_cell_installs_only_what_is_not_installed(monkeypatch, tmp_path):
    IPython = pytest.importorskip("IPython")
    (first,) = {code(make.read(script))[0].source for script in make.SCRIPTS.values()}
    installed = []
    monkeypatch.setattr(IPython, "get_ipython", lambda: SimpleNamespace(
        run_line_magic=lambda *magic: installed.append(magic)))
    monkeypatch.chdir(NOTEBOOKS / "ko")
    exec(first, {})
    assert installed == []
    here = ("pip", f'install -q "{NOTEBOOKS.parent}"')
    for spec in (None, SimpleNamespace(origin=None)):  # the latter where a clone of it lies in the directory
        monkeypatch.setattr(importlib.util, "find_spec", lambda name, spec=spec: spec)
        exec(first, {})
        assert installed.pop() == here
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AssertionError, match="clone it into this folder"):
        exec(first, {})


def assert_well(notebook):
    """Every cell was run in order; none failed or grumbled; there are pictures, and no widgets."""
    assert [cell.execution_count for cell in code(notebook)] == list(range(1, len(code(notebook)) + 1))
    outputs = [output for cell in code(notebook) for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]
    kinds = [kind for output in outputs for kind in output.get("data", ())]
    assert kinds.count("image/png") >= 4 and set(kinds) <= {"image/png", "text/plain"}
    for cell in code(notebook):
        if ("plots." in cell.source or "plt." in cell.source) and not cell.source.startswith("import "):
            assert any("image/png" in output.get("data", ()) for output in cell.outputs), cell.source
