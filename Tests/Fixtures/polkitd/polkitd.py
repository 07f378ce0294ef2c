"""polkitd for python-dbusmock: answers as it is told, and keeps what it was asked."""

import dbus
from dbusmock import MOCK_IFACE

BUS_NAME = "org.freedesktop.PolicyKit1"
MAIN_OBJ = "/org/freedesktop/PolicyKit1/Authority"
MAIN_IFACE = "org.freedesktop.PolicyKit1.Authority"
SYSTEM_BUS = True

CANCELLED = "org.freedesktop.PolicyKit1.Error.Cancelled"


def load(mock, _parameters):
    mock.manners = {}
    mock.waiting = {}


@dbus.service.method(
    MAIN_IFACE,
    in_signature="(sa{sv})sa{ss}us",
    out_signature="(bba{ss})",
    async_callbacks=("answer", "fail"),
)
def CheckAuthorization(self, subject, action, details, flags, question, answer, fail):
    manner = self.manners.get(str(action), self.manners.get("*", "no"))
    words = " ".join("%s=%s" % item for item in sorted(details.items()))
    print("ASKED %s %s flags=%d %s %s" % (subject[0], action, flags, manner, words), flush=True)
    nothing = dbus.Dictionary({}, signature="ss")
    if manner == "yes":
        answer((True, False, nothing))
    elif manner == "no":
        answer((False, False, nothing))
    elif manner == "password":
        # With somebody who types it, and only if somebody may be asked.
        answer((bool(flags & 1), not flags & 1, nothing))
    elif manner == "nobody":
        answer((False, True, nothing))
    elif manner == "dismissed":
        answer((False, False, dbus.Dictionary({"polkit.dismissed": "true"}, signature="ss")))
    elif manner == "hang":
        self.waiting[str(question)] = (answer, fail)
    else:
        fail(dbus.DBusException("it is broken", name="org.freedesktop.PolicyKit1.Error.Failed"))


@dbus.service.method(MAIN_IFACE, in_signature="s")
def CancelCheckAuthorization(self, question):
    print("CANCELLED", flush=True)
    waiting = self.waiting.pop(str(question), None)
    if waiting:
        waiting[1](dbus.DBusException("cancelled", name=CANCELLED))


@dbus.service.method(MOCK_IFACE, in_signature="ss")
def SetManner(self, action, manner):
    self.manners[str(action)] = str(manner)


@dbus.service.method(MOCK_IFACE)
def Type(self):
    """All who wait for a password get it."""
    waiting, self.waiting = self.waiting, {}
    for answer, _ in waiting.values():
        answer((True, False, dbus.Dictionary({}, signature="ss")))
