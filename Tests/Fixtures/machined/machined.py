"""A python-dbusmock template: systemd-machined, and as much of systemd as it takes to start a machine.

Signatures and error names are those of org.freedesktop.machine1(5) and org.freedesktop.systemd1(5).
Methods of the mock interface let a test make images, and say in which manner calls are answered.
"""

import dbus
from gi.repository import GLib

from dbusmock import MOCK_IFACE, mockobject

BUS_NAME = "org.freedesktop.machine1"
MAIN_OBJ = "/org/freedesktop/machine1"
MAIN_IFACE = "org.freedesktop.machine1.Manager"
MACHINE_IFACE = "org.freedesktop.machine1.Machine"
SYSTEMD_OBJ = "/org/freedesktop/systemd1"
SYSTEMD_IFACE = "org.freedesktop.systemd1.Manager"
SYSTEM_BUS = True


def load(mock, parameters):
    mock.images = {}  # name: (type, read-only)
    mock.running = {}  # name: (class, service)
    mock.addresses = {}  # name: [(family, bytes)] or None for the host's own network
    mock.manners = {}
    mock.jobs = 0
    mock.held = {}
    main = 'objects["%s"]' % MAIN_OBJ
    mock.AddObject(
        SYSTEMD_OBJ,
        SYSTEMD_IFACE,
        {},
        [
            ("Subscribe", "", "", ""),
            ("StartUnit", "ss", "o", "ret = %s.PretendStart(args[0], args[1])" % main),
            ("StopUnit", "ss", "o", "ret = %s.PretendStop(args[0], args[1])" % main),
        ],
    )
    # Both on one connection: a name is only another way to reach it.
    mock.systemd_name = dbus.service.BusName("org.freedesktop.systemd1", mock.bus_name.get_bus())


def path(name):
    return dbus.ObjectPath(MAIN_OBJ + "/machine/" + "".join(
        c if c.isalnum() else "_%02x" % ord(c) for c in name))


def refuse(name, words):
    raise dbus.exceptions.DBusException(words, name=name)


def manner(mock, what):
    result = mock.manners.get(what, "")
    if result.startswith("error:"):
        refuse(result[6:], "so says the test")
    return result


def begin(mock, name, kind="container", service="systemd-nspawn"):
    if name in mock.running:
        return
    mock.running[name] = (kind, service)
    mock.AddObject(path(name), MACHINE_IFACE, {"Name": name, "State": "running"}, [])
    mock.EmitSignal(MAIN_IFACE, "MachineNew", "so", [name, path(name)])


def end(mock, name):
    if mock.running.pop(name, None) is None:
        return
    mock.RemoveObject(path(name))
    mock.EmitSignal(MAIN_IFACE, "MachineRemoved", "so", [name, path(name)])


def finish(mock, number, unit, result):
    mockobject.objects[SYSTEMD_OBJ].EmitSignal(
        SYSTEMD_IFACE, "JobRemoved", "uoss",
        [dbus.UInt32(number), dbus.ObjectPath(SYSTEMD_OBJ + "/job/%d" % number), unit, result])


def name_in(unit):
    return unit[len("systemd-nspawn@"):-len(".service")]


# What systemd does.


@dbus.service.method(MOCK_IFACE, in_signature="ss", out_signature="o")
def PretendStart(self, unit, mode):
    how = manner(self, "start")
    if not unit.startswith("systemd-nspawn@") or mode != "fail":
        refuse("org.freedesktop.systemd1.NoSuchUnit", unit)
    self.jobs += 1
    number, name = self.jobs, name_in(unit)

    def go(result="done"):
        if result == "done":
            begin(self, name)
        finish(self, number, unit, result)
        return False

    if how == "hold":
        self.held[name] = go
    else:
        GLib.idle_add(go, how or "done")
    return dbus.ObjectPath(SYSTEMD_OBJ + "/job/%d" % number)


@dbus.service.method(MOCK_IFACE, in_signature="ss", out_signature="o")
def PretendStop(self, unit, mode):
    self.jobs += 1
    number, name = self.jobs, name_in(unit)
    go = self.held.pop(name, None)
    if go:
        GLib.idle_add(go, "canceled")
    GLib.idle_add(end, self, name)
    GLib.idle_add(finish, self, number, unit, "done")
    return dbus.ObjectPath(SYSTEMD_OBJ + "/job/%d" % number)


