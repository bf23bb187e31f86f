"""gunicorn as this service runs it: no access log, and nothing of a request in its own log."""

from collections.abc import Callable
from typing import Any

import structlog
from gunicorn.app.base import BaseApplication
from gunicorn.config import Config

from intake.app.server.patience import IDLE_SECONDS, Patience
from intake.app.server.worker import PatientWorker
from intake.settings.model import Settings

WsgiApp = Callable[..., Any]

# Receipt codes, sessions and texts never travel in an address, so that no address is long.
LONGEST_ADDRESS = 2_000
MOST_HEADERS = 60
LONGEST_HEADER = 8_000


class QuietLog:
    """Stands where gunicorn has its logger: its messages quote addresses and paths, these do not.

    What gunicorn says below an error is left out; an error is told by its kind and its place.
    """

    def __init__(self, _config: Config) -> None:
        self._log = structlog.get_logger()

    def setup(self, config: Config) -> None:
        """Nothing to set up: `intake.app.logs` did it."""

    def critical(self, _message: str, *_args: object, **_options: object) -> None:
        """Tell that the server cannot go on."""
        self._log.critical("server failed", exc_info=True)

    def error(self, _message: str, *_args: object, **_options: object) -> None:
        """Tell that a worker process was lost or a request broke."""
        self._log.error("server error", exc_info=True)

    def exception(self, _message: str, *_args: object, **_options: object) -> None:
        """Tell of an exception by its type and place."""
        self._log.error("server error", exc_info=True)

    def warning(self, _message: str, *_args: object, **_options: object) -> None:
        """Tell that something was refused or restarted, such as a request that is not HTTP."""
        self._log.warning("server warning")

    def info(self, _message: str, *_args: object, **_options: object) -> None:
        """Say nothing."""

    def debug(self, _message: str, *_args: object, **_options: object) -> None:
        """Say nothing."""

    def log(self, _level: object, _message: str, *_args: object, **_options: object) -> None:
        """Say nothing."""

    def access(self, *_request: object) -> None:
        """Keep no record of who asked for what."""

    def reopen_files(self) -> None:
        """Nothing to reopen."""

    def close_on_exec(self) -> None:
        """Files are opened close-on-exec already."""


def options(settings: Settings) -> dict[str, object]:
    """Return gunicorn's settings for these settings of ours."""
    server = settings.server
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return {
        "bind": f"{host}:{settings.port}",
        "worker_class": PatientWorker,
        "workers": server.processes,
        "threads": server.threads,
        "worker_connections": server.connections,
        "timeout": server.timeout_seconds,
        "graceful_timeout": server.stop_seconds,
        "keepalive": IDLE_SECONDS,
        # It would wait in a thread for whoever reads.
        "sendfile": False,
        "limit_request_line": LONGEST_ADDRESS,
        "limit_request_fields": MOST_HEADERS,
        "limit_request_field_size": LONGEST_HEADER,
        # The only proxies are those that `trusted_proxies` counts, and the application reads them.
        "forwarded_allow_ips": "",
        "forwarder_headers": "",
        "accesslog": None,
        "logger_class": QuietLog,
        "control_socket_disable": True,
        "proc_name": "intake",
        "umask": 0o077,
    }


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn around one application, which its processes get from `make_app`."""

    def __init__(self, make_app: Callable[[], WsgiApp], settings: Settings) -> None:
        self._make_app = make_app
        self._options = options(settings)
        self.patience = Patience.of(settings)
        super().__init__()

    def load_config(self) -> None:
        """Take our options and no others: no file and no variable of gunicorn's is read."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> WsgiApp:
        """The application of a worker process."""
        return self._make_app()


def serve(make_app: Callable[[], WsgiApp], settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; requests that run get `stop_seconds` to end. Never returns."""
    structlog.get_logger().info("server started", listening=f"{settings.host}:{settings.port}")
    Server(make_app, settings).run()
