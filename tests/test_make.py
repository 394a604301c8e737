"""The two commands a newcomer types, and the processes that a night desk relies on."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, VARIABLES

TARGETS = [
    "install", "run", "serve", "test", "lint", "check", "lock",
    "messages", "calibrate-import", "bench-import",
    "help",
]  # fmt: skip
PATIENCE = 60  # seconds until a process that does not come is given up

needs_proc = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="finds processes in /proc, which Linux alone has"
)


@pytest.fixture
def clone(tmp_path):
    """A folder with just enough of the repository for make to fail early."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "newsroom").mkdir()
    for name in ("__init__.py", "supervisor.py"):
        shutil.copy(ROOT / "newsroom" / name, tmp_path / "newsroom")
    (tmp_path / "requirements.lock").write_text("django==5.2.19\n")
    (tmp_path / "bin").mkdir()
    return tmp_path


def script(path, body):
    """Write a shell script that can be called like a Python; returns its path as text."""
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


def make(folder, *arguments, **variables):
    """Run make with the given variables and no others."""
    environment = {"PATH": os.environ["PATH"], **variables}
    return subprocess.run(
        ["make", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def complaint(finished):
    """The one line on standard error that is not make's own."""
    assert finished.returncode != 0
    assert finished.stdout == ""
    [line] = [line for line in finished.stderr.splitlines() if not re.match(r"make[:[]", line)]
    return line


def test_help_lists_every_target_and_comes_first():
    listed = make(ROOT)
    assert re.findall(r"^  make ([\w-]+)", listed.stdout, re.MULTILINE) == [
        "help",
        *TARGETS[:-1],
    ]
    assert make(ROOT, "help").stdout == listed.stdout


@pytest.mark.parametrize("target", ["run", "install", "serve"])
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('case "$*" in *version_info*) exit 1;; -V) echo Python 3.9.2;; esac', "3.9.2 is too old"),
        ('case "$*" in *ensurepip*) exit 1;; -V) echo Python 3.11.2;; esac', "lacks its venv"),
        ("exit 127", "does not run"),
    ],
)
def test_an_unfit_python_gets_one_clear_line(clone, target, body, expected):
    python = script(clone / "bin" / "python", body)
    assert expected in complaint(make(clone, target, f"PYTHON={python}"))
    assert expected in complaint(make(clone, target, PYTHON=python))
    assert not (clone / ".venv").exists()


@pytest.mark.parametrize("target", ["run", "serve"])
def test_a_taken_port_gets_one_clear_line_before_anything_is_installed(clone, target):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        for said in (make(clone, target, f"PORT={port}"), make(clone, target, PORT=port)):
            assert f"Port {port} on 127.0.0.1 is taken" in complaint(said)
    assert not (clone / ".venv").exists()


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80 80"])
def test_a_port_that_is_none_gets_one_clear_line(clone, port):
    assert "write a number from 1 to 65535" in complaint(make(clone, "run", PORT=port))


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_says_what_is_missing_before_anything_is_installed(clone, free_port, missing):
    variables = {"SECRET_KEY": "key", "ALLOWED_HOSTS": "news.example", "PORT": str(free_port())}
    del variables[missing]
    assert f"needs {missing}" in complaint(make(clone, "serve", **variables))
    assert not (clone / ".venv").exists()


def test_a_newer_python_is_found_behind_one_that_is_too_old(clone, free_port):
    for name in ("python3", "python3.14", "python3.13"):
        script(clone / "bin" / name, "exit 1")
    script(clone / "bin" / "python3.12", f'echo used >> used; exec {sys.executable} "$@"')
    path = f"{clone / 'bin'}:{os.environ['PATH']}"
    found = make(clone, "free-port", PATH=path, PORT=str(free_port()))
    assert found.returncode == 0, found.stderr
    assert (clone / "used").exists()


def test_an_installation_is_trusted_only_when_it_was_finished(clone):
    # A Python whose environments log what pip is asked to do, and fail while `broken` exists.
    inner = 'case "$*" in *pip*) echo pip >> pip.log; [ ! -e broken ];; *version*) echo 3.12;; esac'
    script(clone / "inner", inner)
    python = script(
        clone / "bin" / "python",
        'case "$*" in *"-m venv"*) echo venv >> pip.log; mkdir -p .venv/bin; '
        "cp inner .venv/bin/python;; *%d*) echo 3.12;; esac",
    )

    def steps(returncode=0):
        (clone / "pip.log").write_text("")
        finished = make(clone, "install", f"PYTHON={python}")
        assert (finished.returncode != 0) is bool(returncode), finished.stderr
        return (clone / "pip.log").read_text().split()

    (clone / "broken").touch()
    assert steps(returncode=2) == ["venv", "pip"]
    assert steps(returncode=2) == ["venv", "pip"]
    (clone / "broken").unlink()
    assert steps() == ["venv", "pip"]
    assert steps() == []
    (clone / "requirements.lock").write_text("django==5.2.20\n")
    assert steps() == ["pip"]
    (clone / "requirements.lock").write_text("django==5.2.21\n")
    (clone / "broken").touch()
    assert steps(returncode=2) == ["pip"]
    (clone / "broken").unlink()
    assert steps() == ["venv", "pip"]


