"""The settings of one install: every name, its default, its limits and what it is for."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from intake.settings.audiences import Audience

STRICT = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Mail(BaseModel):
    """How notices leave: through a mail server, or into a folder that a person can look at."""

    model_config = STRICT

    server: str | None = Field(
        default=None, description="Mail server. Without one, emails go to `folder`."
    )
    port: Annotated[int, Field(ge=1, le=65535)] = Field(default=587, description="Its port.")
    user: str | None = Field(default=None, description="User on the mail server; needs `password`.")
    password: SecretStr | None = Field(default=None, description="Password of `user`.")
    tls: Literal["starttls", "implicit", "none"] = Field(
        default="starttls",
        description="`starttls` (587), `implicit` (465), or `none`.",
    )
    sender: str | None = Field(default=None, description="Email address that notices come from.")
    gather_minutes: Annotated[int, Field(ge=0, le=60)] = Field(
        default=10,
        description=(
            "After a notice to a unit, what is new waits this many minutes and goes as one email."
        ),
    )
    folder: Path | None = Field(
        default=None,
        description="Folder for emails kept as files. Default: `mail` in the data folder.",
    )


class Sessions(BaseModel):
    """How long someone stays signed in."""

    model_config = STRICT

    staff_idle_minutes: Annotated[int, Field(ge=1, le=60)] = Field(
        default=15, description="Staff are signed out after this many idle minutes."
    )
    staff_hours: Annotated[int, Field(ge=1, le=12)] = Field(
        default=8, description="Staff are signed out after this many hours, idle or not."
    )
    resident_idle_minutes: Annotated[int, Field(ge=10, le=480)] = Field(
        default=120,
        description="A resident's session ends after this many idle minutes.",
    )
    resident_after_sending_minutes: Annotated[int, Field(ge=5, le=240)] = Field(
        default=60, description="A resident's session ends this many minutes after sending."
    )


class Limits(BaseModel):
    """How much the service takes at once."""

    model_config = STRICT

    narrative_characters: Annotated[int, Field(ge=50_000, le=200_000)] = Field(
        default=50_000, description="Longest account of what happened, in characters."
    )
    form_bytes: Annotated[int, Field(ge=512_000, le=16_000_000)] = Field(
        default=2_000_000, description="Largest body of a form, in bytes."
    )
    follow_up_failures_per_minute: Annotated[int, Field(ge=1, le=6_000)] = Field(
        default=60,
        description="Wrong receipt codes a minute, by all visitors, before a pause.",
    )
    new_drafts_per_minute: Annotated[int, Field(ge=600, le=100_000)] = Field(
        default=1_200,
        description="Complaints that can be begun a minute, by all residents; as many at once.",
    )
    filings_per_minute: Annotated[int, Field(ge=600, le=100_000)] = Field(
        default=1_200,
        description="Complaints that can be sent a minute, by all residents; as many at once.",
    )
    drafts: Annotated[int, Field(ge=1_000, le=1_000_000)] = Field(
        default=20_000,
        description=(
            "Unsent complaints at a time. Beyond it, those that nobody has touched for longest "
            "are deleted, unless their code was shown."
        ),
    )
    draft_bytes: Annotated[int, Field(ge=50_000_000, le=1_000_000_000_000)] = Field(
        default=1_000_000_000,
        description="Bytes of all unsent complaints together; beyond it as with `drafts`.",
    )
    reserve_bytes: Annotated[int, Field(ge=0, le=1_000_000_000_000)] = Field(
        default=500_000_000,
        description=(
            "Free bytes on the disk of the data folder that are kept for sending complaints and "
            "for staff. Below it, no complaint is begun, and unsent ones do not grow."
        ),
    )


class Server(BaseModel):
    """The web server's own size."""

    model_config = STRICT

    processes: Annotated[int, Field(ge=1, le=64)] = Field(default=1, description="Processes.")
    threads: Annotated[int, Field(ge=1, le=64)] = Field(default=8, description="Threads a process.")
    timeout_seconds: Annotated[int, Field(ge=5, le=300)] = Field(
        default=60, description="A request that takes longer is ended."
    )
    stop_seconds: Annotated[int, Field(ge=1, le=120)] = Field(
        default=20, description="Time that running requests get when the server stops."
    )
    header_seconds: Annotated[int, Field(ge=1, le=120)] = Field(
        default=10, description="Seconds for all headers of a request to arrive."
    )
    body_seconds: Annotated[int, Field(ge=1, le=600)] = Field(
        default=20,
        description=(
            "Seconds for the body of a form to arrive, and one more each time that "
            "`bytes_per_second` of it have come."
        ),
    )
    drain_seconds: Annotated[int, Field(ge=1, le=600)] = Field(
        default=20,
        description=(
            "Seconds for a visitor to read an answer, and one more each time that "
            "`bytes_per_second` of it have gone."
        ),
    )
    bytes_per_second: Annotated[int, Field(ge=100, le=1_000_000)] = Field(
        default=2_000, description="Slowest connection that can send or read something long."
    )
    connections: Annotated[int, Field(ge=100, le=10_000)] = Field(
        default=500,
        description=(
            "Connections a process. One more, and the one that has waited longest is closed."
        ),
    )
    waiting_bytes: Annotated[int, Field(ge=32_000_000, le=1_000_000_000)] = Field(
        default=64_000_000,
        description=(
            "Memory a process for requests that are arriving and answers that are being read, "
            "in bytes. Beyond it, the largest of them are closed."
        ),
    )


