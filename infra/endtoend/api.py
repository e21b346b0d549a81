"""The deployed HTTP API, called as any client would."""

import http.client
import json

from .progress import Failed


class Api:
    """Calls one API Gateway of the emulated account with an API key."""

    def __init__(self, port, host, key):
        self._port = port
        self._host = host
        self._key = key

    def call(self, method, path, body=None):
        """The answer's JSON; fails on any status but a 2xx."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        headers = {"Host": self._host, "Authorization": f"Bearer {self._key}"}
        data = None
        if body is not None:
            data = json.dumps(body)
            headers["Content-Type"] = "application/json"
        try:
            connection.request(method, path, data, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        if not 200 <= answer.status < 300:
            raise Failed(f"{method} {path} answered {answer.status}: {text}")
        return json.loads(text) if text else None

    def stream(self, stream_id):
        return self.call("GET", f"/v1/streams/{stream_id}")

    def pushes(self, stream_id):
        """The stream's pushes by name."""
        return {push["name"]: push for push in self.call("GET", f"/v1/streams/{stream_id}/pushes")["items"]}

    def states(self, stream_id):
        return {name: push["status"]["state"] for name, push in self.pushes(stream_id).items()}

    def connections(self, stream_id):
        """Ids of the connections that pushes have to their targets."""
        return {name: push["status"].get("connectionId") for name, push in self.pushes(stream_id).items()}