def test_the_lock_names_hashes_and_no_addresses():
    lock = (ROOT / "requirements.lock").read_text()
    assert "://" not in lock
    assert "index" not in lock
    packages = re.split(r"\n(?=\S)", lock.strip())
    assert len(packages) > 20
    for package in packages:
        assert re.match(r"[a-z0-9._-]+==\S+", package), package
        assert "--hash=sha256:" in package, package


def processes():
    """Return {pid: (parent's pid, command line)} of all that run and are not yet dead."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue  # ended meanwhile
        if state not in "ZX":
            found[int(entry.name)] = (int(parent), command)
    return found


class Site:
    """A site served by `manage.py serve` for one test."""

    def __init__(self, folder, port):
        self.port = port
        self.output = folder / "output"
        environment = {
            **{name: os.environ[name] for name in os.environ if name not in VARIABLES},
            "DEBUG": "true",
            "PORT": str(port),
            "DATABASE_URL": f"sqlite:///{folder / 'newsroom.sqlite3'}",
            "MEDIA_ROOT": str(folder),
        }
        manage = [sys.executable, str(ROOT / "manage.py")]
        subprocess.run([*manage, "migrate", "--verbosity", "0"], env=environment, check=True)
        with self.output.open("w") as output:
            self.supervisor = subprocess.Popen(
                [*manage, "serve"], env=environment, stdout=output, stderr=output
            )

    def said(self):
        return self.output.read_text()

    def until(self, find):
        """Wait for `find` to return something true, and return it."""
        deadline = time.monotonic() + PATIENCE
        while not (found := find()):
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.05)
        return found

    def family(self):
        """Return {pid: command line} of all that the supervisor started."""
        everybody = processes()
        family = {self.supervisor.pid: ""}
        while more := {
            pid: command
            for pid, (parent, command) in everybody.items()
            if parent in family and pid not in family
        }:
            family |= more
        del family[self.supervisor.pid]
        return family

    def pids(self, pattern):
        return [pid for pid, command in self.family().items() if re.search(pattern, command)]

    def up(self):
        """Wait until the site is complete, and return what belongs to it."""
        self.until(lambda: "Admin" in self.said() or self.supervisor.poll() is not None)
        assert self.supervisor.poll() is None, self.said()
        self.until(lambda: len(self.pids(r"worker-\d")) == 2 and self.pids("db_worker"))
        return list(self.family())

    def read(self):
        """Ask for a page once."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", "/admin/login/")
            return connection.getresponse().status
        finally:
            connection.close()


@pytest.fixture
def site(tmp_path, free_port):
    site = Site(tmp_path, free_port())
    yield site
    left = list(site.family())
    site.supervisor.kill()
    site.supervisor.wait()
    for pid in left:
        if pid in processes():
            os.kill(pid, signal.SIGKILL)


def gone(pids):
    return lambda: not set(pids) & set(processes())


@needs_proc
def test_all_server_processes_take_readers_from_one_line(site):
    site.up()
    listening = re.compile(rf":{site.port:04X} \S+ 0A ")
    assert len(listening.findall(Path("/proc/net/tcp").read_text())) == 1


@needs_proc
def test_a_killed_server_process_costs_nobody_more_than_a_retry(site):
    site.up()
    assert "worker-1" in str(site.family())
    troubles, done = [], threading.Event()

    def reader():
        while not done.is_set():
            try:
                site.read()
            except (OSError, http.client.HTTPException):
                try:
                    site.read()
                except (OSError, http.client.HTTPException) as error:
                    troubles.append(error)
            time.sleep(0.02)

    readers = [threading.Thread(target=reader) for _ in range(2)]
    for thread in readers:
        thread.start()
    [victim] = site.pids("worker-1")
    os.kill(victim, signal.SIGKILL)
    site.until(lambda: site.pids("worker-1") not in ([], [victim]))
    done.set()
    for thread in readers:
        thread.join()
    assert troubles == []

    [victim] = site.pids("db_worker")
    os.kill(victim, signal.SIGKILL)
    site.until(lambda: site.pids("db_worker") not in ([], [victim]))
    assert "The background worker ended (SIGKILL); again in 1 s." in site.said()


@needs_proc
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_site_asked_to_end_ends_cleanly_and_completely(site, number):
    family = site.up()
    assert site.said().count("is up.") == 1
    assert f"http://127.0.0.1:{site.port}/admin/" in site.said()
    assert re.search(r"^ +reporter +Reporter$", site.said(), re.MULTILINE)
    site.supervisor.send_signal(number)
    assert site.supervisor.wait(PATIENCE) == 0
    site.until(gone(family))


@needs_proc
def test_a_killed_supervisor_leaves_nobody_behind(site):
    family = site.up()
    site.supervisor.kill()
    site.supervisor.wait()
    site.until(gone(family))


@needs_proc
def test_a_killed_server_ends_the_site_with_an_error(site):
    family = site.up()
    [server] = [pid for pid in site.pids("granian") if processes()[pid][0] == site.supervisor.pid]
    os.kill(server, signal.SIGKILL)
    assert site.supervisor.wait(PATIENCE) == 1
    assert "The server ended by itself (SIGKILL)" in site.said()
    site.until(gone(family))
