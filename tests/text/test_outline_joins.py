"""What an outline is read as beyond marks: joined lines, headings, quotes, tables, footnotes, limits."""

from __future__ import annotations

import pytest

from service.errors import ErrorCode, SourceUnreadable
from service.text.blocks import Table
from service.text.outline_parse import Limits, parse_outline
from tests.text.test_outline_parse import codes, show

WRAPPED = """Các cơ quan, đơn vị căn cứ tình hình của địa phương và yêu cầu, nhiệm vụ
thực hiện nhiệm vụ phát triển kinh tế, xã hội, quốc phòng và an ninh
trong thời gian tới, gắn với nhiệm vụ chính trị của từng cơ quan và
từng đơn vị, bảo đảm thiết thực, hiệu quả, đúng yêu cầu.
"""


class TestJoining:
    def test_a_blank_line_alone_does_not_end_a_paragraph(self) -> None:
        text = "hướng tới kỷ niệm\n\n95 năm Ngày truyền thống\n\nchào mừng đại hội."
        outline = parse_outline(text)
        assert show(text) == [("doan", "hướng tới kỷ niệm 95 năm Ngày truyền thống chào mừng đại hội.")]
        (joined,) = outline.joined
        assert (joined.first_line, joined.last_line, joined.text) == (1, 5, show(text)[0][1])

    def test_a_line_that_starts_small_goes_on(self) -> None:
        assert show("1. Rà soát, bổ sung\nquy hoạch cán bộ.\n2. Hai.")[0] == (
            "so",
            "1.",
            "Rà soát, bổ sung quy hoạch cán bộ.",
        )

    def test_a_line_that_starts_large_does_not_go_on_unless_the_line_before_was_full(self) -> None:
        assert len(show("ỦY BAN NHÂN DÂN\nXÃ IA LÂM\nKẾ HOẠCH\ncông tác dân vận")) == 4
        full = "Trên đây là kế hoạch công tác dân vận trong thời gian tới của Đảng ủy"
        assert [len(block[1]) for block in show(f"{WRAPPED}{full}\nXã Ia Lâm.\nMột đoạn khác.")][1:] == [80, 14]
        assert len(show(f"{full}\nXã Ia Lâm.\nMột đoạn khác.")) == 3

    def test_a_blank_line_parts_paragraphs_where_blank_lines_are_rare(self) -> None:
        full = "Trên đây là kế hoạch công tác dân vận trong thời gian tới của Đảng ủy"
        assert len(show(f"{WRAPPED}{full}\n\nXã Ia Lâm.")) == 3

    def test_a_number_at_the_start_of_a_full_line_may_be_the_end_of_a_sentence(self) -> None:
        full = "Trên đây là kế hoạch công tác dân vận trong thời gian tới, giai đoạn"
        assert [block[0] for block in show(f"{WRAPPED}{full}\n1. của chương trình.")] == ["doan", "doan"]
        assert [block[0] for block in show(f"{WRAPPED}{full}\n1. Của chương trình.")] == ["doan", "doan", "so"]
        assert [block[0] for block in show("1. Các đơn vị báo cáo ngày\n7. hàng tháng")] == ["so"]

    def test_a_number_after_a_heading_need_not_go_on(self) -> None:
        assert [block[0] for block in show("NỘI DUNG CÔNG VIỆC\n4. Rà soát.")] == ["doan", "so"]
        assert [block[0] for block in show("Kết quả trong quý\n**3. Các đơn vị**")] == ["doan", "so"]

    def test_a_signature_after_a_heading_in_capitals_is_no_part_of_it(self) -> None:
        assert show("I. KIẾN NGHỊ\nQ. CHỦ TỊCH") == [("la_ma", "I.", "KIẾN NGHỊ"), ("doan", "Q. CHỦ TỊCH")]

    @pytest.mark.parametrize("end", [".", ";", ":", "…", "?", "!", "./.", ".”", ".)", "…”"])
    def test_an_end_sign_ends_the_paragraph(self, end: str) -> None:
        assert show(f"Đoạn một{end}\nĐoạn hai.") == [("doan", f"Đoạn một{end}"), ("doan", "Đoạn hai.")]

    def test_one_paragraph_a_line_stays_one_paragraph_a_line(self) -> None:
        lines = ["Nơi nhận", "Các sở, ban, ngành", "Trần Văn Khuê", "Một đoạn văn dài " * 20, "Đoạn nữa " * 9]
        assert [words for _, words in show("\n".join(lines))] == [" ".join(line.split()) for line in lines]

    def test_a_number_in_an_open_paragraph_counts_only_in_sequence(self) -> None:
        long = "Các cơ quan, đơn vị báo cáo kết quả thực hiện phong trào trước ngày"
        assert show(f"{long}\n30. Các đơn vị") == [("doan", f"{long} 30. Các đơn vị")]
        assert codes(f"{long}\n30. Các đơn vị") == [(2, "mark-as-text")]
        assert [block[0] for block in show(f"{long}\n1. Các đơn vị\n2. Các xã")] == ["doan", "so", "so"]
        assert show("Kết quả trong quý\n3. Các đơn vị")[1] == ("doan", "3. Các đơn vị")

    def test_a_list_without_end_stops_may_skip_a_number(self) -> None:
        assert show("1. Công an xã\n3. Trạm y tế") == [("so", "1.", "Công an xã"), ("so", "3.", "Trạm y tế")]

    def test_a_dash_between_years_is_no_bullet(self) -> None:
        assert show("giai đoạn 2020\n- 2025 đạt kết quả.") == [("doan", "giai đoạn 2020 - 2025 đạt kết quả.")]

    def test_a_mark_alone_takes_the_next_line(self) -> None:
        assert show("1.\nRà soát.\n-\nBổ sung.") == [("so", "1.", "Rà soát."), ("gach", "Bổ sung.")]
        assert show("1. Một.\n2.") == [("so", "1.", "Một."), ("doan", "2.")]
        assert codes("1. Một.\n2.") == [(2, "mark-alone")]

    def test_a_lone_page_number_is_told(self) -> None:
        assert codes("Đoạn một.\n2\nĐoạn hai.") == [(2, "maybe-page-number")]


