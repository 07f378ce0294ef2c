"""A clean Debian in a folder, and copies of it in which commands run without any network."""
import contextlib
import os
import subprocess

ENVIRONMENT = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    "TERM": "dumb",
    "LC_ALL": "C.UTF-8",
    "DEBIAN_FRONTEND": "noninteractive",
}


class Failed(Exception):
    """A check does not hold; the text says what was found."""


class Answer:
    """What a command said, and how it ended."""

    def __init__(self, command, code, said):
        self.command, self.code, self.said = command, code, said


class Chroot:
    """A copy of a clean system. Nothing that is done in it reaches the system that it was copied from."""

    def __init__(self, root):
        self.root = root

    def path(self, inside):
        return self.root + inside

    def has(self, inside):
        return os.path.lexists(self.path(inside))

    def read(self, inside):
        with open(self.path(inside), errors="replace") as file:
            return file.read()

    def write(self, inside, text, mode=0o644):
        os.makedirs(os.path.dirname(self.path(inside)), exist_ok=True)
        with open(self.path(inside), "w") as file:
            file.write(text)
        os.chmod(self.path(inside), mode)

    def run(self, command, within=300):
        """Runs a shell command as root: no network, processes of its own, nothing to read from."""
        words = ["unshare", "--net", "--ipc", "--pid", "--fork", "--kill-child", f"--mount-proc={self.root}/proc"]
        words += ["chroot", self.root, "/bin/bash", "-c", command]
        try:
            done = subprocess.run(
                words, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, text=True, errors="replace", timeout=within)
        except subprocess.TimeoutExpired:
            raise Failed(f"{command}\n  did not end within {within} seconds") from None
        return Answer(command, done.returncode, done.stdout)

    def check(self, command, within=300):
        """What the command said; a failure if it did not end well."""
        answer = self.run(command, within)
        if answer.code:
            raise Failed(f"{command}\n  ended with {answer.code}:\n{indented(answer.said)}")
        return answer.said

    def refuses(self, command):
        """What the command said; a failure if it ended well."""
        answer = self.run(command)
        if not answer.code:
            raise Failed(f"{command}\n  should have been refused, and said:\n{indented(answer.said)}")
        return answer.said


def indented(text, lines=40):
    rows = text.rstrip().split("\n")
    return "\n".join("    " + row for row in rows[-lines:])


@contextlib.contextmanager
def copy_of(base, folder, binds=()):
    """A Chroot upon `base`, which stays as it is; mounts go with the mount namespace of this process."""
    paths = {name: os.path.join(folder, name) for name in ("upper", "work", "root")}
    subprocess.run(["rm", "-rf", "--one-file-system", folder], check=True)
    for path in paths.values():
        os.makedirs(path)
    lower = base if isinstance(base, str) else ":".join(base)
    options = f"lowerdir={lower},upperdir={paths['upper']},workdir={paths['work']}"
    subprocess.run(["mount", "-t", "overlay", "overlay", "-o", options, paths["root"]], check=True)
    mounted = [paths["root"]]
    try:
        for source, inside in binds:
            os.makedirs(paths["root"] + inside, exist_ok=True)
            subprocess.run(["mount", "--bind", "-o", "ro", source, paths["root"] + inside], check=True)
            mounted.append(paths["root"] + inside)
        yield Chroot(paths["root"])
    finally:
        for path in reversed(mounted):
            subprocess.run(["umount", "--lazy", path], check=False)
        subprocess.run(["rm", "-rf", "--one-file-system", folder], check=False)
