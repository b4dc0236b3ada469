"""The notebooks are what their scripts make, in both languages, and run from top to bottom."""
import sys
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
sys.path.insert(0, str(NOTEBOOKS))

import make  # noqa: E402

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
            assert any("가" <= letter <= "힣" for letter in other.source), other.source
            assert one.source.count("\n#") == other.source.count("\n#")  # the same headings


@each
def test_the_committed_outputs_are_whole(script):
    assert_well(nbformat.read(script.with_suffix(".ipynb"), as_version=4))


@each
@pytest.mark.slow
def test_a_notebook_runs(script, tmp_path):
    """Short, on scikit-learn's digits, with no network and no MNIST."""
    notebook = make.read(script)
    (cell,) = [cell for cell in code(notebook) if "parameters" in cell.metadata.get("tags", ())]
    cell.source = 'EPOCHS, DATA, SEED = 2, "digits", 777'
    make.execute(notebook, tmp_path)
    assert_well(notebook)


def assert_well(notebook):
    """Every cell was run in order; none failed or grumbled; there are pictures, and no widgets."""
    assert [cell.execution_count for cell in code(notebook)] == list(range(1, len(code(notebook)) + 1))
    outputs = [output for cell in code(notebook) for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]
    kinds = [kind for output in outputs for kind in output.get("data", ())]
    assert kinds.count("image/png") >= 4 and set(kinds) <= {"image/png", "text/plain"}
    for cell in code(notebook):
        if "plots." in cell.source or "plt." in cell.source:
            assert any("image/png" in output.get("data", ()) for output in cell.outputs) or "import" in cell.source