class TestQuotations:
    def test_no_mark_counts_inside_an_open_quotation(self) -> None:
        text = "Theo chủ đề “Học tập và\n1. làm theo”, các đơn vị.\n2. Hai."
        assert show(text) == [("doan", "Theo chủ đề “Học tập và 1. làm theo”, các đơn vị."), ("so", "2.", "Hai.")]

    def test_a_quoted_law_is_a_block_until_its_closing_mark(self) -> None:
        text = "1. Một:\n“Điều 5. Tên\n1. Khoản (gọi là “K”).\na) Điểm.”;\n2. Hai."
        assert show(text) == [
            ("so", "1.", "Một:"),
            ("trich", "“Điều 5. Tên\n1. Khoản (gọi là “K”).\na) Điểm.”;"),
            ("so", "2.", "Hai."),
        ]

    def test_a_quoted_law_of_one_line_and_one_that_starts_with_dots(self) -> None:
        assert show("“2. Cơ quan thuế ấn định.”") == [("trich", "“2. Cơ quan thuế ấn định.”")]
        assert show("“… đ) Mua, bán.\nKhoản 2 …”") == [("trich", "“… đ) Mua, bán.\nKhoản 2 …”")]

    def test_a_wrapped_line_of_a_quoted_law_is_joined_and_told(self) -> None:
        outline = parse_outline("“Điều 5. Nguyên tắc\n1. Công khai, minh bạch trong\ncông tác thuế.”")
        assert (
            outline.blocks[0].model_dump()["noi_dung"].split("\n")[1] == "1. Công khai, minh bạch trong công tác thuế.”"
        )
        assert [(joined.first_line, joined.last_line) for joined in outline.joined] == [(2, 3)]

    def test_a_sign_that_starts_a_block_ends_an_open_quotation(self) -> None:
        assert [block[0] for block in show("Một “hai\n\\ba\n1. Bốn” năm.")] == ["doan", "doan", "so"]

    def test_a_law_inside_an_inline_quotation_is_text(self) -> None:
        assert [block[0] for block in show("Theo “quy định:\n“Điều 5. Một.”\nvà hai” ba.")] == ["doan", "doan"]

    def test_a_line_that_merely_starts_with_a_quotation_is_text(self) -> None:
        assert show("“Dân vận khéo” là phong trào.") == [("doan", "“Dân vận khéo” là phong trào.")]

    def test_an_unclosed_quotation_is_text_and_swallows_nothing(self) -> None:
        text = "“Điều 5. Nguyên tắc\n1. Công khai.\nI. MỤC ĐÍCH\n1. Hai."
        assert [block[0] for block in show(text)] == ["doan", "so", "la_ma", "so"]
        assert codes(text) == [(1, "quote-unclosed")]

    def test_a_quotation_closed_too_far_away_is_taken_for_unclosed(self) -> None:
        text = "Phong trào “Dân vận khéo.\n" + "1. Một.\n" * 40 + "Hết”."
        assert [block[0] for block in show(text)] == ["doan", *["so"] * 40, "doan"]
        assert codes(text) == [(1, "quote-unclosed")]

    def test_lines_after_an_angle_are_quoted_as_they_stand(self) -> None:
        assert show("> Điều 5. Tên\n>\n> 1. khoản\nSau đó.") == [
            ("trich", "Điều 5. Tên\n1. khoản"),
            ("doan", "Sau đó."),
        ]
        assert show("> một\n\\\n> hai") == [("trich", "một"), ("trich", "hai")]


