"""Changing topics and their hosts, also by two people at the same moment."""

from dataclasses import replace

from openspace.editing import Prints, prints
from openspace.proposing import Details
from services import editing, hosting, proposing
from services.editing import Edited, Meanwhile
from services.news import HostJoined, NamedHost
from services.proposing import Listing
from tests.storage.at_once import at_once
from tests.storage.week import Week, user_id
