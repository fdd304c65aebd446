"""Drafts on a real server: llama-cpp-python's own, with the demonstration model, on loopback."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from radvaluer_desktop.app import Application, build_application, server_key_name
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.inference.messages import Sampling, Token
from radvaluer_desktop.inference.remote.address import server_address
from radvaluer_desktop.paths import locations
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.session.draft import Drafted
from radvaluer_desktop.session.fall_back import FellBack
from radvaluer_desktop.session.server_failures import ServerCut, ServerRefused
from radvaluer_desktop.settings.policy import PolicySource
from tests.command_line import Run
from tests.model_server import KEY

Server = tuple[subprocess.Popen[bytes], str]
FINDINGS = "Patchy opacity in the right lower lobe. Discussed with Dr. Okafor on 12 March 2024."


@pytest.fixture
def keyed(unlocked_keyring: object, model_server: Server) -> str:
    """The address of the server, whose key is in the keyring."""
    address = model_server[1]
    Keyring().keep_secret(server_key_name(server_address(address).host), KEY)
    return address


def application(folder: Path, server: str | None = None, **policy: str) -> Application:
    sources = (PolicySource("policy", lambda: policy),)
    return build_application(locations(folder), policy=sources, server=server)


def test_off_unless_somebody_wants_it(tmp_path: Path) -> None:
    address = "https://gpu.example"
    assert application(tmp_path).served is None
    settings = tmp_path / "config" / "settings.toml"
    settings.parent.mkdir()
    settings.write_text(f'server = "{address}"\nserver_trusted = "yes"\n')
    assert application(tmp_path).served is None  # nobody agreed
    settings.write_text(f'server = "{address}"\nserver_consent = "https://other.example"\n')
    assert application(tmp_path).served is None  # to another
    settings.write_text(
        f'server = "{address}"\nserver_consent = "{address}"\nserver_trusted = "yes"\n'
    )
    served = application(tmp_path).served
    assert served
    assert not served.is_trusted  # a person cannot trust it
    assert application(tmp_path, server="").served is None


@pytest.mark.row("server-forbidden")
def test_the_policy_decides(tmp_path: Path) -> None:
    from radvaluer_desktop.session.serving import ServerForbidden

    address = "https://gpu.example"
    by_policy = application(tmp_path, server=address)
    assert by_policy.served
    trusted = build_application(
        locations(tmp_path),
        policy=(PolicySource("p", lambda: {"server": address, "server_trusted": "yes"}),),
    ).served
    assert trusted
    assert trusted.is_trusted
    with pytest.raises(ServerForbidden):
        build_application(
            locations(tmp_path),
            policy=(PolicySource("p", lambda: {"server": ""}),),
            server="https://other.example",
        )


def test_a_draft_without_identifiers_comes_back_with_them(keyed: str, tmp_path: Path) -> None:
    made = application(tmp_path, keyed)
    served = made.served
    assert served
    try:
        events = list(served.draft(StudyHeader(), FINDINGS))
        draft = events[-1].draft if isinstance(events[-1], Drafted) else None
        assert draft
        assert draft.impression
        assert "".join(e.text for e in events if isinstance(e, Token)).strip() == draft.impression
        assert draft.findings == FINDINGS
        assert draft.model_id.startswith("department (127.0.0.1:")
        assert draft.prompt_version == "server-1+general-2"
    finally:
        made.close_engines()


def test_a_wrong_key(unlocked_keyring: object, model_server: Server, tmp_path: Path) -> None:
    made = application(tmp_path, model_server[1])
    assert made.served
    with pytest.raises(ServerRefused):
        made.served.connect()
    made.close_engines()


@pytest.mark.row("server-killed")
def test_killed_in_mid_stream_this_computer_drafts(
    unlocked_keyring: object, slow_server: Server, tmp_path: Path
) -> None:
    process, address = slow_server
    Keyring().keep_secret(server_key_name(server_address(address).host), KEY)
    made = application(tmp_path, address)
    events: Iterator[object] = made.draft(StudyHeader(), FINDINGS, Sampling(max_tokens=1500))
    try:
        for event in events:
            if isinstance(event, Token):
                break
        process.kill()
        rest = list(events)
        (fell_back,) = (event for event in rest if isinstance(event, FellBack))
        assert isinstance(fell_back.reason, ServerCut)
        last = rest[-1]
        assert isinstance(last, Drafted)
        assert last.draft.model_id == "chatradio-demo"
        assert last.draft.findings == FINDINGS
        after = rest[rest.index(fell_back) :]
        text = "".join(event.text for event in after if isinstance(event, Token))
        assert text == last.draft.impression
    finally:
        made.close_engines()
        made.checks.close()


def test_the_command_line(keyed: str, run: Run) -> None:
    checked = run("server", "check", keyed)
    assert checked.returncode == 0, checked.stderr
    assert "department" in checked.stdout
    drafted = run("draft", "--server", keyed, text=FINDINGS)
    assert drafted.returncode == 0, drafted.stderr
    assert drafted.stdout.strip()
    assert "Texts of reports are sent to 127.0.0.1" in drafted.stderr
    assert "AI draft by department" in drafted.stderr


def test_many_in_flight_answer_in_their_order(keyed: str, run: Run, tmp_path: Path) -> None:
    rows = [{"id": n, "findings": f"Nodule of {n + 3} mm in the left lung."} for n in range(12)]
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = run("batch", source, output, "--server", keyed, "--in-flight", 4, "--max-tokens", 12)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == list(range(12))
    assert all(line["stop_reason"] in ("end", "max_tokens") for line in lines)


def test_a_batch_stops_where_its_server_does_and_goes_on(
    keyed: str, model_server: Server, run: Run, tmp_path: Path
) -> None:
    rows = [{"id": n, "findings": f"Nodule of {n + 3} mm."} for n in range(2000)]
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))

    def kill_soon() -> None:
        while not output.exists() or output.stat().st_size < 2000:
            time.sleep(0.05)
        model_server[0].kill()

    threading.Thread(target=kill_soon, daemon=True).start()
    stopped = run("batch", source, output, "--server", keyed, "--max-tokens", 8)
    assert stopped.returncode == 4
    lines = output.read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == list(range(len(lines)))
    assert 0 < len(lines) < 2000


def test_no_server_and_the_key_of_one(unlocked_keyring: object, run: Run) -> None:
    assert run("server", "check").returncode == 2
    key = "https://gpu.example:8000"
    assert run("server", "key", key, text="").returncode == 2
    assert run("server", "key", key, text="with space\n").returncode == 2
    assert run("server", "key", key, text=f"{KEY}\n").returncode == 0
    assert Keyring().read_secret(server_key_name("gpu.example:8000")) == KEY
    assert run("server", "key", key, "--forget").returncode == 0
    assert Keyring().read_secret(server_key_name("gpu.example:8000")) == ""
