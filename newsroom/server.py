"""The web server: granian, with one line of waiting connections for all its processes.

On Linux granian gives each process a line of its own (SO_REUSEPORT). When one is killed, everybody
in its line is turned away, and sometimes so is their second attempt: tried with four readers, one
kill in fifteen cost somebody two retries. In a shared line, granian's way on other systems, those
who wait are served by the next process, and only answers already under way are lost. The
port also opens while connections of another kind of server fade from it; granian's own does not.

Started by newsroom/supervisor.py; any other WSGI server can serve newsroom.wsgi as well.
"""

import argparse
import socket

from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer


class Server(MPServer):
    def _init_shared_socket(self):
        family = socket.AF_INET6 if ":" in self.bind_addr else socket.AF_INET
        self._sso = socket.create_server(
            (self.bind_addr, self.bind_port), family=family, backlog=self.backlog
        )
        self._sso.setblocking(False)
        self._sso.set_inheritable(True)
        self._sfd = self._sso.fileno()
        self._shd = SocketHolder(self._sfd, False, self.backlog)  # False: no Unix socket
        self._ssp = None


def serve(host, port, workers, threads):
    """Serve until SIGTERM with `workers` processes of `threads` threads each."""
    Server(
        "newsroom.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=workers,
        blocking_threads=threads,
        # Counts open connections, not requests: browsers keep idle ones, so it is far higher.
        backpressure=1024,
        # Without it one killed process takes the server down.
        respawn_failed_workers=True,
        workers_kill_timeout=8,  # seconds, below the supervisor's GRACE
        log_level=LogLevels.error,
    ).serve()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", required=True)
    for name in ("--port", "--workers", "--threads"):
        parser.add_argument(name, type=int, required=True)
    serve(**vars(parser.parse_args()))
