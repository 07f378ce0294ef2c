"""The packages that a walk installs, in one file."""
import hashlib
import tarfile


def packed(options):
    """The file of all packages."""
    return options.folder / f"packages-{options.name}.tar"


def pack(packages, file):
    """All packages in one file, which the guest has as a disk. A new one: guests may have a link to the one before."""
    file.unlink(missing_ok=True)
    with tarfile.open(file, "w") as archive:
        for package in sorted(packages.glob("*.deb")):
            archive.add(package, package.name)


def sum_of(packages):
    """Which packages they are."""
    sums = [f"{package.name} {hashlib.sha256(package.read_bytes()).hexdigest()}" for package in sorted(packages.glob("*.deb"))]
    return hashlib.sha256("\n".join(sums).encode()).hexdigest()
