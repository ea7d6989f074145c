"""Lines between paragraphs that are not the article, in many languages, and sentences that only begin like them."""

from __future__ import annotations

import pytest

from feedsvc.sources.asides import is_aside


@pytest.mark.parametrize(
    "line",
    [
        "Baca juga: Harga cabai turun", "Halaman selanjutnya", "Halaman 1 2 3", "[Gambas:Video 20detik]", "(abc/def)", "(*)",
        "Simak Video 'Detik-detik Jembatan Retak':", "SCROLL TO CONTINUE WITH CONTENT", "Scroll ke bawah untuk melanjutkan membaca",
        "Pewarta: Rina Editor: Budi Copyright © KABAR 2024", "Ikuti WhatsApp Channel Kabar", "Page 2 of 5", "© 2024 Example News",
        "Lire aussi : Un pont fermé", "Lees ook: Brug dicht", "Czytaj też: Most zamknięty", "Читайте также: Мост закрыт",
        "اقرأ أيضا: إغلاق الجسر", "यह भी पढ़ें: पुल बंद", "อ่านเพิ่มเติม: ปิดสะพาน", "関連記事：橋が通行止めに", "延伸閱讀：老橋封閉",
        "Xem thêm: Cầu đóng",
        "Διαβάστε επίσης: Κλείνει η γέφυρα", "Ayrıca okuyun: Köprü kapandı", "Follow us on Facebook", "Folgen Sie uns auf Instagram",
        "Suivez-nous sur Facebook", "この記事は会員限定です。電子版に登録すると続きをお読みいただけます。",
        "This article is for subscribers only.", "Il vous reste 75.5% de cet article à lire.",
    ],
)  # fmt: skip
def test_a_line_beside_the_article_is_told(line: str) -> None:
    assert is_aside(line)


@pytest.mark.parametrize(
    "sentence",
    [
        "Related costs rose by a third last year, the bank said.",
        "Follow-up tests on Facebook users showed no effect.",
        "Facebook users were angry about it.",
        "Print media are losing readers.",
        "Tag der offenen Tür im Rathaus",
        "Page said the club would not sell him.",
        "Lihat saja bagaimana warga bergotong royong.",
        "Sigue la lluvia en el norte del país.",
    ],
)
def test_a_sentence_that_begins_like_one_stays(sentence: str) -> None:
    assert not is_aside(sentence)
