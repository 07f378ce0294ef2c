"""What the checks work with: the packages, a clean system, and words for what is done with both."""
import glob
import os
import re
import subprocess

from chroot import Failed, copy_of

CHECKS = []


def check(words):
    """Makes a function of the house a check, in the order of the files."""
    def add(function):
        CHECKS.append((words, function))
        return function
    return add


class House:
    def __init__(self, folder, packages, base, repository, programs):
        self.folder = folder
        self.packages = packages  # a folder of .deb files
        self.base = base
        self.repository = repository
        self.programs = programs  # the release build, or nothing
        self.debs = sorted(glob.glob(os.path.join(packages, "*.deb")))
        self.names = [os.path.basename(deb).split("_")[0] for deb in self.debs]
        self.version = os.path.basename(self.debs[0]).split("_")[1]

    def system(self, packages=None, sources="deb [trusted=yes] file:/repository ./"):
        """A copy of the clean system with the .deb files in /packages, and apt that knows their dependencies."""
        return Prepared(self, packages or self.packages, sources)


class Prepared:
    def __init__(self, house, packages, sources):
        self.house, self.packages, self.sources = house, packages, sources

    def __enter__(self):
        binds = [(self.house.repository, "/repository"), (self.packages, "/packages")]
        self.copy = copy_of(self.house.base, os.path.join(self.house.folder, "copy"), binds)
        chroot = self.copy.__enter__()
        chroot.write("/etc/apt/sources.list", self.sources + "\n")
        chroot.write("/etc/apt/apt.conf.d/00-check", 'APT::Sandbox::User "root";\nAcquire::Languages "none";\n'
                     'Dpkg::Use-Pty "false";\n')
        chroot.write("/etc/dpkg/dpkg.cfg.d/check", "force-unsafe-io\n")
        chroot.check("apt-get -q update")
        return chroot

    def __exit__(self, *problem):
        return self.copy.__exit__(*problem)


def install(chroot, *names, options=""):
    """By apt and from files, as the README says; with no names all of ours. `/packages` must have one of each."""
    files = " ".join(f"/packages/{name}_*.deb" for name in names) if names else "/packages/*.deb"
    return chroot.check(f"apt-get -q -y {options} install {files}")


def dependencies(chroot, house):
    """Installs what ours depend on, and none of ours."""
    closure = chroot.check("apt-get -q -s install /packages/*.deb")
    others = [name for name in re.findall(r"^Inst (\S+)", closure, re.M) if name not in house.names]
    if others:
        chroot.check("apt-get -q -y --no-install-recommends install " + " ".join(others))
        chroot.check("apt-mark manual " + " ".join(others))


def expect(condition, found):
    if not condition:
        raise Failed(found)


def none_of_ours(chroot, house):
    """dpkg has forgotten that they ever were here."""
    known = chroot.check("dpkg-query -W -f '${Package} ${db:Status-Abbrev}\\n'")
    left = [line for line in known.split("\n") if line.split(" ")[0] in house.names]
    expect(not left, f"dpkg still knows: {left}")


def repacked(house, into, version, change):
    """The same packages as of another version, after `change(name, tree)` has edited each unpacked tree."""
    subprocess.run(["rm", "-rf", into], check=True)
    os.makedirs(into)
    for deb, name in zip(house.debs, house.names):
        tree = os.path.join(into, "tree")
        subprocess.run(["dpkg-deb", "--raw-extract", deb, tree], check=True)
        control = os.path.join(tree, "DEBIAN/control")
        with open(control) as file:
            text = file.read()
        text = re.sub(r"^Version: .*$", f"Version: {version}", text, flags=re.M)
        text = text.replace(f"(= {house.version})", f"(= {version})")
        with open(control, "w") as file:
            file.write(text)
        change(name, tree)
        new = os.path.join(into, f"{name}_{version}_{deb.rsplit('_', 1)[1]}")
        subprocess.run(["dpkg-deb", "-Zgzip", "-z1", "--root-owner-group", "--build", tree, new],
                       check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["rm", "-rf", tree], check=True)
    return into
