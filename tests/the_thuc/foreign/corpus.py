"""Texts of real papers, every person renamed, shortened."""

from __future__ import annotations

from tests.the_thuc.foreign.papers import Words

PLAN_BODY = (
    "Thực hiện Quyết định số 2437/QĐ-TTg ngày 04 tháng 11 năm 2025 của Thủ tướng Chính phủ ban hành Kế hoạch "
    "triển khai "
    "Đợt thi đua lập thành tích chào mừng Đại hội lần thứ XIV của Đảng; Ủy ban nhân dân tỉnh Nghệ An ban hành Kế hoạch "
    "tổ chức thực hiện như sau:",
    "#I. MỤC ĐÍCH, YÊU CẦU",
    "1. Phát huy sức mạnh tổng hợp của cả hệ thống chính trị tạo khí thế thi đua sôi nổi, khơi dậy tinh thần đoàn kết, "
    "khát vọng phát triển mạnh mẽ của các tầng lớp nhân dân với lòng yêu nước và sức sáng tạo của mỗi tập thể, cá nhân "
    "trên tất cả các lĩnh vực, quyết tâm phấn đấu hoàn thành toàn diện các nhiệm vụ kinh tế - xã hội năm 2025.",
    "2. Đợt thi đua được triển khai sâu rộng, đồng bộ, xuyên suốt từ tỉnh đến cơ sở, bảo đảm thiết thực, hiệu quả, với "
    "nội dung, hình thức phong phú gắn với thực hiện các phong trào thi đua do Trung ương và tỉnh phát động.",
    "#II. NỘI DUNG",
    "#1. Tổ chức phong trào thi đua",
    "a) Đổi mới công tác tuyên truyền, vận động các tầng lớp nhân dân trên địa bàn tỉnh hưởng ứng các phong trào;",
    "b) Phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến;",
    "c) Thực hiện đồng bộ các giải pháp, hoàn thành các chỉ tiêu, nhiệm vụ phát triển kinh tế - xã hội năm 2025.",
    "#2. Kinh phí",
    "Kinh phí thực hiện từ nguồn ngân sách nhà nước theo phân cấp và các nguồn hợp pháp khác theo quy định.",
    "#III. TỔ CHỨC THỰC HIỆN",
    "- Sở Nội vụ chủ trì, phối hợp với các cơ quan, đơn vị liên quan triển khai, đôn đốc, đánh giá việc tổ chức "
    "thực hiện;",
    "- Ủy ban nhân dân các xã, phường căn cứ Kế hoạch này xây dựng kế hoạch của địa phương, tổ chức thực hiện.",
    "Trên đây là Kế hoạch triển khai Đợt thi đua. Trong quá trình triển khai thực hiện, nếu có vướng mắc, đề nghị gửi "
    "phản ánh về Sở Nội vụ để tổng hợp, báo cáo Ủy ban nhân dân tỉnh xem xét, quyết định./.",
)
STATE_PLAN = Words(
    parent="",
    issuer=("ỦY BAN NHÂN DÂN", "TỈNH NGHỆ AN"),
    number="Số: 982/KH-UBND",
    date="Nghệ An, ngày 19 tháng 11 năm 2025",
    subject="Triển khai Đợt thi đua chào mừng Đại hội lần thứ XIV của Đảng",
    body=PLAN_BODY,
    authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"),
    post="PHÓ CHỦ TỊCH",
    name="Phan Thành Vinh",
    recipients=(
        "- Bộ Nội vụ (để b/c);", "- Thường trực Tỉnh ủy (để b/c);", "- Các sở, ban, ngành, đơn vị cấp tỉnh;",
        "- UBND các xã, phường;", "- Cổng TTĐT;", "- Lưu: VT, NC.",
    ),
)  # fmt: skip
STATE_LETTER = Words(
    parent="CỤC THUẾ",
    issuer=("THUẾ TỈNH VĨNH LONG",),
    number="Số: 1539/VLO-QLDN3",
    date="Vĩnh Long, ngày 02 tháng 12 năm 2025",
    kind="",
    subject="",
    letter_subject="V/v trả lãi tiền vay cho cổ đông",
    addressees=("Công ty Cổ phần Bia Sài Gòn - Bến Tre",),
    body=(
        "Ngày 18/11/2025, Thuế tỉnh Vĩnh Long có nhận được Công văn số 144/2025/CV-BSGBTr ngày 17/11/2025 của "
        "Công ty Cổ "
        "phần Bia Sài Gòn - Bến Tre vướng mắc về việc vay tiền cổ đông không lãi suất để thực hiện giải chấp tài "
        "sản tại "
        "ngân hàng.",
        "Thuế tỉnh Vĩnh Long có ý kiến như sau:",
        "Căn cứ khoản 2 Điều 49 Luật Quản lý thuế số 38/2019/QH14 ngày 13/6/2019 của Quốc hội, quy định:",
        "“Điều 49. Nguyên tắc ấn định thuế",
        "…",
        "2. Cơ quan quản lý thuế ấn định số tiền thuế phải nộp hoặc ấn định từng yếu tố, căn cứ tính thuế để xác "
        "định số "
        "tiền thuế phải nộp.”",
        "Trường hợp Công ty vay tiền của cổ đông là cá nhân với lãi suất 0% thì hoạt động cho vay không theo giá "
        "trị giao "
        "dịch thông thường trên thị trường thuộc diện ấn định thuế theo quy định tại điểm đ khoản 1 Điều 50 Luật "
        "Quản lý "
        "thuế số 38/2019/QH14.",
        "Thuế tỉnh Vĩnh Long thông báo đến Công ty được biết và thực hiện theo đúng quy định./.",
    ),
    authority=("KT. TRƯỞNG THUẾ TỈNH",),
    post="PHÓ TRƯỞNG THUẾ TỈNH",
    name="Phạm Minh Tâm",
    recipients=("- Như trên;", "- Phòng NVDTPC (để biết);", "- Lưu: VT, QLDN3."),
)
PARTY_PLAN = Words(
    party=True,
    parent="ĐẢNG BỘ TỈNH GIA LAI",
    issuer=("ĐẢNG ỦY XÃ IA LÂM",),
    number="Số 07-KH/ĐU",
    date="Ia Lâm, ngày 15 tháng 10 năm 2025",
    subject="tiếp tục đẩy mạnh thực hiện Phong trào thi đua “Dân vận khéo”",
    body=(
        "Thực hiện Chương trình công tác năm 2025, hướng tới kỷ niệm 95 năm Ngày truyền thống công tác Dân vận "
        "của Đảng "
        "(15/10/1930 - 15/10/2025), chào mừng thành công đại hội Đảng các cấp, Ban Thường vụ Đảng ủy xã xây dựng "
        "Kế hoạch "
        "tiếp tục đẩy mạnh thực hiện Phong trào thi đua “Dân vận khéo” trong thời gian tới như sau:",
        "#I - MỤC ĐÍCH, YÊU CẦU",
        "1. Tiếp tục quán triệt, nâng cao nhận thức, trách nhiệm của cấp ủy đảng, chính quyền, Mặt trận Tổ quốc, "
        "các tổ "
        "chức chính trị - xã hội và lực lượng vũ trang trên địa bàn xã về quan điểm của Đảng, tư tưởng của Chủ tịch Hồ "
        "Chí Minh về công tác dân vận trong tình hình mới.",
        "2. Triển khai thực hiện Phong trào thi đua “Dân vận khéo” đảm bảo thiết thực, hiệu quả; tập trung vào những "
        "nhiệm vụ trọng tâm, đột phá mà cấp ủy, chính quyền các cơ quan, đơn vị đang tập trung lãnh đạo, chỉ đạo.",
        "#II - NỘI DUNG TRỌNG TÂM",
        "1. Tham mưu cấp ủy tiếp tục chỉ đạo thực hiện tốt các chủ trương, chính sách của Đảng, Nhà nước.",
        "#III - TỔ CHỨC THỰC HIỆN",
        "#1. Ban Xây dựng Đảng",
        "- Hướng dẫn, theo dõi, đôn đốc các cơ quan, đơn vị xây dựng, thực hiện các mô hình “Dân vận khéo”.",
        "- Định kỳ tổ chức sơ kết, tổng kết, đánh giá kết quả thực hiện Kế hoạch này báo cáo Ban Thường vụ Đảng ủy xã.",
        "Trên đây là Kế hoạch tiếp tục đẩy mạnh thực hiện Phong trào thi đua “Dân vận khéo”. Đề nghị các tổ chức cơ sở "
        "đảng, các cơ quan, đơn vị nghiêm túc triển khai thực hiện.",
    ),
    authority=("T/M BAN THƯỜNG VỤ",),
    post="PHÓ BÍ THƯ",
    name="Rơ Châm Khiết",
    recipients=(
        "- Ban Tuyên giáo và Dân vận Tỉnh ủy (báo cáo),", "- Thường trực Đảng ủy xã,", "- Ủy ban nhân dân xã,",
        "- Các tổ chức đảng trực thuộc Đảng ủy,", "- Lưu Văn phòng Đảng ủy.",
    ),
)  # fmt: skip
RIGHT = {"state_plan": STATE_PLAN, "state_letter": STATE_LETTER, "party_plan": PARTY_PLAN}
