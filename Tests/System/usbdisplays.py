"""The programs that play USB displays for a guest (usb-display)."""
import pathlib
import subprocess
import sys

from steps import StepFailed

PROGRAM = pathlib.Path(__file__).parent / "usb-display"


class UsbDisplays:
    """One process for each display that is plugged in."""

    def __init__(self, folder):
        self._folder = pathlib.Path(folder)
        self._processes = {}

    def start(self, id, properties):
        """Starts one; returns the socket at which QEMU finds it."""
        path = self._folder / f"display-{id}"
        words = [f"{name}={value}" for name, value in properties.items()]
        process = subprocess.Popen([sys.executable, str(PROGRAM), str(path), *words],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._processes[id] = process
        if process.stdout.readline() != "ready\n":
            raise StepFailed(f"the program that plays {id} did not start")
        return str(path)

    def switch(self, id, on):
        process = self._processes[id]
        process.stdin.write("on\n" if on else "off\n")
        process.stdin.flush()

    def stop(self, id):
        process = self._processes.pop(id)
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()

    def stop_all(self):
        for id in list(self._processes):
            self.stop(id)
