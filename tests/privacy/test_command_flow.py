"""Every command, with texts of patients, refused, stopped and crashed: they lie nowhere but where a
person put them or asked for them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pyrage
import pytest

from radvaluer_desktop.assets import resource
from radvaluer_desktop.cli.root import radvaluer
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.records import WorkspaceText
from radvaluer_desktop.feedback.recovery_key import new_recovery_key
from radvaluer_desktop.feedback.store import open_store
from radvaluer_desktop.modelfile.digest import sha256_of
from radvaluer_desktop.report.study import StudyHeader
from tests.privacy.home import Home, command, worker_of
from tests.privacy.searching import Found, Searcher
from tests.unit.feedback.samples import decision

_RECIPIENT = str(pyrage.x25519.Identity.generate().to_public())
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


class Terminal:
    """Runs commands in one home; ``asked_for`` grows by what a person wrote or asked for."""

    def __init__(self, home: Home, slow_model: Path) -> None:
        self.home, self.slow_model = home, slow_model
        self.searcher = Searcher(home.canaries.all)
        self.asked_for: set[Path] = set()
        self.found: list[Found] = []

    @property
    def settings(self) -> Path:
        return self.home.folder / "config" / "radvaluer" / "settings.toml"

    def run(
        self,
        *arguments: object,
        text: str = "",
        said: tuple[str, ...] = (),
        code: int = 0,
        shown: bool = False,
    ) -> str:
        """Run a command to its end and return its output, which may hold texts where ``shown``."""
        with self.started(*arguments, said=said) as process:
            output, errors = process.communicate(text.encode(), 60)
        assert process.returncode == code, errors.decode()
        self.found += self.searcher.in_bytes(errors, f"what {arguments[0]} says beside its output")
        if not shown:
            self.found += self.searcher.in_bytes(output, f"what {arguments[0]} prints")
        return output.decode()

    def crash(self, how: signal.Signals, *arguments: object, text: str, worker: bool) -> None:
        """Run a command into the middle of a draft and end it, or its worker, by a signal."""
        with self.started(*arguments) as process:
            assert process.stdin
            assert process.stdout
            process.stdin.write(text.encode())
            process.stdin.close()
            process.stdout.read(1)  # the first word is there
            engine = worker_of(process.pid)
            assert engine is not None
            (engine if worker else process).send_signal(how)
            process.stdout.read()
            process.wait(60)
        assert process.returncode == (4 if worker else -how)

    @contextmanager
    def started(
        self, *arguments: object, said: tuple[str, ...] = ()
    ) -> Iterator[subprocess.Popen[bytes]]:
        with command(self.home, *arguments) as (process, watch):
            yield process
            assert process.returncode is not None
        self.found += watch.search(self.searcher, said)
        self.look()

    def look(self) -> None:
        self.found += self.home.lying_open(self.searcher, self.asked_for)

    def file(self, name: str, content: bytes) -> Path:
        """A file that the person wrote."""
        path = self.home.work / name
        path.write_bytes(content)
        self.asked_for.add(path)
        return path


def draft(terminal: Terminal) -> None:
    canaries = terminal.home.canaries
    order, indication = canaries.en(), canaries.zh()
    terminal.run(
        *("draft", "--json", "--order", order, "--indication", indication),
        text=f"{canaries.en()} {canaries.zh()}",
        said=(order, indication),
        shown=True,
    )
    written = terminal.file(f"{canaries.zh()}.txt", f"检查所见：{canaries.zh()}".encode("gb18030"))
    terminal.run("draft", written, said=(str(written),), shown=True)
    unreadable = terminal.file("picture.txt", b"\x89PNG\r\n\x1a\n\0\xff" + canaries.en().encode())
    terminal.run("draft", unreadable, code=2)
    terminal.run("draft", text=f"{canaries.en()} " * 2000, code=2)
    slow = ("draft", "--model", terminal.slow_model, "-")
    text = f"{canaries.en()} {canaries.zh()}"
    terminal.crash(signal.SIGSEGV, *slow, text=text, worker=False)
    terminal.crash(signal.SIGABRT, *slow, text=text, worker=True)


def server_check(terminal: Terminal) -> None:
    """It sends no report, and where nobody answers says so; a draft then is made here."""
    nobody = "http://127.0.0.1:9"
    terminal.run("server", "check", nobody, code=4)
    terminal.run("draft", "--server", nobody, text=terminal.home.canaries.en(), shown=True)


def server_key(terminal: Terminal) -> None:
    """A key lies in the keyring alone."""
    address, key = "https://gpu.example", terminal.home.canaries.en().split()[0]
    terminal.run("server", "key", address, text=key)
    terminal.run("server", "key", address, text=f"{key} {key}", code=2)
    terminal.run("server", "key", address, "--forget")


def batch(terminal: Terminal) -> None:
    canaries, work = terminal.home.canaries, terminal.home.work
    rows = [{"id": name, "findings": canaries.en()} for name in (canaries.zh(), canaries.zh())]
    source = terminal.file(
        "in.jsonl", "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    )
    terminal.asked_for.add(work / "out.jsonl")
    terminal.run("batch", source, "out.jsonl")
    assert len((work / "out.jsonl").read_text("utf-8").splitlines()) == len(rows)
    broken = terminal.file("broken.jsonl", f'{{"id": 1, "findings": "{canaries.en()}'.encode())
    terminal.run("batch", broken, "never.jsonl", code=2)


def check(terminal: Terminal) -> None:
    """It prints what it quotes and keeps nothing; what cannot be read is not quoted."""
    canaries = terminal.home.canaries
    findings = terminal.file("findings.txt", f"{canaries.en()}。{canaries.zh()}".encode())
    impression = terminal.file("impression.txt", canaries.zh().encode())
    files = ("--findings", findings, "--impression", impression)
    terminal.run("check", *files, shown=True)
    order = canaries.en()
    terminal.run("check", *files, "--json", "--order", order, said=(order,), shown=True)
    unreadable = terminal.file("noise.txt", b"\x89PNG\r\n\x1a\n\0\xff" + canaries.en().encode())
    terminal.run("check", "--findings", unreadable, "--impression", impression, code=2)


def deid(terminal: Terminal) -> None:
    """It prints what it found, also where that is asked for; beside its output only counts."""
    canaries = terminal.home.canaries
    text = f"Dr. Okafor: {canaries.en()}。{canaries.zh()}"
    written = terminal.file("named.txt", text.encode())
    known = {"person": [canaries.en(), canaries.zh()], "record": [canaries.en()]}
    listed = terminal.file("known.json", json.dumps(known, ensure_ascii=False).encode())
    for output in ((), ("--json",), ("--review",), ("--surrogates",)):
        terminal.run("deid", written, "--known", listed, *output, shown=True)
    wrong = terminal.file("unknown.json", json.dumps({canaries.en(): [canaries.zh()]}).encode())
    terminal.run("deid", "--known", wrong, text=canaries.en(), code=2)


def score(terminal: Terminal) -> None:
    canaries = terminal.home.canaries
    reference = terminal.file("reference.txt", canaries.en().encode())
    for output in ((), ("--json",)):
        terminal.run("score", "--reference", reference, "--candidate", "-", *output,
                     text=canaries.zh())  # fmt: skip


def evaluate(terminal: Terminal) -> None:
    """It prints figures; drafts are in memory alone, or where a person wanted them."""
    canaries, work = terminal.home.canaries, terminal.home.work
    row = {
        "id": canaries.zh(), "findings": canaries.en(), "impression": canaries.zh(),
        "indication": canaries.en(), "second": canaries.en(), "new_words": [canaries.zh()],
    }  # fmt: skip
    source = terminal.file("labelled.jsonl", json.dumps(row, ensure_ascii=False).encode())
    terminal.run("evaluate", source, "--train", source)
    assert not list(work.glob("**/*.drafts"))
    model = resource("models") / "chatradio-demo.gguf"
    drafts = work / "figures.md.drafts" / f"chatradio-demo-{sha256_of(model)[:12]}.jsonl"
    terminal.asked_for.add(drafts)
    terminal.run("evaluate", source, "--json", "--out", "figures.md")
    assert len(drafts.read_text("utf-8").splitlines()) == 1
    wrong = json.dumps(row | {"impression": 3}, ensure_ascii=False)
    broken = terminal.file("unlabelled.jsonl", wrong.encode())
    terminal.run("evaluate", broken, code=2)


def bench(terminal: Terminal) -> None:
    """It prints figures; reports and history go to the engine and nowhere else."""
    canaries = terminal.home.canaries
    row = {"findings": canaries.en(), "impression": canaries.zh()}
    text = 2 * (json.dumps(row, ensure_ascii=False) + "\n")
    reports = terminal.file("timed.jsonl", text.encode())
    history = terminal.file("history.jsonl", text.encode())
    terminal.run("bench", "--data", reports, "--history", history, "--reports", 2, "--typed", 0)
    broken = terminal.file("untimed.jsonl", f'{{"findings": "{row["findings"]}"'.encode())
    terminal.run("bench", "--data", broken, code=2)


def feedback_list(terminal: Terminal) -> None:
    findings, final, typed = keep_decisions(terminal.home)
    assert final[:30] in terminal.run("feedback", "list", shown=True)
    (kept,) = map(json.loads, terminal.run("feedback", "list", "--json", shown=True).splitlines())
    assert (kept["findings"], kept["final"]) == (findings, final)
    assert typed not in kept.values()


def feedback_stats(terminal: Terminal) -> None:
    """Figures and groups; an institution's name is printed, as it was set."""
    for output in ((), ("--json",)):
        terminal.run("feedback", "stats", *output)


