"""The notebooks are what their scripts make, in both languages, and run from top to bottom; exercises have answers."""
import functools
import importlib
import importlib.util
import inspect
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
sys.path.insert(0, str(NOTEBOOKS))

import make  # noqa: E402
from make import code, korean  # noqa: E402

WALKS = {name: script for name, script in make.SCRIPTS.items() if script.parent == NOTEBOOKS}
TRAIN_NOTHING = {"6_seeds"}
PICTURES = 4  # in a walk, at least

each = pytest.mark.parametrize("script", make.SCRIPTS.values(), ids=make.SCRIPTS)
each_walk = pytest.mark.parametrize("script", WALKS.values(), ids=WALKS)
each_edition = pytest.mark.parametrize("script", [
    edition for script in make.SCRIPTS.values() for edition in (script, korean(script))
], ids=lambda script: str(script.relative_to(NOTEBOOKS).with_suffix("")))


made = functools.cache(make.read)  # for who changes nothing


@functools.cache
def committed(script):
    import nbformat  # takes two seconds
    return nbformat.read(script.with_suffix(".ipynb"), as_version=4)


def prose(notebook):
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def outputs(cells):
    return [output for cell in cells for output in cell.get("outputs", ())]


def test_there_are_walks_and_both_editions_of_each():
    assert len(WALKS) >= 6
    scripts = {path for path in NOTEBOOKS.rglob("[0-9]_*.py")}
    assert scripts == {edition for script in make.SCRIPTS.values() for edition in (script, korean(script))}
    assert {path for path in NOTEBOOKS.rglob("*.ipynb")} == {script.with_suffix(".ipynb") for script in scripts}


@each_edition
def test_a_notebook_is_what_its_script_makes(script):
    ours, there = made(script), committed(script)
    assert [(cell.cell_type, cell.source, cell.id) for cell in there.cells] == \
        [(cell.cell_type, cell.source, cell.id) for cell in ours.cells]
    assert there.metadata == ours.metadata
    assert script.with_suffix(".ipynb").stat().st_size < 1_500_000


@each
def test_the_korean_edition_has_the_same_code_and_outputs(script):
    one, other = committed(script), committed(korean(script))
    assert code(one) == code(other)
    assert [cell.cell_type for cell in one.cells] == [cell.cell_type for cell in other.cells]
    for ours, theirs in zip(one.cells, other.cells):
        if ours.cell_type == "markdown":
            assert re.search("[가-힣]", theirs.source), theirs.source
            marks = [re.findall(r"^(#+(?: \d+\.)?|\d+\.) ", cell.source, re.MULTILINE) for cell in (ours, theirs)]
            assert marks[0] == marks[1]  # the same headings and exercises


@each
def test_the_committed_outputs_are_whole(script):
    assert_well(committed(script), PICTURES if script in WALKS.values() else 0)


@each_walk
def test_a_walk_shows_a_network_as_it_is_today(script):
    notebook = committed(script)
    shown = [name for cell in code(notebook)
             for name in re.findall(r"print\(inspect\.getsource\((\w+)\.build\)\)", cell.source)]
    printed = "".join(output.text for output in outputs(notebook.cells) if output.get("name") == "stdout")
    for name in shown:
        assert inspect.getsource(importlib.import_module(f"lab10.{name}").build).strip() in printed
    assert bool(shown) != (script.stem in TRAIN_NOTHING)


@each_walk
def test_every_exercise_has_its_answer(script):
    """The answers are headed with the exercises' numbers, each shows something, and the two are linked."""
    answers, name = script.parent / "answers" / script.name, script.with_suffix(".ipynb").name
    for walk, answered, there, back in (
            (script, answers, f"(answers/{name})", f"(../{name})"),
            (korean(script), korean(answers), f"(../answers/ko/{name})", f"(../../ko/{name})")):
        exercises = prose(committed(walk)).rpartition("\n## ")[2]
        numbers = re.findall(r"^(\d+)\. ", exercises, re.MULTILINE)
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)] and len(numbers) >= 3
        assert there in exercises
        notebook, sections = committed(answered), {}
        assert back in notebook.cells[0].source
        for cell in notebook.cells:
            heading = re.search(r"^## (\d+)\. ", cell.source, re.MULTILINE) if cell.cell_type == "markdown" else None
            if heading:
                sections[heading[1]] = []
            elif sections:
                sections[next(reversed(sections))].append(cell)
        assert list(sections) == numbers
        assert all(outputs(cells) for cells in sections.values())


