"""What the steps about packages do again and again: other versions, and what of ours is left."""
import json

from steps import expect

NAMES = ("stationctl", "stationmaster", "stationmaster-desktop", "stationmaster-plugin-machines",
         "stationmaster-plugin-sessions", "stationmaster-plugin-libvirt", "stationmaster-plugin-desktop-list")
FOLDER = "/var/tmp/packages"
LATER = "99.0"
# Without a terminal, as an unattended upgrade is.
QUIET = "DEBIAN_FRONTEND=noninteractive"

MAKE_LATER = f"""
set -e
rm -rf /var/tmp/later && mkdir /var/tmp/later && cd /var/tmp/later
for name in {" ".join(NAMES)}; do
  dpkg-deb --raw-extract {FOLDER}/"$name"_*.deb tree
  version=$(sed -n 's/^Version: //p' tree/DEBIAN/control)
  sed -i -e 's/^Version: .*/Version: {LATER}/' -e "s/(= $version)/(= {LATER})/g" tree/DEBIAN/control
  dpkg-deb -Znone --root-owner-group --build tree "$name.deb" >/dev/null
  rm -rf tree
done
"""

# Besides what is not ours by name: udev keeps an empty folder for each tag that a device ever had, until the next boot.
FILES_LEFT = r"""
{ find /etc /var /run /usr /lib -xdev -iname '*station*' ! -name 'station-test*' ! -path '/var/tmp/*' \
    ! -path '/usr/src/*' ! -path '*/dpkg/available*' ! -path '/usr/lib/modules/*' ! -path '/var/log/*' \
    ! -path '/run/udev/*' ! -name '80-wifi-station*' ! -path '/var/lib/systemd/coredump/*' ! -path '/usr/share/icons/*' ! -path '/usr/include/*'
  find /run -iname '*stationmaster*' ! -path '/run/udev/*'
  grep -ls 'stationmaster\|seat-station' /etc/passwd /etc/group /etc/shadow /etc/gshadow /etc/pam.d/* \
    /etc/udev/rules.d/* /var/lib/pam/*; } | sort -u || :
"""


def make_later(guest):
    """The same packages as of a version that is still to come, in /var/tmp/later."""
    guest.check(MAKE_LATER, within=300)


def upgrade(guest):
    return guest.check(f"{QUIET} dpkg -i /var/tmp/later/*.deb </dev/null 2>&1", within=300)


def install(guest):
    files = " ".join(f"{FOLDER}/{name}_*.deb" for name in NAMES)
    return guest.check(f"{QUIET} dpkg -i {files} </dev/null 2>&1", within=400)


def remove(guest):
    return guest.check(f"{QUIET} dpkg -r {' '.join(NAMES)} </dev/null 2>&1", within=300)


def purge(guest):
    return guest.check(f"{QUIET} dpkg -P {' '.join(NAMES)} </dev/null 2>&1", within=300)


def table(guest, query):
    """Rows of the ledger as it lies on the disk."""
    return json.loads(guest.check(f'sqlite3 -readonly -json /var/lib/stationmaster/ledger.sqlite "{query}"') or "[]")


def school(guest, count, grace):
    """A pack of so many licenses, and graces of stations that last as long."""
    guest.configure(f"[Licensing]\nstation-grace = {grace}\n", name="grace")
    guest.check("mkdir -p /root/keys && cd /root/keys && stationctl license keygen school --issuer 'Village school' && "
                "install -D -m 644 school.pub /etc/stationmaster/trusted/school.pub && "
                f"stationctl license issue --key school.key --id some --count {count} --output some.pack && "
                "systemctl reload stationmaster.service && stationctl license mode per-device && "
                "stationctl license add some.pack")
    guest.see("the computer has a license", lambda: guest.station(0)["license"] == "licensed")


def group_of(guest, pattern):
    """The groups and modes of files, as a set."""
    return set(guest.check(f"stat -c '%U:%G %a' {pattern}").split("\n")) - {""}


def nothing_runs(guest):
    """No process, no unit of ours, and none that failed."""
    processes = guest.run("ps -eo user:20,args --no-headers | grep -E 'stationd|station-notifier|[s]tationctl|plugins/' | "
                          "grep -v grep").out
    expect(not processes.strip(), f"these still run:\n{processes}")
    units = guest.check("systemctl list-units --all --plain --no-legend 'station*'")
    # Enabled it stays until the purge: then systemd knows the name, and that there is no such unit.
    units = [line for line in units.split("\n") if line.strip() and " not-found inactive dead " not in line]
    expect(not units, f"systemd still knows:\n{units}")
    failed = guest.check("systemctl list-units --failed --plain --no-legend").strip()
    expect(not failed, f"failed units:\n{failed}")
