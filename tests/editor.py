"""What an editor marks in a YAML file: yaml-language-server, spoken to as editors speak to it.

The Language Server Protocol 3.17: JSON-RPC messages, each behind a header with its length.
"""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

from judges import PACKAGES

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO

SERVER = PACKAGES / "yaml-language-server" / "bin" / "yaml-language-server"


def marks(*paths: Path) -> list[list[tuple[int, str]]]:
    """The line, from 1, and the message of each mark in each file of one folder.

    A file names its schema itself.
    """
    command = ["node", str(SERVER), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin
        assert server.stdout
        send, replies = server.stdin, server.stdout
        folder = {"uri": paths[0].parent.as_uri(), "name": "cv"}
        asked = {"processId": None, "rootUri": None, "workspaceFolders": [folder]}
        _send(send, id=1, method="initialize", params={**asked, "capabilities": {}})
        while _received(replies).get("id") != 1:
            pass
        _send(send, method="initialized", params={})
        found = [_marks(send, replies, path) for path in paths]
        server.kill()
    return found


def _marks(send: IO[bytes], replies: IO[bytes], path: Path) -> list[tuple[int, str]]:
    text = {"languageId": "yaml", "version": 1, "text": path.read_text("utf-8")}
    opened = {"textDocument": {"uri": path.as_uri(), **text}}
    _send(send, method="textDocument/didOpen", params=opened)
    while not _tells_of(message := _received(replies), path):
        if "id" in message and "method" in message:
            _send(send, id=message["id"], result=None)
    return sorted(
        (mark["range"]["start"]["line"] + 1, mark["message"])
        for mark in message["params"]["diagnostics"]
    )


def _tells_of(message: dict[str, Any], path: Path) -> bool:
    """Whether it has the marks in ``path``; those in a file before may be told once more."""
    is_marks = message.get("method") == "textDocument/publishDiagnostics"
    return is_marks and message["params"]["uri"] == path.as_uri()


def _send(stream: IO[bytes], **message: Any) -> None:
    data = json.dumps({"jsonrpc": "2.0", **message}).encode()
    stream.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
    stream.flush()


def _received(stream: IO[bytes]) -> dict[str, Any]:
    length = 0
    while header := stream.readline().strip():
        name, _, value = header.partition(b":")
        length = int(value) if name.lower() == b"content-length" else length
    assert length, "yaml-language-server has ended"
    message: dict[str, Any] = json.loads(stream.read(length))
    return message
