from importlib.util import find_spec
from pathlib import Path

from IPython import get_ipython

ADDRESS = ...
if getattr(find_spec("lab10"), "origin", None) is None:  # not installed: install the checkout that is around, else that
    folders = [Path.cwd(), Path.cwd() / "lab10", *Path.cwd().parents]
    checkout = next((folder for folder in folders if (folder / "lab10" / "softmax.py").is_file()), None)
    assert checkout or "/OWNER/" not in ADDRESS, "lab10 is not here: clone it into this folder"
    get_ipython().run_line_magic("pip", f'install -q "{checkout or "git+" + ADDRESS}"')
