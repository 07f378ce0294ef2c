"""People sign in at stations, and are known there; where they may not, they are told so."""
from desks import in_state, plug_desk
from greeters import sessions, sign_in, start_greeters, wait_for_greeter
from steps import StepFailed, expect, step

MANAGE = "[Seats]\nseats = manage\n"


def seat_with_greeter(guest, port, name="desk"):
    """A station on its own seat, with a sign-in screen; returns it, the seat and the display."""
    guest.configure(MANAGE)
    plug_desk(guest, name, port=port, card=True)
    station = guest.see("it is a station", lambda: in_state(guest, str(port), "complete"))
    seat = f"seat-station-{station['number']}"
    guest.see("it is on its seat", lambda: guest.station(str(port)).get("seat") == seat, within=90)
    wait_for_greeter(guest, seat, f"{name}-screen")
    return station, seat, f"{name}-screen"


@step("somebody signs in at the station's own screen, and is known there", minutes=6, back=True)
def sign_in_at_station(guest):
    start_greeters(guest)
    station, seat, display = seat_with_greeter(guest, 2)
    expect(guest.station(station["number"])["users"] == [], "a greeter counts as a person")
    sign_in(guest, display, "alice")
    session = guest.see("logind has a session of alice there", lambda: sessions(guest, seat), within=60)[0]
    shown = guest.check(f"loginctl show-session {session} -p Name -p Type -p Service")
    expect("Name=alice" in shown and "Type=x11" in shown, f"the session is {shown}")
    guest.see("the station knows her", lambda: guest.station(station["number"])["users"] == ["alice"])
    listed = [each for each in guest.ask("session list")["sessions"] if each["user"] == "alice"]
    expect(len(listed) == 1 and listed[0]["station"] == station["number"] and listed[0]["seat"] == seat, f"sessions: {listed}")
    people = guest.ask("license people")
    expect(any("alice" in str(each) for each in people), f"license people: {people}")
    plan = next(row for row in guest.ask("seat plan") if row["number"] == station["number"])
    expect(plan["state"] == "ready", f"the seat's plan is {plan}")
    guest.check(f"loginctl terminate-session {session}")
    guest.see("nobody is there any more", lambda: guest.station(station["number"])["users"] == [])


@step("a person at a text console of the computer is at station 0", short=True)
def console(guest):
    _signs_in_on_console(guest, "bob")
    guest.see("bob is at the host", lambda: guest.station(0)["users"] == ["bob"], within=60)
    session = sessions(guest, "seat0")[0]
    listed = [each for each in guest.ask("session list")["sessions"] if each["user"] == "bob"]
    expect(len(listed) == 1 and listed[0]["station"] == 0 and listed[0]["type"] == "text", f"sessions: {listed}")
    guest.check(f"loginctl terminate-session {session}")
    guest.see("nobody is at the host", lambda: guest.station(0)["users"] == [])


