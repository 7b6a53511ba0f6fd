"""Every error as a Vietnamese page with the right status; the only translator to HTTP."""

from __future__ import annotations

import traceback
from http import HTTPStatus
from secrets import token_hex

from flask import Flask, Response, current_app, make_response, render_template
from werkzeug.exceptions import HTTPException

from service.errors import ErrorCode, VanThuError
from service.messages import describe

STATUSES: dict[ErrorCode, HTTPStatus] = {
    ErrorCode.SOURCE_UNREADABLE: HTTPStatus.BAD_REQUEST,
    ErrorCode.SOURCE_TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ErrorCode.RECORD_INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.FILE_EMPTY: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.FILE_TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ErrorCode.FILE_KIND_UNKNOWN: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    ErrorCode.FILE_BROKEN: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.FILE_ENCRYPTED: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.FILE_BAD_NAMES: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.FILE_TOO_COMPLEX: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.FILE_TOO_MANY_PAGES: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.FILE_HAS_MACROS: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.FILE_HAS_EMBEDDED: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.FILE_HAS_DOCTYPE: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.FILE_REACHES_OUT: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.FILE_NOT_A_PAPER: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.FILE_SCANNED: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.RULE_SET_INVALID: HTTPStatus.INTERNAL_SERVER_ERROR,
    ErrorCode.KIND_INVALID: HTTPStatus.INTERNAL_SERVER_ERROR,
    ErrorCode.OFFICE_INVALID: HTTPStatus.INTERNAL_SERVER_ERROR,
    ErrorCode.TEMPLATE_NOT_FOUND: HTTPStatus.NOT_FOUND,
    ErrorCode.TEMPLATE_BROKEN: HTTPStatus.INTERNAL_SERVER_ERROR,
    ErrorCode.PLACEHOLDER_MISMATCH: HTTPStatus.INTERNAL_SERVER_ERROR,
    ErrorCode.CONTENT_LOST: HTTPStatus.INTERNAL_SERVER_ERROR,
    ErrorCode.CONVERTER_MISSING: HTTPStatus.SERVICE_UNAVAILABLE,
    ErrorCode.CONVERTER_BUSY: HTTPStatus.SERVICE_UNAVAILABLE,
    ErrorCode.CONVERSION_TIMEOUT: HTTPStatus.GATEWAY_TIMEOUT,
    ErrorCode.CONVERSION_FAILED: HTTPStatus.INTERNAL_SERVER_ERROR,
    ErrorCode.CONVERSION_UNSOUND: HTTPStatus.INTERNAL_SERVER_ERROR,
    ErrorCode.OUTPUT_NOT_WRITABLE: HTTPStatus.INTERNAL_SERVER_ERROR,
}

# Title and what to do, by status.
PAGES: dict[int, tuple[str, str]] = {
    400: ("Yêu cầu chưa đúng", "Máy chủ không hiểu yêu cầu này. Hãy quay lại và thử lần nữa."),
    404: ("Không có trang này", "Địa chỉ có thể đã gõ nhầm hoặc trang đã đổi chỗ. Hãy vào lại từ trang đầu."),
    405: ("Không dùng được cách gọi này", "Trang này chỉ để xem. Hãy mở lại bằng đường dẫn thông thường."),
    413: ("Dữ liệu gửi lên quá lớn", "Hãy rút gọn hoặc chia nhỏ dữ liệu rồi gửi lại."),
    500: ("Máy chủ gặp lỗi", "Lỗi này không phải do bạn. Hãy thử lại; nếu vẫn còn, hãy báo người quản trị."),
    503: ("Máy chủ đang bận", "Hãy thử lại sau ít giây."),
    504: ("Máy chủ làm quá lâu", "Hãy thử lại; nếu vẫn còn, hãy báo người quản trị."),
}


def init_app(app: Flask) -> None:
    """Registers the pages of errors."""
    app.register_error_handler(HTTPException, _show_http_error)
    app.register_error_handler(VanThuError, _show_our_error)
    app.register_error_handler(Exception, _show_unforeseen)


def log_unforeseen(error: Exception) -> str:
    """Logs where an error arose, never its text, which may quote a paper; the id it is logged under."""
    number = token_hex(4)
    place = "".join(traceback.format_tb(error.__traceback__))
    current_app.logger.error("unforeseen %s %s\n%s", number, type(error).__name__, place)
    return number


def error_page(status: int, sentence: str = "", number: str = "") -> Response:
    """The page of an error; `sentence` says more than the status does, `number` finds it in the log."""
    title, advice = PAGES.get(status) or PAGES[500 if status >= 500 else 400]
    return make_response(render_template("error.html", title=title, sentence=sentence or advice, number=number), status)


def _show_http_error(error: HTTPException) -> Response | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    response = error_page(status)
    # Allow of 405 and Retry-After of 503 belong to the answer, not to its page.
    for name, value in error.get_headers():
        if name.lower() not in {"content-type", "content-length"}:
            response.headers[name] = value
    return response


def _show_our_error(error: VanThuError) -> Response:
    return error_page(STATUSES[error.code], describe(error))


def _show_unforeseen(error: Exception) -> Response:
    return error_page(500, number=log_unforeseen(error))
