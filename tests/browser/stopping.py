"""A server that can be stopped and started again on the same port, over the database of the test."""

import contextlib
import socket
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.test.testcases import LiveServerThread

HOST = "127.0.0.1"


class Severed(ThreadedWSGIServer):
    """Closed as when the machine goes: kept connections are cut too, so that nobody is answered any more."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.open: list[socket.socket] = []
        super().__init__(*args, **{**options, "allow_reuse_address": True})

    def process_request(self, request: socket.socket, client_address: Any) -> None:
        self.open.append(request)
        super().process_request(request, client_address)

    def server_close(self) -> None:
        super().server_close()
        for one in self.open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


class SeveredThread(LiveServerThread):
    server_class = Severed


class Server:
    """`start` and `stop` it as often as wanted; `url` stays the same."""

    def __init__(self) -> None:
        self.port = 0
        self._thread: SeveredThread | None = None
        # A database in memory is the one connection that there is: server and test share it.
        self._shared = {one.alias: one for one in connections.all() if one.vendor == "sqlite" and one.is_in_memory_db()}
        for one in self._shared.values():
            one.inc_thread_sharing()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        thread = SeveredThread(HOST, StaticFilesHandler, connections_override=self._shared, port=self.port)
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        if thread.error:
            raise thread.error
        self.port, self._thread = thread.port, thread

    def stop(self) -> None:
        if self._thread is not None:
            self._thread.terminate()
            self._thread = None
        with socket.socket() as knock:
            assert knock.connect_ex((HOST, self.port)) != 0, "somebody answers still"

    def close(self) -> None:
        self.stop()
        for one in self._shared.values():
            one.dec_thread_sharing()
