"""Remove and purge: what stays after the one, and that nothing does after the other."""
import os

from chroot import Failed, indented
from house import check, dependencies, expect, install, none_of_ours
from listing import differences, everything


@check("purge leaves nothing")
def purge(house):
    with house.system() as chroot:
        dependencies(chroot, house)
        chroot.check("mkdir -p /var/lib/systemd/linger")  # logind's, made when it is needed
        before = everything(chroot.root)
        install(chroot)
        chroot.check("pam-auth-update --enable stationmaster")
        # What the agent would have made while it ran.
        chroot.check("install -d -m 700 -o stationmaster -g stationmaster /var/lib/stationmaster /var/lib/stationmaster/backups")
        chroot.check("runuser -u stationmaster -- touch /var/lib/stationmaster/ledger.sqlite")
        chroot.check("mkdir -p /run/stationmaster/hooks && touch /run/stationmaster/motd")
        chroot.check("touch /var/lib/systemd/linger/stationmaster")
        chroot.check("mkdir -p /var/lib/stationmaster-plugins && touch /var/lib/stationmaster-plugins/one")
        chroot.write("/etc/udev/rules.d/72-seat-pci-0000_00_04_0-usb-0_1.rules", SEAT_OF_OURS)
        chroot.write("/etc/udev/rules.d/72-seat-drm-pci-0000_02_00_0.rules", SEAT_OF_OTHERS)
        chroot.write("/etc/stationmaster/stationd.conf", chroot.read("/etc/stationmaster/stationd.conf") + "# mine\n")
        said = chroot.check("apt-get -q -y purge " + " ".join(house.names))
        for noise in ("warning", "rror", "cannot", "not empty"):
            rows = [row for row in said.split("\n") if noise in row]
            expect(not rows, f"the removal complains:\n{indented(chr(10).join(rows))}")
        none_of_ours(chroot, house)
        others = "/etc/udev/rules.d/72-seat-drm-pci-0000_02_00_0.rules"
        expect(chroot.has(others) and chroot.read(others) == SEAT_OF_OTHERS, "somebody else's seat is gone")
        os.remove(chroot.path(others))
        nothing_differs(before, everything(chroot.root))


SEAT_OF_OURS = ('TAG=="seat", ENV{ID_FOR_SEAT}=="pci-0000_00_04_0-usb-0_1", ENV{ID_SEAT}="seat-station-1"\n')
SEAT_OF_OTHERS = ('TAG=="seat", ENV{ID_FOR_SEAT}=="drm-pci-0000_02_00_0", ENV{ID_SEAT}="seat-teacher"\n')


def nothing_differs(before, after):
    lines = differences(before, after)
    expect(not lines, f"{len(lines)} differences:\n{indented(chr(10).join(lines), 60)}")


@check("each package alone, with what it depends on: installed, used, purged")
def alone(house):
    with house.system() as chroot:
        dependencies(chroot, house)
        before = everything(chroot.root)
        for name in house.names:
            needed = chroot.check(f"dpkg-deb --field /packages/{name}_*.deb Depends")
            ours = [other for other in house.names if f"{other} (= " in needed]
            if "stationmaster" in ours:
                ours.append("stationctl")
            install(chroot, *{name, *ours}, options="--no-install-recommends")
            for path in chroot.check(f"dpkg-query -L {name}").split("\n"):
                if path.startswith(("/usr/bin/", "/usr/sbin/")) and not os.path.isdir(chroot.path(path)):
                    chroot.check(f"{path} --version")
            chroot.check("apt-get -q -y purge " + " ".join({name, *ours}))
            none_of_ours(chroot, house)
            try:
                nothing_differs(before, everything(chroot.root))
            except Failed as problem:
                raise Failed(f"after {name}: {problem}") from None


@check("in other orders: unpacked at once, removed one by one, installed again, half installed and mended")
def orders(house):
    with house.system() as chroot:
        dependencies(chroot, house)
        before = everything(chroot.root)
        chroot.check("dpkg --unpack $(ls -r /packages/*.deb) && dpkg --configure --pending")
        for name in reversed(sorted(house.names, key=lambda name: name in ("stationmaster", "stationctl"))):
            answer = chroot.run(f"dpkg --remove {name}")
            # Those that others need come last.
            expect(answer.code == 0 or "depends on" in answer.said, f"dpkg --remove {name}:\n{indented(answer.said)}")
        chroot.check("dpkg --remove " + " ".join(house.names))
        expect(chroot.has("/etc/stationmaster/stationd.conf"), "remove took the configuration")
        chroot.check("dpkg --install /packages/*.deb")
        half_installed(chroot)
        chroot.check("dpkg --remove " + " ".join(house.names))
        chroot.check("dpkg --install /packages/*.deb && dpkg --install /packages/*.deb")
        chroot.check("dpkg --purge " + " ".join(house.names))
        chroot.check("dpkg --purge stationmaster || :")
        none_of_ours(chroot, house)
        nothing_differs(before, everything(chroot.root))


