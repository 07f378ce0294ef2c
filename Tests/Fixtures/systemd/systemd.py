"""A python-dbusmock template: systemd's manager without anything in it. A test says how it starts units, or which
programs units are: those really run, with the file of the unit's instance as standard input."""

import os
import subprocess
import threading

from gi.repository import GLib

BUS_NAME = "org.freedesktop.systemd1"
MAIN_OBJ = "/org/freedesktop/systemd1"
MAIN_IFACE = "org.freedesktop.systemd1.Manager"
SYSTEM_BUS = True


def load(mock, parameters):
    mock.jobs = 0
    units = Units(mock)
    mock.start_unit = units.start
    mock.stop_unit = units.stop


class Units:
    """Units of the kind oneshot with RemainAfterExit=yes."""

    def __init__(self, mock):
        self.mock = mock
        self.states = {}

    def start(self, unit, commands, folder, seconds):
        mock = self.mock
        mock.jobs += 1
        job = MAIN_OBJ + "/job/%d" % mock.jobs
        prefix, _, rest = unit.partition("@")
        instance = rest[: -len(".service")]
        state = self.states.get(unit)
        if state == "active":
            GLib.idle_add(self.removed, job, unit, "done")
        elif state is None:
            self.states[unit] = "activating"
            command = commands[prefix]
            threading.Thread(
                target=self.run, args=(job, unit, command, folder + "/" + instance + ".json", seconds), daemon=True
            ).start()
        return job

    def run(self, job, unit, command, path, seconds):
        try:
            with open(path, "rb") as file:
                result = subprocess.run(command, stdin=file, timeout=seconds, check=False).returncode
        except (OSError, subprocess.TimeoutExpired) as error:
            print(error, flush=True)
            result = -1
        GLib.idle_add(self.ended, job, unit, result)

    def ended(self, job, unit, result):
        if result == 0:
            self.states[unit] = "active"
        else:
            self.states.pop(unit, None)
        self.removed(job, unit, "done" if result == 0 else "failed")

    def stop(self, unit):
        self.states.pop(unit, None)
        self.mock.jobs += 1
        return MAIN_OBJ + "/job/%d" % self.mock.jobs

    def removed(self, job, unit, result):
        self.mock.EmitSignal(MAIN_IFACE, "JobRemoved", "uoss", [self.mock.jobs, job, unit, result])