class TestHeadings:
    def test_a_short_marked_line_over_deeper_items_is_a_heading(self) -> None:
        first = parse_outline("1. Công an xã\n- Tuần tra.").blocks[0].model_dump()
        assert (first["tieu_de"], first["noi_dung"]) == ("Công an xã", None)

    @pytest.mark.parametrize("words", ["Phong trào “Dân vận khéo”", "Công an (xã…)", "Chỉ tiêu 95%", "Công an xã[^1]"])
    def test_a_heading_may_end_in_a_quotation_or_bracket(self, words: str) -> None:
        text = f"1. {words}\n[^1]: Chú thích.\n- Tuần tra."
        assert parse_outline(text).blocks[0].model_dump()["tieu_de"] == words

    @pytest.mark.parametrize(
        "text",
        ["1. Chủ đề “Học tập.”\n- Tuần tra.", "1. Công an xã.\n- Tuần tra.",
         "1. Công an xã:\n- Tuần tra.", "1. Công an xã\n2. Trạm y tế", "1. Công an xã",
         "1. " + "rà soát " * 30 + "\n- Tuần tra.", "- Công an xã\n+ Tuần tra."],
    )  # fmt: skip
    def test_other_marked_lines_are_text(self, text: str) -> None:
        assert parse_outline(text).blocks[0].model_dump()["tieu_de"] is None

    def test_a_short_marked_line_over_a_paragraph_is_a_heading_unless_its_list_has_no_stops(self) -> None:
        assert parse_outline("4. Công an tỉnh\nChỉ đạo các đơn vị.").blocks[0].model_dump()["tieu_de"] == "Công an tỉnh"
        assert parse_outline("1. Công an\n2. Quân sự\nCác đơn vị báo cáo.").blocks[1].model_dump()["tieu_de"] is None

    def test_a_marked_line_in_capitals_is_a_heading(self) -> None:
        assert parse_outline("I. MỤC ĐÍCH\nII. YÊU CẦU").blocks[1].model_dump()["tieu_de"] == "YÊU CẦU"

    def test_bold_with_a_colon_is_a_run_in_heading(self) -> None:
        assert show("1. **Mục đích:** nâng cao.") == [("so", "1.", "Mục đích:", "nâng cao.")]
        assert show("- **Kinh tế**: tăng.") == [("gach", "Kinh tế:", "tăng.")]
        assert show("1. **Rà soát** quy hoạch.") == [("so", "1.", "**Rà soát** quy hoạch.")]

    def test_a_line_all_bold_is_a_heading(self) -> None:
        assert show("**Nhiệm vụ chung**\n1. Một.") == [("tieu_de", "Nhiệm vụ chung"), ("so", "1.", "Một.")]
        assert parse_outline("1. **Công an xã**").blocks[0].model_dump()["tieu_de"] == "Công an xã"

    def test_stars_around_the_mark_too_are_understood(self) -> None:
        text = "**I. MỤC ĐÍCH**\n**1. Một:** hai.\n**Điều 1.** Tặng.\n**Điều 2**. Giao."
        assert show(text) == [
            ("la_ma", "I.", "MỤC ĐÍCH"), ("so", "1.", "Một:", "hai."), ("dieu", "Điều 1.", "Tặng."),
            ("dieu", "Điều 2.", "Giao."),
        ]  # fmt: skip

    def test_bold_and_italic_inside_a_text_are_kept(self) -> None:
        assert show("Phong trào **Dân vận khéo** và *thi đua*.") == [
            ("doan", "Phong trào **Dân vận khéo** và *thi đua*.")
        ]