def feedback_signed(terminal: Terminal) -> None:
    """What was signed lies in the store; of a study that is not there, and of bad rows, nothing."""
    canaries = terminal.home.canaries
    rows = [
        {"accession": canaries.en(), "impression": canaries.zh()},
        {"accession": canaries.zh(), "impression": canaries.en(), "signed_at": canaries.en()},
    ]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    file = terminal.file("signed.jsonl", f'{text}{{"accession": "{canaries.en()}'.encode())
    terminal.run("feedback", "signed", file, code=2)
    table = terminal.file("signed.csv", f"accession,impression\n,{canaries.zh()}\n".encode())
    terminal.run("feedback", "signed", table, "--json", code=2)


def feedback_backup(terminal: Terminal) -> None:
    """The copy is noise as the store is; its name says when it was made."""
    terminal.run("feedback", "backup")


def feedback_backups(terminal: Terminal) -> None:
    assert "feedback-" in terminal.run("feedback", "backups")


def feedback_restore(terminal: Terminal) -> None:
    """It counts what would be lost and quotes nothing; what it puts aside is noise too."""
    answer = terminal.home.canaries.en()
    terminal.run("feedback", "restore", text=f"{answer}\n", code=2)
    terminal.run("feedback", "restore", "--yes")


def feedback_erase(terminal: Terminal) -> None:
    """The study's name is asked for; nothing repeats it."""
    name = terminal.home.canaries.zh()
    terminal.run("feedback", "erase", name, "--yes", said=(name,))


