"""What steps plug in and ask again and again."""
import json

from steps import StepFailed


def plug_desk(guest, name, port, display=True, on=None):
    """A hub called `name` with keyboard, mouse and, if wanted, a graphics card of its own: as NAME-screen and so on."""
    if display:
        guest.plug("display", f"{name}-screen")
    guest.plug("hub", name, on=on, port=port, serial=f"HUB-{name.upper()}")
    keys = {"display": f"{name}-screen"} if display else {}
    guest.plug("keyboard", f"{name}-keyboard", on=name, **keys)
    guest.plug("mouse", f"{name}-mouse", on=name)


def in_state(guest, which, state):
    """The station, once it is in that state; for Guest.see."""
    station = guest.station(which)
    if station["state"] != state:
        raise StepFailed(f"station {station['number']} is {station['state']}: {station['stateReason']}")
    return station


def events(guest, event, **fields):
    """What the journal has of an event, with the fields STATION_… that are given."""
    words = "".join(f" STATION_{name.upper()}={value}" for name, value in {"event": event, **fields}.items())
    lines = guest.check(f"journalctl -q -b -o json -u stationmaster.service{words}").splitlines()
    return [json.loads(line) for line in lines]


def history(guest, kind, key=None):
    """The rows of the ledger's history, read as it lies on the disk: their details."""
    where = f"kind = '{kind}'" + (f" AND station = '{key}'" if key else "")
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
