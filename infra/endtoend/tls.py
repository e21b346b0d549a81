"""TLS before a receiver, with a certificate of an authority of this run's own."""

import asyncio
import contextlib
import shutil
import ssl
import subprocess
import threading

from .progress import Failed


class Authority:
    """An authority that nobody knows, and one certificate of it, for an address."""

    def __init__(self, address, folder):
        self.file = folder / "authority.pem"
        if shutil.which("openssl") is None:
            raise Failed("openssl is missing; on Debian: apt-get install openssl")
        new = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
        key, leaf, leaf_key = (str(folder / name) for name in ("authority.key", "leaf.pem", "leaf.key"))
        self._openssl(new + ["-subj", "/CN=End to end", "-keyout", key, "-out", str(self.file)])
        self._openssl(
            new
            + ["-CA", str(self.file), "-CAkey", key, "-subj", "/CN=receiver", "-keyout", leaf_key, "-out", leaf]
            + ["-addext", f"subjectAltName=IP:{address}", "-addext", "basicConstraints=critical,CA:FALSE"]
        )
        self.file.chmod(0o644)
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.context.load_cert_chain(leaf, leaf_key)

    @staticmethod
    def _openssl(words):
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Failed(f"no certificate: {done.stderr}")


class Terminator:
    """Takes TLS on an address and passes on what is in it to a port of loopback."""

    def __init__(self, address, context, plain_port):
        self._loop = asyncio.new_event_loop()
        self._plain_port = plain_port
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, address, 0, ssl=context))
        self.port = server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, name="TLS terminator")
        self._thread.start()

    async def _serve(self, reader, writer):
        with contextlib.suppress(OSError):
            plain_reader, plain_writer = await asyncio.open_connection("127.0.0.1", self._plain_port)
            # When either side has gone, so has the connection.
            ways = [self._pass_on(reader, plain_writer), self._pass_on(plain_reader, writer)]
            tasks = [asyncio.ensure_future(way) for way in ways]
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()
            plain_writer.close()
        writer.close()

    @staticmethod
    async def _pass_on(reader, writer):
        with contextlib.suppress(OSError, ssl.SSLError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()

    def close(self):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=10)
