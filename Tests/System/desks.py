"""What steps plug in and ask again and again."""
import json

from steps import StepFailed

CONTROLLER = "pci-0000:00:08.0"  # of the USB ports that the guest has from the start


def plug_desk(guest, name, port, on=None, card=False):
    """A hub called `name` with keyboard, mouse and a USB display: as NAME-screen and so on; and what an administrator
    does so that it is a station, since QEMU's firmware does not say which hubs are outside the computer.

    With `card` its display is a graphics card of its own instead, which an administrator binds to it."""
    if card:
        guest.plug("display", f"{name}-screen")
    plug_hub(guest, name, port, on, card)
    key = f"{CONTROLLER}/{guest.plugs[name].port}"
    if card:
        bind(guest, key, f"{name}-screen")
    enroll(guest, key)


def enroll(guest, key):
    """Makes the hub at a place a station, once all its parts are there; returns that."""

    def complete():
        all = guest.ask("stations")
        return next((each for each in all["candidates"] + all["stations"]
                     if each["key"] == key and each["state"] == "complete"), None)

    found = guest.see(f"all parts of {key} are there", complete, within=60)
    if "number" not in found:
        guest.check(f"stationctl station enroll '{key}'")
    return guest.see(f"{key} is a complete station", lambda: in_state(guest, key, "complete"))


def plug_hub(guest, name, port, on=None, card=False):
    """The hub of such a desk, with what hangs on it."""
    guest.plug("hub", name, on=on, port=port, serial=f"HUB-{name.upper()}")
    if not card:
        guest.plug("usb-display", f"{name}-screen", on=name, serial=f"SCREEN-{name.upper()}")
    keys = {"display": f"{name}-screen"} if card else {}
    guest.plug("keyboard", f"{name}-keyboard", on=name, **keys)
    guest.plug("mouse", f"{name}-mouse", on=name)


def bind(guest, key, card):
    """Binds the display of a card to the hub at a place, once both are there."""
    slot = guest.plugs[card].bus.removeprefix("slot")
    place = guest.see("the kernel has the card", f"cd /sys/bus/pci/devices/0000:00:10.{slot} && ls -d 0000:*/drm").split("/")[0]
    display = guest.see("the agent has its display", lambda: next(
        (each["place"] for each in guest.status()["host"]["displays"] if each["place"].startswith(f"pci-{place}/")), None))
    guest.see("the hub is seen", lambda: any(key == each["key"] for each in guest.ask("stations")["candidates"] + guest.stations()))
    guest.check(f"stationctl station bind '{key}' '{display}'")


def in_state(guest, which, state):
    """The station, once it is in that state; for Guest.see."""
    station = guest.station(which)
    if station["state"] != state:
        raise StepFailed(f"station {station['number']} is {station['state']}: {station['stateReason']}")
    return station


def events(guest, event, **fields):
    """What the journal has of an event since the step began, in this boot, with the fields STATION_… that are given."""
    words = "".join(f" STATION_{name.upper()}={value}" for name, value in {"event": event, **fields}.items())
    lines = guest.check(f"journalctl -q -b --cursor='{guest.began[0]}' -o json -u stationmaster.service{words}").splitlines()
    return [json.loads(line) for line in lines]


def history(guest, kind, key=None):
    """The rows of the ledger's history since the step began, read as it lies on the disk: their details."""
    where = f"id > {guest.began[1]} AND kind = '{kind}'" + (f" AND station = '{key}'" if key else "")
    query = f"SELECT detail FROM history WHERE {where} ORDER BY id"
    rows = guest.check(f'sqlite3 -readonly -json /var/lib/stationmaster/ledger.sqlite "{query}"')
    return [json.loads(row["detail"]) for row in json.loads(rows or "[]")]


def parts(station, kind):
    """The devices of one kind that a station has, by their sysfs paths."""
    return [part["device"] for part in station["parts"] if part["kind"] == kind]


def property_of(guest, device, name):
    """A property of udev's database; empty if the device has none."""
    for line in guest.check(f"udevadm info --query=property --path={device}").splitlines():
        if line.startswith(f"{name}="):
            return line.removeprefix(f"{name}=")
    return ""
