"""`manage.py serve`: the web server and the background worker, watched over together."""

import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from watchfiles import watch

from articles.management.commands.create_sample_newsroom import LOGINS
from newsroom.supervisor import Supervisor, clock, port_problem, reachable

WATCHED = ("articles", "newsroom", "templates")


class Command(BaseCommand):
    help = (
        "Serve the site on PORT and run its background work, until Ctrl-C or SIGTERM. "
        "Listens on this machine alone under DEBUG, on every interface otherwise."
    )

    def add_arguments(self, parser):
        parser.add_argument("--host", help="Address to listen on, like 127.0.0.1.")
        parser.add_argument("--workers", type=int, default=2, help="Server processes (2).")
        parser.add_argument("--reload", action="store_true", help="Start again on a change.")

    def handle(self, *, host, workers, reload, **options):
        host = host or ("127.0.0.1" if settings.DEBUG else "0.0.0.0")  # noqa: S104 - a server
        if workers < 1:
            raise CommandError(f"--workers {workers} is not valid; write 1 or more.")
        if problem := port_problem(host, settings.PORT):
            raise CommandError(problem)
        supervisor = Supervisor(
            server_command(host, settings.PORT, workers),
            worker_command(),
            (host, settings.PORT),
            when_listening=lambda: self.greet(host),
            say=self.say,
            ticks=changes() if reload else None,
        )
        sys.exit(supervisor.run())

    def greet(self, host):
        """Print where to go, and under DEBUG how to log in."""
        host = reachable(host)
        address = f"http://{f'[{host}]' if ':' in host else host}:{settings.PORT}"
        lines = ["", f"{settings.SITE_NAME} is up. Ctrl-C ends it.", ""]
        lines += [f"  Site   {address}/", f"  Admin  {address}{reverse('admin:index')}", ""]
        if settings.DEBUG:
            lines += ["  Log in as (password is the same word, unless you changed it)"]
            lines += [f"    {login.name:<10} {login.role}" for login in LOGINS] + [""]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()

    def say(self, line):
        self.stderr.write(line)
        self.stderr.flush()


def server_command(host, port, workers):
    """The command line of newsroom/server.py."""
    options = {"host": host, "port": port, "workers": workers, "threads": settings.SERVER_THREADS}
    return [
        *(sys.executable, "-m", "newsroom.server"),
        *(f"--{name}={value}" for name, value in options.items()),
    ]


def worker_command():
    """The command line of django-tasks-db's worker, without its own reloader."""
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), "db_worker", "--no-reload"]


def changes():
    """Yield several times a second whether a source file has changed."""
    paths = [path for name in WATCHED if (path := settings.BASE_DIR / name).exists()]
    try:
        for changed in watch(
            *paths, rust_timeout=200, yield_on_timeout=True, raise_interrupt=False
        ):
            yield any(path.endswith((".py", ".html")) for _, path in changed)
    except OSError:  # the system has no watches left: serve on, without reloading
        yield from clock()
