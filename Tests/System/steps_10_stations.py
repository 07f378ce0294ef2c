"""Stations come, go, move and are two: what the agent, udev, the journal and the history say of it."""
from desks import CONTROLLER, enroll, events, history, in_state, parts, plug_desk, plug_hub, property_of
from school import School
from steps import StepFailed, expect, step


@step("after a boot the service is active, and the host is found", minutes=3)
def boot(guest):
    guest.agent_restarts()
    guest.reboot()
    guest.see("the service is active", "systemctl is-active stationmaster.service")
    expect(guest.check("systemctl show -P NRestarts stationmaster.service").strip() == "0", "the service was started more than once")
    user = guest.check(f"ps -o user= -p {guest.agent()}").strip()
    expect(user == "stationmaster"[: len(user)] or user.startswith("station"), f"the agent runs as {user}")
    host = guest.station(0)
    expect(host["kind"] == "host", f"station 0 is a {host['kind']}")
    expect(len(guest.stations()) == 1, "a computer with nothing plugged in has stations")
    owner = guest.check("busctl --system call org.freedesktop.DBus /org/freedesktop/DBus org.freedesktop.DBus "
                        "GetConnectionUnixProcessID s org.stationmaster1").split()[-1]
    expect(int(owner) == guest.agent(), "somebody else has the agent's name on the bus")
    # Not those of plugins: there is no libvirt here to speak to.
    problems = [finding["what"] for finding in guest.doctor()["findings"]
                if finding["level"] == "problem" and finding["area"] != "plugins"]
    expect(not problems, f"doctor: {problems}")
    kinds = guest.check("stationctl devices", user="alice")
    expect("eyboard" in kinds, "the computer's own keyboard is not among the devices that anybody may list")


@step("a hub, a keyboard, a mouse and a display are proposed, and become a station", short=True)
def plain_station(guest):
    guest.plug("hub", "desk", port=3, serial="HUB-PLAIN")
    guest.plug("mouse", "mouse", on="desk")
    guest.plug("usb-display", "screen", on="desk", monitor="PLAIN")
    expect(all(station["kind"] != "physical" for station in guest.stations()), "a hub with a mouse and a display is a station")
    guest.plug("keyboard", "keyboard", on="desk")
    key = f"{CONTROLLER}/3"
    candidate = guest.see("it is proposed", lambda: next(
        (each for each in guest.ask("stations")["candidates"] if each["key"] == key and each["state"] == "complete"), None))
    expect(not candidate["decided"], "QEMU's firmware says nothing of its ports, and a hub is taken all the same")
    guest.see("administrators are asked", lambda: events(guest, "candidate-found", key=key) and
              any("enroll" in str(notice) for notice in guest.ask("notices")))
    refused = guest.run(f"stationctl station enroll {key}", user="alice")
    expect(refused.code == 77, f"alice may enroll stations: {refused}")
    guest.check(f"stationctl station enroll {key}")
    station = guest.see("it is a station", lambda: in_state(guest, "3", "complete"))
    expect(station["key"] == key, f"its key is {station['key']}")
    expect(station["number"] == 1, f"it is number {station['number']}, not the lowest that was free")
    for kind, driver in (("hub", "hub"), ("keyboard", "usbhid"), ("pointer", "usbhid")):
        devices = parts(station, kind)
        expect(len(devices) == 1, f"it has {len(devices)} parts of the kind {kind}")
        route = guest.check(f"cat /sys{devices[0].removeprefix('/sys')}/devpath 2>/dev/null || true").strip()
        expect("/1-3" in devices[0] or route.startswith("3"), f"its {kind} is {devices[0]}")
        expect(driver in guest.check("lsusb -t"), f"the kernel has no driver {driver}")
    expect(len(parts(station, "display")) == 1, "it has no display")
    expect(len(events(guest, "station-enrolled", key=station["key"])) == 1, "the journal does not say once that it came")
    enrolled = history(guest, "station-enrolled", station["key"])
    expect(len(enrolled) == 1 and enrolled[0]["number"] == 1, f"the history says {enrolled}")
    number = guest.check("busctl --system get-property org.stationmaster1 /org/stationmaster1/station/1 "
                         "org.stationmaster1.Station Key", user="alice")
    expect(station["key"] in number, f"on the bus it is {number}")


