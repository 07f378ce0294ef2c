"""The packages on a computer that is used: upgraded, removed, purged, installed again."""
import steps_30_people as people
from desks import CONTROLLER, enroll, in_state, parts, plug_desk, plug_hub, property_of
from packages import (FILES_LEFT, QUIET, group_of, install, make_later, nothing_runs, purge, remove, school, table,
                      upgrade)
from steps import expect, step

# Between the end of what served and the start of what serves, on a computer with two idle processors.
GAP = 4.0
LEDGER = "/var/lib/stationmaster/ledger.sqlite"
HUBS = "$(grep -lx 09 /sys/bus/usb/devices/*/bDeviceClass | xargs -n1 dirname | while read -r d; do " \
       "printf '/dev/bus/usb/%03d/%03d ' $(cat $d/busnum $d/devnum); done)"
PORTS = "/sys/bus/usb/devices/*/*-port*/disable"
LIGHTS = "/sys/class/leds/input*::capslock/brightness"


def books(guest):
    """All that must come through an upgrade as it is."""
    return {name: table(guest, f"SELECT * FROM {name} ORDER BY 1, 2") for name in ("stations", "packs", "leases", "graces")}


def session_agent(guest, person):
    """A person is signed in without a desktop, and has a session agent; its process id."""
    guest.check(f"systemd-run -q --unit=walk-{person} -p PAMName=login -p User={person} -p TTYPath=/dev/tty9 "
                "-p Environment=XDG_SESSION_CLASS=user dbus-run-session -- /usr/bin/station-notifier")
    return guest.see("the session agent runs", f"pgrep -u {person} -x station-notifie").strip()


@step("an upgrade in the middle of a grace loses nothing", minutes=8, short=True, back=True)
def upgrade_in_grace(guest):
    school(guest, 1, "30min")
    guest.check("pam-auth-update --enable stationmaster")
    plug_desk(guest, "desk", port=2)
    station = guest.see("it is a station", lambda: in_state(guest, "2", "complete"))
    guest.see("it has a grace", lambda: guest.station(station["number"])["license"] == "grace")
    notifier = session_agent(guest, "alice")
    make_later(guest)
    before, agent = books(guest), guest.agent()
    rows = table(guest, "SELECT max(id) AS last, hex(hash) AS hash FROM history")[0]
    graces = [row for row in before["graces"] if row["ended_at"] is None]
    expect(graces and before["leases"], f"there is no grace or no lease to lose: {before}")

    guest.agent_restarts()
    said = upgrade(guest)
    guest.see("the service is active", "systemctl is-active stationmaster.service")
    expect(guest.agent() not in (0, agent), "the upgrade did not start the new agent")
    after = guest.see("it is complete and on grace", lambda: in_state(guest, "2", "complete"))
    expect(after["license"] == "grace" and after["number"] == station["number"], f"it is {after['license']} now")
    now = books(guest)
    for name, was in before.items():
        expect(now[name] == was, f"{name} were {was}\nand are {now[name]}")
    kept = table(guest, f"SELECT hex(hash) AS hash FROM history WHERE id = {rows['last']}")[0]["hash"]
    expect(kept == rows["hash"], "the history before the upgrade is another one")
    expect(guest.ask("license audit")["intact"], "the chain of the history is broken")
    expect(guest.check("pgrep -u alice -x station-notifie").strip() == notifier, "alice's session agent was ended")
    guest.see("alice's session agent has found the new agent",
              f"busctl --system list --no-legend | grep -q ' {notifier} station-notif'")
    guest.check("grep -q pam_stationmaster /etc/pam.d/common-account")
    out, back = [int(guest.check(f"systemctl show -P {moment}TimestampMonotonic stationmaster.service")) / 1e6
                 for moment in ("ActiveExit", "ActiveEnter")]
    expect(0 < back - out < GAP * guest.patience, f"nobody was served for {back - out:.1f} s")
    print(f"      nobody was served for {back - out:.2f} s; this computer takes {guest.patience:.1f} times as long as a quick one")
    expect("warning" not in said, f"dpkg warns:\n{said}")


