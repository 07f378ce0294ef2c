"""Stationmaster in the guest, as steps ask it: a part of Guest."""
import json
import shlex

from steps import StepFailed


class Service:
    """What `stationctl`, systemd and the journal say; commands run in the guest."""

    marks = 0

    def configure(self, text, name="test"):
        """Writes a drop-in of the configuration, and has the agent read it; an empty text takes it away."""
        file = f"/etc/stationmaster/stationd.conf.d/{name}.conf"
        if text:
            self.write(file, text)
            self.check(f"chmod 644 {file}")
        else:
            self.check(f"rm -f {file}")
        self.check("systemctl reload stationmaster.service")

    def ask(self, command, user=None):
        """What `stationctl COMMAND --json` prints, read."""
        return json.loads(self.check(f"stationctl {command} --json", user))

    def status(self):
        return self.ask("status")

    def stations(self):
        return self.status()["stations"]

    def station(self, which):
        """A station by its number, its key or the port of this computer that its hub is on ('3', '1.4')."""
        for station in self.stations():
            if which in (station["number"], station["key"]) or station["key"].endswith(f"/{which}"):
                return station
        raise StepFailed(f"there is no station {which}")

    def doctor(self):
        return json.loads(self.run("stationctl doctor --json").out)

    def mark(self):
        """Writes a line into the journal; returns its cursor, for `journal(since=)` and `journalctl --cursor=`.

        Not `--after-cursor`: where there are filters too, systemd 252 leaves out the first line that fits."""
        self.marks += 1
        out = self.check(f"logger -t walk 'mark {self.marks}.' && journalctl --sync && "
                         "journalctl -q -t walk -n 1 -o cat --show-cursor")
        if f"mark {self.marks}." not in out:
            raise StepFailed(f"the journal has no new mark: {out}")
        return out.partition("-- cursor: ")[2].strip()

    def journal(self, grep=None, since=None, unit="stationmaster.service"):
        """Lines of the agent's journal, of this boot or since a mark."""
        place = f"--cursor={shlex.quote(since)}" if since else "-b"
        words = f"journalctl --no-pager -o short-monotonic -u {unit} {place}"
        lines = self.check(words).splitlines()
        return [line for line in lines if not line.startswith("-- ") and (grep is None or grep in line)]

    def agent(self):
        """The agent's process id; 0 if it does not run."""
        return int(self.check("systemctl show -P MainPID stationmaster.service"))

    def agent_restarts(self):
        """For a step that ends the agent: that it is another process afterwards is no fault."""
        self.process_may_change = True

    def expect_errors(self, *patterns):
        """For a step in which the agent must complain: regular expressions of lines that are no fault."""
        self.expected_errors += patterns
