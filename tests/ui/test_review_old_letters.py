"""A plan typed in an old font is shown converted, with what was typed at hand."""

from kehoach_desktop.importing.read_plan import read_pasted
from kehoach_desktop.services.reviewing import Review
from kehoach_desktop.ui.review.source_marks import SourceMarks

TYPED = "Tr¹m Y tÕ x· chñ tr×, phèi hîp víi C«ng an x· rµ so¸t danh s¸ch hé d©n ch­a cã nhµ vÖ sinh"


def test_a_converted_paragraph_keeps_what_was_typed():
    review = Review(read_pasted(f"I. NHIÖM Vô\n- {TYPED}\n- Thùc hiÖn th­êng xuyªn viÖc d¹y b¬i cho häc sinh"))
    marks = SourceMarks(review)
    converted = next(p for p in review.proposal.paragraphs if p.text.startswith("Trạm Y tế xã chủ trì"))
    assert TYPED in (marks.typed(converted.id) or "")
    assert any(doubt.kind == "legacy_encoding" for doubt in review.proposal.doubts)