@step("a restart keeps leases, and an agent that is older than its ledger leaves it alone", minutes=5, back=True)
def restart_and_downgrade(guest):
    school(guest, 3, "30min")
    plug_desk(guest, "desk", port=2)
    guest.see("it is licensed", lambda: guest.station("2")["license"] == "licensed")
    before = books(guest)
    guest.agent_restarts()
    guest.check("systemctl restart stationmaster.service", within=60)
    guest.see("it is licensed still", lambda: in_state(guest, "2", "complete")["license"] == "licensed")
    now = books(guest)
    expect(now["leases"] == before["leases"] and now["graces"] == before["graces"], f"was {before}, is {now}")
    newer_ledger(guest)


def _attached(guest, seat, device):
    """Asked for until it is so: udevd reads new rules every three seconds at most, and logind does not wait for that."""
    if property_of(guest, device, "ID_SEAT") == seat:
        return True
    guest.check(f"loginctl attach {seat} {device}")
    return False


def newer_ledger(guest):
    """An agent that is older than its ledger says so, and changes nothing in it."""
    version = guest.check(f"sqlite3 -readonly {LEDGER} 'PRAGMA user_version'").strip()
    guest.expect_errors("newer version", "Failed with result", "Failed to start")
    guest.check(f"systemctl stop stationmaster.service && sqlite3 {LEDGER} 'PRAGMA user_version = 99'")
    guest.run("systemctl start --no-block stationmaster.service")
    guest.see("it says that the ledger is of a newer version",
              "journalctl -q -b -u stationmaster.service --grep 'written by a newer version'")
    guest.check(f"test $(sqlite3 -readonly {LEDGER} 'PRAGMA user_version') = 99")
    guest.check(f"systemctl stop stationmaster.service && sqlite3 {LEDGER} 'PRAGMA user_version = {version}' && "
                f"chown stationmaster: {LEDGER}* && systemctl reset-failed stationmaster.service && "
                "systemctl start stationmaster.service", within=60)
    guest.see("it is licensed still", lambda: guest.station("2")["license"] == "licensed")


@step("removed: seats are as before, nothing of ours runs; purged: nothing is left", minutes=10, short=True, back=True)
def remove_and_purge(guest):
    guest.configure("[Seats]\nseats = manage\n")
    plug_desk(guest, "desk", port=2, card=True)
    guest.plug("hub", "own", port=6)
    station = guest.see("it is a station", lambda: in_state(guest, "2", "complete"))
    seat = f"seat-station-{station['number']}"
    guest.see("it is on its seat", lambda: guest.station("2").get("seat") == seat, within=90)
    hub, teacher = parts(station, "hub")[0], guest.check("readlink -f /sys/bus/usb/devices/1-6").strip()
    guest.see("an administrator's hub is on a seat of its own", lambda: _attached(guest, "seat-teacher", teacher))
    session_agent(guest, "alice")
    guest.check("pam-auth-update --enable stationmaster")
    guest.agent_restarts()

    said = remove(guest)
    expect("warning" not in said and "rror" not in said, f"dpkg says:\n{said}")
    nothing_runs(guest)
    rules = guest.check("cat /etc/udev/rules.d/72-seat-* 2>/dev/null || :")
    expect("seat-station" not in rules and rules.count("seat-teacher") == 1, f"logind's rules are:\n{rules}")
    guest.see("logind has no such seat", f"! loginctl list-seats --no-legend | grep -qx {seat}", within=60)
    guest.see("its hub is the computer's", lambda: property_of(guest, hub, "ID_SEAT") in ("", "seat0"))
    guest.see("the administrator's hub is where it was", lambda: property_of(guest, teacher, "ID_SEAT") == "seat-teacher")
    for files in (HUBS, PORTS, LIGHTS):
        owners = {owner.split(" ")[0] for owner in group_of(guest, files)}
        expect(owners == {"root:root"}, f"{files} belong to {owners}")
    expect("pam_stationmaster" not in guest.check("cat /etc/pam.d/common-account"), "PAM still asks us")
    guest.check("echo alice | pamtester login alice authenticate acct_mgmt")
    guest.check(f"test -s {LEDGER} && test -s /etc/stationmaster/stationd.conf")
    guest.unplug_all()
    people._signs_in_on_console(guest, "bob")

    # As where plugins run as services of the agent's user: its service manager holds the account.
    guest.check("loginctl enable-linger stationmaster")
    guest.see("its service manager runs", "systemctl is-active user@$(id -u stationmaster).service", within=60)
    said = purge(guest)
    expect("stays: /etc/stationmaster/stationd.conf.d/test.conf" in said, f"it is not said what stays:\n{said}")
    expect(guest.run("getent passwd stationmaster stationmaster-mail").code != 0, f"our accounts are still there:\n{said}")
    guest.check("rm -r /etc/stationmaster")
    left = guest.check(FILES_LEFT).strip()
    expect(not left, f"purge left:\n{left}")
    nothing_runs(guest)

    install(guest)
    guest.see("it is installed and active again", "systemctl is-active stationmaster.service")
    guest.see("it has looked", lambda: guest.station(0))
    expect(all(station["kind"] != "physical" for station in guest.stations()), "it remembers what was purged")


