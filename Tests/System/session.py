"""A desktop session of somebody, as a display manager would start one: PAM, logind, systemd's user units, an X server."""
import json

from steps import expect

DISPLAY = ":7"
# As desktops do: a target of their own brings graphical-session.target up (systemd.special(7)).
TARGET = """[Unit]
BindsTo=graphical-session.target
Before=graphical-session.target
"""
SCRIPT = f"""#!/bin/sh
Xvfb {DISPLAY} -screen 0 1024x768x24 -nolisten tcp &
until xdpyinfo -display {DISPLAY} >/dev/null 2>&1; do sleep 0.2; done
export DISPLAY={DISPLAY}
systemctl --user import-environment DISPLAY XDG_SESSION_ID
systemctl --user start tried-session.target
wait
"""


class DesktopSession:
    """Begins one of `person`. It stays, so the step is marked `back`."""

    def __init__(self, guest, person):
        self._guest, self._person = guest, person
        guest.write("/etc/systemd/user/tried-session.target", TARGET)
        guest.write("/usr/local/bin/tried-session", SCRIPT)
        guest.check("chmod 755 /usr/local/bin/tried-session && mkdir -p /tmp/.X11-unix && chmod 1777 /tmp/.X11-unix")
        guest.check(f"systemd-run --quiet --unit=tried-session -p PAMName=lightdm-autologin -p User={person} "
                    "-E XDG_SESSION_TYPE=x11 -E XDG_SESSION_CLASS=user -E XDG_SEAT=seat0 -E XDG_VTNR=7 "
                    "/usr/local/bin/tried-session")
        guest.see(f"logind has the session of {person}",
                  f"loginctl list-sessions --no-legend | grep -w {person} | grep -w seat0", within=60)
        guest.see("the notifier of the package runs in it", lambda: self._unit_is_active("station-notifier.service"), within=90)

    def run(self, command):
        """In the session's surroundings."""
        bus = f"XDG_RUNTIME_DIR=/run/user/$(id -u) DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/$(id -u)/bus DISPLAY={DISPLAY}"
        return self._guest.check(f"export {bus}; {command}", user=self._person)

    def _unit_is_active(self, unit):
        return self.run(f"systemctl --user is-active {unit} || :").strip() == "active"

    def displayed(self):
        """How many notices the server shows now."""
        return int(self.run("dunstctl count displayed"))

    def notices(self):
        """Closes what the server shows, as its person would; what it has shown: pairs of a title and a text."""
        self.run("dunstctl close-all")
        said = json.loads(self.run("dunstctl history"))
        return [(each["summary"]["data"], each["body"]["data"]) for each in said["data"][0]]

    def is_told(self, *words, within=60):
        """Waits until the server has a notice with all these words."""
        def told():
            return [pair for pair in self.notices() if all(word in " ".join(pair) for word in words)]

        found = self._guest.see(f"{self._person} is told: {' … '.join(words)}", told, within)
        expect(found, "nothing was told")
        return found[0]