def feedback_export(terminal: Terminal) -> None:
    """The review is printed; a file is written once it was read, and is the one thing that lies."""
    work, arguments = terminal.home.work, ("feedback", "export", "--format", "jsonl")
    out = ("--out", "export.jsonl", "--processes", "0")
    read = terminal.run(*arguments, *out, shown=True)
    assert list(work.glob("export*")) == []
    code = read.split("--review-code ")[1].strip()
    terminal.asked_for.add(work / "export.jsonl")
    terminal.run(*arguments, *out, "--reviewed-by", "A. Reader", "--review-code", code)
    assert (work / "export.jsonl.manifest.json").exists()
    keyed = (*arguments, "--out", "sealed.age", "--processes", "1", "--recipient", _RECIPIENT)
    code = terminal.run(*keyed, shown=True).split("--review-code ")[1].strip()
    terminal.run(*keyed, "--reviewed-by", "A. Reader", "--review-code", code)
    name = terminal.home.canaries.zh()
    bad = terminal.file("corrections.json", json.dumps([name], ensure_ascii=False).encode())
    terminal.run(*arguments, *out, "--corrections", bad, code=2)


def feedback_verify(terminal: Terminal) -> None:
    assert "whole; 1 rows" in terminal.run("feedback", "verify", "export.jsonl")
    terminal.run("feedback", "verify", "sealed.age")
    spoiled = terminal.file("spoiled.jsonl", terminal.home.canaries.en().encode())
    terminal.run("feedback", "verify", spoiled, code=2)


def feedback_merge(terminal: Terminal) -> None:
    """The lead's store is noise too."""
    assert "1 new" in terminal.run("feedback", "merge", "export.jsonl", "--into", "lead")
    terminal.run("feedback", "merge", "sealed.age", "--into", "lead", code=2)


def audit_verify(terminal: Terminal) -> None:
    assert "The trail is whole" in terminal.run("audit", "verify")


def audit_export(terminal: Terminal) -> None:
    """Every event of these flows, and no text of any."""
    assert '"event": "restored"' in terminal.run("audit", "export")


def audit_accept(terminal: Terminal) -> None:
    terminal.run("audit", "accept", "--yes")


