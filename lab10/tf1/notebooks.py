"""Running a notebook as Jupyter runs it: in its own folder, by a kernel that has TensorFlow 1 from the first cell."""
import os
import re
import sys

import lab10
from lab10 import input_data
from lab10.terminal import files
from lab10.terminal.errors import LabError
from lab10.tf1 import python2
from lab10.tf1.modules import require

COLOURS = re.compile(r"\x1b\[[0-9;]*m")
PLACE = re.compile(r"Cell In ?\[(\d+)\], line (\d+)")
COMMAND = re.compile(r"^\s*(%%?|!|\?).*$", re.MULTILINE)  # lines that only Jupyter knows


def execute(name, options):
    """Run the notebook `name` cell by cell, print what comes out, and return the exit status.

    With `options.output` the executed notebook goes there, pictures included, also where a cell failed.
    Raises LabError where the notebook cannot be read or run at all.
    """
    notebook = read(name)
    if options.output:
        files.check_file(options.output)
    python_2 = is_python_2(notebook)
    if python_2:
        python2.tell(name)
    folder = os.path.dirname(os.path.abspath(name))
    from nbclient import exceptions
    client = _client()(
        notebook, km=_kernel(python_2, options), timeout=options.timeout, allow_errors=options.allow_errors,
        coalesce_streams=True, resources={"metadata": {"path": folder}})
    status = 0
    try:
        client.execute(cwd=folder)
    except exceptions.CellExecutionError as error:
        status = _failed(name, client, error.traceback, f"{error.ename}: {error.evalue}")
    except exceptions.CellTimeoutError:
        status = _failed(name, client, "", f"took longer than {options.timeout} s")
    except exceptions.DeadKernelError:
        status = _failed(name, client, "", "ended Python")
    finally:
        if options.output:
            import nbformat
            with files.replacing(options.output) as temporary:
                nbformat.write(notebook, temporary)
    return status


def read(name):
    """Return the notebook `name`, of whatever format, as one of today's without outputs."""
    require("nbclient", "running a notebook")
    import nbformat
    try:
        notebook = nbformat.read(name, as_version=4)
    except OSError as error:
        raise LabError(f"{name}: cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, AttributeError, TypeError, nbformat.ValidationError) as error:
        raise LabError(f"{name}: not a notebook ({str(error).splitlines()[0][:80]})") from error
    language = notebook.metadata.get("kernelspec", {}).get("language", "python")
    if "python" not in language.lower():
        raise LabError(f"{name}: a notebook in {language}, not in Python")
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def code_cells(notebook):
    """The code of its cells that are Python, without the lines that only Jupyter knows: (number from 1, code)."""
    for number, cell in enumerate(_code(notebook), 1):
        if not cell.source.lstrip().startswith("%%") or cell.source.lstrip().startswith(("%%time", "%%capture")):
            yield number, COMMAND.sub("", cell.source)


def is_python_2(notebook):
    """By what it says of itself, where its code is not against that, else by its code."""
    kernel = notebook.metadata.get("kernelspec", {}).get("name", "")
    version = notebook.metadata.get("language_info", {}).get("version", "")
    return (kernel == "python2" or str(version).startswith("2.")
            or any(python2.is_python_2(code) for _, code in code_cells(notebook)))


def _code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _kernel(python_2, options):
    """A manager of this Python's own kernel, whichever others Jupyter knows."""
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    home = os.path.dirname(os.path.dirname(os.path.abspath(lab10.__file__)))  # where it may not be installed
    begin = (f"__import__('sys').path.append({home!r}); __import__('lab10.tf1.jupyter', fromlist=['begin'])"
             f".begin({python_2}, {options.seed}, {options.warnings})")
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--HistoryManager.enabled=False",
            "--IPKernelApp.log_level=ERROR", f"--IPKernelApp.exec_lines={begin}"]
    data = os.path.abspath(input_data.default_directory())

    class Ours(KernelSpecManager):
        def get_kernel_spec(self, kernel_name):
            return KernelSpec(argv=argv, language="python", display_name="lab10.tf1", env={"LAB10_DATA_DIR": data})

    return AsyncKernelManager(kernel_name="python3", kernel_spec_manager=Ours())


def _client():
    from nbclient import NotebookClient

    class Client(NotebookClient):
        """Prints the cells as they run."""
        running = None  # the cell, its place in the notebook

        async def async_execute_cell(self, cell, cell_index, **more):
            if cell.cell_type == "code" and cell.source.strip():
                self.running = cell
                first, *others = cell.source.strip().splitlines()
                print(f"[{_number(self)}] {first}{' ...' if others else ''}", flush=True)
            return await super().async_execute_cell(cell, cell_index, **more)

        def output(self, outs, msg, display_id, cell_index):
            out = super().output(outs, msg, display_id, cell_index)
            if out:
                _show(out)
            return out

    return Client


def _number(client):
    return 1 + next(place for place, cell in enumerate(_code(client.nb)) if cell is client.running)


def _show(out):
    if out.output_type == "stream":
        print(out.text, end="", flush=True, file=sys.stderr if out.name == "stderr" else sys.stdout)
    elif out.output_type == "error":
        text = "\n".join(out.traceback)
        print(text if sys.stderr and sys.stderr.isatty() else COLOURS.sub("", text), file=sys.stderr, flush=True)
    else:
        print(out.data.get("text/plain", "[" + ", ".join(out.data) + "]"), flush=True)


def _failed(name, client, tb, why):
    """Say in one line which cell failed, and why; return the exit status."""
    lines = [line for cell, line in PLACE.findall(COLOURS.sub("", tb)) if cell == str(client.running.execution_count)]
    place = f"code cell {_number(client)}" + (f", line {lines[-1]}" if lines else "")
    print(f"lab10: {name}: {place}: {COLOURS.sub('', why).splitlines()[0]}", file=sys.stderr)
    return 1