@dbus.service.method(MOCK_IFACE, in_signature="ss", out_signature="")
def Release(self, name, result):
    """A start that is on hold ends."""
    GLib.idle_add(self.held.pop(name), result)


# What machined does.


@dbus.service.method(MAIN_IFACE, in_signature="", out_signature="a(ssbttto)")
def ListImages(self):
    manner(self, "list")
    return dbus.Array(
        [
            (name, kind, read_only, dbus.UInt64(0), dbus.UInt64(0), dbus.UInt64(0),
             dbus.ObjectPath("/org/freedesktop/machine1/image/x"))
            for name, (kind, read_only) in self.images.items()
        ],
        signature="(ssbttto)",
    )


@dbus.service.method(MAIN_IFACE, in_signature="", out_signature="a(ssso)")
def ListMachines(self):
    host = (".host", "host", "", dbus.ObjectPath("/org/freedesktop/machine1/machine/_2ehost"))
    return dbus.Array(
        [host] + [(name, kind, service, path(name))
                  for name, (kind, service) in self.running.items()],
        signature="(ssso)",
    )


@dbus.service.method(MAIN_IFACE, in_signature="s", out_signature="a(iay)")
def GetMachineAddresses(self, name):
    found = self.addresses.get(name, [])
    if found is None:
        refuse("org.freedesktop.machine1.NoPrivateNetworking", "shares the host's network")
    return dbus.Array([(f, dbus.ByteArray(bytes(b))) for f, b in found], signature="(iay)")


@dbus.service.method(MAIN_IFACE, in_signature="ssi", out_signature="")
def KillMachine(self, name, who, signal):
    if name not in self.running:
        refuse("org.freedesktop.machine1.NoSuchMachine", "no machine " + name)
    how = manner(self, "stop")
    if (who, signal) != ("leader", 38) or how == "ignore":
        return
    if how == "slow":
        self.UpdateMachine(name, "closing")
    else:
        GLib.idle_add(end, self, name)


@dbus.service.method(MAIN_IFACE, in_signature="s", out_signature="")
def TerminateMachine(self, name):
    if name not in self.running:
        refuse("org.freedesktop.machine1.NoSuchMachine", "no machine " + name)
    manner(self, "terminate")
    GLib.idle_add(end, self, name)


@dbus.service.method(MAIN_IFACE, in_signature="ssb", out_signature="",
                     async_callbacks=("answer", "fail"))
def CloneImage(self, old, new, read_only, answer, fail):
    try:
        how = manner(self, "clone")
        if old not in self.images:
            refuse("org.freedesktop.machine1.NoSuchImage", "no image " + old)
        if new in self.images:
            refuse("org.freedesktop.DBus.Error.FileExists", new)
    except dbus.exceptions.DBusException as error:
        fail(error)
        return

    def go(result="done"):
        if result == "done":
            self.images[new] = (self.images[old][0], bool(read_only))
            answer()
        else:
            fail(dbus.exceptions.DBusException("so says the test", name=result))
        return False

    if how == "hold":
        self.held[new] = go
    else:
        go()


# What a test does.


@dbus.service.method(MOCK_IFACE, in_signature="ssb", out_signature="")
def AddImage(self, name, kind, read_only):
    self.images[name] = (str(kind), bool(read_only))


@dbus.service.method(MOCK_IFACE, in_signature="s", out_signature="")
def RemoveImage(self, name):
    self.images.pop(name, None)


@dbus.service.method(MOCK_IFACE, in_signature="sss", out_signature="")
def BeginMachine(self, name, kind, service):
    begin(self, str(name), str(kind), str(service))


@dbus.service.method(MOCK_IFACE, in_signature="s", out_signature="")
def EndMachine(self, name):
    end(self, name)


@dbus.service.method(MOCK_IFACE, in_signature="ss", out_signature="")
def UpdateMachine(self, name, state):
    """As machined does it: no signal says so."""
    mockobject.objects[path(name)].props[MACHINE_IFACE]["State"] = state


@dbus.service.method(MOCK_IFACE, in_signature="ss", out_signature="")
def SetManner(self, what, how):
    """How calls of a kind are answered: `error:NAME`, or a word of that kind."""
    self.manners[str(what)] = str(how)


@dbus.service.method(MOCK_IFACE, in_signature="sbay", out_signature="")
def SetAddress(self, name, has_own_network, address):
    self.addresses[str(name)] = (
        [(2, [127, 0, 0, 1]), (2 if len(address) == 4 else 10, [int(b) for b in address])]
        if has_own_network else None)
