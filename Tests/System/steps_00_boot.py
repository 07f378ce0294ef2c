"""What all other steps build on: a computer on which our packages are installed."""
from steps import expect, step

PACKAGES = ("stationctl", "stationmaster", "stationmaster-desktop", "stationmaster-plugin-machines",
            "stationmaster-plugin-sessions", "stationmaster-plugin-libvirt")
# So that a step does not wait for ten seconds each time that something is pulled.
SETTINGS = "[Stations]\nabsence-grace = 2s\n"


@step("the packages are installed in a computer that runs", minutes=8, short=True, needed=True)
def install(guest):
    guest.check("mkdir -p /var/tmp/packages && tar -xf /dev/vdb -C /var/tmp/packages")
    there = guest.check("ls /var/tmp/packages")
    missing = [name for name in PACKAGES if f"{name}_" not in there]
    expect(not missing, f"not in the folder of packages: {', '.join(missing)}; `make deb` makes them")
    files = " ".join(f"/var/tmp/packages/{name}_*.deb" for name in PACKAGES)
    guest.check(f"DEBIAN_FRONTEND=noninteractive dpkg -i {files} </dev/null", within=400)
    guest.see("the service is active", "systemctl is-active stationmaster.service")
    guest.write("/etc/stationmaster/stationd.conf.d/05-walk.conf", SETTINGS)
    guest.check("systemctl reload stationmaster.service")
