"""What must be true after every step, whatever it did."""
import re

from steps import StepFailed

# With the same things plugged in: a few more than at first are caches, more than that is a leak.
MORE_FILES = 12
OURS = "-u 'stationmaster*' -u 'station-*' -t stationd -t stationctl -t pam_stationmaster -t may-sign-in"


def last_row(guest):
    """Of the ledger's history."""
    return int(guest.check("sqlite3 -readonly /var/lib/stationmaster/ledger.sqlite 'SELECT coalesce(max(id), 0) FROM history'"))


class Invariants:
    """Taken before a step, and checked after it."""

    first_files = None  # of the first step after a fresh start

    def __init__(self, guest):
        self._guest = guest
        guest.process_may_change, guest.expected_errors = False, ()
        installed = guest.run("systemctl cat stationmaster.service").code == 0
        self._process = guest.agent() if installed else None
        self._mark = guest.mark()
        guest.began = self._mark, last_row(guest) if installed else 0

    def violations(self, in_use=False):
        """Sentences; none if all is well. Unless it is in use, everything that the step plugged in was pulled.

        Files of a guest in use are counted by Truth and by nothing_is_left_over."""
        guest = self._guest
        if guest.run("systemctl cat stationmaster.service").code != 0:
            return []
        state = guest.run("systemctl is-active stationmaster.service").out.strip()
        if state != "active":
            return [f"the service is {state}, not active"]
        found = list(self._errors()) + list(self._failed_units())
        process = guest.agent()
        if self._process not in (None, process):
            if not guest.process_may_change:
                found.append(f"the agent is another process than before: {process}, not {self._process}")
            Invariants.first_files = None
        files = 0 if in_use else int(guest.check(f"ls /proc/{process}/fd | wc -l"))
        if not in_use and Invariants.first_files is None:
            Invariants.first_files = files
        elif files > (Invariants.first_files or 0) + MORE_FILES:
            found.append(f"the agent has {files} files open; at first it had {Invariants.first_files}")
        try:
            if not guest.ask("license audit")["intact"]:
                found.append("the chain of the history is broken")
        except StepFailed as failure:
            found.append(f"the history cannot be verified: {failure}")
        return found

    def _errors(self):
        guest = self._guest
        lines = guest.check(f"journalctl -q --no-pager -o short-monotonic -p err --cursor='{self._mark}' {OURS}")
        for line in lines.splitlines():
            if not any(re.search(pattern, line) for pattern in guest.expected_errors):
                yield f"an error in the journal: {line}"

    def _failed_units(self):
        for line in self._guest.check("systemctl --failed --plain --no-legend").splitlines():
            if "station" in line:
                yield f"a failed unit: {line}"
