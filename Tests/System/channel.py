"""Questions to the command server in the guest (image/guest/command-server), from any thread."""
import base64
import itertools
import json
import socket
import threading
import time

from steps import StepFailed

# What the server's own work may take, besides the command's.
COURTESY = 20
PIECE = 1 << 18


class Answer:
    """How a command ended."""

    def __init__(self, command, code, out, err):
        self.command, self.code, self.out, self.err = command, code, out, err

    def __str__(self):
        streams = "".join(f"\n{stream.rstrip()}" for stream in (self.out, self.err) if stream.strip())
        return f"`{self.command}` ended with {self.code}{streams}"


class Channel:
    """The host's end of the serial port. It is kept open: each boot of the guest says hello on it."""

    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(path)
        self._ids = itertools.count(1)
        self._changed = threading.Condition()
        self._answers = {}
        self._sending = threading.Lock()
        self.boots = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        pieces = []
        while True:
            try:
                piece = self._socket.recv(1 << 16)
            except OSError:
                piece = b""
            if not piece:
                return
            pieces.append(piece)
            if b"\n" not in piece:
                continue
            *lines, rest = b"".join(pieces).split(b"\n")
            pieces = [rest]
            for line in lines:
                self._take(line)

    def _take(self, line):
        try:
            said = json.loads(line)
        except ValueError:  # cut off when the guest was reset
            return
        with self._changed:
            if "hello" in said:
                self.boots += 1
            else:
                self._answers[said["id"]] = said
            self._changed.notify_all()

    def wait_for_boot(self, after, within, alive):
        """Waits until the guest has booted more than `after` times."""
        end = time.monotonic() + within
        with self._changed:
            while self.boots <= after:
                if not alive():
                    raise StepFailed("QEMU ended while the guest booted")
                if time.monotonic() > end:
                    raise StepFailed(f"the guest did not boot within {within} s")
                self._changed.wait(0.2)

    def ask(self, within, **question):
        """One question, and what came back. Fails when the guest is started anew meanwhile."""
        id, boots = next(self._ids), self.boots
        with self._sending:
            self._socket.sendall(json.dumps({"id": id, "within": within, **question}).encode() + b"\n")
        end = time.monotonic() + within + COURTESY
        words = question.get("command") or question.get("write") or question.get("read")
        with self._changed:
            while id not in self._answers:
                if self.boots != boots:
                    raise StepFailed(f"the guest was started anew during `{words}`")
                if time.monotonic() > end:
                    raise StepFailed(f"the guest gave no answer within {within + COURTESY} s to `{words}`")
                self._changed.wait(0.2)
            said = self._answers.pop(id)
        if "failure" in said:
            raise StepFailed(f"`{words}`: {said['failure']}")
        return said

    def run(self, command, user=None, within=60, input=b""):
        said = self.ask(within, command=command, user=user, input=base64.b64encode(input).decode())
        late = f"\n(ended: it took longer than {within} s)" if said["overdue"] else ""
        return Answer(command, said["code"], said["out"], said["err"] + late)

    def write(self, path, data):
        for begin in range(0, max(len(data), 1), PIECE):
            piece = base64.b64encode(data[begin : begin + PIECE]).decode()
            self.ask(60, write=path, append=begin > 0, data=piece)

    def read(self, path):
        data = b""
        while piece := base64.b64decode(self.ask(60, read=path, **{"from": len(data), "size": PIECE})["data"]):
            data += piece
        return data

    def close(self):
        self._socket.close()
