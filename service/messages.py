"""The Vietnamese wording of every error code: what is wrong, where, how to mend it."""

from __future__ import annotations

from service.errors import ErrorCode, VanThuError

WORDING: dict[ErrorCode, str] = {
    ErrorCode.SOURCE_UNREADABLE: (
        "Không đọc được dữ liệu đầu vào: {reason}. Hãy gửi một tệp JSON mã UTF-8 đúng cú pháp."
    ),
    ErrorCode.SOURCE_TOO_LARGE: "Dữ liệu đầu vào dài {size}, quá giới hạn {limit}. Hãy rút gọn hoặc chia nhỏ.",
    ErrorCode.RECORD_INVALID: "Dữ liệu có {count} chỗ chưa đúng.",
    ErrorCode.FILE_EMPTY: "Tệp rỗng, không có nội dung nào. Hãy mở lại văn bản gốc, lưu rồi gửi lại.",
    ErrorCode.FILE_TOO_LARGE: (
        "Tệp nặng {size}, quá giới hạn {limit}. Hãy nén hình trong văn bản (trong Word: chọn hình, Picture Format, "
        "Compress Pictures) hoặc chia nhỏ rồi gửi lại."
    ),
    ErrorCode.FILE_KIND_UNKNOWN: "Tệp không phải văn bản Word (.docx, .doc) hay PDF: đây là {reason}. {fix}",
    ErrorCode.FILE_BROKEN: (
        "Tệp hỏng, không đọc được: {reason}. Hãy mở bằng chương trình đã tạo ra tệp, lưu lại thành tệp mới rồi gửi lại."
    ),
    ErrorCode.FILE_ENCRYPTED: (
        "Tệp bị khóa nên không đọc được: {reason}. Hãy mở tệp và bỏ mật khẩu (Word: File, Info, Protect Document, "
        "Encrypt with Password, xóa trống ô mật khẩu; PDF: xuất lại không đặt mật khẩu), lưu rồi gửi lại."
    ),
    ErrorCode.FILE_BAD_NAMES: (
        "Gói DOCX đã bị sửa bằng công cụ khác nên không được nhận: {reason}. Hãy mở bằng Word, lưu thành tệp mới rồi "
        "gửi lại."
    ),
    ErrorCode.FILE_TOO_COMPLEX: (
        "Tệp phức tạp quá mức, có thể làm treo máy nên không được nhận: {reason}. Hãy kiểm tra nguồn của tệp; nếu là "
        "văn bản thật, hãy chia nhỏ rồi gửi lại."
    ),
    ErrorCode.FILE_TOO_MANY_PAGES: "Tệp PDF có {pages} trang, quá giới hạn {limit} trang. Hãy chia nhỏ rồi gửi lại.",
    ErrorCode.FILE_HAS_MACROS: (
        "Tệp {reason} nên không được nhận. Hãy mở bằng Word, chọn Save As, kiểu Word Document (.docx) để bỏ macro, rồi "
        "gửi lại."
    ),
    ErrorCode.FILE_HAS_EMBEDDED: (
        "Tệp {reason} nên không được nhận. Hãy xóa đối tượng nhúng trong Word, hoặc cắt rồi dán lại dưới dạng hình "
        "(Paste Special, Picture), lưu rồi gửi lại."
    ),
    ErrorCode.FILE_HAS_DOCTYPE: (
        "Tệp bị từ chối vì {reason}, thứ Word không bao giờ ghi. Hãy kiểm tra nguồn của tệp; mở bằng Word, lưu thành "
        "tệp mới rồi gửi lại."
    ),
    ErrorCode.FILE_REACHES_OUT: (
        "Tệp lấy nội dung từ nơi khác nên không được nhận: {reason}. Hãy bỏ liên kết trong Word rồi lưu và gửi lại: "
        "với hình hoặc trường, chọn rồi bấm Ctrl+Shift+F9; với mẫu đính kèm, vào Developer, Document Template, chọn "
        "Normal; với trộn thư, vào Mailings, Start Mail Merge, Normal Word Document."
    ),
    ErrorCode.FILE_NOT_A_PAPER: (
        "Tệp PDF này không chứa văn bản để đọc: {reason}. Hãy lấy riêng văn bản, in hoặc xuất ra PDF thường rồi gửi "
        "lại."
    ),
    ErrorCode.FILE_SCANNED: (
        "Tệp PDF là bản quét hoặc chữ đã chuyển thành hình, không có lớp chữ để kiểm tra. Hãy gửi tệp Word của văn "
        "bản, hoặc tệp PDF xuất thẳng từ Word."
    ),
    ErrorCode.RULE_SET_INVALID: "Tệp quy tắc {file} sai tại {place}: {reason}.",
    ErrorCode.KIND_INVALID: "Tệp mô tả loại văn bản {file} chưa đúng: {reason}. Hãy sửa tệp này.",
    ErrorCode.OFFICE_INVALID: "Hồ sơ cơ quan {file} có {count} chỗ chưa đúng, hãy sửa tệp này. {problems}",
    ErrorCode.TEMPLATE_NOT_FOUND: "Không có mẫu cho loại văn bản “{loai}” của khối “{khoi}”. Hãy thêm tệp {path}.",
    ErrorCode.TEMPLATE_BROKEN: "Mẫu {path} hỏng: {reason}. Hãy khôi phục mẫu gốc hoặc sửa lại trong Word.",
    ErrorCode.PLACEHOLDER_MISMATCH: "Mẫu {path} dùng chỗ điền không có trong dữ liệu: {names}. Hãy sửa tên trong mẫu.",
    ErrorCode.CONTENT_LOST: (
        "Nội dung “{text}” của trường {pointer} không xuất hiện trong văn bản làm ra, nên văn bản bị từ chối. "
        "Hãy kiểm tra mẫu."
    ),
    ErrorCode.CONVERTER_MISSING: (
        "Chưa có LibreOffice Writer nên không chuyển đổi được văn bản ({reason}). "
        "Hãy cài gói libreoffice-writer-nogui, hoặc chỉ dùng bản DOCX."
    ),
    ErrorCode.CONVERTER_BUSY: "Máy đang chuyển nhiều văn bản cùng lúc. Hãy thử lại sau ít giây.",
    ErrorCode.CONVERSION_TIMEOUT: (
        "Chuyển đổi văn bản quá {seconds} giây nên đã dừng; không có tệp nào được ghi. "
        "Hãy rút gọn văn bản hoặc tăng VANTHU_CONVERT_TIMEOUT_S."
    ),
    ErrorCode.CONVERSION_FAILED: "Không chuyển đổi được văn bản: {reason}. Không có tệp nào được ghi; có thể thử lại.",
    ErrorCode.CONVERSION_UNSOUND: "Bản PDF làm ra không đạt nên đã bỏ: {reason}. Không có tệp nào được ghi.",
    ErrorCode.OUTPUT_NOT_WRITABLE: "Không ghi được vào {path}: {reason}. Hãy chọn chỗ khác hoặc kiểm tra quyền ghi.",
}


def describe(error: VanThuError) -> str:
    """The Vietnamese sentence for an error, its details filled in."""
    return WORDING[error.code].format(**error.details)
