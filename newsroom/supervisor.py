"""Keep a web server and a background worker running side by side, and let neither outlive us.

The server (newsroom/server.py) looks after its own processes; when it ends as a whole, so does the
supervisor, and the service manager or the person at the terminal sees it. The background worker
is simply started again, ever more slowly while it keeps failing. `make` asks
`python -m newsroom.supervisor 8000` whether a port is free before any slow work, so this module
needs nothing but the standard library.
"""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TICK = 0.2  # seconds between two looks at the children
GRACE = 10  # seconds a child has to finish what it is doing
LONGEST_PAUSE = 30  # seconds before a failing worker is tried again, at most
HEALTHY_AFTER = 60  # seconds of life after which an end counts as a first failure again
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class Child:
    """One process with everything it starts, in a session of its own.

    A session of its own keeps the terminal's Ctrl-C away (the supervisor passes it on once) and
    gives the group an id, so that workers left behind by a killed server can be found and ended.
    """

    def __init__(self, command):
        self.started = time.monotonic()
        parent = os.getpid()
        self.process = subprocess.Popen(  # noqa: S603 - our own command line
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=lambda: _end_with(parent),
        )

    @property
    def exit_code(self):
        """The exit code, negative for a signal; None while it runs."""
        return self.process.poll()

    @property
    def age(self):
        """Seconds since the start."""
        return time.monotonic() - self.started

    def ask_to_end(self):
        """Send SIGTERM to the first process, which tells its own."""
        if self.exit_code is None:
            self.process.terminate()

    def end(self, deadline):
        """Wait until `deadline` (time.monotonic), then kill what is left of the group."""
        try:
            self.process.wait(max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        with contextlib.suppress(ProcessLookupError):  # the usual case: nobody is left
            os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """Run `server` and `worker` (command lines) until a signal comes or the server ends.

    `when_listening` is called once, as soon as `address` (host, port) takes connections.
    `ticks` yields every fraction of a second, true when both must start afresh (a changed file);
    with such ticks a server that was up once and fails waits for the next change.
    """

    def __init__(self, server, worker, address, *, when_listening, say, ticks=None):
        self.commands = {"server": server, "worker": worker}
        self.address = address
        self.when_listening = when_listening
        self.say = say
        self.reloads = ticks is not None
        self.ticks = ticks or clock()
        self.server = self.worker = None
        self.was_up = self.stopping = False
        self.pause, self.next_try = 1, 0.0

    def run(self):
        """Return the exit code: 0 after a signal, 1 when the server ended by itself."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup wants it ignored
            signal.signal(signal.SIGHUP, self._stop)
        try:
            self.server = Child(self.commands["server"])
            for changed in self.ticks:
                if self.stopping:
                    return 0
                if changed:
                    self._start_afresh()
                if not self._server_is_fine():
                    return 1
                if self.was_up:
                    self._look_after_worker()
        finally:
            self._end_children()

    def _stop(self, signum, frame):
        self.stopping = True

    def _server_is_fine(self):
        if self.server is None:
            return True  # waits for a change
        code = self.server.exit_code
        if code is None:
            if not self.was_up and is_listening(self.address):
                self.was_up = True
                self.when_listening()
            return True
        if self.reloads and self.was_up:
            self.say(f"The server ended ({describe(code)}). It starts again when a file changes.")
            self._end_children()
            return True
        self.say(f"The server ended by itself ({describe(code)}); so does everything else.")
        return False

    def _look_after_worker(self):
        now = time.monotonic()
        if self.worker is None:
            if self.server is not None and now >= self.next_try:
                self.worker = Child(self.commands["worker"])
            return
        code = self.worker.exit_code
        if code is None:
            return
        if self.worker.age > HEALTHY_AFTER:
            self.pause = 1
        self.worker.end(now)
        self.worker = None
        self.next_try = now + self.pause
        self.say(f"The background worker ended ({describe(code)}); again in {self.pause} s.")
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def _start_afresh(self):
        self.say("A file changed: starting again.")
        self._end_children()
        self.pause, self.next_try = 1, 0.0
        self.server = Child(self.commands["server"])

    def _end_children(self):
        children = [child for child in (self.server, self.worker) if child]
        deadline = time.monotonic() + GRACE
        for child in children:
            child.ask_to_end()
        for child in children:
            child.end(deadline)
        self.server = self.worker = None


def clock():
    """Yield False for ever, every TICK seconds."""
    while True:
        time.sleep(TICK)
        yield False


def is_listening(address):
    """Whether somebody takes connections at (host, port)."""
    host, port = address
    try:
        with socket.create_connection((reachable(host), port), timeout=1):
            return True
    except OSError:
        return False


def port_problem(host, port):
    """Return why (host, port) cannot be listened on, in one sentence; empty if it can.

    Several granian servers may share a port without an error (SO_REUSEPORT), and a reader would
    get now the one, now the other; so this asks for the port alone.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # Connections of an earlier server that are still fading away do not count as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            return f"Port {port} is not ours to use; choose one from 1024: PORT=8001."
        except OverflowError:
            return f"PORT={port} is not a port; write a number from 1 to 65535."
        except OSError as error:
            return f"Port {port} on {host} is taken or unusable ({error.strerror}); try PORT=8001."
    return ""


def describe(exit_code):
    """Put an exit code into words: `exit code 1`, `SIGKILL`."""
    if exit_code < 0:
        return signal.Signals(-exit_code).name
    return f"exit code {exit_code}"


def reachable(host):
    """The address to knock at for a server listening on `host`, which may mean every interface."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound


def _end_with(parent):
    """Between fork and exec: have the kernel send SIGTERM when the supervisor is gone.

    This alone also covers `kill -9` of the supervisor. Only Linux offers it (prctl,
    PR_SET_PDEATHSIG = 1); elsewhere such a kill leaves the children, and the next start says
    that the port is taken.
    """
    if LIBC:
        LIBC.prctl(1, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)


def main(argv):
    """Exit with one line when the port named on the command line cannot be used."""
    port = argv[0] if argv else ""
    if not (port.isascii() and port.isdigit() and 0 < len(port) < 6 and int(port)):
        sys.exit(f"PORT={port} is not a port; write a number from 1 to 65535.")
    problem = port_problem("127.0.0.1", int(port))
    if problem:
        sys.exit(problem)


if __name__ == "__main__":
    main(sys.argv[1:])
