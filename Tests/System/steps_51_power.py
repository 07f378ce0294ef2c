"""The computer goes down: in order, and at any moment."""
import random
import threading
import time

from desks import events
from school import FOLDER, School, desk
from steps import StepFailed, expect, step
from truth import Truth, kinds_after, nothing_is_left_over

CUTS = 3


@step("a reboot with stations plugged in: known again at the first look, as if nothing had been", back=True, minutes=8, short=True)
def reboot(guest):
    guest.agent_restarts()
    school = School(guest)
    school.add(1, "only")
    desk(guest, "first", 1, licensed=True)
    desk(guest, "second", 2, licensed=False)
    truth = Truth(guest)
    guest.reboot()
    truth.holds(within=120, ledger_grew_by=4)
    kinds = kinds_after(guest, truth.rows)
    expect("station-absent" not in kinds, f"a station was there all the time; the history says {kinds}")


@step("a boot into sign-in screens: the stations are there before the display manager starts", back=True, minutes=8)
def before_sign_in_screens(guest):
    guest.agent_restarts()
    school = School(guest)
    school.add(1, "only")
    desk(guest, "first", 1, licensed=True)
    guest.check("ln -sf /lib/systemd/system/lightdm.service /etc/systemd/system/display-manager.service && "
                "systemctl set-default graphical.target")
    guest.reboot()
    guest.see("the display manager runs", "systemctl is-active display-manager.service", within=120)
    ready, screens = (
        int(guest.check(f"systemctl show -P {moment} {unit}"))
        for unit, moment in (("stationmaster.service", "ActiveEnterTimestampMonotonic"),
                             ("display-manager.service", "ExecMainStartTimestampMonotonic")))
    expect(0 < ready < screens, f"the agent was ready at {ready} µs, the display manager started at {screens} µs")
    station = guest.station("1")
    expect(station["state"] == "complete" and station["license"] == "licensed", f"the station is {station}")
    for event in ("station-incomplete", "station-absent", "station-conflict"):
        expect(not events(guest, event), f"at its first look the agent did not have all: {event}")


@step("power cuts while packs are added and stations plugged: what was answered is there", back=True, minutes=15, short=True)
def cuts(guest):
    times = 1 if guest.short else CUTS
    guest.agent_restarts()
    seed = random.randrange(1 << 32)
    print(f"    seed {seed}", flush=True)
    chance = random.Random(seed)
    school = School(guest)
    desk(guest, "first", 1, licensed=False)
    for _ in range(times):
        answered = Answered(guest, school.packs(12))
        until = time.monotonic() + chance.uniform(4, 14)
        threading.Thread(target=answered.work, daemon=True).start()
        while time.monotonic() < until:
            _plug_or_pull(guest)
            time.sleep(chance.uniform(0.2, 1))  # the moment is what is tried
        guest.power_cut()
        answered.over = True
        guest.start()
        guest.see("the agent is there", lambda: guest.status(), within=90)
        answered.is_kept()
        guest.see("the first desk is complete", lambda: guest.station("1")["state"] == "complete", within=60)
        nothing_is_left_over(guest)


def _plug_or_pull(guest):
    if "coming" in guest.plugs:
        guest.unplug("coming")
    else:
        guest.plug("hub", "coming", port=2)
        guest.plug("keyboard", "coming-keyboard", on="coming")


class Answered:
    """Adds packs and renames a station, one after the other, and remembers what was answered."""

    def __init__(self, guest, files):
        self._guest, self._files = guest, files
        self._packs, self._names = [], []
        self._asked = None
        self._number = guest.station("1")["number"]
        self._before = set(pack["id"] for pack in guest.status()["packs"])
        self.over = False

    def work(self):
        channel = self._guest.channel
        for number, file in enumerate(self._files):
            name = f"Name {number} of {file}"
            for kept, words, what in (
                (self._packs, f"license add {file}", file.removeprefix(f"{FOLDER}/").removesuffix(".pack")),
                (self._names, f"station rename {self._number} '{name}'", name),
            ):
                self._asked = what
                try:
                    if self.over or channel.run(f"stationctl {words}", within=20).code != 0:
                        return
                except (StepFailed, OSError):
                    return
                kept.append(what)

    def is_kept(self):
        guest = self._guest
        audit = guest.ask("license audit")
        expect(audit["intact"], f"the history is broken: {audit['words']}")
        status = guest.status()
        expect(not status["licensing"]["ledgerTroubles"], f"the ledger is in trouble: {status['licensing']['ledgerTroubles']}")
        expect(self._packs, "the power was cut before the first answer: nothing was tried")
        there = {pack["id"] for pack in status["packs"]}
        lost = (self._before | set(self._packs)) - there
        expect(not lost, f"answered, and lost: {', '.join(sorted(lost))}")
        more = there - self._before - set(self._packs) - {self._asked}
        expect(not more, f"nobody added: {', '.join(sorted(more))}")
        if self._names:
            name = guest.station("1")["name"]
            expect(name in (self._names[-1], self._asked), f"the station is '{name}', answered was '{self._names[-1]}'")
