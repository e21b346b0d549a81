"""nginx-rtmp with the configuration of infra/ingest, on ports of this run's own."""

import os
import pathlib
import shutil
import socket
import subprocess

from .progress import Failed, free_port, until

HOME = pathlib.Path(__file__).resolve().parents[2]
CONFIGURATION = HOME / "infra" / "ingest" / "nginx-rtmp" / "nginx.conf"


class Ingest:
    """Takes publishers and tells the API about them; tasks pull from it."""

    def __init__(self, address, folder):
        self.address = address
        self.port = free_port(address)
        self._folder = folder / "nginx"
        self._folder.mkdir()
        self._process = None

    @property
    def url(self):
        return f"rtmp://{self.address}:{self.port}/live"

    def start(self, api_port, api_host, key):
        """Starts it; its hooks go to the API with this key."""
        binary = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
        if binary is None:
            raise Failed("nginx is missing; on Debian: apt-get install nginx libnginx-mod-rtmp")
        hook = free_port("127.0.0.1")
        settings = self._folder / "sluice.conf"
        settings.write_text(
            f"proxy_pass http://127.0.0.1:{api_port}/v1/hooks/nginx-rtmp;\n"
            f"proxy_set_header Host {api_host};\n"
            f'proxy_set_header Authorization "Bearer {key}";\n'
        )
        settings.chmod(0o600)
        text = CONFIGURATION.read_text()
        for ours, run in {
            "listen 1935;": f"listen {self.address}:{self.port};",
            "127.0.0.1:8935": f"127.0.0.1:{hook}",
            "/var/log/nginx/error.log": str(self._folder / "error.log"),
            "/run/nginx-rtmp.pid": str(self._folder / "pid"),
            "/etc/nginx/sluice.conf": str(settings),
            "modules/ngx_rtmp_module.so": "/usr/lib/nginx/modules/ngx_rtmp_module.so",
        }.items():
            if ours not in text:
                raise Failed(f"{CONFIGURATION.relative_to(HOME)} no longer holds: {ours}")
            text = text.replace(ours, run)
        (self._folder / "nginx.conf").write_text(text)
        words = [binary, "-p", str(self._folder), "-c", str(self._folder / "nginx.conf"), "-g", "daemon off;"]
        self._process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
        until("nginx listens", 10, self._listens)

    def _listens(self):
        if self._process.poll() is not None:
            raise Failed(f"nginx ended: {(self._folder / 'error.log').read_text()}")
        with socket.socket() as probe:
            return probe.connect_ex((self.address, self.port)) == 0

    def close(self):
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._process.kill()
