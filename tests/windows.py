"""Python code that takes away what Windows lacks, to be run before a program, as a sitecustomize.py."""
# what Python lacks there, and what the system refuses: to remove or replace a file that somebody has open
WITHOUT = '''
import os, signal, subprocess, sys

for module, names in ((os, ["fork", "forkpty", "sched_getaffinity", "mkfifo", "EX_TEMPFAIL"]),
                      (signal, ["SIGKILL", "SIGHUP", "SIGALRM", "pthread_sigmask"])):
    for name in names:
        vars(module).pop(name, None)
sys.modules["pty"] = sys.modules["termios"] = sys.modules["resource"] = None


class Popen(subprocess.Popen):
    def __init__(self, *arguments, pass_fds=(), start_new_session=False, preexec_fn=None, **more):
        if pass_fds or preexec_fn:  # a new session is passed over there
            raise ValueError("not supported on Windows platforms")
        super().__init__(*arguments, **more)


subprocess.Popen = Popen


def refusing(function):
    def wrapper(*paths, **more):
        for path in paths[-1:]:
            there = os.path.join(os.readlink(f"/proc/self/fd/{more['dir_fd']}"), path) if more.get("dir_fd") else path
            for number in os.listdir("/proc/self/fd"):
                try:
                    if os.path.samestat(os.stat(there), os.fstat(int(number))):
                        raise PermissionError(13, "The process cannot access the file", str(there))
                except (FileNotFoundError, OSError) as error:
                    if isinstance(error, PermissionError):
                        raise
        return function(*paths, **more)
    return wrapper


for name in ("unlink", "remove", "replace", "rename"):
    setattr(os, name, refusing(getattr(os, name)))
'''
