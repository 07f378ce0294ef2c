"""A python-dbusmock template: systemd's manager without anything in it. A test says how it starts units, or which
programs units are: those really run, with the file of the unit's instance as standard input, or as the units of
plugins do."""

import os
import signal
import socket
import subprocess
import threading

import dbus
from gi.repository import GLib

BUS_NAME = "org.freedesktop.systemd1"
MAIN_OBJ = "/org/freedesktop/systemd1"
MAIN_IFACE = "org.freedesktop.systemd1.Manager"
SYSTEM_BUS = True


def load(mock, parameters):
    mock.jobs = 0
    mock.known_units = {}
    units = Units(mock)
    mock.start_unit = units.start
    mock.stop_unit = units.stop
    mock.plugin_units = PluginUnits(mock)


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


class PluginUnits:
    """Units of the kind exec (stationmaster-plugin@.service). Before each of them a stranger connects to its sockets."""

    def __init__(self, mock):
        self.mock = mock
        self.running = {}
        # As systemd has one job at a time for a unit.
        self.turn = threading.Lock()
        self.folder = None
        self.command = None
        self.state = None
        self.strangers = []

    def restart(self, unit):
        job = self.job()
        threading.Thread(target=self.run, args=(job, unit), daemon=True).start()
        return job

    def stop(self, unit):
        job = self.job()
        threading.Thread(target=self.end, args=(unit, job), daemon=True).start()
        return job

    def job(self):
        self.mock.jobs += 1
        return MAIN_OBJ + "/job/%d" % self.mock.jobs

    def run(self, job, unit):
        with self.turn:
            process = self.begin(job, unit)
        if process is not None:
            self.turned_away(unit)
            code = process.wait()
            # The rest of its control group.
            self.signal(process, signal.SIGKILL)
            print("ENDED", unit, code, flush=True)

    def begin(self, job, unit):
        self.kill(unit)
        name = unit.partition("@")[2][: -len(".service")]
        try:
            self.strangers = []
            for end in ("in", "out", "log"):
                self.strangers.append(socket.socket(socket.AF_UNIX))
                self.strangers[-1].connect(self.folder + "/" + name + "." + end)
            state = self.state + "/" + name
            os.makedirs(state, exist_ok=True)
            process = subprocess.Popen(
                self.command + [name],
                stdin=subprocess.DEVNULL,
                env={"STATE_DIRECTORY": state},
                start_new_session=True,
            )
        except OSError as error:
            print(error, flush=True)
            self.tell(job, unit, "failed")
            return None
        self.running[unit] = process
        self.remember(unit, {"MainPID": dbus.UInt32(process.pid)})
        print("STARTED", unit, process.pid, flush=True)
        self.tell(job, unit, "done")
        return process

    def end(self, unit, job):
        with self.turn:
            self.kill(unit)
        self.tell(job, unit, "done")

    def kill(self, unit):
        process = self.running.pop(unit, None)
        if process is not None:
            self.signal(process, signal.SIGTERM)
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                self.signal(process, signal.SIGKILL)
                process.wait()
            code = process.returncode
            kind, status = (1, code) if code >= 0 else (2, -code)
            # A unit that failed stays known.
            self.remember(unit, {"ExecMainCode": dbus.Int32(kind), "ExecMainStatus": dbus.Int32(status)})

    def turned_away(self, unit):
        """Says how many lines of the stranger were closed without a word."""
        count = 0
        for line in self.strangers:
            line.settimeout(20)
            try:
                count += line.recv(1) == b""
            except OSError as error:
                print(error, flush=True)
            line.close()
        print("TURNED_AWAY", unit, count, flush=True)

    def remember(self, unit, properties):
        path = MAIN_OBJ + "/unit/" + "".join(c if c.isalnum() else "_%02x" % ord(c) for c in unit)
        done = threading.Event()

        def add():
            try:
                self.mock.RemoveObject(path)
            except dbus.exceptions.DBusException:
                pass
            self.mock.AddObject(path, BUS_NAME + ".Service", properties, [])
            self.mock.known_units[unit] = path
            done.set()

        GLib.idle_add(add)
        done.wait(10)

    @staticmethod
    def signal(process, number):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            pass

    def tell(self, job, unit, result):
        GLib.idle_add(self.mock.EmitSignal, MAIN_IFACE, "JobRemoved", "uoss", [self.mock.jobs, job, unit, result])
