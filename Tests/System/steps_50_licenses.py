"""A pack, one station too many, its grace, and the clock."""
from school import School, desk
from session import DesktopSession
from steps import expect, step
from truth import nothing_is_left_over

GRACE = 40  # seconds; more where the emulated computer is slow, which has to look some times before its end
YEAR = 365 * 86400


@step("a pack is exhausted: the grace is told on an administrator's desktop, no clock moves it, a second pack cures it",
      back=True, minutes=12)
def grace(guest):
    seconds = int(GRACE * min(guest.patience, 4))
    school, session = School(guest, f"[Licensing]\nstation-grace = {seconds}s\n"), DesktopSession(guest, "admin")
    school.add(1, "only")
    desk(guest, "first", 1, licensed=True)
    desk(guest, "second", 2, licensed=False)
    station = guest.station("2")
    expect(station["license"] == "grace" and station["cause"] == "exhausted", f"station 2 is {station['license']}")
    session.is_told(f"No license is free for station {station['number']}", "until its grace ends on")
    ends = station["graceEnds"]
    rows = guest.ask("license audit")["rows"]

    # A clock that is set moves no deadline, neither way.
    guest.set_clock(3 * YEAR)
    try:
        guest.see("the clock's jump is said", lambda: _notice(guest, "clock"))
        station = guest.station("2")
        expect(station["license"] == "grace", f"a clock set forward made the grace {station['license']}")
        expect(station["graceEnds"] == ends, f"the grace ended {ends}, and ends {station['graceEnds']} by a clock set forward")
        guest.set_clock(-4 * YEAR)
        expect(guest.station("2")["graceEnds"] == ends, "a clock set back gave more grace")
        # And it ends when its time has passed, whatever the clock says.
        guest.see("the grace is over", lambda: guest.station("2")["license"] == "unlicensed", within=seconds + 60)
    finally:
        guest.set_clock(YEAR)
    guest.see("it is shown on the desktop", lambda: _told(guest, "shown") and session.displayed(), within=60)
    expect(guest.station("1")["license"] == "licensed", "the first station lost its license")

    school.add(2, "second")
    guest.see("the second station is licensed", lambda: guest.station("2")["license"] == "licensed", within=60)
    guest.see("its notice is closed", lambda: not _notice(guest, "exhausted"))
    guest.see("the desktop shows it no longer", lambda: not session.displayed(), within=60)
    session.is_told(f"Station {station['number']} is not licensed", "without license or grace since")
    audit = guest.ask("license audit")
    expect(audit["intact"] and audit["rows"] > rows, f"the history: {audit}")
    nothing_is_left_over(guest)


def _notice(guest, cause):
    return [notice for notice in guest.status()["notices"] if notice["cause"] == cause]


def _told(guest, state):
    """The administrator's desktop has reported so of the notice that the grace is over."""
    return [each for notice in _notice(guest, "exhausted") if notice["stage"] == "ended" for each in notice["told"]
            if (each["recipient"], each["way"], each["state"]) == ("user/admin", "desktop", state)]
