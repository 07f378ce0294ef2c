"""Plugins in an installed system: a container as a desktop, a package that comes and goes, and sandboxes of systemd."""
from boxed import CLOSED, STATE, Boxed
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


# After the end of its input a plugin has 2 s, after SIGTERM 3 s (docs/plugins.md; TimeoutStopSec= of the unit).
END = 20


@step("a plugin in a sandbox: closed to all but its folder, counted, and gone when it is disabled", back=True, minutes=6)
def sandbox(guest):
    school = School(guest)
    school.add(len(CLOSED), "boxed", covers="desktop")
    boxed = Boxed(guest, "boxed")
    process = boxed.property("MainPID")
    expect(process in boxed.processes(), f"its program runs as {boxed.processes()}, and not as {process} of its unit")
    expect(boxed.unit in guest.check(f"cat /proc/{process}/cgroup"), "its process is not in its unit")
    expect(boxed.property("DynamicUser") == "yes" and boxed.property("User") == "sm-plugin-boxed", "its unit has no user of its own")
    user, agent = (guest.check(f"stat -c %u /proc/{id}").strip() for id in (process, guest.agent()))
    expect(user not in ("0", agent) and int(user) >= 61184, f"it runs as {user}, the agent as {agent}")  # systemd.exec(5)
    expect(boxed.plugin()["user"] == "sm-plugin-boxed", f"the agent says that it runs as {boxed.plugin()['user']}")
    expect(f"runs as process {process} of {boxed.unit}" in guest.check("stationctl plugin log boxed"), "its log does not say so")
    said = boxed.desktops()
    expect(set(said) == set(CLOSED), f"it has the desktops {said}")
    opened = {what: how for what, how in said.items() if not how.startswith("closed: ")}
    expect(not opened, f"to the plugin are {opened}")
    told = guest.check(f"cat {STATE}/boxed/told").split("\n")[0]
    expect(told == f"{user} {process}", f"in its folder it wrote '{told}'")
    folder = guest.check(f"stat -L -c '%u %a' {STATE}/boxed").strip()
    expect(folder == f"{user} 700", f"its folder is of {folder}")
    expect(guest.run(f"ls {STATE}/boxed", user="alice").code != 0, "others can look into its folder")
    for desktop in CLOSED:
        guest.see(f"{desktop} counts", lambda: guest.station(f"desktop:boxed/{desktop}")["license"] == "licensed")
    guest.check("stationctl plugin disable boxed")
    boxed.is_gone(within=END)
    guest.see("the agent has heard of its end", lambda: boxed.plugin()["phase"] == "disabled")
    nothing_is_left_over(guest)


@step("a plugin in a sandbox that will not end: it does, when it is disabled or restarted, and with its agent", back=True, minutes=8)
def stubborn(guest):
    guest.agent_restarts()
    guest.expect_errors("stationmaster-plugin@mule.service")  # systemd says that it has to kill it
    mule = Boxed(guest, "mule", stubborn=True)
    expect(len(mule.processes()) == 2, f"it is {mule.processes()}, and not two")
    guest.check("stationctl plugin disable mule")
    mule.is_gone(within=END)
    guest.check("stationctl plugin enable mule")
    _is_another(guest, mule, "restart of the plugin", "stationctl plugin restart mule")
    _is_another(guest, mule, "restart of the service", "systemctl restart stationmaster.service")
    _is_another(guest, mule, "kill of the agent", f"kill -KILL {guest.agent()}")
    _is_another(guest, mule, "kill of the whole service", "systemctl kill -s KILL stationmaster.service")
    guest.check("systemctl stop stationmaster.service")
    mule.is_gone(within=END)
    guest.check("systemctl start stationmaster.service")
    mule.is_ready()
    _is_taken_back(guest, mule)


@step("an agent that is killed and does not come back leaves no plugin in a sandbox, however it is", back=True, minutes=5)
def agent_is_lost(guest):
    guest.agent_restarts()
    guest.expect_errors("stationmaster-plugin@mule.service")
    mule = Boxed(guest, "mule", stubborn=True)
    guest.write("/run/systemd/system/stationmaster.service.d/once.conf", "[Service]\nRestart=no\n")
    guest.check("systemctl daemon-reload")
    # What stands in for the plugin is killed too, also by systemd (KillMode=mixed of the service).
    for what, command in (("the agent", "kill -KILL $(systemctl show -P MainPID stationmaster.service)"),
                          ("the whole service", "systemctl kill -s KILL stationmaster.service")):
        mule.is_ready()
        guest.check(command)
        guest.see(f"the service has failed: {what} was killed", "systemctl is-failed stationmaster.service")
        mule.is_gone(within=END)
        guest.check("systemctl reset-failed; systemctl start stationmaster.service")
    mule.is_ready()
    _is_taken_back(guest, mule)


def _is_taken_back(guest, mule):
    guest.check("stationctl plugin disable mule")
    mule.is_gone(within=END)
    guest.check("systemctl reset-failed")  # that it had to be killed is a failure to systemd
    nothing_is_left_over(guest)


def _is_another(guest, boxed, after, command):
    """After a command other processes of it run, and none of before."""
    before = set(boxed.is_ready())
    guest.check(command)
    guest.see(f"after the {after} it runs anew", lambda: not before & set(boxed.processes()) and boxed.processes(), within=2 * END)
    boxed.is_ready()
