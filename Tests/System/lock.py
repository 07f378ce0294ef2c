"""What one walk alone may use."""
import fcntl
import sys


def lock(file, otherwise):
    """Locks a file for as long as what is returned is open; ends the walk with the sentence `otherwise` if another has it."""
    opened = open(file, "w")
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit(otherwise)
    return opened
