"""Real sign-in screens: lightdm with its GTK greeter, and a person who types."""
import time

from steps import StepFailed

SETTINGS = """[LightDM]
[Seat:*]
greeter-session=lightdm-gtk-greeter
greeter-hide-users=true
user-session=walk
"""
SESSION = "[Desktop Entry]\nType=Application\nName=Walk\nExec=/usr/local/bin/walk-session\n"
# How a sign-in goes on: the password did not arrive whole, or it did.
NOT_TYPED = "could not identify password|authentication failure"
OUTCOMES = f"{NOT_TYPED}|session opened for user|pam_stationmaster"
# A desktop with nothing on it.
PROGRAM = "#!/bin/sh\nexec sleep infinity\n"


def start_greeters(guest):
    """Starts lightdm, with the X server of the host kept from the stations' cards as docs/seats.md says."""
    guest.check("mkdir -p /etc/X11/xorg.conf.d && "
                "cp /usr/share/doc/stationmaster/examples/10-stationmaster.conf /etc/X11/xorg.conf.d/")
    guest.write("/etc/lightdm/lightdm.conf.d/walk.conf", SETTINGS)
    guest.write("/usr/share/xsessions/walk.desktop", SESSION)
    guest.write("/usr/local/bin/walk-session", PROGRAM)
    guest.check("chmod 755 /usr/local/bin/walk-session")
    guest.check("systemctl start lightdm.service", within=90)
    # A card that comes while the host's X server starts may be taken by it all the same.
    wait_for_greeter(guest, "seat0", "host-display")


def sessions(guest, seat, kind="user"):
    """The ids of logind's sessions of a class on a seat."""
    listed = guest.check("loginctl list-sessions --no-legend --no-pager").split("\n")
    found = []
    for id in [line.split()[0] for line in listed if line.strip()]:
        words = guest.run(f"loginctl show-session {id} -p Seat -p Class -p State").out.splitlines()
        if f"Seat={seat}" in words and f"Class={kind}" in words and "State=closing" not in words:
            found.append(id)
    return found


def wait_for_greeter(guest, seat, display):
    """Waits until the sign-in screen of a seat is drawn and changes no more."""
    guest.see(f"{seat} has a greeter", lambda: sessions(guest, seat, "greeter"), within=90)
    guest.see(f"the greeter is drawn on {display}", lambda: _is_drawn(guest, display), within=90)


def _is_drawn(guest, display):
    before = picture(guest, display)
    time.sleep(1)  # what is still being drawn is another picture by then
    after = picture(guest, display)
    if len(set(after[::97])) < 8:
        raise StepFailed(f"{display} is empty")
    if difference(before, after) > 2000:
        raise StepFailed(f"{display} still changes")
    return True


def picture(guest, display):
    """The bytes of what a display shows."""
    file = guest.folder / f"{display}.ppm"
    guest.picture(display, file)
    return file.read_bytes()


def difference(one, other):
    """How many bytes of two pictures differ."""
    if len(one) != len(other):
        return max(len(one), len(other))
    return sum(1 for a, b in zip(one, other) if a != b)


def sign_in(guest, display, name):
    """Types a name and its password into a greeter, again if the greeter was not ready for it.

    Returns what the system's log then says."""
    guest.key(display, "esc")  # back to the name, if somebody tried before
    guest.see("the greeter asks for a name", lambda: _is_drawn(guest, display), within=30)
    conversations = _conversations(guest)
    before = picture(guest, display)
    guest.type(display, name)
    guest.see("the name is on the screen", lambda: difference(before, picture(guest, display)) > 200, within=20)
    guest.key(display, "ret")
    guest.see("the display manager asks for the password", lambda: _conversations(guest) - conversations, within=30)
    for _ in range(3):
        mark = guest.mark()
        guest.see("the greeter asks for it too", lambda: _is_drawn(guest, display), within=30)
        guest.type(display, name)
        guest.key(display, "ret")
        said = guest.see("the password was looked at", f"journalctl -q -o cat --cursor='{mark}' -t lightdm | grep -E '{OUTCOMES}'")
        if not any(words in said for words in NOT_TYPED.split("|")):
            return said
    raise StepFailed(f"{name} could not type a password that the display manager took: {said}")


def _conversations(guest):
    """The processes with which lightdm signs people in."""
    return set(guest.run("pgrep -f 'lightdm --session-child'").out.split())