@step("no license and no grace: refused at that seat, and nowhere else", minutes=8, back=True)
def refused(guest):
    _one_license(guest)
    guest.check("pam-auth-update --enable stationmaster")
    start_greeters(guest)
    station, seat, display = seat_with_greeter(guest, 3)
    guest.configure(MANAGE + "[SignIn]\nenforcement = block-new-sessions\n", name="test")
    unlicensed = guest.see("its grace is over", lambda: _unlicensed(guest, station["number"]), within=60)
    expect(unlicensed["cause"] == "exhausted", f"the cause is {unlicensed['cause']}")

    # Of PAM itself, at the greeter's display. The first question, when nothing is in memory yet, may be answered too
    # late; then people are let in.
    shown = guest.check(f"loginctl show-session -P Display {sessions(guest, seat, 'greeter')[0]}").strip()
    guest.see("PAM refuses her there", f"pamtester -I tty={shown} lightdm alice acct_mgmt 2>&1 | grep 'Nobody new can sign in'", within=60)
    guest.see("PAM lets an administrator in", f"pamtester -I tty={shown} lightdm admin acct_mgmt")
    guest.see("PAM lets her in at the console", "pamtester -I tty=tty2 login alice acct_mgmt")

    # What lightdm tells its greeters. Not the greeter itself: traced, it is too slow for those who type.
    told = "/run/walk-told"
    daemon = guest.check("systemctl show -P MainPID lightdm.service").strip()
    guest.check(f"setsid strace -qq -e trace=write,writev -s 2000 -o {told} -p {daemon} >/dev/null 2>&1 </dev/null &")
    guest.see("lightdm is listened to", f"grep -q '^TracerPid:.*[1-9]' /proc/{daemon}/status")
    for _ in range(3):
        said = sign_in(guest, display, "alice")
        if "no answer within a second" not in said:
            break
        # She is let in, as docs/sign-in.md says, since this computer is slow now: try again.
        session = guest.see("she is let in", lambda: sessions(guest, seat), within=60)[0]
        # Not while it still begins: PAM would wait two minutes for logind's answer.
        guest.see("her desktop is there", "pgrep -u alice -x sleep", within=60)
        guest.check(f"loginctl terminate-session {session}")
        wait_for_greeter(guest, seat, display)
    expect("refused alice" in said, f"the system's log says: {said}")
    guest.see("the greeter was told why", f"grep -a 'Nobody new can sign in at station {station['number']}' {told}", within=60)
    for words in ("All licenses are in use", "Please use another station"):
        guest.check(f"grep -aq '{words}' {told}")
    guest.picture(display, guest.folder / "refused.ppm")
    expect(not sessions(guest, seat), "she has a session all the same")
    expect(guest.station(station["number"])["users"] == [], "the agent says that she is there")
    # A refusal that came so late that it may not have counted is told to nobody: on a slow computer, ask again.
    guest.see("administrators are told", lambda: _refused_notice(guest, shown), within=60)

    _signs_in_on_console(guest, "alice")
    expect(guest.station(0)["users"] == ["alice"], "she is not at the host")
    # At a fresh greeter: the old one may go on asking for alice's password.
    guest.check("systemctl restart lightdm.service", within=90)
    wait_for_greeter(guest, seat, display)
    sign_in(guest, display, "admin")
    guest.see("an administrator gets in", lambda: sessions(guest, seat), within=60)


def _refused_notice(guest, shown):
    causes = [notice["cause"] for notice in guest.ask("notices")]
    if "sign-in-refused" in causes:
        return True
    guest.run(f"pamtester -I tty={shown} lightdm alice acct_mgmt")
    raise StepFailed(f"administrators are told of {causes}")


def _one_license(guest):
    """A pack of one, for the computer itself: the graces of new stations last a second."""
    guest.configure("[Licensing]\nstation-grace = 1s\n", name="grace")
    guest.check("mkdir -p /root/keys /etc/stationmaster/trusted && cd /root/keys && "
                "stationctl license keygen school --issuer 'Village school' && cp school.pub /etc/stationmaster/trusted/")
    guest.check("systemctl reload stationmaster.service")
    guest.check("stationctl license mode per-device")
    guest.check("cd /root/keys && stationctl license issue --key school.key --id one --count 1 --output one.pack && "
                "stationctl license add one.pack")
    guest.see("the computer has the license", lambda: guest.station(0)["license"] == "licensed")


def _unlicensed(guest, number):
    station = guest.station(number)
    if station["license"] != "unlicensed":
        raise StepFailed(f"station {number} is {station['license']}: {station['licenseReason']}")
    return station


def _signs_in_on_console(guest, name):
    """With the real login, on the second text console."""
    guest.key("host-display", "ctrl-alt-f2")
    # What stands on the screen: what is typed before the question is thrown away.
    guest.see("a login asks on tty2", "grep -aq 'station-test login: ' /dev/vcs2", within=60)
    guest.type("host-display", f"{name}\n")
    guest.see("it asks for the password", "grep -aq 'Password: ' /dev/vcs2")
    guest.type("host-display", f"{name}\n")
    guest.see(f"{name} is signed in on the console", lambda: sessions(guest, "seat0"), within=60)
