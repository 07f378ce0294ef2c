"""What the agent says of licenses and stations, to be held against what it says after a trouble; and what no trouble may leave."""
import json

from steps import StepFailed, expect

PROGRAMS = "/usr/lib/stationmaster/plugins/"
MEMORY = 80 << 10  # KiB
FILES = 100  # open in the agent, with a few desks; each one that leaks by the second would be more
MORE_FILES = 12  # than before the trouble, with the same things plugged in


class Truth:
    """Taken before a trouble."""

    def __init__(self, guest):
        self._guest = guest
        self.rows = guest.ask("license audit")["rows"]
        self.said = said(guest)
        self.files = open_files(guest)

    def holds(self, within=90, ledger_grew_by=20):
        """All is as it was: the stations, whose license ends when, the graces, the packs. And nothing is left over."""
        guest = self._guest
        last = None

        def same():
            nonlocal last
            last = said(guest)
            return last == self.said

        try:
            guest.see("the agent says what it said before", same, within)
        except StepFailed as failure:
            raise StepFailed(f"{differences(self.said, last)}\n{failure}" if last else str(failure)) from None
        nothing_is_left_over(guest)
        files = open_files(guest)
        expect(files <= self.files + MORE_FILES, f"the agent had {self.files} files open, and has {files}")
        grown = guest.ask("license audit")["rows"] - self.rows
        expect(0 <= grown <= ledger_grew_by, f"the history had {self.rows} rows and grew by {grown}")


def said(guest):
    """Without what may change at any time, such as who is signed in."""
    status = guest.status()
    licensing = status["licensing"]
    words = ("number", "name", "state", "license", "cause", "leaseExpires", "graceEnds", "unlicensedSince", "seat")
    return {
        "mode": licensing["mode"],
        "troubles": licensing["ledgerTroubles"],
        "sources": [source["state"] for source in licensing["sources"]],
        "packs": {pack["id"]: pack["count"] for pack in status["packs"]},
        "used": licensing["licensesUsed"],
        "stations": {
            station["key"]: {word: station.get(word) for word in words}
            for station in status["stations"] if station["kind"] == "physical"
        },
    }


def kinds_after(guest, row):
    """What the history says since a row."""
    return guest.check(f"sqlite3 -readonly /var/lib/stationmaster/ledger.sqlite 'SELECT kind FROM history WHERE id > {row}'").split()


def differences(before, after):
    """A sentence for each thing that is another one."""
    lines = []
    for word in before:
        if before[word] != after[word]:
            lines.append(f"{word}: {json.dumps(before[word])}\n   now: {json.dumps(after[word])}")
    return "\n".join(lines)


def open_files(guest):
    return int(guest.check(f"ls /proc/{guest.agent()}/fd | wc -l"))


def nothing_is_left_over(guest):
    """One agent with its own plugins, within its memory and its files; no unit and no file that should be gone; seats as it says."""
    agent = guest.agent()
    expect(guest.check("pgrep -xc stationd").strip() == "1", "more than one agent runs")
    for line in guest.check(f"ps -eo ppid=,args= | grep -F {PROGRAMS} | grep -v grep || true").splitlines():
        expect(line.split()[0] == str(agent), f"a plugin of an agent that is gone: {line}")
    words = guest.check(f"grep VmRSS /proc/{agent}/status").split()
    expect(int(words[1]) < MEMORY, f"the agent has {words[1]} KiB of memory")
    files = open_files(guest)
    expect(files < FILES, f"the agent has {files} files open")
    pieces = guest.check("cd /var/lib/stationmaster && ls -A | grep -E 'damaged|restor|[.]new$|[.]part$' || true").split()
    expect(not pieces, f"left in the state folder: {', '.join(pieces)}")
    guest.see("no unit of a hook or a release is left",
              "! systemctl list-units --plain --no-legend --all 'stationmaster-*@*' | grep .", within=90)
    there = set(guest.check("loginctl list-seats --no-legend").split())
    for station in guest.stations():
        if station["kind"] == "physical" and station["state"] == "complete" and station.get("seat"):
            expect(station["seat"] in there, f"station {station['number']} says {station['seat']}; logind has {there}")
