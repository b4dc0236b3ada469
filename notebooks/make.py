"""Make the notebooks from the scripts beside them, with what running them shows.

    python notebooks/make.py              all of them
    python notebooks/make.py 1_softmax    this one

Each is executed once, in English. Its Korean edition in ko/ has the same code, and so the same outputs.
"""
import sys
import time
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

from lab10 import files

HERE = Path(__file__).parent
SCRIPTS = sorted(HERE.glob("[0-9]_*.py"))


def read(script):
    """Return the notebook that a py:percent script makes, without outputs."""
    notebook = jupytext.read(script)
    notebook.metadata = {"kernelspec": notebook.metadata["kernelspec"], "language_info": {"name": "python"}}
    for i, cell in enumerate(notebook.cells):
        cell.id = f"cell-{i + 1}"  # else a random one: the same script makes the same notebook
    return notebook


def execute(notebook, directory):
    """Run the cells of `notebook` in `directory`, keeping what they show. CellExecutionError where one fails."""
    NotebookClient(notebook, timeout=None, record_timing=False, coalesce_streams=True,
                   resources={"metadata": {"path": directory}}).execute()
    for cell in notebook.cells:
        if cell.cell_type == "code":  # without the place where a progress bar was
            cell.outputs = [output for output in cell.outputs if output.get("data") != {"text/plain": ""}]


def make(script):
    """Write the notebook of `script` and its Korean edition."""
    started = time.perf_counter()
    notebook = read(script)
    execute(notebook, script.parent)
    _write(notebook, script)
    korean = script.parent / "ko" / script.name
    edition = read(korean)
    for cell, executed in zip(edition.cells, notebook.cells, strict=True):
        if cell.cell_type == "code":
            assert cell.source == executed.source, f"{korean}: other code than {script}: {cell.source}"
            cell.outputs, cell.execution_count = executed.outputs, executed.execution_count
    _write(edition, korean)
    print(f"{script.stem}: {time.perf_counter() - started:.0f} s, "
          f"{script.with_suffix('.ipynb').stat().st_size / 1e6:.2f} MB", flush=True)


def _write(notebook, script):
    with files.replacing(script.with_suffix(".ipynb")) as temporary:
        nbformat.write(notebook, temporary)


if __name__ == "__main__":
    for script in SCRIPTS:
        if script.stem in sys.argv[1:] or not sys.argv[1:]:
            make(script)
