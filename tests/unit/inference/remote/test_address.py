"""An address is checked before anything is sent to it."""

from __future__ import annotations

import pytest

from radvaluer_desktop.inference.remote.address import ServerAddressInvalid, server_address


@pytest.mark.parametrize(
    ("text", "base", "host"),
    [
        ("https://gpu.example", "https://gpu.example/v1", "gpu.example"),
        (" https://gpu.example:8000/ ", "https://gpu.example:8000/v1", "gpu.example:8000"),
        ("https://gpu.example/llm/v1/", "https://gpu.example/llm/v1", "gpu.example"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1", "127.0.0.1:8080"),
        ("http://localhost:11434/v1", "http://localhost:11434/v1", "localhost:11434"),
        ("http://[::1]:8080", "http://[::1]:8080/v1", "[::1]:8080"),
    ],
)
def test_addresses(text: str, base: str, host: str) -> None:
    address = server_address(text)
    assert (address.base, address.host) == (base, host)
    assert address.is_encrypted == base.startswith("https")


@pytest.mark.row("server-address")
@pytest.mark.parametrize(
    "text",
    [
        "gpu.example:8000",
        "ftp://gpu.example",
        "https://",
        "https://user:s3cret@gpu.example",
        "https://gpu.example?key=1",
        "https://gpu.example:99999999",
        "https://[",
        "http://gpu.example:8000",
        "http://127.0.0.1.example",
        "http://10.0.0.5:8000",
    ],
)
def test_what_is_no_address_for_reports(text: str) -> None:
    with pytest.raises(ServerAddressInvalid) as caught:
        server_address(text)
    assert "s3cret" not in str(caught.value)
