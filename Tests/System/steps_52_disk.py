"""A disk that takes nothing more, and an /etc that cannot be written."""
from school import School, desk
from steps import expect, step
from truth import Truth, nothing_is_left_over

FILL = """
cd /var/lib/stationmaster
for size in 4G 1G 100M 10M 1M 64K 4K; do fallocate -l $size /var/tmp/filling-$size 2>/dev/null || :; done
cat /dev/zero >/var/tmp/filling 2>/dev/null || :
! sh -c 'echo 0123456789 >/var/tmp/probe' 2>/dev/null"""
SPACE = "rm -f /var/tmp/filling* /var/tmp/probe"


@step("a full disk: whoever asks is told, nobody loses anything, and with space all is written", back=True, minutes=8, short=True)
def full(guest):
    guest.agent_restarts()
    guest.expect_errors("full", "No space left")
    school = School(guest)
    pack = school.pack(5, "more")
    school.add(1, "only")
    desk(guest, "first", 1, licensed=True)
    truth = Truth(guest)
    try:
        guest.check(FILL, within=120)
        refused = guest.run(f"stationctl license add {pack}")
        expect(refused.code == 1 and "free space" in refused.err, f"a pack on a full disk: {refused}")
        _is_told(guest)
        # What comes now is seen, and nobody is locked out; also of an agent that starts like this.
        # It is killed, since one that ends in order gives back the space of its log.
        before = guest.agent()
        guest.check(f"kill -KILL {before}")
        guest.check(FILL, within=120)
        guest.see("another agent runs", lambda: guest.agent() not in (0, before), within=60)
        guest.see("it answers and says it", lambda: _is_told(guest), within=60)
        guest.unplug("first-mouse")
        guest.see("the station lacks its pointer", lambda: guest.station("1")["missing"], within=60)
        guest.plug("mouse", "first-mouse", on="first")
        guest.see("the station is complete", lambda: guest.station("1")["state"] == "complete", within=60)
        expect(guest.station("1")["license"] == "licensed", "the station lost its license to a full disk")
    finally:
        guest.run(SPACE)
    guest.see("the ledger is written again", lambda: not guest.status()["licensing"]["ledgerTroubles"], within=60)
    truth.holds()
    guest.check(f"stationctl license add {pack}")
    expect(guest.status()["licensing"]["licenses"] == 6, "the pack is not in the pool")
    guest.see("no notice of the ledger is left", lambda: not [
        notice for notice in guest.status()["notices"] if notice["cause"] == "ledger"])


def _is_told(guest):
    status = guest.status()
    expect(any("full" in line for line in status["licensing"]["ledgerTroubles"]), "status does not say that the disk is full")
    expect(any(notice["id"] == "ledger/host" for notice in status["notices"]), "no notice says that the disk is full")
    expect("full" in guest.run("stationctl doctor").out, "doctor does not say that the disk is full")
    return True


@step("an /etc that cannot be written: no seat, and the plan says why; when it can be written, the seat comes", back=True, minutes=8)
def read_only(guest):
    school = School(guest, "[Seats]\nseats = manage\n")
    school.add(1, "only")
    try:
        # Immutable: a mount that is read-only for us is not so for logind, which has a view of its own.
        guest.run("chattr -R +i /etc")
        expect(guest.run("touch /etc/probe").code != 0, "/etc can be written")
        number = guest.station(desk(guest, "first", 1, licensed=True))["number"]
        line = guest.see("the plan says that it failed", lambda: _plan(guest, number, "failed"), within=60)
        expect(line["why"], f"the plan does not say why: {line}")
        guest.check("stationctl license remove only && stationctl license add /root/school/only.pack")
    finally:
        guest.run("chattr -R -i /etc")
    guest.see("the seat is ready", lambda: _plan(guest, number, "ready"), within=120)
    guest.see("logind has the seat", f"loginctl list-seats --no-legend | grep -w seat-station-{number}")
    nothing_is_left_over(guest)
    guest.configure("[Seats]\nseats = observe\n")
    guest.check(f"stationctl seat release {number}")
    guest.see("the seat is gone", f"! grep -rqs seat-station-{number} /etc/udev/rules.d", within=60)


def _plan(guest, number, state):
    for line in guest.ask("seat plan"):
        if line["number"] == number and line["state"] == state:
            return line
    return None
