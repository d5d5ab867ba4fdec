"""Web API: uploading files in three steps (docs.slack.dev, working with files)."""

import mimetypes
import time
from collections.abc import Mapping
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sandbox import posting
from sandbox.api_call import Call, Method
from sandbox.posting import Content
from sandbox.refusals import Json, SlackError
from sandbox.workspace import File
from sandbox.world import World

SIZE_LIMIT = 1_000_000_000  # bytes


def _upload_url(call: Call) -> Json:
    name, length = call.text("filename"), call.text("length")
    if not name:
        raise SlackError("invalid_arguments")
    if not length.isdecimal() or not 1 <= int(length) <= SIZE_LIMIT:
        raise SlackError("invalid_arguments")
    file_id = call.workspace.new_id("F")
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    call.workspace.files[file_id] = File(file_id, name, name, int(length), mimetype)
    return {"upload_url": f"{call.world.base_url}/upload/{file_id}", "file_id": file_id}


async def upload(request: Request) -> Response:
    """Step two: take the bytes of a file that was announced."""
    world: World = request.app.state.world
    started = time.perf_counter()
    file = world.workspace.files.get(request.path_params["file_id"])
    data = await request.body()
    error = None
    if file is None or file.data is not None:
        error = "no such upload"
    elif len(data) != file.length:
        error = f"expected {file.length} bytes"
    else:
        world.workspace.files[file.id] = replace(file, data=data)
    status = 400 if error else 200
    world.wire.record(
        "from_app",
        "upload",
        file.name if file else "",
        request={"length": len(data)},
        response=None,
        status=status,
        started=started,
        refused=error,
    )
    return PlainTextResponse(error or f"OK - {len(data)}", status)


def _complete(call: Call) -> Json:
    wanted = call.arguments.get("files")
    if not isinstance(wanted, list) or not wanted:
        raise SlackError("invalid_arguments")
    targets = _targets(call)
    done = []
    for entry in wanted:
        file = call.workspace.files.get(str(entry.get("id")))
        if file is None or file.data is None:
            raise SlackError("file_not_found")
        shared = replace(file, title=entry.get("title") or file.name, channel_ids=tuple(targets))
        call.workspace.files[file.id] = shared
        done.append(file.id)
    content = Content(call.text("initial_comment"), (), ())
    for channel_id in targets:
        posting.post(
            call.world,
            call.workspace.channels[channel_id],
            content,
            thread_ts=call.text("thread_ts") or None,
            file_ids=tuple(done),
        )
    return {"files": [call.workspace.file_seen(file_id) for file_id in done]}


def _targets(call: Call) -> list[str]:
    """The channels to share in: ids only, and only where the app is."""
    named = call.text("channel_id") or call.text("channels")
    found = [one for one in named.split(",") if one]
    for channel_id in found:
        channel = call.workspace.channels.get(channel_id)
        if channel is None:
            raise SlackError("channel_not_found")
        if call.workspace.bot_user_id not in channel.members:
            raise SlackError("not_in_channel")
        if channel.is_archived:
            raise SlackError("is_archived")
    return found


_WRITE = ("files:write",)
METHODS: Mapping[str, Method] = {
    "files.getUploadURLExternal": Method(_upload_url, _WRITE),
    "files.completeUploadExternal": Method(_complete, _WRITE),
}
