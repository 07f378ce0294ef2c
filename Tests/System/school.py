"""A school for the steps of trouble: desks at which people could sit, an issuer of packs, licenses."""
from desks import in_state, plug_desk
from steps import expect

FOLDER = "/root/school"
# Only desks are counted, so that a step knows who needs a license.
SETTINGS = "[Stations]\nabsence-grace = 2s\nhost-counts = never\n"


class School:
    """A host with license mode and issuer. Its steps are marked `back`: nothing of it is taken back."""

    def __init__(self, guest, settings=""):
        self._guest = guest
        self._packs = 0
        guest.check(f'mkdir -p {FOLDER} && cd {FOLDER} && stationctl license keygen school --issuer "Village school"')
        guest.check(f"install -D -m 644 {FOLDER}/school.pub /etc/stationmaster/trusted/school.pub && sync")
        guest.configure(SETTINGS + settings)
        guest.check("stationctl license mode per-device")

    def pack(self, count, name=None, covers="physical"):
        """Issues a pack, and returns its file in the guest."""
        self._packs += 1
        name = name or f"pack-{self._packs}"
        file = f"{FOLDER}/{name}.pack"
        self._guest.check(f"stationctl license issue --key {FOLDER}/school.key --id {name} --count {count} --covers {covers} >{file}")
        return file

    def packs(self, number):
        """So many packs of one license each, with names of their own; returns their files."""
        self._packs += 1
        names = [f"pack-{self._packs}-{each}" for each in range(1, number + 1)]
        self._guest.check(f"cd {FOLDER} && for name in {' '.join(names)}; do "
                          "stationctl license issue --key school.key --id $name --count 1 --covers physical >$name.pack; done")
        return [f"{FOLDER}/{name}.pack" for name in names]

    def add(self, count, name=None, covers="physical"):
        self._guest.check(f"stationctl license add {self.pack(count, name, covers)}")


def desk(guest, name, port, licensed=None):
    """Plugs a desk with a card of its own in and waits until it is a station. Returns its key."""
    plug_desk(guest, name, port, card=True)
    key = guest.see(f"{name} is complete", lambda: in_state(guest, str(port), "complete"), within=90)["key"]
    if licensed is not None:
        state = guest.see("its license is settled", lambda: guest.station(key)["license"])
        expect((state == "licensed") == licensed, f"the station {name} is {state}")
    return key
