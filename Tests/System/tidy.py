"""Brings the guest back to how a step expects it: nothing plugged in, no station known, no setting of a step."""
from steps import StepFailed

SETTINGS = "/etc/stationmaster/stationd.conf.d/test.conf"


def tidy(guest):
    if guest.channel is None:
        guest.start()
    guest.unplug_all()
    if guest.run("systemctl is-active stationmaster.service").code != 0:
        return
    if guest.run(f"rm {SETTINGS}").code == 0:
        guest.check("systemctl reload stationmaster.service")
    guest.see("all stations are gone and forgotten", lambda: _forget(guest), within=40)


def _forget(guest):
    """Forgets the stations that are gone; true when none is left but the host."""
    left = [station for station in guest.stations() if station["kind"] == "physical"]
    for station in left:
        if station["state"] == "absent":
            guest.check(f"stationctl station forget {station['number']}")
        elif station["state"] not in ("away", "unknown", "probing"):
            raise StepFailed(f"station {station['number']} is {station['state']} with nothing plugged in")
    return not left
