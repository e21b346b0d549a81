"""What happens to one stream, and what has to come of it."""

import subprocess
import time

from .progress import Failed, until

HOLD_SECONDS = 15


class Broadcast:
    """One stream with a push to each receiver."""

    def __init__(self, account, api, cluster, receivers, new_encoder, progress):
        self._account = account
        self._api = api
        self._cluster = cluster
        self._receivers = receivers
        self._new_encoder = new_encoder
        self._progress = progress
        self._encoder = None
        self._id = None
        self._key = None
        self._pushes = {}

    def create(self):
        stream = self._api.call("POST", "/v1/streams", {"name": "End to end", "holdSeconds": HOLD_SECONDS})
        self._id = stream["id"]
        self._key = stream["ingest"]["streamKey"]
        for receiver in self._receivers:
            push = self._api.call(
                "POST", f"/v1/streams/{self._id}/pushes", {"name": receiver.name} | receiver.target
            )
            self._pushes[receiver.name] = push["id"]

    def go_live(self):
        begin = time.monotonic()
        before = self._frames()
        self._encoder = self._new_encoder(self._key)
        self._wait_live(90)
        self._wait_frames(before, 60)
        self._progress.figures.setdefault("secondsToLive", round(time.monotonic() - begin, 1))

    def one_task_of(self, image):
        tasks = self._tasks()
        containers = self._account.containers(image)
        if len(tasks) != 1 or len(containers) != 1:
            raise Failed(f"not one task but {len(tasks)}, in {len(containers)} containers")

    def toggle(self, name):
        """Off: that receiver alone is left. On: it is served again. Nobody else notices."""
        others = [r for r in self._receivers if r.name != name]
        counts = {r.name: r.connections for r in others}
        mine = next(r for r in self._receivers if r.name == name)
        path = f"/v1/streams/{self._id}/pushes/{self._pushes[name]}"
        self._api.call("PATCH", path, {"enabled": False})
        # The API says so at once; that the task has seen it too, the receiver tells.
        until(f"{name} is left", 30, lambda: not mine.connected, pause=0.05)
        if self._api.states(self._id)[name] != "DISABLED":
            raise Failed(f"{name} is left, but not shown as disabled")
        connections, frames = mine.connections, self._frames()
        begin = time.monotonic()
        self._api.call("PATCH", path, {"enabled": True})
        until(f"{name} is served anew", 30, lambda: mine.connections > connections, pause=0.05)
        self._progress.figures.setdefault("secondsToEnable", round(time.monotonic() - begin, 2))
        self._wait_live(30)
        self._wait_frames(frames, 30)
        if counts != {r.name: r.connections for r in others}:
            raise Failed("a toggle of one target cut another")

    def lose_container(self, image):
        """SIGKILL, as a machine that goes: another task takes over, and the session goes on."""
        session = self._session()["id"]
        [dead] = self._account.containers(image)
        begin = time.monotonic()
        subprocess.run(["docker", "kill", dead], check=True, capture_output=True)
        until("a new container", 150, lambda: [c for c in self._account.containers(image) if c != dead])
        frames = self._frames()
        self._wait_frames(frames, 60)
        self._wait_live(60)
        self._progress.figures["secondsToReplace"] = round(time.monotonic() - begin, 1)
        if self._session()["id"] != session:
            raise Failed("the session did not go on")
        self.one_task_of(image)

    def lose_encoder(self, seconds):
        """Within the hold, session and connections are the same after as before."""
        session = self._session()["id"]
        connections = self._api.connections(self._id)
        counts = [r.connections for r in self._receivers]
        self._encoder.stop()
        until("the session is held", 15, lambda: self._session()["state"] == "HOLDING")
        time.sleep(seconds)
        frames = self._frames()
        self._encoder = self._new_encoder(self._key)
        self._wait_live(30)
        self._wait_frames(frames, 30)
        if self._session()["id"] != session:
            raise Failed("the encoder returned into another session")
        if self._api.connections(self._id) != connections or [r.connections for r in self._receivers] != counts:
            raise Failed("a target was connected anew")

    def end(self):
        """The hold runs out: the session ends, its task ends by itself, and nothing runs any more."""
        self._encoder.stop()
        until("the stream is idle", HOLD_SECONDS + 30, lambda: self._api.stream(self._id)["state"] == "idle")
        until("no task is left", 30, lambda: not self._tasks())

    def terminate(self):
        """At once, while the encoder still sends."""
        self._api.call("POST", f"/v1/streams/{self._id}/terminate")
        until("no task is left", 30, lambda: not self._tasks())
        self._encoder.stop()

    def end_of_one_that_hangs(self, image):
        """A task that stands still cannot see its session's end: reconcile stops it, by SIGKILL at last."""
        [task] = self._tasks()
        [container] = self._account.containers(image)
        subprocess.run(["docker", "kill", "--signal", "STOP", container], check=True, capture_output=True)
        self._api.call("POST", f"/v1/streams/{self._id}/terminate")
        self._encoder.stop()
        until("no container is left", 150, lambda: not self._account.containers(image), pause=1)
        until("no task is left", 30, lambda: not self._tasks())
        described = self._account.call("ecs", "describe_tasks", cluster=self._cluster, tasks=[task])["tasks"]
        reason = described[0].get("stoppedReason") if described else "ECS has forgotten it"
        if reason != "its session has ended":
            raise Failed(f"the task was not stopped by StopTask: {reason}")

    def undisturbed(self, change):
        """The change passes, and the stream's task, connections and frames are as before."""
        tasks = self._tasks()
        connections = self._api.connections(self._id)
        counts = [r.connections for r in self._receivers]
        change()
        self._wait_frames(self._frames(), 30)
        if self._tasks() != tasks:
            raise Failed("the change replaced the stream's task")
        if self._api.connections(self._id) != connections or [r.connections for r in self._receivers] != counts:
            raise Failed("the change cut a connection")

    def _tasks(self):
        return self._account.call("ecs", "list_tasks", cluster=self._cluster)["taskArns"]

    def _session(self):
        return self._api.stream(self._id)["session"]

    def _wait_live(self, seconds):
        def all_live():
            if not self._encoder.running():
                raise Failed("the encoder ended; its log says why")
            return set(self._api.states(self._id).values()) == {"LIVE"}

        try:
            until("all pushes are live", seconds, all_live)
        except Failed as e:
            stream = self._api.stream(self._id)
            statuses = {name: push["status"] for name, push in self._api.pushes(self._id).items()}
            raise Failed(f"{e}; session {stream['session']}, pushes {statuses}") from e

    def _frames(self):
        return {receiver.name: receiver.frames for receiver in self._receivers}

    def _wait_frames(self, before, seconds):
        """Two seconds of new picture at each receiver."""
        until(
            "frames at every receiver",
            seconds,
            lambda: all(receiver.frames >= before[receiver.name] + 50 for receiver in self._receivers),
        )
