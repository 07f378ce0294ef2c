"""What is kept of a step that failed."""
import shutil

from plugs import CARDS
from steps import StepFailed

COMMANDS = {
    "journal": "journalctl --no-pager -o short-precise",
    "kernel": "dmesg",
    "status.json": "stationctl status --json",
    "doctor": "stationctl doctor",
    "seats": "stationctl seat plan; for seat in $(loginctl list-seats --no-legend); do loginctl seat-status --no-pager $seat; done",
    "sessions": "loginctl list-sessions; stationctl session list",
    "units": "systemctl --failed; systemctl status --no-pager 'station*'",
    "devices": "lsusb -t; stationctl devices; grep -H . /etc/udev/rules.d/*",
}


def collect(guest, folder, words):
    """Writes all that may help into a folder, as far as the guest still says it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "failure").write_text(words + "\n")
    for name in ("console.log", "qemu.log"):
        if (guest.folder / name).exists():
            shutil.copy(guest.folder / name, folder / name)
    if guest.channel is None or not guest.computer.alive():
        return
    for name, command in COMMANDS.items():
        try:
            answer = guest.run(command, within=30)
            (folder / name).write_text(answer.out + answer.err)
        except StepFailed as failure:
            (folder / name).write_text(f"{failure}\n")
            if "no answer" in str(failure):  # nor will there be one
                break
    displays = [plug.id for plug in guest.plugs if plug.kind in CARDS and plug.kind != "xhci"]
    for display in ["host-display", *displays]:
        try:
            guest.picture(display, folder / f"{display}.ppm")
        except (StepFailed, OSError):
            pass
