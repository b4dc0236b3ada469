"""The commands wget and curl as a script finds them: MNIST's files from lab10, all else by the system's command."""
import argparse
import sys
from pathlib import Path

from lab10.terminal import ending
from lab10.tf1 import old_addresses


def serve(command, arguments):
    """If the command line asks for MNIST's files, do what it says, and exit; otherwise return."""
    options, urls = (_wget if command == "wget" else _curl)(arguments)
    names = [old_addresses.file_of(url if "://" in url else f"http://{url}") for url in urls]
    if not names or None in names:
        return
    with ending.orderly():
        for name in names:
            _write(old_addresses.content(name), name.rpartition("/")[2], options)
    sys.exit()


def _write(packed, name, options):
    if options.output == "-" or not (options.output or options.own_name):
        sys.stdout.buffer.write(packed)
        return
    file = Path(options.directory, options.output or name)
    if not options.output and options.numbered and file.exists():
        if options.keep:
            return
        file = next(file for number in range(1, sys.maxsize)
                    if not (file := Path(options.directory, f"{name}.{number}")).exists())
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(packed)


def _wget(arguments):
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("-O", "--output-document", dest="output")
    parser.add_argument("-P", "--directory-prefix", dest="directory", default="")
    parser.add_argument("-nc", "-N", "-c", "--no-clobber", "--timestamping", "--continue", dest="keep",
                        action="store_true")
    parser.add_argument("-q", "-nv", "-v", "--quiet", action="store_true")
    parser.set_defaults(own_name=True, numbered=True)
    return _parsed(parser, arguments)


def _curl(arguments):
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("-o", "--output")
    parser.add_argument("-O", "--remote-name", dest="own_name", action="store_true")
    for flag in "LsSfk#":
        parser.add_argument(f"-{flag}", action="store_true", dest=f"flag_{ord(flag)}")
    parser.set_defaults(directory="", numbered=False, keep=False)
    return _parsed(parser, arguments)


def _parsed(parser, arguments):
    """(options, addresses); options that make no difference here are ignored."""
    parser.add_argument("words", nargs="*")
    options, others = parser.parse_known_intermixed_args(arguments)
    return options, [word for word in options.words + others if not word.startswith("-")]
