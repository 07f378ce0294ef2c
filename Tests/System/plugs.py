"""What can be plugged in, and where it then is."""
import dataclasses

from computer import SLOTS, USB_PORTS
from steps import StepFailed

HUB_PORTS = 8
# A card that can be pulled: QEMU 7.2 aborts when a bochs-display comes a second time.
CARDS = {"display": "secondary-vga", "xhci": "qemu-xhci"}
USB = {"hub": "usb-hub", "keyboard": "usb-kbd", "mouse": "usb-mouse", "tablet": "usb-tablet", "storage": "usb-storage",
       "usb-display": "usb-redir"}


@dataclasses.dataclass
class Plug:
    """A device that is plugged in."""

    id: str
    kind: str
    bus: str
    port: str | None  # the way through hubs, as 1.4.2; None: a slot
    properties: dict

    @property
    def arguments(self):
        driver = USB.get(self.kind) or CARDS[self.kind]
        words = {"driver": driver, "id": self.id, "bus": self.bus, **self.properties}
        return words if self.port is None else {**words, "port": self.port}

    def is_below(self, other):
        if self.port is None or other.port is None:
            return other.kind == "xhci" and self.bus == f"{other.id}.0"
        return self.bus == other.bus and self.port.startswith(other.port + ".")


class Plugs:
    """All that is plugged in, in the order in which it came."""

    def __init__(self):
        self._there = {}

    def __iter__(self):
        return iter(list(self._there.values()))

    def __contains__(self, id):
        return id in self._there

    def __getitem__(self, id):
        if id not in self._there:
            raise StepFailed(f"{id} is not plugged in; plugged in are: {', '.join(self._there) or 'none'}")
        return self._there[id]

    def place(self, kind, id, on, port, properties):
        """Where a new device goes: `on` is a hub or a controller, or for cards nothing."""
        if id in self._there:
            raise StepFailed(f"{id} is plugged in already")
        if kind in CARDS:
            taken = {plug.bus for plug in self}
            slots = [f"slot{slot}" for slot in range(SLOTS)]
            bus = on or next((slot for slot in slots if slot not in taken), None)
            if bus is None:
                raise StepFailed("no slot is free")
            return Plug(id, kind, bus, None, properties)
        if kind not in USB:
            raise StepFailed(f"nobody knows a {kind}; known are: {', '.join([*USB, *CARDS])}")
        bus, way, ports = "usb.0", "", USB_PORTS
        if on is not None and self[on].kind == "hub":
            bus, way, ports = self[on].bus, f"{self[on].port}.", HUB_PORTS
        elif on is not None:
            bus = f"{self[on].id}.0"
        if port is None:
            taken = {plug.port for plug in self if plug.bus == bus}
            port = next((number for number in range(1, ports + 1) if f"{way}{number}" not in taken), None)
            if port is None:
                raise StepFailed(f"{on or 'the computer'} has no free port")
        return Plug(id, kind, bus, f"{way}{port}", properties)

    def add(self, plug):
        self._there[plug.id] = plug

    def remove(self, id):
        """Forgets a device and what hangs on it; returns the ids."""
        gone = [plug.id for plug in self if plug.is_below(self[id])] + [id]
        for each in gone:
            del self._there[each]
        return gone
