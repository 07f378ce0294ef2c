"""From the previous version to this one, and back."""
import os
import subprocess

from chroot import indented
from house import check, expect, repacked

BEFORE = "0.0.9"
FILE = "/etc/stationmaster/stationd.conf"


def former(name, tree):
    """The same package with another configuration file, as a former version would have had."""
    if name == "stationmaster":
        path = tree + FILE
        with open(path, "a") as file:
            file.write("# As in the former version.\n")


def both(house):
    """A folder with `before` and `now`, to be seen as /packages."""
    place = os.path.join(house.folder, "versions")
    subprocess.run(["rm", "-rf", place], check=True)
    os.makedirs(place)
    repacked(house, os.path.join(place, "before"), BEFORE, former)
    os.makedirs(os.path.join(place, "now"))
    for deb in house.debs:
        os.link(deb, os.path.join(place, "now", os.path.basename(deb)))
    return place


@check("upgrade: an untouched configuration is replaced in silence, the sign-in check stays as it was")
def untouched(house):
    with house.system(both(house)) as chroot:
        chroot.check("apt-get -q -y --no-install-recommends install /packages/before/*.deb")
        chroot.check("pam-auth-update --enable stationmaster")
        on = chroot.read("/etc/pam.d/common-account")
        expect("pam_stationmaster" in on, "pam-auth-update --enable did not turn the check on")
        ids = chroot.check("id stationmaster")
        chroot.check("apt-get -q -y --no-install-recommends install /packages/now/*.deb")
        expect("former version" not in chroot.read(FILE), "the new configuration file did not come")
        chroot.refuses(f"compgen -G '{FILE}.dpkg-*'")
        expect(chroot.read("/etc/pam.d/common-account") == on, "the upgrade changed PAM")
        expect(chroot.check("id stationmaster") == ids, "the agent's user is another one")
        chroot.check(f"dpkg-query -W -f '${{Version}}' stationmaster | grep -x {house.version}")
        # An administrator who turned the service off finds it off after the next upgrade.
        chroot.check("systemctl disable stationmaster.service")
        chroot.check("apt-get -q -y --no-install-recommends reinstall /packages/now/stationmaster_*.deb")
        chroot.check("test ! -e /etc/systemd/system/multi-user.target.wants/stationmaster.service")
        purged(chroot, house)


@check("upgrade: a changed configuration is asked about, and kept or replaced as was said")
def changed(house):
    with house.system(both(house)) as chroot:
        for choice, kept in (("confold", True), ("confnew", False)):
            chroot.check("apt-get -q -y --no-install-recommends install /packages/before/*.deb")
            chroot.check(f"echo '# mine' >>{FILE}")
            asked = chroot.refuses("dpkg --install /packages/now/*.deb")
            expect("end of file on stdin at conffile prompt" in asked, f"dpkg did not ask:\n{indented(asked)}")
            chroot.check(f"dpkg --force-{choice} --configure --pending")
            expect(("# mine" in chroot.read(FILE)) == kept, f"--force-{choice} did something else")
            aside = f"{FILE}.dpkg-{'dist' if kept else 'old'}"
            expect(chroot.has(aside), f"{aside} is not there")
            chroot.check("stationd --check-config")
            purged(chroot, house)


@check("downgrade: an older version takes the place of a newer one without damage")
def downgrade(house):
    with house.system(both(house)) as chroot:
        install_now = "apt-get -q -y --no-install-recommends install /packages/now/*.deb"
        chroot.check(install_now)
        chroot.check("install -d -m 700 -o stationmaster /var/lib/stationmaster && "
                     "echo kept >/var/lib/stationmaster/ledger.sqlite")
        refused = chroot.refuses("apt-get -q -y --no-install-recommends install /packages/before/*.deb")
        expect("allow-downgrades" in refused, f"apt gave another reason:\n{indented(refused)}")
        chroot.check("apt-get -q -y --allow-downgrades --no-install-recommends install /packages/before/*.deb")
        expect(chroot.read("/var/lib/stationmaster/ledger.sqlite") == "kept\n", "the ledger is gone")
        chroot.check(install_now)
        purged(chroot, house)


def purged(chroot, house):
    chroot.check("apt-get -q -y purge " + " ".join(house.names))
    for place in ("/etc/stationmaster", "/var/lib/stationmaster", "/usr/lib/stationmaster"):
        expect(not chroot.has(place), f"purge left {place}: {chroot.run('find ' + place).said}")