def keep_decisions(home: Home) -> tuple[str, str, str]:
    """Keep a decision and something typed, as the window does, in the XDG folder."""
    canaries = home.canaries
    header = StudyHeader(order=canaries.en(), indication=canaries.zh(), pseudonym=canaries.en())
    findings, final, typed = canaries.zh(), canaries.en(), canaries.zh()
    with open_store(home.folder / "data" / "radvaluer" / "feedback.db", Keyring()) as store:
        store.keep(
            decision(
                findings=findings,
                header=header,
                draft=canaries.zh(),
                final=final,
                reject_reason=canaries.zh(),
                station_id=canaries.en(),
            )
        )
        store.save_workspace(WorkspaceText(findings=typed))
    return findings, final, typed


def doctor(terminal: Terminal) -> None:
    told = terminal.run("doctor")
    assert "1 decisions" in told


def settings_set(terminal: Terminal) -> None:
    """What is refused is kept nowhere; what is accepted lies in the settings, as asked."""
    refused, station = terminal.home.canaries.zh(), terminal.home.canaries.en()
    set_ = ("settings", "set")
    terminal.run(*set_, "interface_language", refused, said=(refused,), code=2, shown=True)
    terminal.asked_for.add(terminal.settings)
    terminal.run(*set_, "station", station, said=(station,))
    assert station in terminal.settings.read_text("utf-8")


def settings_show(terminal: Terminal) -> None:
    terminal.run("settings", "show", shown=True)


def settings_get(terminal: Terminal) -> None:
    terminal.run("settings", "get", "station", shown=True)


def settings_unset(terminal: Terminal) -> None:
    terminal.asked_for.remove(terminal.settings)
    terminal.run("settings", "unset", "station")


def models_list(terminal: Terminal) -> None:
    assert "chatradio-demo" in terminal.run("models", "list")


def models_info(terminal: Terminal) -> None:
    terminal.run("models", "info", "chatradio-demo", "--json")


def models_suggest(terminal: Terminal) -> None:
    assert "suits" in terminal.run("models", "suggest")


def models_pull(terminal: Terminal) -> None:
    """Refused before any connection: the catalogue knows no hash."""
    terminal.run("models", "pull", "qwen2.5-0.5b-instruct-q4_k_m", code=2)


def models_import(terminal: Terminal) -> None:
    """A text is no model, and nothing of it is kept."""
    report = terminal.file("report.gguf", terminal.home.canaries.zh().encode())
    terminal.run("models", "import", report, code=3)


def models_verify(terminal: Terminal) -> None:
    terminal.run("models", "verify", "chatradio-demo")


def models_use(terminal: Terminal) -> None:
    """The settings then hold the model's id, as asked."""
    terminal.asked_for.add(terminal.settings)
    terminal.run("models", "use", "chatradio-demo")


def models_remove(terminal: Terminal) -> None:
    terminal.run("models", "remove", "chatradio-demo", "--yes", code=3)


def keys_status(terminal: Terminal) -> None:
    assert "none: make one" in terminal.run("keys", "status")


def keys_new_recovery(terminal: Terminal) -> None:
    """What is typed wrong is repeated nowhere."""
    wrong = terminal.home.canaries.zh()
    terminal.run("keys", "new-recovery", text=f"{wrong}\n", code=2)
    terminal.run("keys", "verify-recovery", text=f"{wrong}\n", code=2)


def keys_verify_recovery(terminal: Terminal) -> None:
    terminal.run("keys", "verify-recovery", text=f"{new_recovery_key().text}\n", code=5)


def keys_recover(terminal: Terminal) -> None:
    terminal.run("keys", "recover", text=f"{new_recovery_key().text}\n", code=5)


def keys_rotate(terminal: Terminal) -> None:
    """Old pages and new ones are noise."""
    terminal.run("keys", "rotate", "--yes")


def keys_forget_old(terminal: Terminal) -> None:
    terminal.run("keys", "forget-old", "--yes")


def keys_escrow(terminal: Terminal) -> None:
    terminal.run("keys", "escrow", code=2)


def retrain_run(terminal: Terminal) -> None:
    """One decision is too few to learn from: refused, also where torch is installed."""
    terminal.run("retrain", "run", code=2)


def retrain_status(terminal: Terminal) -> None:
    assert "the demonstration model" in terminal.run("retrain", "status")


def retrain_approve(terminal: Terminal) -> None:
    terminal.run("retrain", "approve", "--yes", code=2)


def retrain_pin(terminal: Terminal) -> None:
    name = terminal.home.canaries.zh()
    terminal.run("retrain", "pin", name, said=(name,), code=2)


