"""The clean Debian 12, and the repository of what our packages depend on. Both are made once and kept."""
import glob
import hashlib
import os
import subprocess

MIRROR = os.environ.get("DEBIAN_MIRROR", "http://deb.debian.org/debian")
SECURITY = os.environ.get("DEBIAN_SECURITY_MIRROR", "http://deb.debian.org/debian-security")
SUITE = "bookworm"
SOURCES = [
    f"deb {MIRROR} {SUITE} main",
    f"deb {MIRROR} {SUITE}-updates main",
    f"deb {SECURITY} {SUITE}-security main",
]
# Beside the dependencies: what the checks look at our files with, and a polkitd, as on most computers.
ASIDE = ["bash-completion", "zsh", "fish", "man-db", "polkitd", "file", "python3-minimal"]


def relations(deb):
    asked = subprocess.run(
        ["dpkg-deb", "--field", deb, "Package", "Depends", "Pre-Depends"], check=True, capture_output=True, text=True)
    return asked.stdout


def stamp(texts):
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def clean_system(folder):
    """A folder with what `mmdebstrap --variant=minbase` makes: apt, and the packages that each Debian must have."""
    place = os.path.join(folder, "base-" + stamp(SOURCES))
    if not os.path.isdir(place):
        making = place + ".new"
        subprocess.run(["rm", "-rf", "--one-file-system", making], check=True)
        run_quietly(["mmdebstrap", "--mode=root", "--variant=minbase", "--format=directory", SUITE, making, *SOURCES])
        for old in glob.glob(os.path.join(folder, "base-????????????????")):
            subprocess.run(["rm", "-rf", "--one-file-system", old], check=True)
        os.rename(making, place)
    return place


def repository(folder, base, debs):
    """A folder with Packages and the .deb files of all dependencies, and none of ours."""
    with open(os.path.join(base, "var/lib/dpkg/status")) as file:
        known = file.read()
    place = os.path.join(folder, "repository-" + stamp([known, *ASIDE, *(relations(deb) for deb in debs)]))
    if not os.path.isdir(place):
        making = place + ".new"
        subprocess.run(["rm", "-rf", making], check=True)
        download(base, making, debs + ASIDE)
        with open(os.path.join(making, "Packages"), "w") as file:
            subprocess.run(
                ["dpkg-scanpackages", "--multiversion", "."], cwd=making, check=True, stdout=file,
                stderr=subprocess.DEVNULL)
        for old in glob.glob(os.path.join(folder, "repository-????????????????")):
            subprocess.run(["rm", "-rf", old], check=True)
        os.rename(making, place)
    return place


def download(base, into, wanted):
    """Lets this computer's apt decide what the clean system lacks for `wanted`, and fetch that."""
    state = os.path.join(into, "apt")
    for name in ("state/lists/partial", "cache/archives/partial"):
        os.makedirs(os.path.join(state, name))
    with open(os.path.join(state, "sources.list"), "w") as file:
        file.write("\n".join(SOURCES) + "\n")
    settings = {
        "Dir::State": os.path.join(state, "state"),
        "Dir::State::status": os.path.join(base, "var/lib/dpkg/status"),
        "Dir::Cache": os.path.join(state, "cache"),
        "Dir::Etc::sourcelist": os.path.join(state, "sources.list"),
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::Etc::preferencesparts": "/dev/null",
        "APT::Install-Recommends": "false",
        "APT::Sandbox::User": "root",
        "Acquire::Languages": "none",
    }
    options = [word for pair in settings.items() for word in ("-o", "=".join(pair))]
    run_quietly(["apt-get", *options, "update"])
    run_quietly(["apt-get", *options, "--yes", "--download-only", "install", *wanted])
    for deb in glob.glob(os.path.join(state, "cache/archives/*.deb")):
        os.rename(deb, os.path.join(into, os.path.basename(deb)))
    subprocess.run(["rm", "-rf", state], check=True)


def run_quietly(words):
    done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(words[:3])} … ended with {done.returncode}:\n{done.stdout[-4000:]}")
