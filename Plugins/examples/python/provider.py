#!/usr/bin/env python3
"""A plugin for Stationmaster: the desktops of a text file (/usr/share/doc/stationmaster/plugins.md is the contract)."""

import json
import os
import re
import select
import sys

NAME = "python"
VERSION = "1.0"
FOLDER = os.environ.get("STATIONMASTER_PLUGIN_CONFIG", os.path.dirname(os.path.abspath(__file__)))
STATE = os.environ.get("STATIONMASTER_PLUGIN_STATE", ".")
LINE_LIMIT = 1 << 20
REMEMBERED = 1000

# The protocol gets a descriptor of its own: a stray print() then goes to the log.
OUTPUT = os.dup(1)
os.dup2(2, 1)

FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Refusal(Exception):
    """An answer with an error: the code, and a sentence."""


def log(level, text):
    print("<%d>%s" % (level, text), file=sys.stderr, flush=True)


def say(**message):
    data = json.dumps(dict(jsonrpc="2.0", **message)).encode() + b"\n"
    while data:
        data = data[os.write(OUTPUT, data):]


class Store:
    """What lasts: the state and station of each desktop, and the operations that were done."""

    def __init__(self):
        self.path = os.path.join(STATE, "state.json")
        self.states, self.stations, self.operations = {}, {}, {}
        try:
            with open(self.path, encoding="utf-8") as file:
                saved = json.load(file)
            self.states = saved["states"]
            self.stations = saved["stations"]
            self.operations = saved["operations"]
        except FileNotFoundError:
            pass
        except (OSError, ValueError, KeyError, TypeError) as error:
            log(3, "%s cannot be read, and is begun anew: %s" % (self.path, error))

    def save(self):
        while len(self.operations) > REMEMBERED:
            del self.operations[next(iter(self.operations))]
        saved = dict(states=self.states, stations=self.stations, operations=self.operations)
        with open(self.path + ".new", "w", encoding="utf-8") as file:
            json.dump(saved, file)
            file.flush()
            os.fsync(file.fileno())
        os.rename(self.path + ".new", self.path)


