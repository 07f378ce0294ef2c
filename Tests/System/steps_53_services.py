"""Trouble with what the agent rests on, and with itself."""
import time

from school import School, desk
from steps import expect, step
from truth import Truth

WATCHDOG = 30  # WatchdogSec= of the unit


def school_with_two_desks(guest, school):
    """One desk with the only license, one with a grace."""
    school.add(1, "only")
    desk(guest, "first", 1, licensed=True)
    desk(guest, "second", 2, licensed=False)
    return Truth(guest)


@step("udevd restarted and killed: stations stay, and what is plugged in meanwhile is seen", back=True, minutes=5)
def udevd(guest):
    school = School(guest)
    truth = school_with_two_desks(guest, school)
    guest.check("systemctl restart systemd-udevd.service")
    truth.holds()
    guest.check("systemctl kill -s KILL systemd-udevd.service")
    guest.unplug("second-mouse")
    guest.see("station 2 has no mouse", lambda: "pointer" in str(guest.station("2")["missing"]) or
              guest.station("2")["state"] != "complete", within=60)
    guest.plug("mouse", "second-mouse", on="second")
    guest.see("udevd runs again", "systemctl is-active systemd-udevd.service")
    truth.holds()


@step("logind restarted: the same agent, and it knows again who is signed in", back=True, minutes=4)
def logind(guest):
    school = School(guest)
    truth = school_with_two_desks(guest, school)
    before = guest.agent()
    _sign_in(guest, "alice")
    guest.see("the agent knows alice", lambda: _knows(guest, "alice"), within=60)
    guest.check("systemctl restart systemd-logind.service")
    guest.see("it knows her again", lambda: _knows(guest, "alice"), within=60)
    # Who comes now, only the new logind tells.
    _sign_in(guest, "bob")
    guest.see("it knows both", lambda: _knows(guest, "alice", "bob"), within=60)
    truth.holds()
    expect(guest.agent() == before, "another agent runs")
    guest.check("systemctl stop alice-is-here.service bob-is-here.service")
    guest.see("it knows nobody", lambda: not _knows(guest, "alice") and not _knows(guest, "bob"), within=60)


def _sign_in(guest, person):
    guest.check(f"systemd-run --quiet --unit={person}-is-here -p PAMName=login -p User={person} "
                "-E XDG_SESSION_CLASS=user sleep infinity")
    guest.see(f"logind knows {person}", f"loginctl list-sessions --no-legend | grep -w {person}")


def _knows(guest, *people):
    return set(people) <= {session["user"] for session in guest.ask("session list")["sessions"]}


@step("dbus-daemon restarted: the agent comes back by itself", back=True, minutes=6)
def dbus(guest):
    guest.agent_restarts()
    guest.expect_errors("stationd.*: the message bus has gone away$")
    school = School(guest)
    truth = school_with_two_desks(guest, school)
    before = guest.agent()
    guest.check("systemctl restart dbus.service", within=120)
    guest.see("another agent runs", lambda: guest.agent() not in (0, before), within=90)
    # On Debian 12 logind and polkit do not always find to the new bus by themselves.
    guest.check("systemctl restart systemd-logind.service polkit.service", within=120)
    truth.holds(within=120)


@step("the agent killed: another one, with the same stations, licenses and graces", back=True, minutes=4, short=True)
def killed(guest):
    guest.agent_restarts()
    school = School(guest)
    truth = school_with_two_desks(guest, school)
    for _ in range(3):
        before = guest.agent()
        guest.check(f"kill -KILL {before}")
        guest.see("another agent runs", lambda: guest.agent() not in (0, before), within=60)
        truth.holds()


@step("the agent hung: the watchdog ends it, and another one goes on", back=True, minutes=5, short=True)
def hung(guest):
    guest.agent_restarts()
    school = School(guest)
    truth = school_with_two_desks(guest, school)
    before = guest.agent()
    begin = time.monotonic()
    guest.check(f"kill -STOP {before}")
    guest.see("another agent runs", lambda: guest.agent() not in (0, before), within=4 * WATCHDOG)
    took = time.monotonic() - begin
    expect(took > WATCHDOG / 2, f"it was ended after {took:.0f} s already: not by the watchdog")
    expect(guest.journal("Watchdog timeout"), "systemd says nothing of the watchdog")
    truth.holds()
