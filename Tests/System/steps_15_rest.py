"""What the installed service costs on a computer without stations and plugins while nothing happens."""
from steps import StepFailed, expect, step

MOST = 10 << 10  # KiB
SECONDS = 45
WATCHDOG = 15  # seconds: half of WatchdogSec=, the shortest time between two of its answers
TRIES = 3  # what else runs in a computer that has just booted may have to do with it once


@step("without stations and plugins: below 10 MiB, and woken by the watchdog alone", back=True, minutes=8)
def rest(guest):
    guest.agent_restarts()
    plugins = "$(dpkg-query -W -f '${Package} ' 'stationmaster-plugin-*')"
    guest.check(f"DEBIAN_FRONTEND=noninteractive dpkg --remove {plugins} </dev/null", within=120)
    guest.reboot()
    status = guest.see("the agent answers", lambda: guest.status(), within=60)
    expect(len(status["stations"]) == 1 and not status["plugins"], f"there are stations or plugins: {status}")
    agent = guest.agent()
    # It gives back what the start alone needed three seconds after its last work.
    guest.see(f"the agent has less than {MOST} KiB", lambda: _below(MOST, _pss(guest, agent)), within=60)
    for attempt in range(TRIES):
        woken = _wake_ups(guest, agent, SECONDS)
        if _only_by_watchdog(woken):
            break
    pss, unit = _pss(guest, agent), _memory_of_unit(guest)
    print(f"    PSS {pss} KiB, MemoryCurrent {unit} KiB, in {SECONDS} s woken: {woken}", flush=True)
    expect(_only_by_watchdog(woken), f"woken in {SECONDS} s, by thread: {woken}")
    expect(pss < MOST, f"at rest the agent has {pss} KiB")
    expect(unit < MOST, f"at rest the unit's MemoryCurrent is {unit} KiB")


def _only_by_watchdog(woken):
    """sd_event hears the watchdog's time in the thread `events`; no other thread has anything to do."""
    return sum(woken.values()) == woken.get("events", 0) <= SECONDS // WATCHDOG + 1


def _below(most, kib):
    if kib >= most:
        raise StepFailed(f"it has {kib} KiB")
    return True


def _pss(guest, process):
    return int(guest.check(f"grep ^Pss: /proc/{process}/smaps_rollup").split()[1])


def _memory_of_unit(guest):
    return int(guest.check("systemctl show -P MemoryCurrent stationmaster.service")) >> 10


def _wake_ups(guest, process, seconds):
    """How often each thread went to sleep again in so many seconds of the guest, by its name."""
    look = f"grep -HE '^(Name|voluntary_ctxt_switches):' /proc/{process}/task/*/status"
    before, after = guest.check(f"{look}; echo; sleep {seconds}; {look}", within=seconds + 60).split("\n\n")
    before, after = _switches(before), _switches(after)
    woken = {}
    for thread, (name, count) in after.items():
        woken[name] = woken.get(name, 0) + count - before.get(thread, (name, 0))[1]
    return woken


def _switches(lines):
    threads = {}
    for line in lines.strip().splitlines():
        file, word, value = line.split(":")
        threads.setdefault(file, []).append(value.strip())
    return {file: (name, int(count)) for file, (name, count) in threads.items()}
