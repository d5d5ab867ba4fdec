"""HTML taken apart: its tags with their attributes, and what it says."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = dict[str, str]


@dataclass
class Tags(HTMLParser):
    """What a browser would find in some HTML."""

    source: str
    found: list[tuple[str, Attributes]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        self.found.append((f"!{decl}", {}))

    @property
    def text(self) -> str:
        """All that it says, in a row."""
        return "".join(self.said)

    def names(self) -> set[str]:
        """Each tag that is in it."""
        return {name for name, _ in self.found}
