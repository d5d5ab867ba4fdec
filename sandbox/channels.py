"""Channels and direct messages: who is in them and how Slack names them."""

from dataclasses import dataclass, field

from sandbox.refusals import Json


@dataclass
class Channel:
    """A conversation; *partner_id* is the person on the other side of the app's DM, else None."""

    id: str
    name: str
    created: int
    is_private: bool = False
    partner_id: str | None = None
    is_archived: bool = False
    topic: str = ""
    members: list[str] = field(default_factory=list)
    pins: list[str] = field(default_factory=list)

    @property
    def is_im(self) -> bool:
        """Whether it is a direct message."""
        return self.partner_id is not None

    @property
    def kind(self) -> str:
        """Slack's word in scopes: `channels`, `groups` or `im`."""
        if self.is_im:
            return "im"
        return "groups" if self.is_private else "channels"

    @property
    def type_name(self) -> str:
        """Slack's word in the `types` argument of lists."""
        return {"im": "im", "groups": "private_channel", "channels": "public_channel"}[self.kind]

    @property
    def event_type(self) -> str:
        """Slack's word in `channel_type` of message events."""
        return {"im": "im", "groups": "group", "channels": "channel"}[self.kind]

    @property
    def name_in_payloads(self) -> str:
        """The name in commands and clicks, which hides those of private conversations."""
        return {"im": "directmessage", "groups": "privategroup", "channels": self.name}[self.kind]


def as_slack(channel: Channel, *, team_id: str, seen_by: str) -> Json:
    """The channel as `conversations.info` shows it to *seen_by* (docs.slack.dev, conversation)."""
    common: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.is_archived,
        "is_channel": channel.kind == "channels",
        "is_group": channel.kind == "groups",
        "is_im": channel.is_im,
        "is_mpim": False,
        "is_private": channel.is_private or channel.is_im,
        "is_shared": False,
        "is_ext_shared": False,
        "is_org_shared": False,
        "context_team_id": team_id,
    }
    if channel.is_im:
        return {**common, "user": channel.partner_id, "is_user_deleted": False}
    return {
        **common,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_general": channel.name == "general",
        "is_member": seen_by in channel.members,
        "num_members": len(channel.members),
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
    }
