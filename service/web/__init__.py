"""The web application: `create_app` puts its parts together, and nothing else."""

from __future__ import annotations

from flask import Flask

from service import pipeline
from service.settings import Settings
from service.web import errors, headers, pages
from service.web.samples import Producer, SampleShelf

MAKER = "vanthu-maker"


def create_app(settings: Settings, produce: Producer | None = None) -> Flask:
    """The application for these settings; `produce` makes a paper of a record, as `pipeline.produce` does.

    Without it the application keeps a LibreOffice ready; `close_app` ends it.
    """
    app = Flask(__name__)
    if produce is None:
        maker = pipeline.Producer(settings, keep_office=True)
        app.extensions[MAKER] = maker

        produce = maker.produce_by
    # The pages take no input yet; a body is refused before it is read.
    app.config.update(MAX_CONTENT_LENGTH=64 * 1024)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
    # An address with a slash too many or too few is answered or is not there, never sent on: what sends on would
    # believe the host that the request names.
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    headers.init_app(app)
    errors.init_app(app)
    pages.init_app(app, SampleShelf(settings, produce))
    return app


def close_app(app: Flask) -> None:
    """Ends what the application keeps running."""
    if MAKER in app.extensions:
        app.extensions[MAKER].close()
