"""Work that stops after each share of its stories, tells what the share cost, and waits its turn.

Two programs that take turns on one machine meet the same noise. Only the standard library here:
both sides use it, each in its own environment.
"""

import io
import json
import resource
import sys
import time

KILOBYTE = 1 if sys.platform == "darwin" else 1024  # what ru_maxrss counts in


class Turns(io.TextIOBase):
    """A stream to which a line is written for each of `stories`, done in `turns` equal shares.

    The first hundredth is a share of its own: whatever is done but once is done in it. Each
    share is told on standard output as {"stories", "seconds", "cpu", "peak"}: of the clock, of
    the processor, and the most memory so far in bytes. A line on standard input begins the next.
    Lines that come after the last story stand for none.
    """

    def __init__(self, stories, turns):
        self.stories = stories
        self.ends = {stories * turn // turns for turn in range(1, turns)} | {stories // 100 or 1}
        self.done = self.told = 0
        self._wait()

    def write(self, text):
        self.done = min(self.stories, self.done + text.count("\n"))
        if self.done in self.ends:
            self.finish()
            self._wait()
        return len(text)

    def finish(self):
        """Tell the share that was under way."""
        seconds, cpu = time.perf_counter() - self.began[0], time.process_time() - self.began[1]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE
        share = {"stories": self.done - self.told, "seconds": seconds, "cpu": cpu, "peak": peak}
        self.told = self.done
        sys.stdout.write(json.dumps(share) + "\n")
        sys.stdout.flush()

    def _wait(self):
        sys.stdin.readline()
        self.began = time.perf_counter(), time.process_time()
