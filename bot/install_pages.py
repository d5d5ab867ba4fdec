"""The pages of whoever installs the bot: plain, and readable without any style."""

import base64
import hashlib
from dataclasses import dataclass
from html import escape

from starlette.responses import HTMLResponse

STYLE = """
:root { color-scheme: light dark; }
body { margin: 0; font: 1.125rem/1.5 system-ui, sans-serif; color: #1d1c1d; background: #fff; }
main { max-width: 36rem; margin: 0 auto; padding: 3rem 1.25rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem; }
p { margin: 0 0 1rem; }
a { color: #0b6670; }
a.do { display: inline-block; padding: .7rem 1.2rem; border-radius: .4rem;
  background: #1f5c4d; color: #fff; font-weight: 600; }
a:focus-visible { outline: 3px solid #0b6670; outline-offset: 3px; }
@media (prefers-color-scheme: dark) {
  body { color: #e8e8e8; background: #1a1d21; }
  a { color: #7fd3dd; }
  a.do { background: #8fd6bd; color: #10231d; }
  a:focus-visible { outline-color: #7fd3dd; }
}
"""
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'",
    # The address holds a code that installs the bot; it belongs into no other page and no store.
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class Link:
    """What to do next."""

    label: str
    address: str


def page(title: str, *paragraphs: str, link: Link | None = None, status: int = 200) -> HTMLResponse:
    """Return a page that says *title* and below it *paragraphs*, all of it as plain text.

    Args:
        link: what to do next; None for nothing.
        status: of HTTP.
    """
    said = "\n".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    way = (
        f'<p><a class="do" href="{escape(link.address)}">{escape(link.label)}</a></p>'
        if link
        else ""
    )
    return HTMLResponse(
        f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} · Open Space</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
{said}
{way}
</main>
</body>
</html>
""",
        status,
        HEADERS,
    )