@pytest.mark.parametrize("file", sorted([*NOTEBOOKS.glob("*.md"), *NOTEBOOKS.rglob("*_*.ipynb")]),
                         ids=lambda file: file.relative_to(NOTEBOOKS).as_posix())
def test_links_lead_somewhere(file):
    text = prose(committed(file)) if file.suffix == ".ipynb" else file.read_text(encoding="utf-8")
    for link, heading in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", text):
        target = file.parent / link
        assert target.exists(), link
        if heading:
            headings = re.findall(r"^#+ (.*)", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in [re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in headings]


@each
@pytest.mark.slow
def test_a_notebook_runs(script, tmp_path):
    """Short, on scikit-learn's digits, with no network and no MNIST."""
    notebook = make.read(script)
    (cell,) = [cell for cell in code(notebook) if "parameters" in cell.metadata.get("tags", ())]
    cell.source += '\nEPOCHS, DATA, SEED = 2, "digits", 777'
    make.execute(notebook, tmp_path)
    assert_well(notebook, PICTURES if script in WALKS.values() else 0, on_mnist=False)


@each_edition
def test_the_head_is_one_for_all(script):
    notebook = made(script)
    _, first = notebook.cells[:2]
    assert [cell for cell in code(notebook) if "find_spec" in cell.source] == [first]  # the script has none of its own


def test_a_link_to_a_hosted_notebook_only_where_there_is_one(monkeypatch):
    script = make.SCRIPTS["2_weights"]
    for owner in ("OWNER", "somebody"):
        monkeypatch.setattr(make, "address", lambda: f"https://github.com/{owner}/lab10")
        link = rf"\A# .*\n\n\[.*Colab.*\]\(https://colab.research.google.com/github/{owner}/lab10/blob/main/notebooks/2"
        assert bool(re.search(link, make.read(script).cells[0].source)) == (owner != "OWNER")
    monkeypatch.undo()
    if "/OWNER/" in make.address():
        assert not [path for path in make.SCRIPTS.values() if "colab." in made(path).cells[0].source]


def test_the_first_cell_installs_only_what_is_not_installed(monkeypatch, tmp_path):
    IPython = pytest.importorskip("IPython")

    def first():
        exec(code(make.read(next(iter(make.SCRIPTS.values()))))[0].source, {})
    installed = []
    monkeypatch.setattr(IPython, "get_ipython", lambda: SimpleNamespace(
        run_line_magic=lambda *magic: installed.append(magic)))
    monkeypatch.chdir(NOTEBOOKS / "ko")
    first()
    assert installed == []
    here = ("pip", f'install -q "{NOTEBOOKS.parent}"')
    for spec in (None, SimpleNamespace(origin=None)):  # the latter where a clone of it lies in the directory
        monkeypatch.setattr(importlib.util, "find_spec", lambda name, spec=spec: spec)
        first()
        assert installed.pop() == here
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(make, "address", lambda: "https://github.com/OWNER/lab10")
    with pytest.raises(AssertionError, match="clone it into this folder"):  # while the address is not set
        first()
    monkeypatch.setattr(make, "address", lambda: "https://github.com/somebody/lab10")
    first()
    assert installed == [("pip", 'install -q "git+https://github.com/somebody/lab10"')]


def assert_well(notebook, pictures, on_mnist=True):
    """Every cell was run in order; none failed or grumbled; there are so many pictures, and no widgets."""
    assert [cell.execution_count for cell in code(notebook)] == list(range(1, len(code(notebook)) + 1))
    assert not [output for output in outputs(notebook.cells)
                if output.output_type == "error" or output.get("name") == "stderr"]
    kinds = [kind for output in outputs(notebook.cells) for kind in output.get("data", ())]
    assert kinds.count("image/png") >= pictures and set(kinds) <= {"image/png", "text/plain"}
    for cell in code(notebook):
        draws = on_mnist or 'test.name == "mnist":' not in cell.source  # the hardest images of the records are MNIST's
        if draws and re.search(r"\b(plots|plt|pictures)\.", cell.source) and not cell.source.startswith("import "):
            assert any("image/png" in output.get("data", ()) for output in cell.outputs), cell.source
