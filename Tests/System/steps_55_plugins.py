"""Plugins in an installed system: a container as a desktop, and a package that comes and goes."""
from school import School
from steps import expect, step
from truth import nothing_is_left_over

ROOT = "/var/lib/machines/desktop-1"
# The smallest system that systemd-nspawn starts: it ends when machined asks for it, as systemd would.
INIT = """#!/bin/sh
trap 'exit 0' 38 15
while :; do sleep 1 & wait $!; done
"""
LEAVE = """polkit.addRule(function(action, subject) {
  if (subject.user != "stationmaster") return;
  if (action.id == "org.freedesktop.machine1.manage-machines") return polkit.Result.YES;
  if (action.id == "org.freedesktop.systemd1.manage-units" && String(action.lookup("unit")).indexOf("systemd-nspawn@") == 0)
    return polkit.Result.YES;
});
"""
RULE = "/etc/polkit-1/rules.d/50-tried-machines.rules"


@step("a container is started as a desktop, counts, is stopped, and its license goes back", back=True, minutes=8)
def container(guest):
    school = School(guest)
    guest.check(f"mkdir -p {ROOT}/bin {ROOT}/sbin {ROOT}/etc {ROOT}/usr/bin {ROOT}/proc {ROOT}/sys {ROOT}/dev {ROOT}/run {ROOT}/tmp && "
                f"cp /bin/busybox {ROOT}/bin/ && ln -sf busybox {ROOT}/bin/sh && ln -sf busybox {ROOT}/bin/sleep && "
                f"echo ID=tried >{ROOT}/etc/os-release")
    guest.write(f"{ROOT}/sbin/init", INIT)
    guest.write(RULE, LEAVE)
    guest.check(f"chmod 755 {ROOT}/sbin/init && chmod 644 {RULE}")
    school.add(1, "containers", covers="desktop")
    guest.check("stationctl plugin restart machines")
    guest.see("the container is a desktop", lambda: _desktop(guest)["state"] == "stopped", within=60)
    guest.check("stationctl desktop start machines/desktop-1", within=120)
    guest.see("it runs", lambda: _desktop(guest)["state"] == "running", within=90)
    guest.see("machined has it", "machinectl list --no-legend | grep -w desktop-1")
    guest.see("it counts", lambda: _station(guest)["license"] == "licensed", within=30)
    guest.check("stationctl desktop stop machines/desktop-1", within=120)
    guest.see("it is stopped", lambda: _desktop(guest)["state"] == "stopped", within=90)
    guest.see("machined has it no more", "! machinectl list --no-legend | grep -w desktop-1", within=60)
    guest.see("its license is free", lambda: _free(guest, "containers") == 1)
    nothing_is_left_over(guest)


def _desktop(guest):
    found = [each for each in guest.status()["desktops"] if each["id"] == "desktop-1"]
    return found[0] if found else {"state": None}


def _station(guest):
    return guest.station("desktop:machines/desktop-1")


def _free(guest, pack):
    found = [each for each in guest.status()["packs"] if each["id"] == pack]
    return found[0]["count"] - found[0]["used"]


@step("a plugin's package is removed and installed while the agent runs: it goes and comes by itself", back=True, minutes=5)
def package(guest):
    name = "sessions"
    guest.see("the plugin is ready", lambda: _phase(guest, name) == "ready", within=60)
    guest.check(f"DEBIAN_FRONTEND=noninteractive dpkg --remove stationmaster-plugin-{name} </dev/null", within=120)
    guest.see("nobody speaks of it", lambda: _phase(guest, name) is None, within=60)
    # In brackets, since the shell that asks has the pattern in its own words.
    guest.see("its program has ended", f"! pgrep -f '[p]lugins/{name}/'")
    guest.check(f"DEBIAN_FRONTEND=noninteractive dpkg -i /var/tmp/packages/stationmaster-plugin-{name}_*.deb </dev/null", within=120)
    guest.see("it is ready again", lambda: _phase(guest, name) == "ready", within=60)
    nothing_is_left_over(guest)


def _phase(guest, name):
    found = [plugin["phase"] for plugin in guest.status()["plugins"] if plugin["name"] == name]
    return found[0] if found else None
