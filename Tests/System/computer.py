"""The emulated computer: QEMU's process, its disk, and its unchanging hardware."""
import ctypes
import os
import pathlib
import shutil
import signal
import subprocess
import time

from steps import StepFailed

MEMORY = "1024M"
PROCESSORS = 2
SLOTS = 6  # for cards that are plugged in while it runs
USB_PORTS = 15
# One thread for each processor; plain x86-64, which runs everywhere.
ACCELERATION = "tcg,thread=multi,tb-size=256"
KERNEL_LINE = (
    # What is only slow in an emulated computer: checks, mitigations, waiting for clocks that are none.
    "console=ttyS0 quiet mitigations=off audit=0 apparmor=0 selinux=0 tsc=reliable no_timer_check "
    "cryptomgr.notests random.trust_cpu=on rcupdate.rcu_expedited=1 nowatchdog panic=-1 "
    "module_blacklist=kvm_amd,kvm,pcspkr,iTCO_wdt,i2c_i801,lpc_ich"
)

PR_SET_PDEATHSIG = 1  # prctl(2)
_libc = ctypes.CDLL(None, use_errno=True)


def die_with(parent, number):
    """This process gets a signal when the thread that made it has ended, however that was: the main one of `parent`."""
    _libc.prctl(PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:  # it had ended before
        os.kill(os.getpid(), number)


class Computer:
    """A computer with a disk of its own, in a folder that is emptied by `format`."""

    cargo = None  # a file that is there as a second disk, /dev/vdb: quicker than the serial port

    def __init__(self, image, folder, sockets):
        self.image = pathlib.Path(image)
        self.folder = pathlib.Path(folder)
        self.sockets = pathlib.Path(sockets)  # elsewhere: such paths must be short
        self.disk = self.folder / "disk.qcow2"
        self.process = None

    def format(self):
        """A fresh disk: what is written is kept apart from the image."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        subprocess.run(
            ["qemu-img", "create", "-q", "-f", "qcow2", "-b", str(self.image / "root.ext4"), "-F", "raw", str(self.disk)],
            check=True,
        )

    def _words(self):
        socket = lambda name: f"socket,id={name},path={self.sockets / name},server=on,wait=off"
        words = ["-nodefaults", "-no-user-config", "-display", "none", "-S"]
        words += ["-machine", "q35,hpet=off,smm=off,vmport=off", "-accel", ACCELERATION, "-cpu", "qemu64,-svm"]
        words += ["-smp", str(PROCESSORS), "-m", MEMORY, "-rtc", "base=utc,clock=vm"]
        words += ["-kernel", str(self.image / "kernel"), "-initrd", str(self.image / "initrd"), "-append", KERNEL_LINE]
        words += ["-chardev", f"file,id=console,append=on,path={self.folder / 'console.log'}", "-serial", "chardev:console"]
        words += ["-chardev", socket("monitor"), "-mon", "chardev=monitor,mode=control"]
        words += ["-chardev", socket("commands"), "-device", "virtio-serial-pci,id=serial"]
        words += ["-device", "virtserialport,bus=serial.0,chardev=commands,name=org.stationmaster.test"]
        # `unsafe` is about the computer under this one: what the guest flushed is in the file before it hears so,
        # and outlives QEMU. What it did not flush may be lost with QEMU's own memory: see README.md.
        words += ["-drive", f"if=none,id=disk,format=qcow2,cache=unsafe,file={self.disk}"]
        words += ["-device", "virtio-blk-pci,drive=disk", "-device", "virtio-rng-pci"]
        if self.cargo is not None:
            words += ["-drive", f"if=none,id=cargo,format=raw,readonly=on,file={self.cargo}"]
            words += ["-device", "virtio-blk-pci,drive=cargo"]
        words += ["-device", "VGA,id=host-display,vgamem_mb=16"]
        words += ["-device", f"qemu-xhci,id=usb,p2={USB_PORTS},p3={USB_PORTS},addr=0x8"]
        for slot in range(SLOTS):
            together = ",multifunction=on" if slot == 0 else ""
            words += ["-device", f"pcie-root-port,id=slot{slot},chassis={slot + 1},addr=0x10.{slot},"
                      f"pref32-reserve=32M,mem-reserve=8M{together}"]
        return words

    def start(self, moment=None):
        """Starts QEMU, at a saved moment if one is named; the guest waits for `cont`."""
        for name in ("monitor", "commands"):
            (self.sockets / name).unlink(missing_ok=True)
        parent = os.getpid()
        with open(self.folder / "qemu.log", "ab") as log:
            self.process = subprocess.Popen(
                ["qemu-system-x86_64", *self._words(), *(["-loadvm", moment] if moment else [])],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                preexec_fn=lambda: die_with(parent, signal.SIGKILL),
            )
        end = time.monotonic() + 60
        while not all((self.sockets / name).exists() for name in ("monitor", "commands")):
            if not self.alive() or time.monotonic() > end:
                raise StepFailed("QEMU did not start:\n" + (self.folder / "qemu.log").read_text(errors="replace"))
            time.sleep(0.02)

    def alive(self):
        return self.process is not None and self.process.poll() is None

    def keep(self, moment):
        """Puts a copy of the disk aside, once QEMU has ended in order: one that is killed may leave its moments broken."""
        self.process.wait(timeout=120)
        self._copy(self.disk, self.folder / f"{moment}.qcow2")

    def bring_back(self, moment):
        self._copy(self.folder / f"{moment}.qcow2", self.disk)

    def _copy(self, source, target):
        subprocess.run(["cp", "--reflink=auto", "--sparse=always", str(source), str(target)], check=True)

    def processor_seconds(self):
        """What QEMU has used of this computer's processors: a measure that others who work here do not change much."""
        if not self.alive():
            return 0.0
        with open(f"/proc/{self.process.pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def kill(self):
        """Ends QEMU at once: nothing that it keeps in memory is written any more."""
        if self.alive():
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None