class TestTables:
    def table(self, text: str) -> Table:
        (block,) = parse_outline(text).blocks
        assert isinstance(block, Table)
        return block

    def test_rows_name_unit_merged_cells_and_two_header_rows(self) -> None:
        table = self.table(
            "Bảng 1. Tiến độ\nĐơn vị tính: triệu đồng\n"
            "| TT | Việc | Kinh phí | < |\n| ^ | ^ | Tỉnh | Xã |\n|---|:--|:-:|--:|\n| 1 | Rà soát | 5 | 6 |"
        )
        assert (table.ten, table.don_vi, table.so_dong_tieu_de) == ("Bảng 1. Tiến độ", "Đơn vị tính: triệu đồng", 2)
        assert table.hang == (("TT", "Việc", "Kinh phí", "<"), ("^", "^", "Tỉnh", "Xã"), ("1", "Rà soát", "5", "6"))

    def test_without_a_separator_the_first_row_is_the_header_with_what_is_merged_into_it(self) -> None:
        assert self.table("| a | b |\n| 1 | 2 |").so_dong_tieu_de == 1
        assert self.table("| a | b | < |\n| ^ | c | d |\n| 1 | 2 | 3 |").so_dong_tieu_de == 2
        assert self.table("|---|\n| 1 |").so_dong_tieu_de == 0
        assert self.table("| a | b |\n| ^ | c |").so_dong_tieu_de == 0

    def test_a_header_taller_than_a_page_repeats_is_one_row(self) -> None:
        table = self.table("| a |\n" * 11 + "|---|\n| b |")
        assert (table.so_dong_tieu_de, len(table.hang)) == (1, 13)
        assert codes("| a |\n" * 11 + "|---|\n| b |") == [(1, "header-too-tall")]

    def test_a_name_in_capitals_is_no_part_of_a_heading_above_it(self) -> None:
        text = "I. KẾT QUẢ\nBẢNG 1. SỐ LIỆU\n| a |"
        assert show(text) == [("la_ma", "I.", "KẾT QUẢ"), ("bang",)]
        assert parse_outline(text).blocks[1].model_dump()["ten"] == "BẢNG 1. SỐ LIỆU"

    def test_signs_inside_cells(self) -> None:
        assert self.table("| a \\| b | \\< |\n|---|---|\n| --- | |").hang == (("a | b", "\\<"), ("---", ""))

    def test_the_explicit_name_and_unit(self) -> None:
        table = self.table("#bang[Tiến độ][nghìn đồng]\n| a |")
        assert (table.ten, table.don_vi) == ("Tiến độ", "nghìn đồng")

    def test_a_blank_line_does_not_part_rows_but_a_backslash_does(self) -> None:
        assert len(self.table("| a |\n\n| 1 |").hang) == 2
        assert [block[0] for block in show("| a |\n\\\n| 1 |")] == ["bang", "bang"]

    def tables(self, text: str) -> list[tuple[int, tuple[tuple[str, ...], ...]]]:
        """Each table's count of header rows, and its rows."""
        blocks = parse_outline(text).blocks
        assert all(isinstance(block, Table) for block in blocks)
        return [(block.so_dong_tieu_de, block.hang) for block in blocks if isinstance(block, Table)]

    def test_a_blank_line_before_another_header_parts_two_tables(self) -> None:
        first = (1, (("TT", "Việc"), ("1", "Rà soát")))
        second = (1, (("TT", "Người"), ("1", "Rơ Châm Bơ")))
        above = "| TT | Việc |\n|---|---|\n| 1 | Rà soát |\n"
        below = "| TT | Người |\n|---|---|\n| 1 | Rơ Châm Bơ |"
        assert self.tables(f"{above}\n{below}") == [first, second]
        assert self.tables(f"| TT | Việc |\n| 1 | Rà soát |\n\n{below}") == [first, second]
        assert codes(f"{above}\n{below}") == []

    def test_the_header_after_a_blank_line_may_have_several_rows(self) -> None:
        text = "| a | b |\n|---|---|\n| 1 | 2 |\n\n| c | < |\n| d | e |\n|---|---|\n| 3 | 4 |"
        assert [header for header, _ in self.tables(text)] == [1, 2]

    def test_a_blank_line_before_rows_of_other_width_parts_two_tables(self) -> None:
        assert self.tables("| a | b |\n| 1 | 2 |\n\n| c | d | e |\n| 3 | 4 | 5 |") == [
            (1, (("a", "b"), ("1", "2"))),
            (1, (("c", "d", "e"), ("3", "4", "5"))),
        ]
        assert codes("| a | b |\n\n| c | d | e |") == []

    def test_a_blank_line_before_dashes_begins_a_table_without_a_header(self) -> None:
        assert [header for header, _ in self.tables("| a |\n|---|\n| 1 |\n\n|---|\n| 2 |")] == [1, 0]

    def test_blank_lines_between_all_rows_part_nothing(self) -> None:
        text = "| a | b |\n\n|---|---|\n\n| 1 | 2 |\n\n| 3 |\n\n| 5 | 6 |"
        assert self.tables(text) == [(1, (("a", "b"), ("1", "2"), ("3", ""), ("5", "6")))]
        assert [header for header, _ in self.tables(f"{text}\n\n| c | d |\n\n|---|---|\n\n| 7 | 8 |")] == [1, 1]

    def test_a_row_merged_upwards_begins_no_table(self) -> None:
        assert len(self.tables("| a | b |\n\n| ^ | c |\n|---|---|\n| 1 | 2 |")) == 1

    def test_a_second_line_of_dashes_makes_the_row_above_it_a_header_and_is_told(self) -> None:
        text = "| a | b |\n|---|---|\n| 1 | 2 |\n| c | d |\n|---|---|\n| 3 | 4 |"
        assert self.tables(text) == [(1, (("a", "b"), ("1", "2"))), (1, (("c", "d"), ("3", "4")))]
        assert codes(text) == [(4, "table-split")]
        assert parse_outline(text).block_lines == (1, 4)

    def test_lines_drawn_between_all_rows_are_kept_as_rows_and_told_once(self) -> None:
        text = "| a |\n|---|\n| 1 |\n|---|\n| 2 |\n|---|"
        assert self.tables(text) == [(1, (("a",), ("1",), ("---",), ("2",), ("---",)))]
        assert codes(text) == [(4, "separator-kept")]

    def test_what_does_not_fit_is_mended_or_kept_and_told(self) -> None:
        assert self.table("| a | b |\n| 1 |").hang[1] == ("1", "")
        assert codes("| a | b |\n| 1 |") == [(1, "table-uneven")]
        assert self.table("| < | b |").hang == (("\\<", "b"),)
        assert codes("| < | b |") == [(1, "merge-invalid")]
        assert show("|x| là giá trị tuyệt đối.") == [("doan", "|x| là giá trị tuyệt đối.")]
        assert codes("|" + "a|" * 64) == [(1, "row-unclear")]
        assert show("#bang[Tên]") == [("doan", "#bang[Tên]")]
        assert codes("#bang[Tên]") == [(1, "table-without-rows")]


