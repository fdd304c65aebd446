"""Models from a hub that behaves, and from one that does not; by the library and the command."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from radvaluer_desktop.assets import resource
from radvaluer_desktop.catalogue import placing
from radvaluer_desktop.catalogue.entries import Entry, read_catalogue
from radvaluer_desktop.catalogue.failures import (
    HubBusy,
    HubHasNot,
    HubRefused,
    HubWrong,
    LicenceNotAgreed,
    ModelBusy,
    ModelThereAlready,
    NoRoom,
    NotTheModel,
    ProgramTooOld,
    Sha256Differs,
    Sha256Needed,
)
from radvaluer_desktop.catalogue.getting import Getting, Got, Order, Shelf, pull
from radvaluer_desktop.catalogue.installed import installed_files
from radvaluer_desktop.catalogue.patience import Patience
from radvaluer_desktop.catalogue.records import read_record
from radvaluer_desktop.errors import ModelError
from tests.command_line import PROGRAM
from tests.e2e.desktop import wait_until
from tests.hub_server import HubServer
from tests.soak.download import run as over_a_bad_network
from tests.soak.random_model import write_random_model

FILE = "q4/small.gguf"
HASTY = Patience(pauses=(0.01, 0.01, 0.01), silent_most_s=0.5)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "small.gguf"
    write_random_model(path, width=128, layers=1)
    return path


@pytest.fixture
def served(hub: HubServer, model: Path) -> HubServer:
    hub.files[FILE] = model
    return hub


@pytest.fixture
def entry(model: Path) -> Entry:
    (any_entry,) = [each for each in read_catalogue([resource("catalogue.toml")]) if each.embedded]
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    return replace(
        any_entry,
        id="small",
        repository="org/models",
        revision="main",
        file=FILE,
        bytes=model.stat().st_size,
        sha256=digest,
        embedded=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of models, with another model, which must be as it was at the end."""
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "other.gguf").write_bytes(b"GGUF, another one")
    return folder