def retrain_rollback(terminal: Terminal) -> None:
    terminal.run("retrain", "rollback", "--yes", code=2)


def data_erase(terminal: Terminal) -> None:
    """It says how many decisions go and repeats nothing of them, nor of what is answered."""
    answer = terminal.home.canaries.zh()
    told = terminal.run("data", "erase", text=f"{answer}\n", code=2)
    assert "1 decision, and what is typed" in told
    terminal.run("data", "erase", "--yes")
    assert not list((terminal.home.folder / "data" / "radvaluer").glob("feedback*"))


def corpus(terminal: Terminal) -> None:
    """It reads no report and writes made-up ones alone."""
    terminal.run("corpus", "--count", "3", "--out", "-")


def pretrain(terminal: Terminal) -> None:
    """It reads no report; what is refused is not repeated anywhere either."""
    folder = terminal.home.canaries.zh()
    budget = ("--minutes", "1", "--steps", "1")  # both: refused, also where torch is installed
    terminal.run("pretrain", "--out", folder, *budget, said=(folder,), code=2)


def train(terminal: Terminal) -> None:
    """One report is too few to learn from: refused, also where torch is installed."""
    canaries = terminal.home.canaries
    row = {"findings": canaries.en(), "impression": canaries.zh()}
    source = terminal.file("taught.jsonl", json.dumps(row, ensure_ascii=False).encode())
    terminal.run("train", "--base", "random", "--data", source, "--out", "ours.gguf", code=2)


# In this order: doctor then finds a store with a decision, and unset has something to take away.
FLOWS: dict[str, Callable[[Terminal], None]] = {
    "draft": draft,
    "batch": batch,
    "check": check,
    "deid": deid,
    "score": score,
    "evaluate": evaluate,
    "bench": bench,
    "feedback list": feedback_list,
    "feedback export": feedback_export,
    "feedback verify": feedback_verify,
    "feedback merge": feedback_merge,
    "feedback stats": feedback_stats,
    "feedback signed": feedback_signed,
    "feedback backup": feedback_backup,
    "feedback backups": feedback_backups,
    "feedback restore": feedback_restore,
    "feedback erase": feedback_erase,
    "audit verify": audit_verify,
    "audit export": audit_export,
    "audit accept": audit_accept,
    "doctor": doctor,
    "server check": server_check,
    "server key": server_key,
    "settings set": settings_set,
    "settings show": settings_show,
    "settings get": settings_get,
    "settings unset": settings_unset,
    "models list": models_list,
    "models info": models_info,
    "models suggest": models_suggest,
    "models pull": models_pull,
    "models import": models_import,
    "models verify": models_verify,
    "models use": models_use,
    "models remove": models_remove,
    "keys status": keys_status,
    "keys new-recovery": keys_new_recovery,
    "keys verify-recovery": keys_verify_recovery,
    "keys recover": keys_recover,
    "keys rotate": keys_rotate,
    "keys forget-old": keys_forget_old,
    "keys escrow": keys_escrow,
    "retrain run": retrain_run,
    "retrain status": retrain_status,
    "retrain approve": retrain_approve,
    "retrain pin": retrain_pin,
    "retrain rollback": retrain_rollback,
    "data erase": data_erase,
    "corpus": corpus,
    "pretrain": pretrain,
    "train": train,
}


def leaves(command: click.Command, name: str = "") -> Iterator[str]:
    """Yield the name of each command that is no group."""
    if not isinstance(command, click.Group):
        yield name
        return
    context = click.Context(command)
    for child in command.list_commands(context):
        found = command.get_command(context, child)
        assert found is not None
        yield from leaves(found, f"{name} {child}".strip())


def test_every_command_has_its_flow() -> None:
    assert set(FLOWS) == set(leaves(radvaluer))


@pytest.mark.timeout(900)  # every command once, each in a process of its own
def test_no_command_leaves_a_text_lying_open(
    home: Home, slow_model: Path, unlocked_keyring: object, core_files_allowed: bool
) -> None:
    terminal = Terminal(home, slow_model)
    for flow in FLOWS.values():
        flow(terminal)
    rest = terminal.home.canaries.rest()
    if rest:  # every one is planted
        terminal.run("draft", text=" ".join(rest), shown=True)
    terminal.found += home.lying_elsewhere(terminal.searcher)
    assert (home.folder / "state" / "radvaluer" / "log" / "radvaluer.log").exists()
    assert terminal.found == []
