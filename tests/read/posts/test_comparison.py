"""What counts as a change of a quotation, and what a copy changes by itself."""

import time

import pytest

from embedsvc.read.posts.comparison import Verdict, compare, compare_with_article, fold, passage

POST = "The bridge opens on Monday at noon, the harbour office said. It will not be closed again this year."
ARABIC = "قال المتحدث إن الجسر سيفتح يوم الاثنين 26 يناير"
CHINESE = "港务局周一宣布，新桥将于三月五日正式通车，市民可以免费通行。"


@pytest.mark.parametrize(
    ("source", "copy"),
    [
        ("the bridge opens", "the  bridge\u00a0opens\n"),
        ("“It's open”, he wrote", '"It’s open", he wrote'),
        ("«Открыт» – написал он", '"Открыт" — написал он'),
        ("「開通」と発表した", '"開通"と発表した'),
        ("open 9–17 – always", "open 9-17 -- always"),
        ("ﬁnal №5 ½", "final No5 1⁄2"),
        ("قُلْنَا إنّ الجِسـر مفتوح", "قلنا إن الجسر مفتوح"),
        ("في ٢٦ يناير ۲۰۲۱", "في 26 يناير 2021"),
        ("ارتفع ٣٫٥٪", "ارتفع 3.5%"),
        ("२०२१ में", "2021 में"),
        ("\u200fقال\u200e @name \u202bنعم\u202c", "قال @name نعم"),
        ("می\u200cشود", "میشود"),
        ("cafe\u0301", "café"),
        ("see https://t.co/AbCdEf1234", "see https://news.example/2021/03/05/the-bridge?x=1"),
        ("see news.example/2021/03/the-br…", "see https://t.co/AbCdEf1234"),
        ("see (https://t.co/AbCdEf1234).", "see (www.news.example/a/b)."),
        ("これhttps://t.co/AbCdEf1234です", "これpic.twitter.com/AbCdEf1234です".replace("pic", " pic")),
        ("noon https://t.co/AbCdEf1234", "noon"),
        ("wait… what", "wait... what"),
        ("港务局宣布，\n新桥通车", "港务局宣布，新桥通车"),
        ("iPhone 在中国", "iPhone在中国"),
    ],
)
def test_what_a_copy_changes_is_folded(source: str, copy: str) -> None:
    assert compare(copy, source).verdict == "exact", (fold(copy), fold(source))
    assert compare(source, copy).verdict == "exact"


@pytest.mark.parametrize(
    ("source", "copy"),
    [
        (POST, POST.replace(" not", "")),
        (POST, POST.replace("Monday", "monday")),
        (POST, POST.replace("noon,", "noon")),
        (POST, POST.replace("this year", "this [coming] year")),
        ("It costs 3.5 million euros in all of the city", "It costs 35 million euros in all of the city"),
        ("we re-sign the old contract today", "we resign the old contract today"),
        ("Amazon.com reported a loss this year", "Apple.com reported a loss this year"),
        ("a résumé of the whole harbour story", "a resume of the whole harbour story"),
        (ARABIC, ARABIC.replace("سيفتح", "لن يفتح")),
        (ARABIC, ARABIC.replace("الاثنين", "الأثنين")),
        (CHINESE, CHINESE.replace("免费", "付费")),
        (CHINESE, CHINESE.replace("将于", "不会于")),
    ],
)
def test_every_other_change_counts(source: str, copy: str) -> None:
    compared = compare(copy, source)
    assert compared.verdict == "edited"
    assert "".join(piece.text for piece in compared.pieces if piece.op != "added") == fold(source)
    assert "".join(piece.text for piece in compared.pieces if piece.op != "removed") == fold(copy)


