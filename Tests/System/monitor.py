"""QEMU's monitor: what plugs, types, resets and makes pictures. https://www.qemu.org/docs/master/interop/qmp-intro.html"""
import json
import socket
import time

from steps import StepFailed


class MonitorRefused(StepFailed):
    """QEMU did not do what it was asked."""


class Monitor:
    """One conversation with one QEMU, on a Unix socket."""

    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(300)  # to save a moment is the longest
        self._socket.connect(path)
        self._lines = self._socket.makefile("r")
        self._lines.readline()  # its greeting
        self("qmp_capabilities")

    def __call__(self, command, **arguments):
        """Executes a command; underscores of the arguments' names are hyphens there."""
        words = {name.replace("_", "-"): value for name, value in arguments.items() if value is not None}
        self._socket.sendall(json.dumps({"execute": command, "arguments": words}).encode() + b"\n")
        for line in self._lines:
            said = json.loads(line)
            if "return" in said:
                return said["return"]
            if "error" in said:
                raise MonitorRefused(f"{command} {words}: {said['error']['desc']}")
        raise MonitorRefused(f"{command}: QEMU ended")

    def save(self, moment):
        """Keeps memory and disk as they are now, in the disk's file."""
        if trouble := self("human-monitor-command", command_line=f"savevm {moment}").strip():
            raise MonitorRefused(trouble)

    def devices(self):
        """The ids of all that is plugged in now."""
        return {entry["name"] for entry in self("qom-list", path="/machine/peripheral")}

    def wait_until_gone(self, ids, within):
        """Waits until the guest has let go of devices: of cards in slots it takes its time."""
        end = time.monotonic() + within
        while left := set(ids) & self.devices():
            if time.monotonic() > end:
                raise StepFailed(f"the guest did not let go of {', '.join(sorted(left))} within {within} s")
            time.sleep(0.02)

    def close(self):
        self._lines.close()
        self._socket.close()
