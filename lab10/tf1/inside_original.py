"""Run a program as the module __main__ with TensorFlow 1 itself: lab10.tf1.original starts this file there.

Pythons 2.7 and 3.7 read it, and it imports nothing of lab10. Its argument is a JSON file, original.Asked.
"""
from __future__ import print_function
import sys
del sys.path[0]  # lab10's modules, among which no import is to look
import io  # noqa: E402  (as all that follows)
import json  # noqa: E402
import linecache  # noqa: E402
import random  # noqa: E402
import runpy  # noqa: E402
import subprocess  # noqa: E402
import traceback  # noqa: E402
import types  # noqa: E402
from email import message_from_string  # noqa: E402

if sys.version_info[0] == 2:
    from urllib import URLopener, addinfourl
    from urllib2 import OpenerDirector
    from urlparse import urlsplit
else:
    from urllib.parse import urlsplit
    from urllib.request import OpenerDirector, URLopener
    from urllib.response import addinfourl


def main():
    with io.open(sys.argv[1], encoding="utf-8") as opened:
        asked = json.load(opened)
    if asked["mnist"]:
        serve_mnist(**asked["mnist"])
    if not asked["warnings"]:
        hide_deprecations()
    if asked["seed"] is not None:
        seed_graphs(asked["seed"])
    if asked["seed_all"]:
        import numpy
        random.seed(asked["seed"])
        numpy.random.seed(asked["seed"])
    sys.exit(run(asked))


def run(asked):
    """Run the program, and return the status to exit with."""
    if asked["module"]:
        sys.path.insert(0, asked["folder"])
        sys.argv = asked["argv"]
        runpy.run_module(str(asked["module"]), run_name="__main__", alter_sys=True)
        return 0
    name = str(asked["file"]) if sys.version_info[0] > 2 else asked["file"].encode(sys.getfilesystemencoding())
    module = types.ModuleType("__main__")
    if asked["code"] is None:
        module.__file__ = name
        with open(name, "rb") as opened:
            source = opened.read()
    else:
        source = asked["code"].encode("utf-8")
        lines = source.decode("utf-8").splitlines(True)
        linecache.cache[name] = len(source), None, lines, name
        if sys.version_info[0] == 2 and b"coding" not in source[:200]:
            source = b"# coding: utf-8\n" + source if not source.startswith(b"\n") else b"# coding: utf-8" + source
    sys.modules["__main__"] = module
    sys.argv = [str(word) if sys.version_info[0] > 2 else word.encode("utf-8") for word in asked["argv"]]
    sys.path.insert(0, asked["folder"])
    try:
        exec(compile(source, name, "exec", 0, True), vars(module))
    except SystemExit:
        raise
    except BaseException:
        kind, error, frames = sys.exc_info()
        traceback.print_exception(kind, error, frames.tb_next)  # without this file's own frame
        return 1
    return 0


def hide_deprecations():
    from tensorflow.python.util import deprecation, module_wrapper
    deprecation._PRINT_DEPRECATION_WARNINGS = False
    module_wrapper._PER_MODULE_WARNING_LIMIT = 0


def seed_graphs(seed):
    """tf.set_random_seed(seed) in each graph, including the default one, and in eager mode."""
    from tensorflow.python.eager import context
    from tensorflow.python.framework import ops
    begin, go_eager = ops.Graph.__init__, ops.enable_eager_execution_internal

    def seeded_eagerly(*arguments, **named):
        go_eager(*arguments, **named)
        context.set_global_seed(seed)
    ops.enable_eager_execution_internal = seeded_eagerly

    def seeded(graph, *arguments, **named):
        begin(graph, *arguments, **named)
        graph.seed = seed
    ops.Graph.__init__ = seeded
    given = ops.Graph.seed
    ops.Graph.seed = property(given.fget, lambda graph, value: given.fset(
        graph, seed if value is None else value))  # an estimator whose config has none


def serve_mnist(places, names, archives, fetch):
    """Old addresses of MNIST answer with lab10's files. places: by the address of a folder, what comes before a
    file's name for `fetch`, the command that writes the file. archives: the addresses, by names."""
    def content(url):
        """The bytes of the file at this address; None if it is not one of MNIST's."""
        parts = urlsplit(url)
        folder, _, name = parts.path.replace("//", "/").rpartition("/")
        place = "%s%s" % (parts.hostname, folder)
        if place in archives.get(name, ()):
            return subprocess.check_output(fetch + [name])
        if place not in places or name not in names:
            return None
        return subprocess.check_output(fetch + [places[place] + name])

    def answer(url):
        found = content(url)
        if found is None:
            return None
        headers = message_from_string("Content-Type: application/x-gzip\nContent-Length: %d\n\n" % len(found))
        if sys.version_info[0] == 2:
            import httplib
            headers = httplib.HTTPMessage(io.BytesIO(str(headers).encode("ascii")))
        return addinfourl(io.BytesIO(found), headers, url, 200)

    def serving(method):
        def opened(opener, fullurl, *arguments, **named):
            url = fullurl.get_full_url() if hasattr(fullurl, "get_full_url") else fullurl
            return answer(url) or method(opener, fullurl, *arguments, **named)
        return opened
    OpenerDirector.open = serving(OpenerDirector.open)
    URLopener.open = serving(URLopener.open)


if __name__ == "__main__":
    main()
