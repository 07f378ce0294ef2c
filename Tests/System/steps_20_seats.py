"""Stations are seats: those that `manage` makes, and those that others made."""
from desks import in_state, parts, plug_desk, plug_hub, property_of
from steps import StepFailed, expect, step

MANAGE = "[Seats]\nseats = manage\n"
OURS = "/etc/udev/rules.d/72-seat-"
DOCK_RULES = "/etc/udev/rules.d/71-walk-dock.rules"


def seat_of(guest, device):
    return property_of(guest, device, "ID_SEAT") or "seat0"


def cards(guest):
    """The graphics cards of the kernel, by their places in sysfs."""
    return guest.check("for card in /sys/class/drm/card?; do readlink -f $card; done").split()


def _on_its_seat(guest, which, seat):
    """The station, once logind, udev and the agent all say that it is on that seat; for Guest.see."""
    station = in_state(guest, which, "complete")
    if station.get("seat") != seat:
        raise StepFailed(f"the agent says that station {station['number']} is on {station.get('seat')}")
    if f"{seat}\n" not in guest.check("loginctl list-seats --no-legend --no-pager"):
        raise StepFailed(f"logind has no {seat}")
    for kind in ("hub", "keyboard", "pointer"):
        for device in parts(station, kind):
            if seat_of(guest, device) != seat:
                raise StepFailed(f"udev has the {kind} on {seat_of(guest, device)}")
    if not any(seat_of(guest, card) == seat for card in cards(guest)):
        raise StepFailed(f"udev has no graphics card on {seat}")
    return station


@step("`manage` makes a station with a card a seat, and gives it back", minutes=4, short=True)
def manage(guest):
    guest.configure(MANAGE)
    plug_desk(guest, "desk", port=2, card=True)
    station = guest.see("it is a station", lambda: in_state(guest, "2", "complete"))
    seat = f"seat-station-{station['number']}"
    guest.see("it is on its seat", lambda: _on_its_seat(guest, "2", seat), within=60)
    plan = next(row for row in guest.ask("seat plan") if row["number"] == station["number"])
    expect(plan["state"] == "ready" and plan["seat"] == seat, f"the plan is {plan}")
    status = guest.check(f"loginctl seat-status --no-pager {seat}")
    for words in ("drm:card1", "input"):
        expect(words in status, f"logind's {seat} has no {words}:\n{status}")
    expect("AT Translated" in guest.check("loginctl seat-status --no-pager seat0"), "the computer lost its own keyboard")
    rules = guest.check(f"cat {OURS}*")
    expect(f'ENV{{ID_SEAT}}="{seat}"' in rules, f"logind's rules are:\n{rules}")

    guest.unplug("desk")
    guest.see("it is absent", lambda: in_state(guest, "2", "absent"))
    expect(guest.check(f"cat {OURS}*") == rules, "to be unplugged changed the rules")
    plug_hub(guest, "desk", port=2, card=True)
    guest.see("it is on its seat again", lambda: _on_its_seat(guest, "2", seat), within=60)
    expect(guest.check(f"cat {OURS}*") == rules, "to be plugged in again changed the rules")

    guest.unplug("desk")
    guest.see("it is absent", lambda: in_state(guest, "2", "absent"))
    guest.check(f"stationctl station forget {station['number']}")
    guest.see("its rules are gone", f"! ls {OURS}* 2>/dev/null", within=60)
    guest.see("its seat is gone", f"! loginctl list-seats --no-legend | grep -qx {seat}", within=60)
    expect(all(seat_of(guest, card) == "seat0" for card in cards(guest)), "its card is not the computer's again")


@step("two stations of `manage` are two seats, and what hangs on no hub stays the computer's", minutes=4)
def two_seats(guest):
    guest.configure(MANAGE)
    guest.plug("keyboard", "own", port=10)
    plug_desk(guest, "left", port=5)
    plug_desk(guest, "right", port=6, card=True)
    seats = {}
    for port in ("5", "6"):
        number = guest.see("it is a station", lambda: in_state(guest, port, "complete"))["number"]
        seats[port] = f"seat-station-{number}"
    for port, seat in seats.items():
        guest.see(f"port {port} is on {seat}", lambda: _on_its_seat(guest, port, seat), within=90)
    own = guest.check("cd /sys/bus/usb/devices && readlink -f 1-10").strip()
    expect(seat_of(guest, own) == "seat0", f"the computer's own keyboard is on {seat_of(guest, own)}")
    by_seat = [seat_of(guest, card) for card in cards(guest)]
    expect(sorted(by_seat) == sorted(["seat0", *seats.values()]), f"the cards are on {by_seat}")
    for id in ("left", "right"):
        guest.unplug(id)
    for port in ("5", "6"):
        number = guest.see("it is absent", lambda: in_state(guest, port, "absent"))["number"]
        guest.check(f"stationctl station forget {number}")
    guest.see("all rules are gone", f"! ls {OURS}* 2>/dev/null", within=60)


@step("`observe` attaches nothing by itself, and what it is told to", minutes=4)
def observe(guest):
    plug_desk(guest, "desk", port=2, card=True)
    station = guest.see("it is a station", lambda: in_state(guest, "2", "complete"))
    plan = next(row for row in guest.ask("seat plan") if row["number"] == station["number"])
    expect(plan["state"] == "attach" and plan["devices"], f"the plan is {plan}")
    expect(guest.run(f"ls {OURS}*").code != 0, "something was attached although nobody said so")
    refused = guest.run("stationctl seat apply", user="alice")
    expect(refused.code == 77, f"alice may attach devices: {refused}")
    guest.check(f"stationctl seat apply {station['number']}", within=60)
    seat = f"seat-station-{station['number']}"
    guest.see("it is on its seat", lambda: _on_its_seat(guest, "2", seat), within=60)
    guest.check(f"stationctl seat release {station['number']}", within=60)
    guest.see("its rules are gone", f"! ls {OURS}* 2>/dev/null")
    guest.see("logind has no such seat", f"! loginctl list-seats --no-legend | grep -qx {seat}")


@step("a dock with ID_AUTOSEAT is a seat by itself, and stays as it is", minutes=4)
def dock(guest):
    guest.write(DOCK_RULES, 'SUBSYSTEM=="usb", ATTR{serial}=="DOCK-A", ENV{ID_AUTOSEAT}="1"\n')
    guest.check("udevadm control --reload")
    guest.configure(MANAGE)
    guest.plug("hub", "dock", port=11, serial="DOCK-A")
    guest.plug("usb-display", "screen", on="dock", monitor="DOCK")
    guest.plug("keyboard", "keyboard", on="dock")
    guest.plug("mouse", "mouse", on="dock")
    station = guest.see("it is a station", lambda: in_state(guest, "11", "complete"), within=90)
    seat = seat_of(guest, parts(station, "hub")[0])
    expect(seat.startswith("seat-usb-"), f"udev has the dock on {seat}")
    guest.see("it is on its own seat", lambda: _on_its_seat(guest, "11", seat), within=60)
    plan = next(row for row in guest.ask("seat plan") if row["number"] == station["number"])
    expect(plan["state"] == "ready" and plan["seat"] == seat, f"the plan is {plan}")
    expect(guest.run(f"ls {OURS}*").code != 0, "something was attached although it was a seat already")
    guest.unplug("dock")
    guest.see("its seat is gone", f"! loginctl list-seats --no-legend | grep -qx {seat}", within=60)
    guest.see("it is absent", lambda: in_state(guest, "11", "absent"))
    guest.check(f"rm {DOCK_RULES} && udevadm control --reload")