class TestFootnotes:
    def test_a_definition_line_is_a_footnote(self) -> None:
        assert show("Số hộ[^1] giảm.\n[^1]: Số liệu đến\ntháng 6.") == [
            ("doan", "Số hộ[^1] giảm."), ("chu_thich", "1", "Số liệu đến tháng 6."),
        ]  # fmt: skip

    def test_what_does_not_match_is_told(self) -> None:
        assert codes("Một[^1].\n[^2]: Hai.\n[^2]: Ba.") == [
            (1, "footnote-missing"), (2, "footnote-unused"), (2, "footnote-repeated"), (3, "footnote-unused"),
            (3, "footnote-repeated"),
        ]  # fmt: skip


class TestExplicitSigns:
    def test_a_backslash_makes_a_line_a_paragraph(self) -> None:
        assert show("Một\n\\1. hai\n\\và ba") == [("doan", "Một"), ("doan", "1. hai"), ("doan", "và ba")]
        assert show("\\\\server\\tệp") == [("doan", "\\server\\tệp")]

    def test_a_lone_backslash_ends_the_text_before_it(self) -> None:
        assert show("Một\n\\\nhai") == [("doan", "Một"), ("doan", "hai")]

    def test_a_backslash_after_a_mark_makes_text_of_a_heading(self) -> None:
        assert parse_outline("1. \\Công an xã\n- Tuần tra.").blocks[0].model_dump()["noi_dung"] == "Công an xã"

    @pytest.mark.parametrize(
        ("sign", "kind"),
        [("Phần #", "phan"), ("Chương #", "chuong"), ("Mục #", "muc"), ("Tiểu mục #", "tieu_muc"), ("Điều #.", "dieu"),
         ("#A.", "chu_hoa"), ("#I.", "la_ma"), ("#I-", "la_ma"), ("#1.", "so"), ("#1.1.", "so_2"), ("#1.1.1.", "so_3"),
         ("#a)", "chu_thuong"), ("#(1)", "so_ngoac")],
    )  # fmt: skip
    def test_a_number_sign_leaves_the_mark_to_the_position(self, sign: str, kind: str) -> None:
        assert show(f"{sign} CÔNG TÁC") == [(kind, "CÔNG TÁC")]

    def test_an_item_in_full(self) -> None:
        text = "#so[Khoản 1][Tiêu đề:] lời\n#gach[→] một\n#chuong[Chương I]\n#tieu_de[1. [x\\]]\n#so[][y]"
        assert show(text) == [
            ("so", "Khoản 1", "Tiêu đề:", "lời"), ("gach", "→", "một"), ("chuong", "Chương I"), ("tieu_de", "1. [x]"),
            ("so", "y"),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "line", ["#so[", "#so[1.]x", "#so[1.]", "#khac[1.] x", "#doan[] x", "# Tiêu đề", "#1", "#tieu_de[]"]
    )
    def test_what_is_no_sign_is_text(self, line: str) -> None:
        assert show(line) == [("doan", line)]


def test_where_blocks_begin_and_that_an_empty_text_has_none() -> None:
    assert parse_outline("\n\nMột.\n\n- Hai\nhai.\n").block_lines == (3, 5)
    assert parse_outline(" \n\t\n").blocks == ()


@pytest.mark.parametrize(
    ("text", "limits"),
    [("ệ" * 40, Limits(max_bytes=100)), ("a" * 101, Limits(max_bytes=100)), ("a\n" * 11, Limits(max_lines=10)),
     ("- A\n" * 11, Limits(max_blocks=10)), ("| a |\n" * 10, Limits(max_blocks=10))],
)  # fmt: skip
def test_a_text_over_a_limit_is_refused(text: str, limits: Limits) -> None:
    with pytest.raises(SourceUnreadable) as error:
        parse_outline(text, limits)
    assert error.value.code == ErrorCode.SOURCE_TOO_LARGE
    assert set(error.value.details) == {"size", "limit"}


def test_a_text_at_the_limit_is_read() -> None:
    assert len(parse_outline("- A\n" * 10, Limits(max_bytes=40, max_lines=10, max_blocks=10)).blocks) == 10