def half_installed(chroot):
    """A tool that the maintainer scripts need fails once; the next try mends it, and removing is possible too."""
    for tool in ("/usr/sbin/pam-auth-update", "/usr/bin/systemd-sysusers"):
        if not chroot.has(tool):
            tool = tool.replace("/usr", "", 1)
        good = chroot.read(tool) if tool.endswith("update") else None
        chroot.check(f"cp -a {tool} {tool}.kept && printf '#!/bin/sh\\nexit 1\\n' >{tool}")
        chroot.refuses("dpkg --install /packages/stationmaster_*.deb")
        chroot.check(f"mv {tool}.kept {tool}")
        expect(good is None or chroot.read(tool) == good, f"{tool} was not put back")
        chroot.check("dpkg --configure --pending")
        chroot.check("dpkg-query -W -f '${db:Status-Status}' stationmaster | grep -x installed")


@check("remove keeps what an administrator changed, and says what purge would not take")
def keeps(house):
    with house.system() as chroot:
        install(chroot, options="--no-install-recommends")
        clean = chroot.read("/etc/pam.d/common-account")
        chroot.check("pam-auth-update --enable stationmaster")
        chroot.check("echo '# mine' >>/etc/stationmaster/stationd.conf")
        chroot.write("/etc/stationmaster/stationd.conf.d/school.conf", "[Stations]\nenroll = ask\n")
        chroot.write("/etc/stationmaster/trusted/school.pub", "not ours\n")
        chroot.check("install -d -o stationmaster /var/lib/stationmaster && touch /var/lib/stationmaster/ledger.sqlite")
        chroot.check("apt-get -q -y remove " + " ".join(house.names))
        kept = ["/etc/stationmaster/stationd.conf", "/etc/stationmaster/stationd.conf.d/school.conf",
                "/etc/stationmaster/trusted/school.pub", "/var/lib/stationmaster/ledger.sqlite",
                "/etc/xdg/autostart/station-notifier.desktop", "/etc/xdg/autostart/stationmaster-desktop.desktop"]
        for path in kept:
            expect(chroot.has(path), f"remove took {path}")
        for entry in kept[-2:]:
            tried = [line[8:] for line in chroot.read(entry).split("\n") if line.startswith("TryExec=")]
            expect(tried and not chroot.has(tried[0]), f"{entry} would still be started after remove")
        account = chroot.read("/etc/pam.d/common-account")
        expect("pam_stationmaster" not in account, "the sign-in check is still in PAM after remove")
        expect(account == clean, f"PAM's account stage is not as before:\n{indented(account)}")
        install(chroot, options="--no-install-recommends")
        expect("# mine" in chroot.read("/etc/stationmaster/stationd.conf"), "a new installation took the changes")
        said = chroot.check("apt-get -q -y purge " + " ".join(house.names))
        for path in kept[1:3]:
            expect(chroot.has(path), f"purge took {path}, which an administrator had put there")
            expect(f"stays: {path}" in said, f"purge does not say that {path} stays:\n{indented(said)}")
        for path in ("/etc/stationmaster/stationd.conf", "/var/lib/stationmaster", *kept[-2:]):
            expect(not chroot.has(path), f"purge left {path}")


@check("purge goes on where something is mounted or elsewhere, and leaves an account that was there before")
def left_over(house):
    with house.system() as chroot:
        chroot.check("useradd --create-home --shell /bin/bash stationmaster-mail")
        install(chroot, "stationmaster", "stationctl", options="--no-install-recommends")
        place = "/var/lib/stationmaster/backups"
        chroot.check(f"install -d -o stationmaster {place} && touch {place}/one /var/lib/stationmaster/ledger.sqlite")
        disk = f"{place}/disk"  # another one, and a folder of the same one that is seen twice
        chroot.check(f"mkdir {disk} && mkdir -p /srv/plugins && touch /srv/plugins/one")
        chroot.check("ln -s /srv/plugins /var/lib/stationmaster-plugins")
        said = chroot.check(f"mount --bind {place} {place} && mount -t tmpfs none {disk} && touch {disk}/kept && "
                            f"apt-get -q -y purge stationmaster && ls {disk}")
        for words in ("stays: /var/lib/stationmaster.", "stays: the account stationmaster-mail", "stays: /srv/plugins"):
            expect(words in said, f"purge does not say '{words}':\n{indented(said)}")
        expect(said.endswith("\nkept\n"), f"what is on a disk that was mounted there is gone:\n{indented(said)}")
        expect(chroot.has("/srv/plugins/one"), "purge followed a link out of its place")
        for path in ("/var/lib/stationmaster/ledger.sqlite", f"{place}/one", "/var/lib/stationmaster-plugins"):
            expect(not chroot.has(path), f"{path} is still there")
        people = chroot.read("/etc/passwd")
        expect("stationmaster-mail:" in people, "purge deleted an account that was there before the package")
        expect("stationmaster:" not in people and "stationmaster:" not in chroot.read("/etc/group"), "our account is still there")
        none = chroot.check("dpkg-query -W -f '${Package} ${db:Status-Abbrev}\\n' | grep '^stationmaster ' || :")
        expect(not none, f"dpkg still knows {none}")
