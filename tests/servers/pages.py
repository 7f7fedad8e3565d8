"""A web server that answers what it is told to, well or badly."""

import ssl
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is sent for one path.

    With a `drip` the body comes byte by byte, one each so many seconds, without end.
    `breaks_off` promises more than it sends.
    """

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    drip: float = 0
    breaks_off: bool = False


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class PageServer:
    """Listens on a port of this machine, in threads of this process.

    `answers` are by path; what has none is not found. With a `certificate` (a context) it speaks TLS,
    and `names` are those by which it was asked for in handshakes.
    """

    def __init__(self, certificate: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[Request] = []
        self.names: list[str | None] = []
        self._stopped = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._scheme = "http"
        if certificate:
            certificate.sni_callback = lambda _, name, __: self.names.append(name)
            self._server.socket = certificate.wrap_socket(self._server.socket, server_side=True)
            self._scheme = "https"

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The address of a path here."""
        return f"{self._scheme}://{host}:{self.port}{path}"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                request = Request(
                    method=self.command,
                    path=self.path,
                    headers=dict(self.headers),
                    body=self.rfile.read(length),
                )
                outer.requests.append(request)
                self._send(outer.answers.get(self.path, Answer(status=404, body=b"Not here.")))

            do_POST = do_GET  # noqa: N815  (http.server's name)

            def _send(self, answer: Answer) -> None:
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if answer.drip:
                    self.end_headers()
                    self._drip(answer.drip)
                    return
                more = 10 if answer.breaks_off else 0
                self.send_header("Content-Length", str(len(answer.body) + more))
                self.end_headers()
                self.wfile.write(answer.body)
                self.close_connection = answer.breaks_off

            def _drip(self, pause: float) -> None:
                while not outer._stopped.wait(pause):
                    self.wfile.write(b".")
                    self.wfile.flush()

            def handle(self) -> None:
                try:
                    super().handle()
                except (ConnectionError, ssl.SSLError):
                    self.close_connection = True  # who asked has gone away

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        return Handler

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()
