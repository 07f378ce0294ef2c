"""A python-dbusmock template: systemd's manager without anything in it. A test says how it starts units."""

BUS_NAME = "org.freedesktop.systemd1"
MAIN_OBJ = "/org/freedesktop/systemd1"
MAIN_IFACE = "org.freedesktop.systemd1.Manager"
SYSTEM_BUS = True


def load(mock, parameters):
    mock.jobs = 0
