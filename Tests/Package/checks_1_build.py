"""What can be said of the packages without installing them."""
import hashlib
import os
import pwd
import re
import subprocess

from chroot import Failed, indented
from house import check, expect


@check("lintian has nothing to say")
def lintian(house):
    said = subprocess.run(
        ["lintian", "--allow-root", "--fail-on", "error,warning,info", *house.debs],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    expect(not said.stdout.strip() and not said.returncode, f"lintian says:\n{indented(said.stdout)}")
    for name in house.names:
        path = f"Packaging/debian/{name}.lintian-overrides"
        if os.path.exists(path):
            with open(path) as file:
                rows = file.read().split("\n")
            bare = [row for row, before in zip(rows, ["", *rows]) if row and row[0] != "#" and before[:1] != "#"]
            expect(not bare, f"{path}: no reason above {bare}")


@check("dependencies are computed, and ours fit each other exactly")
def relations(house):
    for deb, name in zip(house.debs, house.names):
        depends = field(deb, "Depends")
        if field(deb, "Architecture") != "all":
            expect(re.search(r"libc6 \(>= ", depends), f"{name} does not depend on the C library: {depends}")
        for other in house.names:
            for found in re.findall(rf"(?:^|, ){other}( \([^)]*\))?(?:,|$)", depends):
                expect(found == f" (= {house.version})", f"{name} takes any {other}: {depends}")


def field(deb, name):
    return subprocess.run(["dpkg-deb", "--field", deb, name], check=True, capture_output=True, text=True).stdout.strip()


@check("built a second time, elsewhere and by nobody in particular, they have the same in them byte by byte")
def reproducible(house):
    if not house.programs:
        return "left out: no release build was named"
    user = pwd.getpwnam("nobody")
    again = os.path.join(house.folder, "built-again")
    subprocess.run(["rm", "-rf", again], check=True)
    os.makedirs(again)
    os.chown(again, user.pw_uid, user.pw_gid)
    made = subprocess.run(
        ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups",
         "env", "-i", f"HOME={again}", f"PATH={os.environ['PATH']}", "TZ=Pacific/Auckland", "LC_ALL=C",
         # What is compared is what is packed, not how.
         "DPKG_DEB_COMPRESSOR_TYPE=gzip", "DPKG_DEB_COMPRESSOR_LEVEL=1",
         "Packaging/make-deb", house.programs, os.path.join(again, "packages")],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, umask=0o077)
    if made.returncode:
        raise Failed(f"make-deb by an unprivileged user ended with {made.returncode}:\n{indented(made.stdout)}")
    for deb in house.debs:
        second = os.path.join(again, "packages", os.path.basename(deb))
        expect(os.path.exists(second), f"{os.path.basename(deb)} was not built the second time")
        for part in ("--ctrl-tarfile", "--fsys-tarfile"):
            expect(packed(deb, part) == packed(second, part), f"not the same: {part[2:]} of {deb} and {second}")
    subprocess.run(["rm", "-rf", again], check=True)


def packed(deb, part):
    return hashlib.sha256(subprocess.run(["dpkg-deb", part, deb], check=True, stdout=subprocess.PIPE).stdout).hexdigest()
