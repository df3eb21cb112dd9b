from embedsvc.read.fields.similarity import letters_of, overlap, words_of


def test_words_are_compared_without_case_and_punctuation() -> None:
    """Titles on a page and in its head differ in these."""
    assert words_of("Talks: RESUME, in Vienna!") == words_of("talks resume in vienna")


def test_scripts_without_spaces_are_compared_by_pairs_of_characters() -> None:
    """Their words aren't known without a dictionary."""
    assert words_of("東京新聞") == {"東京", "京新", "新聞"}


def test_overlap_is_the_mean_share_of_common_words() -> None:
    """Of the shorter title and of the longer one."""
    assert overlap(words_of("a b"), words_of("a b c d")) == 0.75
    assert overlap(words_of("a"), words_of("b")) == 0
    assert overlap(words_of("a"), frozenset()) == 0


def test_letters_of_a_name_are_without_spaces_and_signs() -> None:
    """A name and its domain are equal then."""
    assert letters_of("The Ｅxample – News_24") == "theexamplenews24"
