"""What somebody is in a workspace, or in an organisation that has the bot as a whole."""

import pytest

from handlers.people import kind_of
from openspace.people import Kind


@pytest.mark.parametrize(
    ("user", "kept_by", "kind"),
    [
        ({"team_id": "T1"}, "T1", Kind.MEMBER),
        ({"team_id": "T2"}, "T1", Kind.EXTERNAL),
        ({"team_id": "T1", "enterprise_user": {"enterprise_id": "E1"}}, "T1", Kind.MEMBER),
        ({"team_id": "T1", "enterprise_user": {"enterprise_id": "E1"}}, "E1", Kind.MEMBER),
        ({"team_id": "T9", "enterprise_user": {"enterprise_id": "E9"}}, "E1", Kind.EXTERNAL),
        ({"team_id": "T9"}, "E1", Kind.EXTERNAL),
        (
            {
                "team_id": "T1",
                "is_restricted": True,
                "enterprise_user": {"enterprise_id": "E1"},
            },
            "E1",
            Kind.GUEST,
        ),
    ],
)
def test_who_belongs_to_an_organisation_is_no_stranger_in_it(
    user: dict[str, object], kept_by: str, kind: Kind
) -> None:
    assert kind_of({"id": "W1", **user}, team_id=kept_by) is kind