class Hosts(BaseModel):
    """Where each audience finds its pages if processes of their own serve them (two hosts)."""

    model_config = STRICT

    public: str | None = Field(
        default=None, description="Address of the pages for everyone. Default: `public_url`."
    )
    resident: str | None = Field(
        default=None, description="Address of the residents' pages. Default: `public_url`."
    )
    staff: str | None = Field(
        default=None, description="Address of the staff pages. Default: `public_url`."
    )


class Settings(BaseModel):
    """Everything that one install can set. Frozen; made by `intake.settings.load_settings`."""

    model_config = STRICT

    data_dir: Path = Field(description="Folder of all state (variable `INTAKE_DATA`).")
    database_url: str = Field(
        repr=False,
        description=(
            "`sqlite:////path/to/file` or `postgresql://user:password@host/name`. "
            "Default: `intake.sqlite` in the data folder."
        ),
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: Annotated[int, Field(ge=0, le=65535)] = Field(
        default=8000, description="Port to listen on (also the variable `PORT`)."
    )
    public_url: str = Field(
        description=(
            "Address under which people reach the service. Links are built from it alone; by the "
            "onion service, from `onion_host`."
        )
    )
    onion_host: str | None = Field(
        default=None,
        description=(
            "Name of an onion service that leads here too, as in Tor's file `hostname`. Pages for "
            "residents and the public only; needs `behind_tls`."
        ),
    )
    leave_url: str = Field(
        default="https://www.weather.gov/",
        description='Neutral page that "Leave this site" leads to.',
    )
    behind_tls: bool = Field(
        default=False,
        description="A proxy with TLS is in front: cookies are Secure.",
    )
    trusted_proxies: Annotated[int, Field(ge=0, le=8)] = Field(
        default=0, description="How many reverse proxies in front set the forwarding headers."
    )
    demonstration: bool = Field(
        default=False,
        description="Invented cases only; takes no real complaints.",
    )
    draft_days: Annotated[int, Field(ge=1, le=90)] = Field(
        default=14,
        description="Days to keep an unsent complaint whose code was shown.",
    )
    log_file: Path | None = Field(default=None, description="Log file. Default: standard output.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Lowest level that is logged."
    )
    config_dir: Path = Field(description="Folder of policy, questions and jurisdictions.")
    templates_dir: Path = Field(description="Folder of the templates.")
    migrations_dir: Path = Field(description="Folder of the database migrations.")
    mail: Mail = Field(default_factory=Mail, description="Mail.")
    sessions: Sessions = Field(default_factory=Sessions, description="Sessions.")
    limits: Limits = Field(default_factory=Limits, description="Limits.")
    server: Server = Field(default_factory=Server, description="Server.")
    hosts: Hosts = Field(default_factory=Hosts, description="Hosts.")

    def own_address(self, audience: Audience) -> str | None:
        """The address that an audience has to itself, without a slash at its end."""
        found: str | None = getattr(self.hosts, audience)
        return found.rstrip("/") if found else None

    def address_of(self, audience: Audience) -> str:
        """Where an audience finds its pages, without a slash at the end."""
        return self.own_address(audience) or self.public_url.rstrip("/")
