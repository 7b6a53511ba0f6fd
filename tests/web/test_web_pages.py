"""The pages as a browser gets them: what stands on them, that everything they name is there, that they are safe."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from flask.testing import FlaskClient

from tests.web.workshop import PAGES, RECORD, PutSample, Workshop

SAMPLE = "/mau/ke_hoach/tot/"


class Page(HTMLParser):
    """What a test asks of a page: its elements with attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def addresses(self) -> list[str]:
        return [value for _, found in self.elements for name, value in found.items() if name in {"href", "src"}]


def read(client: FlaskClient, address: str, status: int = 200) -> Page:
    response = client.get(address)
    assert response.status_code == status
    assert response.mimetype == "text/html"
    return Page(response.text)


def test_start_page_shows_each_sample_with_facts_pages_and_files(client: FlaskClient, put_sample: PutSample) -> None:
    put_sample("tot")
    page = read(client, "/")
    for words in ("Kế hoạch", RECORD["trich_yeu"], "Đảng", "05-HD/VPTW"):
        assert str(words) in page.text
    pictures = [image for image in page.of("img") if "/mau/" in image["src"]]
    assert len(pictures) == PAGES
    assert [image["alt"][:14] for image in pictures] == ["Trang 1 trên 2", "Trang 2 trên 2"]
    assert {f"{SAMPLE}van-ban.docx", f"{SAMPLE}van-ban.pdf", SAMPLE} <= set(page.addresses())


@pytest.mark.parametrize("address", ["/", SAMPLE, "/khong-co"])
def test_everything_a_page_names_is_there_and_is_ours(client: FlaskClient, put_sample: PutSample, address: str) -> None:
    put_sample("tot")
    addresses = Page(client.get(address).text).addresses()
    assert len(addresses) >= 4
    for found in addresses:
        assert found.startswith(("/", "#")), found
        if found.startswith("/"):
            assert client.get(found.partition("#")[0]).status_code == 200, found


def test_files_of_a_sample(client: FlaskClient, put_sample: PutSample) -> None:
    put_sample("tot")
    picture = client.get(f"{SAMPLE}trang-1.png")
    assert (picture.mimetype, picture.data[:4]) == ("image/png", b"\x89PNG")
    pdf, docx = client.get(f"{SAMPLE}van-ban.pdf"), client.get(f"{SAMPLE}van-ban.docx")
    assert (pdf.mimetype, pdf.data[:5]) == ("application/pdf", b"%PDF-")
    assert docx.data == b"a word file"
    for response, suffix in ((pdf, "pdf"), (docx, "docx")):
        name = response.headers["Content-Disposition"]
        assert name.startswith("attachment;")
        assert f"filename*=UTF-8''05-KH-%C4%90U.{suffix}" in name


@pytest.mark.parametrize("address", ["/", SAMPLE, "/khong-co", "/mau/ke_hoach/hong/"])
def test_page_is_made_for_everyone(client: FlaskClient, put_sample: PutSample, address: str) -> None:
    put_sample("tot")
    put_sample("hong", noi_luu="")
    response = client.get(address)
    page = Page(response.text)
    assert page.of("html") == [{"lang": "vi"}]
    assert len(page.of("h1")) == 1
    assert page.of("a")[0] == {"class": "skip", "href": "#noi-dung"}
    assert page.of("main")[0]["id"] == "noi-dung"
    assert all("alt" in image for image in page.of("img"))
    assert page.of("meta")[1] == {"name": "viewport", "content": "width=device-width, initial-scale=1"}
    headings = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h\d", tag)]
    assert all(later - earlier <= 1 for earlier, later in pairwise(headings))


