"""Files, units and man pages that texts name, held against a tree in which everything is installed."""
import glob
import os
import re

PATH = re.compile(r"(?<![\w.~$}*>/-])/(?:usr|etc|lib|var|run|opt)/[A-Za-z0-9._@%+:*/-]*[A-Za-z0-9*]")
UNIT = re.compile(r"(?<![\w./-])(station[a-z-]*@?)\.(service|socket|target|timer|path)\b(?!\.d)")
PAGE = re.compile(r"(?<![\w.-])((?:station|org\.station)[a-z0-9.-]*)\((\d)\)")
PROJECT = re.compile(r"(?<![\w/])Packaging/[\w./*-]+")
DOCUMENT = re.compile(r"(?<![\w/])docs/[a-z-]+\.md")
# Pages for those who work on the project.
DEVELOPERS = ("README.md", "CONTRIBUTING.md", "modules.md", "rigs.md")
UNITS = ("lib/systemd/system", "usr/lib/systemd/system", "usr/lib/systemd/user")


class Tree:
    def __init__(self, root, elsewhere):
        self.root = root.rstrip("/")
        # Paths that no package of ours installs, with the reason.
        self.elsewhere = elsewhere

    def has(self, path):
        # Debian's /lib is /usr/lib, but the packages say which they mean.
        for place in (path, path[4:] if path.startswith("/usr/lib/") else "/usr" + path):
            if glob.glob(self.root + glob.escape(place).replace("[*]", "*")):
                return True
        return False

    def knows(self, path):
        """Installed, made by somebody else for a reason, or below a folder of which that is said."""
        if self.has(path):
            return True
        while path != "/":
            if path in self.elsewhere or path + "/" in self.elsewhere:
                return True
            path = os.path.dirname(path)
            if path + "/" in self.elsewhere:
                return True
        return False


def read_elsewhere(file):
    """Lines of a path and the reason; a path that ends in / stands for all that is below it."""
    found = {}
    with open(file) as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                path, reason = line.strip().split(None, 1)
                found[path] = reason
    return found


def troubles(text, tree):
    """(line number, name, what is wrong), and how many names there were."""
    found, count = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        for match in PATH.finditer(line):
            for path in match[0].split(":"):
                if not path.startswith("/"):
                    continue
                count += 1
                # What is written in capitals stands for a name.
                parts = [] if re.search(r"/[A-Z]+(/|$)", path) is None else ["cut"]
                if parts:
                    path = re.split(r"/[A-Z]+(?:/|$)", path)[0]
                if not tree.knows(path):
                    found.append((number, path, "no package installs it"))
        for match in UNIT.finditer(line):
            count += 1
            name = match[1] + "." + match[2]
            if not any(tree.has("/%s/%s" % (folder, name)) for folder in UNITS):
                found.append((number, name, "there is no such unit"))
        for match in PAGE.finditer(line):
            count += 1
            place = "/usr/share/man/man%s/%s.%s" % (match[2], match[1], match[2])
            if not (tree.has(place) or tree.has(place + ".gz")):
                found.append((number, match[0], "there is no such man page"))
    return found, count


def of_the_project(text, file):
    """Names of files that only somebody finds who has the project, and not the packages."""
    found, count = [], 0
    kind = os.path.splitext(file)[1]
    if os.path.basename(file) in DEVELOPERS:
        return found, count
    for number, line in enumerate(text.split("\n"), 1):
        if kind == ".swift" and line.lstrip().startswith("//"):
            continue
        if kind == ".md":
            for match in PROJECT.finditer(line):
                count += 1
                found.append((number, match[0], "name the place where it is installed"))
            continue
        for match in DOCUMENT.finditer(line):
            count += 1
            found.append((number, match[0], "installed documents are in /usr/share/doc/stationmaster"))
    return found, count


def unescaped(page):
    """A man page as it is read, as far as names in it are concerned."""
    page = re.sub(r"^\.BR (\S+) \((\d)\)", r"\1(\2)", page, flags=re.MULTILINE)
    return re.sub(r"\\f[BIR]", "", page.replace("\\-", "-"))