@pytest.mark.parametrize(
    ("source", "copy", "verdict"),
    [
        (POST, "The bridge opens on Monday at noon", "elided"),
        (POST, "the harbour office said. It will not be closed again this year.", "elided"),
        (POST, "The bridge opens … the harbour office said.", "elided"),
        (POST, "The bridge opens [...] It will not be closed", "elided"),
        (POST, "The bridge . . . will not be closed", "elided"),
        (POST, "The bridge opens the harbour office", "edited"),
        (POST, "It will be closed … The bridge opens on Monday at noon", "edited"),
        (POST, "he bridge opens on Monday at noon, the harbour office said.", "edited"),
        (CHINESE, "新桥将于三月五日正式通车", "elided"),
        (CHINESE, "港务局……市民可以免费通行", "elided"),
        (ARABIC, "الجسر سيفتح يوم الاثنين", "elided"),
        (ARABIC, "قال المتحدث … يوم الاثنين", "elided"),
        (POST, "Ministers meet in Vienna to talk about grain and gas.", "unrelated"),
        (CHINESE, "昨晚的足球比赛以平局告终", "unrelated"),
        (POST, "", "unrelated"),
        (POST, "...", "unrelated"),
    ],
)
def test_parts_left_out(source: str, copy: str, verdict: Verdict) -> None:
    """At the ends, or where there is an ellipsis, in the order of the source and by whole words."""
    assert compare(copy, source).verdict == verdict


def test_a_long_text_with_two_changes_far_apart_is_edited() -> None:
    """In a script without spaces too, where each letter is a word."""
    for sentence in (
        "第{}句话是关于新桥的报道。",
        "Sentence {} is about the new bridge. ",
        "ประโยคที่ {} เกี่ยวกับสะพานใหม่. ",
    ):
        text = "".join(sentence.format(number) for number in range(300))
        changed = text.replace("299", "9").replace("0", "8", 1)
        compared = compare(changed, text)
        assert compared.verdict == "edited"
        assert sum(len(piece.text) for piece in compared.pieces if piece.op != "same") < 100


class TestArticle:
    paragraphs = (
        "The council met on Tuesday for the first time since the summer, and the public gallery was full.",
        POST,
        "Critics called the decision late. They had asked for it in spring, when the old bridge was damaged.",
    )

    def test_a_sentence_of_it_is_exact(self) -> None:
        compared = compare_with_article("They had asked for it in spring", self.paragraphs)
        assert compared.verdict == "exact"
        assert [piece.op for piece in compared.pieces] == ["same"]

    def test_a_quotation_over_two_paragraphs_is_exact(self) -> None:
        quotation = "It will not be closed again this year.\nCritics called the decision late."
        assert compare_with_article(quotation, self.paragraphs).verdict == "exact"

    def test_a_changed_word_is_compared_with_its_own_paragraph(self) -> None:
        """What is before and behind the quoted sentence is no difference."""
        compared = compare_with_article("the public gallery was nearly full", self.paragraphs)
        assert compared.verdict == "edited"
        assert [(piece.op, piece.text) for piece in compared.pieces] == [
            ("same", "the public gallery was "),
            ("added", "nearly "),
            ("same", "full"),
        ]

    def test_an_ellipsis_may_leave_out_paragraphs(self) -> None:
        assert compare_with_article("The council met … Critics called", self.paragraphs).verdict == "elided"

    def test_words_of_another_page_are_unrelated(self) -> None:
        assert (
            compare_with_article("Ministers meet in Vienna over gas.", self.paragraphs).verdict == "unrelated"
        )
        assert compare_with_article("Anything at all.", ()).verdict == "unrelated"

    def test_the_passage_is_where_most_words_are(self) -> None:
        assert passage("the bridge opens at noon", self.paragraphs) == POST


@pytest.mark.parametrize(
    ("quotation", "source"),
    [
        ("a b " * 7_500, "b a " * 7_500),
        ("甲乙" * 15_000, "乙甲" * 15_000),
        ("a... " * 6_000, "a b " * 7_500),
        ("x. " * 10_000, "y. x. " * 5_000),
        ("http://" * 4_000, "www." * 7_000),
        ("a.a." * 7_000, "a.b." * 7_000),
        ("a" + "\u0301\u0316" * 15_000, "a" + "\u0316\u0301" * 15_000),
        ("(((" * 10_000, "..." * 10_000),
    ],
)
@pytest.mark.parametrize("paragraphs", [4, pytest.param(20, marks=pytest.mark.slow)])
def test_hostile_texts_are_bounded(quotation: str, source: str, paragraphs: int) -> None:
    started = time.process_time()
    compare(quotation, source)
    compare_with_article(quotation, [source] * paragraphs)
    assert time.process_time() - started < 5 + paragraphs / 4