class Provider:
    def __init__(self):
        self.store = Store()
        self.path = os.path.join(FOLDER, "desktops.txt")
        self.stamp = None
        self.names = None  # by id; None while they are not known
        self.trouble = None
        self.revision = 0
        self.sent = None
        self.is_initialized = False
        self.is_watched = False

    def look(self):
        """Reads the file if it changed. The last good list stays when the new one is bad."""
        try:
            facts = os.stat(self.path)
            stamp = (facts.st_mtime_ns, facts.st_ino, facts.st_size)
            if stamp == self.stamp:
                return
            self.stamp = stamp
            with open(self.path, encoding="utf-8") as file:
                self.names = parse(file.read())
            self.trouble = None
        except (OSError, ValueError) as error:
            if str(error) != self.trouble:
                self.trouble = str(error)
                log(3, "%s: %s" % (self.path, error))

    def report(self):
        """A snapshot, all but its revision."""
        if self.names is None:
            return dict(health=dict(state="failed", why="the list cannot be read: see the log"))
        desktops = []
        for id, name in self.names.items():
            desktop = dict(
                id=id, name=name, kind="session", template=False,
                state=self.store.states.get(id, "stopped"))
            if id in self.store.stations:
                desktop["station"] = self.store.stations[id]
            desktops.append(desktop)
        report = dict(desktops=desktops)
        if self.trouble:
            report["health"] = dict(state="degraded", why="the list is an old one: see the log")
        return report

    def snapshot(self):
        self.look()
        report = self.report()
        if report != self.sent:
            self.revision += 1
            self.sent = report
        return dict(revision=self.revision, **report)

    def tell(self):
        """Sends a snapshot if something changed."""
        before = self.revision
        snapshot = self.snapshot()
        if self.is_watched and self.revision != before:
            say(method="desktops.snapshot", params=snapshot)

    def take(self, line):
        """One line of the host."""
        try:
            message = json.loads(line.decode("utf-8"))
        except (ValueError, RecursionError):
            return say(id=None, error=dict(code=-32700, message="not JSON"))
        if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
            return say(id=None, error=dict(code=-32600, message="not a JSON-RPC 2.0 message"))
        if "method" not in message or "id" not in message:
            return None  # a notification, or an answer: there is nothing to answer
        try:
            result = self.answer(message["method"], message.get("params", {}))
            say(id=message["id"], result=result)
        except Refusal as refusal:
            code, text = refusal.args
            say(id=message["id"], error=dict(code=code, message=text))
        except OSError as error:
            say(id=message["id"], error=dict(code=-32008, message=str(error)))

    def answer(self, method, params):
        if not isinstance(params, dict):
            raise Refusal(-32602, "params is not an object")
        if method == "initialize":
            return self.initialize(params)
        if not self.is_initialized:
            raise Refusal(-32002, "initialize comes first")
        if method == "desktops.watch":
            self.is_watched = True
            return self.snapshot()
        if method == "gc":
            return self.collect(params)
        if method in ("desktop.start", "desktop.stop", "desktop.assign", "desktop.unassign"):
            return self.operate(method, params)
        raise Refusal(-32601, "there is no such method")

    def initialize(self, params):
        versions = params.get("protocol")
        if not isinstance(versions, dict) or not all(
            type(versions.get(end)) is int for end in ("min", "max")
        ):
            raise Refusal(-32602, "protocol is not {min, max}")
        if not versions["min"] <= 1 <= versions["max"]:
            raise Refusal(-32001, "this plugin speaks version 1")
        self.is_initialized = True
        return dict(
            protocol=1, plugin=dict(name=NAME, version=VERSION),
            capabilities=["assign", "desktops", "power"])

    def collect(self, params):
        keep = params.get("keep")
        if not isinstance(keep, list) or not all(isinstance(id, str) for id in keep):
            raise Refusal(-32602, "keep is not a list of ids")
        gone = set(self.store.stations) - set(keep)
        for id in gone:
            del self.store.stations[id]
        if gone:
            self.store.save()
        return {}

    def operate(self, method, params):
        operation = params.get("operation")
        if not isinstance(operation, str) or not re.fullmatch("[!-~]{1,64}", operation):
            raise Refusal(-32602, "operation is not 1 to 64 printable ASCII characters")
        id = params.get("desktop")
        if not isinstance(id, str):
            raise Refusal(-32602, "desktop is not a text")
        key = self.station(params) if method == "desktop.assign" else None
        what = [method, id, key, params.get("force") is True]
        store = self.store
        if operation in store.operations:
            if store.operations[operation] != what:
                raise Refusal(-32009, "operation %s was something else" % operation)
            return {}
        self.look()
        if self.names is None:
            raise Refusal(-32005, "the list of desktops cannot be read")
        if id not in self.names:
            raise Refusal(-32003, "there is no such desktop")
        if method == "desktop.start":
            store.states[id] = "running"  # yours: begin to start it
        elif method == "desktop.stop":
            store.states[id] = "stopped"  # yours: ask it to shut down
        elif method == "desktop.assign":
            store.stations[id] = key
        else:
            store.stations.pop(id, None)
        store.operations[operation] = what
        store.save()
        return {}

    def station(self, params):
        station = params.get("station")
        if (
            not isinstance(station, dict)
            or not isinstance(station.get("key"), str)
            or not is_text(station["key"])
            or type(station.get("number")) is not int
            or not isinstance(station.get("name"), str)
        ):
            raise Refusal(-32602, "station is not {key, number, name}")
        return station["key"]


def is_text(text):
    return 1 <= len(text.encode("utf-8", "surrogatepass")) <= 256 and not FORBIDDEN.search(text)


def parse(text):
    """The names by id. Raises ValueError with the line at fault."""
    names = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        id, _, name = line.strip().partition(" ")
        name = name.strip()
        if not re.fullmatch("[!-.0-~]{1,128}", id) or not is_text(name):
            raise ValueError("line %d is not an id and a name" % number)
        if id in names:
            raise ValueError("line %d has the id %s again" % (number, id))
        names[id] = name
    if len(names) > 10000:
        raise ValueError("there are more than 10,000 desktops")
    return names


def main():
    provider = Provider()
    held = b""
    is_skipping = False
    while True:
        # Nothing to read for a second: time to look at the file.
        if select.select([0], [], [], 1)[0]:
            piece = os.read(0, 1 << 16)
            if not piece:
                return
            *lines, held = (held + piece).split(b"\n")
            for line in lines:
                if is_skipping or len(line) > LINE_LIMIT:
                    is_skipping = False
                elif line.strip():
                    provider.take(line)
            if len(held) > LINE_LIMIT:
                is_skipping, held = True, b""
        provider.tell()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
