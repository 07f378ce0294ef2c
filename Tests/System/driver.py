"""The guest as steps use it: commands, plugs, keys, power."""
import os
import pathlib
import shlex
import tempfile
import time

from channel import Channel
from computer import Computer
from monitor import Monitor
from plugs import Plugs
from service import Service
from steps import StepFailed
from usbdisplays import UsbDisplays

BOOT = 300
# What a boot takes on a computer with two idle processors. Where it took longer, all limits are as much longer.
QUICK_BOOT = 15
MOST_PATIENCE = 5.0
PIECES = {"-": "minus", " ": "spc", "\n": "ret", ".": "dot", "/": "slash", "=": "equal", ",": "comma"}


class Guest(Service):
    """A virtual machine with a disk of its own in `folder`."""

    def __init__(self, image, folder):
        self._sockets = tempfile.TemporaryDirectory(prefix="stationmaster-")
        self.folder = pathlib.Path(folder)
        self.computer = Computer(image, folder, self._sockets.name)
        self.plugs = Plugs()
        self.monitor = self.channel = None
        self._usb_displays = UsbDisplays(self._sockets.name)

    # Power

    def start(self):
        """Switches it on, with the disk as it was left (a fresh one at first) and all that is plugged in."""
        if not self.computer.disk.exists():
            self.computer.format()
        self._connect()
        for plug in self.plugs:
            self._attach(plug)
        begin = time.monotonic()
        self.monitor("cont")
        self._wait_until_up(0)
        self.patience = min(MOST_PATIENCE, max(1, (time.monotonic() - begin) / QUICK_BOOT))

    def save(self, moment):
        """Keeps this moment, with memory and disk; nothing may be plugged in. `go_back` returns to it."""
        self.monitor.save(moment)
        self.monitor("quit")
        self.computer.keep(moment)
        self.go_back(moment)

    def go_back(self, moment):
        """Goes on where `save` was called, also in another walk; the guest's clock goes on from there too."""
        self.power_cut()
        self._forget_plugs()
        self.computer.bring_back(moment)
        self._connect(moment)
        self.channel.boots = 1  # it said hello long ago
        self.monitor("cont")
        begin = time.monotonic()
        self.check("systemctl is-system-running; true")
        self.patience = min(MOST_PATIENCE, max(self.patience, (time.monotonic() - begin) * 2))

    def _connect(self, moment=None):
        self.computer.start(moment)
        self.monitor = Monitor(f"{self._sockets.name}/monitor")
        self.channel = Channel(f"{self._sockets.name}/commands")

    def reset(self):
        """The reset button: it boots at once, whatever it was doing."""
        boots = self.channel.boots
        self.monitor("system_reset")
        self._wait_until_up(boots)

    def reboot(self):
        """Boots in order, as `systemctl reboot` does."""
        boots = self.channel.boots
        self.run("systemctl reboot", within=20)
        self._wait_until_up(boots)

    def power_cut(self):
        """Ends it at once; `start` switches it on again. What the guest flushed is on its disk, and perhaps more."""
        self.computer.kill()
        for end in (self.monitor, self.channel):
            if end is not None:
                end.close()
        self.monitor = self.channel = None
        self._usb_displays.stop_all()

    def stop(self):
        """Ends it, and pulls everything."""
        self.power_cut()
        self._forget_plugs()

    def _forget_plugs(self):
        for plug in self.plugs:
            if plug.id in self.plugs:
                self.plugs.remove(plug.id)

    def _wait_until_up(self, boots):
        self.channel.wait_for_boot(boots, BOOT, self.computer.alive)
        self.see("the guest has booted", 'case "$(systemctl is-system-running)" in running|degraded) ;; *) exit 1; esac',
                 within=BOOT)
        self.check("udevadm settle", within=BOOT)

    # Commands and files

    def run(self, command, user=None, within=60, input=b""):
        """Runs a shell command, as root or as `user` (without a session), and returns how it ended.

        What stays in the background must not keep the streams: `… >/dev/null 2>&1 &`."""
        if self.channel is None:
            raise StepFailed(f"the guest is off, so `{command}` cannot run")
        begin = time.monotonic()
        answer = self.channel.run(command, user, within * self.patience, input.encode() if isinstance(input, str) else input)
        if self.trace:
            print(f"    {time.monotonic() - begin:6.2f} s  [{answer.code}] {command}", flush=True)
        return answer

    def check(self, command, user=None, within=60, input=b""):
        """Runs a command that must end with 0, and returns what it printed."""
        answer = self.run(command, user, within, input)
        if answer.code != 0:
            raise StepFailed(str(answer))
        return answer.out

    def see(self, what, condition, within=30):
        """Waits until a shell command ends with 0, or a function returns something true; returns that.

        A function may raise StepFailed while it is too early."""
        begin = time.monotonic()
        end = begin + within * self.patience
        trace, self.trace = self.trace, False  # not each try
        try:
            return self._see(what, condition, within, end)
        finally:
            self.trace = trace
            if trace:
                print(f"    {time.monotonic() - begin:6.2f} s  {what}", flush=True)

    def _see(self, what, condition, within, end):
        while True:
            last, tried = None, time.monotonic()
            try:
                if callable(condition):
                    last = condition()
                    if last:
                        return last
                else:
                    last = self.run(condition, within=max(5, within))
                    if last.code == 0:
                        return last.out
            except StepFailed as failure:
                last = failure
            if time.monotonic() > end:
                raise StepFailed(f"not so within {within * self.patience:.0f} s: {what}\nlast seen: {last}")
            # As long as the try took: who asks without end keeps an emulated computer from what it waits for.
            time.sleep(max(0.2, min(2, time.monotonic() - tried)))

    def write(self, path, text):
        """Writes a file, and the folders it is in."""
        self.check(f"mkdir -p {shlex.quote(os.path.dirname(path))}")
        self.channel.write(path, text.encode() if isinstance(text, str) else text)

    def push(self, files, folder):
        """Copies files of this computer into a folder there."""
        for file in files:
            self.write(f"{folder}/{os.path.basename(file)}", pathlib.Path(file).read_bytes())

    def pull(self, path, folder):
        """Copies a file there into a folder of this computer."""
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        (pathlib.Path(folder) / os.path.basename(path)).write_bytes(self.channel.read(path))

    def set_clock(self, seconds):
        """Moves the guest's clock by so many seconds."""
        self.check(f"date -s @$(($(date +%s) + {int(seconds)}))")

    # What is plugged in

    def plug(self, kind, id, on=None, port=None, **properties):
        """Plugs something in: see README.md for the kinds. On a hub, a controller or, if nothing is said, the computer.

        Returns at once; what the guest makes of it takes its time."""
        plug = self.plugs.place(kind, id, on, port, properties)
        self._attach(plug)
        self.plugs.add(plug)

    def _attach(self, plug):
        arguments = plug.arguments
        if plug.kind == "usb-display":
            arguments.pop("monitor", None)
            path = self._usb_displays.start(plug.id, plug.properties)
            address = {"type": "unix", "data": {"path": path}}
            self.monitor("chardev-add", id=f"{plug.id}-line",
                         backend={"type": "socket", "data": {"addr": address, "server": False}})
            arguments = {word: arguments[word] for word in ("driver", "id", "bus", "port")}
            arguments["chardev"] = f"{plug.id}-line"
        if plug.kind == "storage":
            node = f"{plug.id}-{time.monotonic_ns()}"  # QEMU lets go of the one before late
            self.monitor("blockdev-add", driver="null-co", node_name=node, size=1 << 26, read_zeroes=True)
            arguments["drive"] = node
        self.monitor("device_add", **arguments)

    def unplug(self, id, within=30):
        """Pulls a device, and a hub with all that hangs on it, in one go."""
        self.plugs[id]  # fails where there is none
        self.monitor("device_del", id=id)
        displays = [plug.id for plug in self.plugs if plug.kind == "usb-display"]
        gone = self.plugs.remove(id)
        self.monitor.wait_until_gone(gone, within * self.patience)
        for each in set(gone) & set(displays):
            self._usb_displays.stop(each)

    def unplug_all(self):
        for plug in list(self.plugs):
            if plug.id in self.plugs:
                self.unplug(plug.id)

    def monitor_of(self, usb_display, on):
        """Switches the monitor at a USB display on or off, as its own button does."""
        self._usb_displays.switch(usb_display, on)

    def key(self, where, *keys):
        """Presses keys one after the other, on the keyboard of a display, or on a keyboard that was plugged in with
        `display=`. Keys are QEMU's: a, 1, ret, tab, spc, f1, ctrl-alt-f2."""
        display = self.plugs[where].properties["display"] if where in self.plugs and where in self._keyboards() else where
        for chord in keys:
            codes = chord.split("-")
            for down, order in ((True, codes), (False, reversed(codes))):
                events = [{"type": "key", "data": {"down": down, "key": {"type": "qcode", "data": code}}} for code in order]
                self.monitor("input-send-event", device=display, head=0, events=events)
            time.sleep(0.02)  # as fast as people can: QEMU forgets what comes faster than the guest asks

    def type(self, where, text):
        """Types a text: small letters, digits and a few others."""
        self.key(where, *[PIECES.get(letter, letter) for letter in text])

    def _keyboards(self):
        return {plug.id for plug in self.plugs if plug.kind == "keyboard"}

    def picture(self, display, file):
        """What a display shows, as a picture (PPM)."""
        self.monitor("screendump", filename=str(pathlib.Path(file).absolute()), device=display, head=0)

    patience = 1.0
    trace = False  # prints each command
    short = False  # the short form is walked: do less of what is done many times
    began = "", 0  # when this step began: the journal's mark, and the last row of the history
    process_may_change = False
    expected_errors = ()