@pytest.fixture(autouse=True)
def no_token(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("HF_TOKEN", "HF_ENDPOINT", "HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))


def get(
    hub: HubServer, entry: Entry, folder: Path, patience: Patience = HASTY, **order: Any
) -> list[Getting | Got]:
    return list(pull(Order(entry, **order), hub.address, Shelf(folder), patience))


def refused(kind: type[Exception], hub: HubServer, entry: Entry, folder: Path, **order: Any) -> str:
    """What is said of a download that fails; nothing of it may be listed, nor the other touched."""
    with pytest.raises(kind) as caught:
        get(hub, entry, folder, HASTY, **order)
    assert [path.name for path in installed_files([folder])] == ["other.gguf"]
    assert (folder / "other.gguf").read_bytes() == b"GGUF, another one"
    words = str(caught.value)
    assert words.isprintable()
    assert 1 < len(words) < 600
    return words


def left_of_it(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"other.gguf", "small.gguf.lock"}


def test_a_model_is_fetched_checked_and_remembered(
    served: HubServer, entry: Entry, folder: Path, model: Path
) -> None:
    *steps, got = get(served, entry, folder)
    assert isinstance(got, Got)
    assert got.path.read_bytes() == model.read_bytes()
    record = read_record(got.path)
    assert record is not None
    assert (record.sha256, record.compared, record.entry) == (entry.sha256, True, "small")
    assert record.source == f"hub org/models@main/{FILE}"
    assert left_of_it(folder) == {"small.gguf", "small.gguf.json"}
    assert next(step.of for step in steps if isinstance(step, Getting)) == entry.bytes
    assert served.sent == entry.bytes


@pytest.mark.row("hub-cuts")
def test_a_cut_connection_goes_on_where_it_was(
    served: HubServer, entry: Entry, folder: Path
) -> None:
    served.manners.cuts = [5, 2, 100_000, 200_000, 3]
    get(served, entry, folder)
    assert served.sent == entry.bytes
    ranges = [headers.get("Range") for headers in served.gets]
    starts = (5, 7, 100_007, 300_007, 300_010)
    assert ranges == [None, *(f"bytes={start}-" for start in starts)]
    assert served.gets[-1]["If-Range"] == '"etag-1"'


def test_what_an_ended_process_had_is_not_fetched_again(
    served: HubServer, entry: Entry, folder: Path
) -> None:
    served.manners.cuts = [400_000, 0, 0, 0, 0]
    words = refused(HubBusy, served, entry, folder)
    assert "tried 4 times" in words
    assert (folder / "small.gguf.part").stat().st_size == 400_000
    get(served, entry, folder)
    assert served.sent == entry.bytes


def test_a_part_of_another_version_is_not_gone_on_with(
    served: HubServer, entry: Entry, folder: Path
) -> None:
    served.manners.cuts = [400_000, 0, 0, 0, 0]
    refused(HubBusy, served, entry, folder)
    served.manners.etag = "etag-2"
    get(served, entry, folder)
    assert served.sent == entry.bytes + 400_000


@pytest.mark.row("hub-stalls")
def test_a_hub_that_falls_silent(served: HubServer, entry: Entry, folder: Path) -> None:
    served.manners.stall_after = 0
    words = refused(HubBusy, served, entry, folder)
    assert "silent for too long" in words


@pytest.mark.row("hub-lies")
def test_a_hub_that_tells_another_size(served: HubServer, entry: Entry, folder: Path) -> None:
    served.manners.says_bytes = 10
    words = refused(HubWrong, served, entry, folder)
    assert "a file of 10 bytes" in words
    assert served.gets == []


def test_a_hub_that_sends_more_than_it_said(served: HubServer, entry: Entry, folder: Path) -> None:
    served.manners.more = b"!"
    assert "more bytes than it said" in refused(HubWrong, served, entry, folder)
    assert left_of_it(folder) == set()


def test_a_hub_that_has_another_file_says_so_itself(
    served: HubServer, entry: Entry, folder: Path
) -> None:
    served.manners.etag = "0" * 64
    assert "another SHA-256" in refused(HubWrong, served, entry, folder)
    assert served.gets == []


@pytest.mark.row("hub-refuses")
@pytest.mark.parametrize("status", [401, 403])
def test_a_hub_that_wants_to_know_who_asks(
    served: HubServer, entry: Entry, folder: Path, status: int
) -> None:
    served.manners.head_statuses = [status]
    assert f"({status})" in refused(HubRefused, served, entry, folder)
    served.manners.get_statuses = [status]
    assert "HF_TOKEN" in refused(HubRefused, served, entry, folder)


@pytest.mark.row("hub-lacks")
def test_a_hub_that_does_not_have_it(served: HubServer, entry: Entry, folder: Path) -> None:
    served.files.clear()
    assert "does not have 'small'" in refused(HubHasNot, served, entry, folder)


@pytest.mark.row("hub-busy")
@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_hub_that_is_busy_is_asked_again(
    served: HubServer, entry: Entry, folder: Path, status: int
) -> None:
    served.manners.head_statuses, served.manners.get_statuses = [status], [status]
    get(served, entry, folder)
    assert len(served.gets) == 2


def test_a_hub_that_stays_busy(served: HubServer, entry: Entry, folder: Path) -> None:
    served.manners.head_statuses = [429] * 9
    assert "it answered 429" in refused(HubBusy, served, entry, folder)
    assert len(served.requests) == 1 + len(HASTY.pauses)


def test_it_waits_as_long_as_the_hub_asks(
    served: HubServer, entry: Entry, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("radvaluer_desktop.catalogue.transfer.time.sleep", waited.append)
    served.manners.head_statuses, served.manners.retry_after = [429, 503, 429], "7"
    get(served, entry, folder)
    assert waited == [7.0, 7.0, 7.0]


@pytest.mark.row("hub-unreachable")
def test_nobody_at_the_address(served: HubServer, entry: Entry, folder: Path) -> None:
    served.close()
    assert "the connection failed" in refused(HubBusy, served, entry, folder)


@pytest.mark.row("hub-redirects")
def test_the_bytes_may_lie_on_another_host(
    served: HubServer, entry: Entry, folder: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with content delivery networks; the token goes to the hub alone."""
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    other = HubServer()
    other.files[FILE], other.manners.etag = model, "etag-of-another"
    served.manners.location = f"{other.address}/org/models/resolve/main/{FILE}"
    other.manners.cuts = [100_000]
    get(served, entry, folder)
    other.close()
    assert other.sent == entry.bytes
    assert other.gets[1]["If-Range"] == '"etag-of-another"'
    assert all("Authorization" not in headers for _m, _p, headers in other.requests)
    assert served.requests[0][2]["authorization"] == "Bearer hf_secret"


def test_a_redirect_that_never_ends(served: HubServer, entry: Entry, folder: Path) -> None:
    served.manners.location = f"{served.address}/org/models/resolve/main/{FILE}"
    assert "from one address to another" in refused(HubWrong, served, entry, folder)


def test_a_redirect_to_something_that_is_no_web(
    served: HubServer, entry: Entry, folder: Path
) -> None:
    served.manners.location = "file:///etc/passwd"
    assert "without encryption" in refused(HubWrong, served, entry, folder)


@pytest.mark.row("hub-resume-other")
def test_other_bytes_on_resume(served: HubServer, entry: Entry, folder: Path) -> None:
    served.manners.cuts, served.manners.on_resume = [100_000], b"other"
    words = refused(NotTheModel, served, entry, folder)
    assert entry.sha256 in words
    assert left_of_it(folder) == set()
    served.manners.on_resume = b""
    get(served, entry, folder)


def test_another_piece_on_resume(served: HubServer, entry: Entry, folder: Path) -> None:
    served.manners.cuts, served.manners.wrong_range = [100_000], True
    assert "another piece" in refused(HubWrong, served, entry, folder)
    served.manners.wrong_range = False
    get(served, entry, folder)
    assert served.gets[-1]["Range"] == "bytes=100000-"


def test_a_hub_that_cannot_go_on_sends_all_again(
    served: HubServer, entry: Entry, folder: Path
) -> None:
    served.manners.cuts, served.manners.ignores_range = [100_000], True
    get(served, entry, folder)
    assert served.sent == entry.bytes + 100_000


def test_a_hub_that_cannot_go_on_and_cuts_each_time(
    served: HubServer, entry: Entry, folder: Path
) -> None:
    served.manners.cuts = list(range(100_000, 600_000, 50_000))  # each try brings more
    served.manners.ignores_range = True
    assert "cuts each time" in refused(HubWrong, served, entry, folder)


@pytest.mark.row("hub-page")
def test_a_page_instead_of_a_hub(served: HubServer, entry: Entry, folder: Path) -> None:
    served.manners.html = True
    assert "web page" in refused(HubWrong, served, entry, folder)


def test_a_page_instead_of_the_bytes(served: HubServer, entry: Entry, folder: Path) -> None:
    served.manners.html_body = True
    assert "web page" in refused(HubWrong, served, entry, folder)
    assert left_of_it(folder) == set()


def test_a_page_in_the_middle_costs_nothing_of_what_came(
    served: HubServer, entry: Entry, folder: Path
) -> None:
    served.manners.cuts = [400_000, 0, 0, 0, 0]
    refused(HubBusy, served, entry, folder)
    for name in ("html", "html_body"):
        setattr(served.manners, name, True)
        refused(HubWrong, served, entry, folder)
        setattr(served.manners, name, False)
    get(served, entry, folder)
    assert served.sent == entry.bytes


def test_compressed_bytes_are_not_taken(served: HubServer, entry: Entry, folder: Path) -> None:
    served.manners.compressed = True
    assert "compressed" in refused(HubWrong, served, entry, folder)


@pytest.mark.row("hub-twice")
def test_two_downloads_of_one_model(served: HubServer, entry: Entry, folder: Path) -> None:
    arrived, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        arrived.set()
        go_on.wait(20)

    served.manners.slow = hold
    first = threading.Thread(target=get, args=(served, entry, folder, Patience()))
    first.start()
    assert arrived.wait(20)
    refused(ModelBusy, served, entry, folder)
    go_on.set()
    first.join(20)
    assert (folder / "small.gguf").exists()
    with pytest.raises(ModelThereAlready):
        get(served, entry, folder)


def test_whoever_stops_listening_stops_it(served: HubServer, entry: Entry, folder: Path) -> None:
    with closing(pull(Order(entry), served.address, Shelf(folder), HASTY)) as events:
        assert isinstance(next(events), Getting)
    assert left_of_it(folder) == {"small.gguf.part", "small.gguf.part.json"}
    get(served, entry, folder)
    assert left_of_it(folder) == {"small.gguf", "small.gguf.json"}


def test_room_is_looked_for_first(
    served: HubServer, entry: Entry, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing.Place, "free_bytes", lambda _place: 1 << 20)
    assert "1 MiB are free" in refused(NoRoom, served, entry, folder)
    assert served.gets == []


@pytest.mark.row("pull-hash-unknown")
def test_without_any_hash_nothing_is_fetched(served: HubServer, entry: Entry, folder: Path) -> None:
    unknown = replace(entry, sha256="")
    refused(Sha256Needed, served, unknown, folder)
    refused(Sha256Differs, served, entry, folder, sha256="0" * 64)
    assert served.requests == []
    get(served, unknown, folder, sha256=entry.sha256.upper())


@pytest.mark.row("pull-licence")
def test_a_licence_that_asks_for_a_yes(served: HubServer, entry: Entry, folder: Path) -> None:
    asking = replace(entry, agree=True, licence="Some License")
    assert "Some License" in refused(LicenceNotAgreed, served, asking, folder)
    assert served.requests == []
    get(served, asking, folder, agreed=True)
    record = read_record(folder / "small.gguf")
    assert record is not None
    assert record.licence == "Some License"


def test_an_entry_for_a_newer_program(served: HubServer, entry: Entry, folder: Path) -> None:
    refused(ProgramTooOld, served, replace(entry, minimum_version="99"), folder)
    assert served.requests == []


def test_a_file_whose_template_misbehaves_is_not_kept(
    served: HubServer, entry: Entry, folder: Path
) -> None:
    class TemplateMisbehaves(ModelError):
        what = "The template of {path} misbehaves."
        next_step = "Use another."

    def look(path: Path, header: object) -> str:
        raise TemplateMisbehaves(path=path)

    with pytest.raises(TemplateMisbehaves):
        list(pull(Order(entry), served.address, Shelf(folder, look), HASTY))
    assert left_of_it(folder) == set()


# --- the command ---


@pytest.fixture
def base(tmp_path: Path, served: HubServer, entry: Entry) -> Path:
    """A base folder whose settings name the hub and a catalogue of the site."""
    base = tmp_path / "base"
    (base / "config").mkdir(parents=True)
    catalogue = tmp_path / "site.toml"
    catalogue.write_text(
        f'[[model]]\nid = "small"\nname = "Small"\nlanguages = ["en"]\nlicence = "MIT"\n'
        f'purpose = {{en = "t", zh = "t"}}\nvalidated = {{en = "no", zh = "no"}}\n'
        f'parameters = 1\nquantisation = "F32"\ncontext = 8\nmemory_mib = 1\nprompt = "plain"\n'
        f'minimum_version = "0.1"\nrepository = "org/models"\nrevision = "main"\n'
        f'file = "{FILE}"\nsha256 = "{entry.sha256}"\n',
        encoding="utf-8",
    )
    (base / "config" / "settings.toml").write_text(
        f'model_hub = "{served.address}"\nmodel_catalogue = "{catalogue}"\ncandidates = 1\n',
        encoding="utf-8",
    )
    return base


def radvaluer(base: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, str(base), *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_command_fetches_lists_uses_and_removes(base: Path) -> None:
    done = radvaluer(base, "models", "pull", "small")
    assert done.returncode == 0, done.stderr
    assert "'small' is there" in done.stdout
    assert "small" in radvaluer(base, "models", "list").stdout
    assert radvaluer(base, "models", "use", "small").returncode == 0
    assert (
        "is the model that the setting"
        in radvaluer(base, "models", "remove", "small", "--yes").stderr
    )
    assert radvaluer(base, "models", "use", "chatradio-demo").returncode == 0
    assert radvaluer(base, "models", "remove", "small", "--yes").returncode == 0
    assert not list((base / "data" / "models").glob("small.gguf*[!k]"))


@pytest.mark.row("pull-forbidden")
def test_a_setting_forbids_downloads(base: Path, served: HubServer) -> None:
    with (base / "config" / "settings.toml").open("a") as file:
        file.write('downloads = "forbidden"\n')
    done = radvaluer(base, "models", "pull", "small")
    assert (done.returncode, served.requests) == (2, [])
    assert "forbidden by the setting 'downloads'" in done.stderr


@pytest.mark.row("pull-killed")
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_killed_command_goes_on(base: Path, served: HubServer, entry: Entry) -> None:
    half, dead = threading.Event(), threading.Event()

    def hold() -> None:
        if served.sent > entry.bytes // 2:
            half.set()
            dead.wait(20)

    served.manners.slow = hold
    with subprocess.Popen([*PROGRAM, str(base), "models", "pull", "small"]) as process:
        assert half.wait(30)
        part = base / "data" / "models" / "small.gguf.part"
        try:
            wait_until(
                lambda: part.exists() and part.stat().st_size > entry.bytes // 4,
                "the bytes to be written",
            )
        finally:
            process.kill()
    dead.set()
    served.manners.slow = lambda: None
    assert radvaluer(base, "models", "list").stdout.count("small ") == 1  # from the catalogue
    assert radvaluer(base, "models", "pull", "small").returncode == 0
    fetched = int(served.gets[-1]["Range"].removeprefix("bytes=").rstrip("-"))
    assert fetched > entry.bytes // 4


@pytest.mark.row("pull-disk-full")
@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="needs a small tmpfs")
def test_a_disk_that_fills_up_meanwhile(base: Path, served: HubServer, model: Path) -> None:
    """With a file of unknown size: room cannot be looked for first."""
    script = (
        'mount -t tmpfs -o size=400k tmpfs "$1" && cd / && shift && "$@"; code=$?; '
        'ls -A "$0"; exit $code'
    )
    models = base / "data" / "models"
    models.mkdir(parents=True)
    program = (
        "import sys; from radvaluer_desktop.catalogue import placing; "
        "placing.Place.must_have_room = lambda *_: None; "
        "sys.argv[0] = 'radvaluer'; from radvaluer_desktop.main import main; main()"
    )
    arguments = ["--basedir", str(base), "models", "pull", "small"]
    done = subprocess.run(
        [
            *("unshare", "--mount", "sh", "-c", script, str(models), str(models)),
            *(sys.executable, "-c", program, *arguments),
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.returncode == 3, done.stderr
    assert "There is no room for 'small'" in done.stderr
    assert "small.gguf.part" not in done.stdout.split()


def test_a_bad_network_and_a_killed_command(tmp_path: Path, loopback: None) -> None:
    assert over_a_bad_network(tmp_path, 24, cuts=3, kills=1, seed=7) < 1.5
