"""Everything that is in a system: each file with its kind, mode, owners, attributes and content."""
import hashlib
import os
import re
import stat

# What others keep about their own work, and change with each package that comes or goes. All else counts.
OTHERS = re.compile("|".join((
    r"/(proc|sys|dev|repository|packages)(/.*)?",
    r"/var/lib/dpkg/(status|status-old|diversions-old|statoverride-old|lock.*|triggers/Lock)",  # dpkg's books
    r"/var/lib/apt/(extended_states|lists(/.*)?|periodic(/.*)?)",  # apt's
    r"/var/cache/apt(/.*)?",
    r"/var/log/(dpkg\.log|alternatives\.log|apt(/.*)?)",  # both their logs
    r"/var/cache/debconf/.*-old",  # debconf's copy from before its last change
    r"/etc/(passwd|group|shadow|gshadow|subuid|subgid)-",  # the same of who keeps accounts
    r"/var/cache/ldconfig/aux-cache",
)))


def everything(root):
    """Each path with a line that says all about it."""
    found = {}
    for folder, folders, files in os.walk(root):
        for name in [*folders, *files]:
            path = os.path.join(folder, name)
            inside = path[len(root):]
            if not OTHERS.fullmatch(inside):
                found[inside] = about(path)
        folders[:] = [name for name in folders if not OTHERS.fullmatch(os.path.join(folder, name)[len(root):])]
    return found


def about(path):
    facts = os.lstat(path)
    words = [stat.filemode(facts.st_mode), f"{facts.st_uid}:{facts.st_gid}"]
    if stat.S_ISLNK(facts.st_mode):
        return " ".join([*words, "->", os.readlink(path)])
    for name in sorted(os.listxattr(path)):
        words.append(f"{name}={os.getxattr(path, name).hex()}")
    if stat.S_ISREG(facts.st_mode):
        with open(path, "rb") as file:
            words.append(hashlib.file_digest(file, "sha256").hexdigest())
    elif not stat.S_ISDIR(facts.st_mode):
        words.append(str(facts.st_rdev))
    return " ".join(words)


def differences(before, after):
    """One line for each path that came, went or changed."""
    lines = [f"came: {path}  {after[path]}" for path in sorted(after.keys() - before.keys())]
    lines += [f"went: {path}  {before[path]}" for path in sorted(before.keys() - after.keys())]
    for path in sorted(before.keys() & after.keys()):
        if before[path] != after[path]:
            lines.append(f"changed: {path}  {before[path]}  ->  {after[path]}")
    return lines