@step("installed while hubs are plugged in: their permissions are right at once, without a reboot", minutes=6, back=True)
def install_beside_hubs(guest):
    guest.agent_restarts()
    # A purge takes the file while the plugin still runs, which says so until the agent ends it.
    guest.expect_errors("desktops.json: cannot be opened")
    purge(guest)
    plug_hub(guest, "desk", port=2)
    guest.see("the guest has it", "test -e /sys/bus/usb/devices/1-2/bDeviceClass && ls /sys/class/leds/input*::capslock")
    owners = group_of(guest, HUBS)
    expect({owner.split(" ")[0] for owner in owners} == {"root:root"}, f"hubs are somebody else's already: {owners}")
    install(guest)
    for files, mode in ((HUBS, "664"), (PORTS, "664"), (LIGHTS, "664")):
        owners = group_of(guest, files)
        expect(owners == {f"root:stationmaster {mode}"}, f"after the installation {files} are {owners}")
    guest.plug("hub", "late", port=7)
    guest.see("a hub that comes later has them too", "test -e /sys/bus/usb/devices/1-7/bDeviceClass && udevadm settle")
    expect(group_of(guest, HUBS) == {"root:stationmaster 664"}, f"hubs are {group_of(guest, HUBS)}")
    station = enroll(guest, f"{CONTROLLER}/2")
    told = guest.check(f"stationctl station explain {station['number']}")
    expect("ermission" not in told and "may not be asked" not in told, f"the agent could not ask its hub:\n{told}")
    guest.unplug_all()


@step("the sign-in check: off after the installation, kept by upgrades, gone with the package", minutes=6, back=True)
def profile(guest):
    account = guest.check("cat /etc/pam.d/common-account")
    expect("pam_stationmaster" not in account, "it is on although nobody turned it on")
    guest.check(f"{QUIET} pam-auth-update --enable stationmaster")
    enabled = guest.check("cat /etc/pam.d/common-account")
    expect("pam_stationmaster.so" in enabled, "pam-auth-update did not turn it on")
    people._signs_in_on_console(guest, "bob")
    guest.check("loginctl terminate-user bob")
    make_later(guest)
    guest.agent_restarts()
    upgrade(guest)
    expect(guest.check("cat /etc/pam.d/common-account") == enabled, "the upgrade changed it")
    guest.check("echo alice | pamtester login alice authenticate acct_mgmt")
    remove(guest)
    expect(guest.check("cat /etc/pam.d/common-account") == account, "after the removal PAM is not as it was")
    guest.check("echo alice | pamtester login alice authenticate acct_mgmt")
    wrong = guest.run("echo nonsense | pamtester login alice authenticate acct_mgmt")
    expect(wrong.code != 0, "now any password is good")
    install(guest)
    expect("pam_stationmaster" not in guest.check("cat /etc/pam.d/common-account"), "a new installation turned it on")
