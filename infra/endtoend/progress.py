"""Steps with their seconds, told as they pass and summed up in one JSON line."""

import contextlib
import json
import socket
import sys
import time


class Failed(Exception):
    """A step did not come to what it waited for; the message says what that was."""


class Progress:
    """The steps of a run. Everything told goes to standard error; the summary is for standard output."""

    def __init__(self):
        self.steps = []
        self.figures = {}
        self._begin = time.monotonic()

    @contextlib.contextmanager
    def step(self, name):
        """Times one step; a failure within it is its last."""
        say(f"{name} ...")
        begin = time.monotonic()
        ok = False
        try:
            yield
            ok = True
        finally:
            seconds = round(time.monotonic() - begin, 1)
            self.steps.append({"step": name, "ok": ok, "seconds": seconds})
            say(f"{name}: {'done' if ok else 'FAILED'} after {seconds} s")

    def summary(self, ok, error=None):
        """The one line."""
        whole = {"ok": ok, "seconds": round(time.monotonic() - self._begin, 1)}
        if error:
            whole["error"] = error
        return json.dumps(whole | {"figures": self.figures, "steps": self.steps})


def say(text):
    print(f"e2e: {text}", file=sys.stderr, flush=True)


def until(what, seconds, check, pause=0.25):
    """Asks again until the check gives a true value, and gives that; fails when time is up."""
    deadline = time.monotonic() + seconds
    while True:
        value = check()
        if value:
            return value
        if time.monotonic() > deadline:
            raise Failed(f"{what}: not within {seconds} s")
        time.sleep(pause)


def free_port(address, kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_INET, kind) as free:
        free.bind((address, 0))
        return free.getsockname()[1]
