"""Make the notebooks from the scripts beside them, with what running them shows.

    python notebooks/make.py                      all of them
    python notebooks/make.py 1_softmax            this notebook
    python notebooks/make.py answers/1_softmax    the answers to its exercises
    python notebooks/make.py --text               where only text has changed: with the outputs that there are

Each is executed once, in English. Its Korean edition in ko/ has the same code, and so the same outputs. What all
notebooks begin with is not in the scripts: the link under the title (if `url` is a real
address), and first_cell.py. Both have the project's
address, which is `url` in setup.cfg.
"""
import argparse
import configparser
import sys
import tempfile
import time
from pathlib import Path

from lab10.terminal import files

HERE = Path(__file__).parent
SCRIPTS = {path.relative_to(HERE).with_suffix("").as_posix(): path
           for folder in (HERE, HERE / "answers") for path in sorted(folder.glob("[0-9]_*.py"))}
OPEN = {"en": "Open in Colab", "ko": "Colab에서 열기"}


def korean(script):
    """Return the Korean edition of an English script."""
    return script.parent / "ko" / script.name


def read(script):
    """Return the notebook that a py:percent script makes, with the head that all share, and without outputs."""
    import jupytext  # two seconds that only this and executing need, as do nbformat and nbclient
    import nbformat
    notebook = jupytext.read(script)
    notebook.metadata = {"kernelspec": notebook.metadata["kernelspec"], "language_info": {"name": "python"}}
    title, *others = notebook.cells
    if "/OWNER/" not in address():  # else the link would lead nowhere
        heading, _, text = title.source.partition("\n")
        title.source = f"{heading}\n\n{_link(script)}\n{text}"
    first = (HERE / "first_cell.py").read_text(encoding="utf-8").strip().replace("...", f'"{address()}"', 1)
    notebook.cells = [title, nbformat.v4.new_code_cell(first), *others]
    for i, cell in enumerate(notebook.cells):
        cell.id = f"cell-{i + 1}"  # else a random one: the same script makes the same notebook
    return notebook


def address():
    """Return where the project is on GitHub, as setup.cfg says."""
    settings = configparser.ConfigParser()
    settings.read(HERE.parent / "setup.cfg", encoding="utf-8")
    return settings["metadata"]["url"]


def _link(script):
    """The link, in Markdown, that opens the notebook of `script` in a hosted notebook."""
    place = script.with_suffix(".ipynb").relative_to(HERE.parent).as_posix()
    hosted = address().replace("https://github.com", "https://colab.research.google.com/github")
    return f"[{OPEN['ko' if script.parent.name == 'ko' else 'en']}]({hosted}/blob/main/{place})"


def code(notebook):
    """Return the code cells."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def execute(notebook, directory):
    """Run the cells of `notebook` in `directory`, keeping what they show. CellExecutionError where one fails."""
    from nbclient import NotebookClient
    NotebookClient(notebook, timeout=None, record_timing=False, coalesce_streams=True,
                   resources={"metadata": {"path": directory}}).execute()
    for cell in code(notebook):  # without the place where a progress bar was
        cell.outputs = [output for output in cell.outputs if output.get("data") != {"text/plain": ""}]


def make(name, text_only=False):
    """Write the notebook of this name and its Korean edition; `text_only` keeps the outputs that the notebook has."""
    import nbformat
    started, script = time.perf_counter(), SCRIPTS[name]
    editions = {edition: read(edition) for edition in (script, korean(script))}
    one, other = ([cell.source for cell in code(notebook)] for notebook in editions.values())
    if one != other:
        sys.exit(f"{name}: the two editions differ in their code")
    if text_only:
        executed = nbformat.read(script.with_suffix(".ipynb"), as_version=4)
        if [cell.source for cell in code(executed)[1:]] != one[1:]:  # the first cell shows nothing
            sys.exit(f"{name}: other code than what was executed; make it without --text")
    else:
        executed = read(script)
        with tempfile.TemporaryDirectory() as directory:  # where answers write their copies of networks
            execute(executed, directory)
    for edition, notebook in editions.items():
        for cell, source in zip(code(notebook), code(executed), strict=True):
            cell.outputs, cell.execution_count = source.outputs, source.execution_count
        with files.replacing(edition.with_suffix(".ipynb")) as temporary:
            nbformat.write(notebook, temporary)
    print(f"{name}: {time.perf_counter() - started:.0f} s, "
          f"{script.with_suffix('.ipynb').stat().st_size / 1e6:.2f} MB", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(SCRIPTS)}")
    parser.add_argument("--text", action="store_true", help="keep the outputs")
    arguments = parser.parse_args()
    if not set(arguments.names) <= set(SCRIPTS):
        parser.error(f"there are {', '.join(SCRIPTS)}")
    for name in arguments.names or SCRIPTS:
        make(name, arguments.text)
