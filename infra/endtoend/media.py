"""The ffmpeg program of the JavaCV jar, as encoder and as receivers that decode what they get."""

import os
import pathlib
import socket
import subprocess
import threading
import zipfile

from .progress import Failed, free_port
from .tls import Terminator

HOME = pathlib.Path(__file__).resolve().parents[2]


class Ffmpeg:
    """The program, unpacked into a folder."""

    def __init__(self, folder):
        jars = list((HOME / "push-task" / "target" / "lib").glob("ffmpeg-*-linux-*.jar"))
        if not jars:
            raise Failed("push-task/target/lib holds no ffmpeg; first: mvn -DskipTests package")
        self._folder = folder / "ffmpeg"
        self._folder.mkdir()
        with zipfile.ZipFile(jars[0]) as jar:
            for name in jar.namelist():
                base = name.rsplit("/", 1)[-1]
                if base == "ffmpeg" or ".so" in base:
                    (self._folder / base).write_bytes(jar.read(name))
        (self._folder / "ffmpeg").chmod(0o755)

    def start(self, arguments, log, **options):
        """A process of the program; its complaints go to the file named."""
        words = [str(self._folder / "ffmpeg"), "-hide_banner", "-nostdin", "-nostats", "-loglevel", "warning"]
        environment = os.environ | {"LD_LIBRARY_PATH": str(self._folder)}
        with open(log, "ab") as complaints:
            return subprocess.Popen(words + arguments, env=environment, stderr=complaints, **options)


class Encoder:
    """A broadcaster: a moving picture and a tone, published over RTMP."""

    def __init__(self, ffmpeg, url, log):
        picture = ["-re", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25"]
        sound = ["-re", "-f", "lavfi", "-i", "sine=frequency=330:sample_rate=48000"]
        codecs = ["-c:v", "libopenh264", "-b:v", "800k", "-g", "25", "-c:a", "aac", "-b:a", "96k"]
        self._process = ffmpeg.start(picture + sound + codecs + ["-f", "flv", url], log)

    def running(self):
        return self._process.poll() is None

    def stop(self):
        """Goes away without a word, as an encoder does whose network has gone."""
        self._process.kill()
        self._process.wait()


class Receiver:
    """A platform of the protocol that it is named after: takes one connection after the other, and decodes every frame."""

    def __init__(self, name, ffmpeg, address, log, authority):
        self.name = name
        self.frames = 0
        self.connections = 0
        self.connected = False
        self._ffmpeg = ffmpeg
        self._log = log
        self._closing = False
        self._process = None
        self._terminator = None
        if name == "srt":
            port = free_port(address, socket.SOCK_DGRAM)
            self.target = {"url": f"srt://{address}:{port}"}
            self._input = ["-i", f"srt://{address}:{port}?mode=listener"]
        else:
            host = "127.0.0.1" if name == "rtmps" else address
            port = free_port(host)
            self._input = ["-listen", "1", "-i", f"rtmp://{host}:{port}/app/key-of-{name}"]
            if name == "rtmps":
                # ffmpeg takes no RTMPS in.
                self._terminator = Terminator(address, authority.context, port)
                port = self._terminator.port
            self.target = {"url": f"{name}://{address}:{port}/app", "streamKey": f"key-of-{name}"}
        self._thread = threading.Thread(target=self._receive, name=f"receiver {name}")
        self._thread.start()

    def _receive(self):
        output = ["-f", "null", "-progress", "pipe:1", "-stats_period", "0.25", "-"]
        while not self._closing:
            self._process = self._ffmpeg.start(self._input + output, self._log, stdout=subprocess.PIPE, text=True)
            if self._closing:
                self._process.kill()
            seen = 0
            for line in self._process.stdout:
                if line.startswith("frame="):
                    now = int(line.removeprefix("frame="))
                    if seen == 0 and now > 0:
                        self.connections += 1
                        self.connected = True
                    self.frames += now - seen
                    seen = now
            self._process.wait()
            self.connected = False

    def close(self):
        self._closing = True
        if self._process is not None:
            self._process.kill()
        self._thread.join(timeout=10)
        if self._terminator is not None:
            self._terminator.close()
