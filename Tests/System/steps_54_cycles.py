"""A plug that does not hold."""
import time

from desks import plug_hub
from school import School, desk
from steps import expect, step
from truth import Truth, kinds_after

MORE_MEMORY = 8 << 10  # KiB
MORE_FILES = 4
HUB = "/sys/bus/usb/devices/1-1"


@step("500 times unplugged and plugged in: damped, told once, and nothing grows", back=True, minutes=10)
def cycles(guest):
    times, every = 500, 5  # so many are sure to be seen
    school = School(guest)
    school.add(1, "only")
    key = desk(guest, "first", 1, licensed=True)
    truth = Truth(guest)
    _once(guest)  # what is only kept after the first time is no leak
    guest.see("the desk is complete", lambda: guest.station(key)["state"] == "complete", within=60)
    memory, files = _size(guest)
    begin = time.monotonic()
    for number in range(times):
        # The others come as fast as they go, and nobody sees some of them.
        _once(guest, is_seen=number % every == 0)
    took = time.monotonic() - begin
    truth.holds(within=120, ledger_grew_by=30)
    notices = [notice for notice in guest.status()["notices"] if notice["cause"] == "flapping"]
    expect(len(notices) == 1, f"{len(notices)} notices say that it comes and goes, after {times} times in {took:.0f} s")
    absent = kinds_after(guest, truth.rows).count("station-absent")
    expect(absent <= 5, f"the history says {absent} times that the station was gone")
    lines = guest.journal(f"station {guest.station(key)['number']}")
    expect(len(lines) < 120, f"{len(lines)} lines of the journal are about one station")
    after, files_after = _size(guest)
    expect(after - memory < MORE_MEMORY, f"the agent's memory grew from {memory} to {after} KiB")
    expect(files_after - files <= MORE_FILES, f"its open files grew from {files} to {files_after}")
    seen = guest.check("journalctl -k -b --no-pager | grep -c 'usb 1-1: new full-speed USB device'").strip()
    expect(int(seen) >= times // every, f"of {times} times the kernel saw the hub {seen} times")
    print(f"    {times} cycles in {took:.0f} s, the kernel saw {seen} hubs; memory {memory} -> {after} KiB", flush=True)


def _once(guest, is_seen=True):
    guest.unplug("first")
    if is_seen:
        guest.see("the kernel has let the hub go", f"! test -e {HUB}", within=60)
    plug_hub(guest, "first", 1, card=True)
    if is_seen:
        guest.see("the kernel has the hub", f"test -e {HUB}/1-1:1.0", within=60)


def _size(guest):
    agent = guest.agent()
    words = guest.check(f"grep VmRSS /proc/{agent}/status; ls /proc/{agent}/fd | wc -l").split()
    return int(words[1]), int(words[-1])
