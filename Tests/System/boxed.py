"""A plugin with `"sandbox": true` (docs/plugins.md): what it sees of the computer it says itself, as names of its desktops."""
import json

from steps import expect

FOLDER = "/etc/stationmaster/plugins"
STATE = "/var/lib/stationmaster-plugins"
# What it tries: the desktop's id, and what must not be open to it.
CLOSED = ("bus", "internet", "history", "others", "home")
MANIFEST = {"protocol": 1, "run": ["./plugin.py"], "sandbox": True}
PROGRAM = r'''#!/usr/bin/python3
import json, os, signal, socket, sys, time

FOLDER, STATE = os.environ["STATIONMASTER_PLUGIN_CONFIG"], os.environ["STATIONMASTER_PLUGIN_STATE"]

def bus():
    with socket.socket(socket.AF_UNIX) as line:
        line.connect("/run/dbus/system_bus_socket")

def internet():
    socket.socket(socket.AF_INET).close()

def history():
    os.listdir("/var/lib/stationmaster")

def others():
    os.stat("/proc/1/status")

def home():
    os.listdir("/home/alice")

def tried(act):
    try:
        act()
        return "open"
    except OSError as error:
        return "closed: %s" % error.strerror

def stay():
    while True:
        time.sleep(60)

def say(**message):
    sys.stdout.write(json.dumps(dict(jsonrpc="2.0", **message)) + "\n")
    sys.stdout.flush()

stubborn = os.path.exists(FOLDER + "/stubborn")
if stubborn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if os.fork() == 0:  # one that leaves its group and session, and keeps its streams
        os.setsid()
        stay()
with open(STATE + "/told", "a") as file:
    file.write("%d %d\n" % (os.getuid(), os.getpid()))
found = [dict(id=act.__name__, name=tried(act), kind="vm", state="running", template=False)
         for act in (bus, internet, history, others, home)]
answers = {
    "initialize": dict(protocol=1, plugin=dict(name="boxed", version="1.0"), capabilities=["desktops"]),
    "gc": {},
    "desktops.watch": dict(revision=1, desktops=found),
}
for line in sys.stdin:
    asked = json.loads(line)
    if "id" in asked:
        say(id=asked["id"], result=answers[asked["method"]])
if stubborn:
    stay()
'''


class Boxed:
    """Puts one into the administrator's folder of plugins. Its step is marked `back`."""

    def __init__(self, guest, name, stubborn=False):
        self._guest, self.name = guest, name
        self.unit = f"stationmaster-plugin@{name}.service"
        folder = f"{FOLDER}/{name}"
        guest.write(f"{folder}/plugin.py", PROGRAM)
        guest.check(f"chmod 755 {FOLDER} {folder} {folder}/plugin.py")
        if stubborn:
            guest.write(f"{folder}/stubborn", "")
        guest.write(f"{folder}/plugin.json", json.dumps({"name": name, **MANIFEST}))
        guest.check("systemctl reload stationmaster.service")  # which looks for plugins
        self.is_ready()

    def plugin(self):
        """As the agent has it; None if it has none."""
        return next((each for each in self._guest.status()["plugins"] if each["name"] == self.name), None)

    def is_ready(self):
        return self._guest.see(f"{self.name} is ready", lambda: (self.plugin() or {}).get("phase") == "ready" and self.processes(),
                               within=60)

    def desktops(self):
        """Names by ids."""
        return {each["id"]: each["name"] for each in self._guest.status()["desktops"] if each["plugin"] == self.name}

    def property(self, name):
        """What systemd says of its unit."""
        return self._guest.check(f"systemctl show -P {name} {self.unit}").strip()

    def processes(self):
        """All that runs its program, whatever unit, group and session they are in; in brackets, since the shell that asks
        has the pattern in its own words."""
        return self._guest.run(f"pgrep -f '[/]{self.name}/plugin.py'").out.split()

    def is_gone(self, within):
        """The unit has ended, and nothing of it runs."""
        guest = self._guest
        guest.see(f"{self.unit} has ended", lambda: guest.run(f"systemctl is-active {self.unit}").out.strip() in ("inactive", "failed"), within)
        guest.see(f"nothing of {self.name} runs", lambda: not self.processes(), within=5)
        guest.see("nothing stands in for it", f"! pgrep -f '[p]lugin-link {self.name} '", within=10)
        left = guest.run(f"find /sys/fs/cgroup -path '*{self.unit}*' -name cgroup.procs -exec cat {{}} +").out.split()
        expect(not left, f"in the unit's control group still run: {left}")
