"""From the previous version to this one, and back."""
import os
import subprocess

from chroot import indented
from house import check, expect, repacked

BEFORE = "0.0.9"
FILE = "/etc/stationmaster/stationd.conf"
SETTINGS = "/etc/stationmaster/libvirt.json"
FILES = {"stationmaster": FILE, "stationmaster-plugin-libvirt": SETTINGS}
# What the former version had in each of them, and what an administrator adds. JSON has no comments.
FORMER = {FILE: "# As in the former version.\n", SETTINGS: " \n"}
MINE = {FILE: "# mine\n", SETTINGS: "\t\n"}


def former(name, tree):
    """The same package with another configuration file, as a former version would have had."""
    if name in FILES:
        with open(tree + FILES[name], "a") as file:
            file.write(FORMER[FILES[name]])


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
        for path, words in FORMER.items():
            expect(not chroot.read(path).endswith(words), f"the new {path} did not come")
            chroot.refuses(f"compgen -G '{path}.dpkg-*'")
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
            edited = {path: chroot.read(path) + words for path, words in MINE.items()}
            for path, text in edited.items():
                chroot.write(path, text)
            asked = chroot.refuses("dpkg --install /packages/now/*.deb")
            # One after the other, since the provider waits for the agent's package.
            for name, path in FILES.items():
                for words in (f"Configuration file '{path}'", "end of file on stdin at conffile prompt"):
                    expect(words in asked, f"dpkg did not ask about {path}:\n{indented(asked, 60)}")
                chroot.check(f"dpkg --force-{choice} --configure {name}")
                asked = chroot.run("dpkg --configure --pending").said
            expect("at conffile prompt" not in asked, f"dpkg asks about more:\n{indented(asked)}")
            for path, text in edited.items():
                expect((chroot.read(path) == text) == kept, f"--force-{choice} did something else with {path}")
                aside = f"{path}.dpkg-{'dist' if kept else 'old'}"
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