@step("a station that is pulled is away, absent, and the same when it is back, license and all", short=True, back=True)
def unplug(guest):
    school = School(guest)
    guest.configure(f"[Stations]\nabsence-grace = {6 * guest.patience:.0f}s\nhost-counts = never\n")
    school.add(1, "only")
    plug_desk(guest, "desk", port=2)
    guest.see("it is a station", lambda: in_state(guest, "2", "complete"))
    before = guest.see("it has the license", lambda: _licensed(guest, "2"))
    guest.unplug("desk")
    guest.see("it is away", lambda: in_state(guest, "2", "away"), within=5)
    expect(not events(guest, "station-absent", key=before["key"]), "it was written down as absent at once")
    absent = guest.see("it is absent", lambda: in_state(guest, "2", "absent"))
    expect(absent["number"] == before["number"] and not absent["parts"], "an absent station has parts, or another number")
    expect(len(events(guest, "station-absent", key=before["key"])) == 1, "the journal does not say once that it is absent")
    used = guest.status()["licensing"]["licensesUsed"]
    expect(used == 1, f"while it is absent {used} licenses are in use: its own is not kept")
    plug_hub(guest, "desk", port=2)
    after = guest.see("it is back", lambda: in_state(guest, "2", "complete"))
    after = guest.see("it has its license", lambda: _licensed(guest, "2"))
    for word in ("number", "name", "enrolledAt", "stationGraceStarted", "pack", "leaseExpires"):
        expect(after.get(word) == before.get(word), f"{word} was {before.get(word)} and is {after.get(word)}")
    for kind, times in (("lease-granted", 1), ("lease-released", 0), ("lease-revoked", 0)):
        rows = history(guest, kind, before["key"])
        expect(len(rows) == times, f"the history has {len(rows)} times {kind}")
    expect(len(history(guest, "station-returned", before["key"])) == 1, "the history does not say once that it is back")
    expect(len(history(guest, "station-enrolled", before["key"])) == 1, "it was enrolled a second time")


def _licensed(guest, which):
    station = guest.station(which)
    if station["license"] != "licensed":
        raise StepFailed(f"station {station['number']} is {station['license']}: {station['licenseReason']}")
    return station


@step("a station that is pulled for a moment was never gone")
def wiggle(guest):
    guest.configure(f"[Stations]\nabsence-grace = {30 * guest.patience:.0f}s\n")
    plug_desk(guest, "desk", port=12)
    before = guest.see("it is a station", lambda: in_state(guest, "12", "complete"))
    guest.unplug("desk")
    guest.see("it is away", lambda: in_state(guest, "12", "away"), within=10)
    plug_hub(guest, "desk", port=12)
    guest.see("it is complete", lambda: in_state(guest, "12", "complete"))
    kinds = [kind for kind in ("station-absent", "station-returned") if history(guest, kind, before["key"])]
    expect(not kinds, f"the history has {kinds}")


@step("a station moved to another port keeps its number, name and grace")
def move(guest):
    plug_desk(guest, "desk", port=4)
    before = guest.see("it is a station", lambda: in_state(guest, "4", "complete"), within=60)
    guest.check(f"stationctl station rename {before['number']} 'Window desk'")
    guest.unplug("desk")
    guest.see("it is absent", lambda: in_state(guest, "4", "absent"))
    plug_hub(guest, "desk", port=7)
    after = guest.see("it is a station in its new place", lambda: in_state(guest, "7", "complete"), within=60)
    expect(after["number"] == before["number"], f"it was {before['number']} and is {after['number']}")
    expect(after["name"] == "Window desk", f"its name is {after['name']}")
    expect(after.get("stationGraceStarted") == before.get("stationGraceStarted"), "its grace began anew")
    moved = history(guest, "station-moved", after["key"])
    expect(len(moved) == 1 and moved[0]["former-key"] == before["key"], f"the history says {moved}")
    expect(len(events(guest, "station-moved", key=after["key"], former=before["key"])) == 1, "the journal does not say that it moved")
    physical = [station["key"] for station in guest.stations() if station["kind"] == "physical"]
    expect(physical == [after["key"]], f"there are the stations {physical}")