@pytest.mark.parametrize(
    "address", ["/", SAMPLE, "/khong-co", f"{SAMPLE}van-ban.pdf", "/static/vanthu.css", "/healthz"]
)
def test_every_answer_is_fenced(client: FlaskClient, put_sample: PutSample, address: str) -> None:
    put_sample("tot")
    response = client.get(address)
    policy = response.headers["Content-Security-Policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert {"style-src 'self'", "img-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"} <= set(policy)
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("address", ["/", SAMPLE, "/khong-co"])
def test_page_needs_nothing_inline(client: FlaskClient, put_sample: PutSample, address: str) -> None:
    put_sample("tot")
    page = Page(client.get(address).text)
    assert not page.of("script")
    assert not page.of("style")
    names = {name for _, found in page.elements for name in found}
    assert "style" not in names
    assert not [name for name in names if name.startswith("on")]


def test_text_of_a_sample_stays_text(client: FlaskClient, put_sample: PutSample) -> None:
    put_sample("tot", trich_yeu="đề phòng <script>alert(1)</script> \"và\" 'nháy'")
    page = read(client, "/")
    assert not page.of("script")
    assert "<script>alert(1)</script>" in page.text


@pytest.mark.parametrize(
    "address",
    [
        "/khong-co",
        "/mau/khong_co/tot/",
        "/mau/ke_hoach/khong-co/",
        f"{SAMPLE}trang-0.png",
        f"{SAMPLE}trang-3.png",
        f"{SAMPLE}trang-１.png",
        f"{SAMPLE}trang-01.png",
        f"{SAMPLE}trang-+1.png",
        f"{SAMPLE}trang-{'9' * 5000}.png",
        "/mau//ke_hoach/tot/",
        "/mau/ke_hoach//tot",
        f"{SAMPLE}van-ban.exe",
        "/mau/ke_hoach/..%2f..%2fbi-mat/",
        "/mau/ke_hoach/errors%2fthieu/",
        "/static/../pages.py",
    ],
)
def test_what_is_not_there_is_a_vietnamese_page(client: FlaskClient, put_sample: PutSample, address: str) -> None:
    put_sample("tot")
    put_sample("errors/thieu")
    page = read(client, address, 404)
    assert "Không có trang này" in page.text
    assert "Traceback" not in page.text


@pytest.mark.parametrize(
    "address",
    [SAMPLE.rstrip("/"), "//evil.example/", "/mau//ke_hoach/tot/", "/healthz/", "/khong-co", "/mau", "/static"],
)
def test_no_answer_believes_the_host_that_is_named(client: FlaskClient, put_sample: PutSample, address: str) -> None:
    put_sample("tot")
    response = client.get(address, headers={"Host": "evil.example"})
    assert response.status_code in {200, 404}
    assert "Location" not in response.headers
    assert "evil.example" not in response.text + str(response.headers)


def test_page_is_there_without_the_slash_at_its_end(client: FlaskClient, put_sample: PutSample) -> None:
    put_sample("tot")
    assert client.get(SAMPLE.rstrip("/")).text == client.get(SAMPLE).text


def test_wrong_method_is_a_vietnamese_page_that_says_what_is_allowed(client: FlaskClient) -> None:
    response = client.post("/")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert "Trang này chỉ để xem" in response.text


def test_samples_of_errors_are_not_shown(client: FlaskClient, put_sample: PutSample, workshop: Workshop) -> None:
    put_sample("errors/thieu", trich_yeu="bản sai")
    page = read(client, "/")
    assert "bản sai" not in page.text
    assert "Chưa có bản mẫu cho loại này" in page.text
    assert workshop.made == []


def test_start_page_is_sent_before_the_samples_are_made(
    client: FlaskClient, put_sample: PutSample, workshop: Workshop
) -> None:
    put_sample("tot")
    parts = client.get("/", buffered=False).response
    head = ""
    for part in parts:
        head += part.decode() if isinstance(part, bytes) else part
        if "</h2>" in head:
            break
    assert workshop.made == []
    assert "<h1>" in head


def test_health(client: FlaskClient) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.text) == (200, "ok\n")
