"""What all other steps build on: a computer on which our packages are installed."""
import packages
from steps import expect, step

# So that a step does not wait for ten seconds each time that something is pulled.
SETTINGS = "[Stations]\nabsence-grace = 2s\n"


@step("the packages are installed in a computer that runs", minutes=8, short=True, needed=True)
def install(guest):
    guest.check(f"mkdir -p {packages.FOLDER} && tar -xf /dev/vdb -C {packages.FOLDER}")
    there = guest.check(f"ls {packages.FOLDER}")
    missing = [name for name in packages.NAMES if f"{name}_" not in there]
    expect(not missing, f"not in the folder of packages: {', '.join(missing)}; `make deb` makes them")
    # dpkg puts settings in place when it comes to their package: on a slow computer, long after the agent has started.
    guest.expect_errors(r"\.json: (cannot be opened|is missing)")
    packages.install(guest)
    guest.see("the service is active", "systemctl is-active stationmaster.service")
    guest.write("/etc/stationmaster/stationd.conf.d/05-walk.conf", SETTINGS)
    guest.check("systemctl reload stationmaster.service")
