"""The pages a person sees: the start page with the samples of each kind, a sample's own page, its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, Flask, Response, abort, render_template, send_file, stream_template
from werkzeug.exceptions import NotFound
from werkzeug.routing import BaseConverter

from schemas.catalog import Kind
from service.errors import RecordInvalid, VanThuError
from service.messages import describe
from service.web.errors import STATUSES, log_unforeseen
from service.web.samples import Facts, Made, Sample, SampleShelf

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@dataclass(frozen=True)
class Shown:
    """A sample as a page shows it: made, or with the sentences that say why not and the status they mean."""

    sample: Sample
    facts: Facts | None
    made: Made | None
    failures: tuple[str, ...] = ()
    status: HTTPStatus = HTTPStatus.OK


class PageNumber(BaseConverter):
    """The number of a page as we write it ourselves: Werkzeug's `int` takes the digits of every script."""

    regex = "[1-9][0-9]{0,4}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)


def init_app(app: Flask, shelf: SampleShelf) -> None:
    """Adds the pages to the application."""
    app.url_map.converters["page"] = PageNumber
    bp = Blueprint("pages", __name__)

    @bp.get("/")
    def start() -> Response:
        # Sent while it is made: the head of the page is there at once, each sample as soon as it is ready.
        kinds = [(kind, _show_all(shelf, kind)) for kind in shelf.kinds.values()]
        return Response(stream_template("start.html", kinds=kinds), headers={"Cache-Control": "no-cache"})

    @bp.get("/mau/<loai>/<name>/")
    def sample(loai: str, name: str) -> tuple[str, HTTPStatus]:
        shown = _show(shelf, _find(shelf, loai, name))
        return render_template("sample.html", shown=shown), shown.status

    @bp.get("/mau/<loai>/<name>/trang-<page:number>.png")
    def picture(loai: str, name: str, number: int) -> Response:
        made = shelf.demand(_find(shelf, loai, name))
        if number > len(made.pages):
            raise NotFound
        return send_file(made.picture(number), mimetype="image/png", max_age=0)

    @bp.get("/mau/<loai>/<name>/van-ban.<any(docx, pdf):suffix>")
    def download(loai: str, name: str, suffix: str) -> Response:
        made = shelf.demand(_find(shelf, loai, name))
        return send_file(
            made.file(f".{suffix}"),
            mimetype=MEDIA_TYPES[suffix],
            as_attachment=True,
            download_name=f"{made.file_stem}.{suffix}",
            max_age=0,
        )

    @bp.get("/healthz")
    def healthz() -> Response:
        return Response("ok\n", mimetype="text/plain")

    app.register_blueprint(bp)


def _find(shelf: SampleShelf, loai: str, name: str) -> Sample:
    return shelf.find(loai, name) or abort(HTTPStatus.NOT_FOUND)


def _show_all(shelf: SampleShelf, kind: Kind) -> Iterator[Shown]:
    for sample in shelf.of_kind(kind):
        yield _show(shelf, sample)


def _show(shelf: SampleShelf, sample: Sample) -> Shown:
    """A sample ready to be shown; one that fails says why and leaves the others alone."""
    facts = None
    try:
        facts = shelf.facts(sample)
        return Shown(sample, facts, shelf.demand(sample))
    except RecordInvalid as error:
        sentences = tuple(f"{problem.pointer} {problem.message}".strip() for problem in error.problems)
        return Shown(sample, facts, None, sentences, STATUSES[error.code])
    except VanThuError as error:
        return Shown(sample, facts, None, (describe(error),), STATUSES[error.code])
    except Exception as error:
        number = log_unforeseen(error)
        sentence = f"Chương trình gặp lỗi khi làm bản mẫu này (mã {number} trong nhật ký của máy chủ)."
        return Shown(sample, facts, None, (sentence,), HTTPStatus.INTERNAL_SERVER_ERROR)