@step("two stations that come at once are two, each with its own things", short=True)
def two(guest):
    plug_hub(guest, "left", port=5)
    plug_hub(guest, "right", port=6)
    left, right = enroll(guest, f"{CONTROLLER}/5"), enroll(guest, f"{CONTROLLER}/6")
    expect({left["number"], right["number"]} == {1, 2}, f"they are {left['number']} and {right['number']}")
    for station, route in ((left, "1-5"), (right, "1-6")):
        for kind in ("hub", "keyboard", "pointer"):
            devices = parts(station, kind)
            expect(len(devices) == 1 and f"/{route}" in devices[0], f"station {station['number']} has as {kind}: {devices}")
    expect(set(parts(left, "display")).isdisjoint(parts(right, "display")), "they share a display")
    guest.unplug("left")
    guest.see("the left one is absent", lambda: in_state(guest, "5", "absent"))
    expect(in_state(guest, "6", "complete")["number"] == right["number"], "the right one changed when the left one was pulled")


@step("hubs behind hubs: the station is the hub with the keyboard, and a daisy chain is two")
def nested(guest):
    guest.plug("hub", "between", port=8, serial="BETWEEN")
    plug_desk(guest, "first", port=2, on="between")
    first = guest.see("the inner hub is a station", lambda: in_state(guest, "8.2", "complete"))
    plug_desk(guest, "second", port=5, on="first")
    second = guest.see("the hub on it is another one", lambda: in_state(guest, "8.2.5", "complete"))
    first = in_state(guest, "8.2", "complete")
    expect(first["number"] != second["number"], "both have one number")
    for station, route in ((first, "1-8.2"), (second, "1-8.2.5")):
        devices = parts(station, "keyboard")
        expect(len(devices) == 1 and f"/{route}." in devices[0], f"station {station['number']} has the keyboards {devices}")
    physical = [station for station in guest.stations() if station["kind"] == "physical"]
    expect(len(physical) == 2, f"there are {len(physical)} stations: the hub between is none")
    expect(property_of(guest, parts(second, "hub")[0], "ID_SERIAL_SHORT") == "HUB-SECOND", "the hub of the second is another one")
    guest.unplug("between")
    guest.see("the first is absent", lambda: in_state(guest, "8.2", "absent"))
    guest.see("the second is absent", lambda: in_state(guest, "8.2.5", "absent"))


@step("a monitor that is switched off is said to be, and the station stays what it is", minutes=4)
def monitor(guest):
    plug_desk(guest, "dock", port=9)
    station = guest.see("its monitor is on", lambda: _monitor_is(guest, "connected"), within=60)
    changes = len(events(guest, "station-incomplete"))
    # The kernel asks such a display every ten seconds whether a monitor is there.
    guest.monitor_of("dock-screen", on=False)
    guest.see("the kernel has no monitor there", "grep -q '^disconnected' /sys/class/drm/card1-*/status", within=60)
    guest.see("its monitor is off", lambda: _monitor_is(guest, "disconnected"), within=60)
    guest.monitor_of("dock-screen", on=True)
    guest.see("its monitor is on again", lambda: _monitor_is(guest, "connected"), within=60)
    after = in_state(guest, "9", "complete")
    for word in ("number", "key", "enrolledAt"):
        expect(after[word] == station[word], f"{word} was {station[word]} and is {after[word]}")
    expect(len(events(guest, "station-incomplete")) == changes, "the journal says that the station was incomplete")


def _monitor_is(guest, status):
    station = in_state(guest, "9", "complete")
    said = [part.get("status") for part in station["parts"] if part["kind"] == "display"]
    if said != [status]:
        raise StepFailed(f"its displays are {said}")
    return station
