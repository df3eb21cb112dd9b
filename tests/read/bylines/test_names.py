import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedsvc.model import Author
from embedsvc.read.bylines import names


def named(text: str, *site: str) -> list[str]:
    return [author.name for author in names.people(text, site=site)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("By Jane Doe", "Jane Doe"), ("BY: JANE DOE", "JANE DOE"), ("ByJane Doe", "Jane Doe"), ("Written by Jane Doe", "Jane Doe"),
        ("Words by Jane Doe", "Jane Doe"), ("Postby Jane Doe", "Jane Doe"), ("PostbyJane Doe", "Jane Doe"), ("Jane Doe for The Example News", "Jane Doe"), ("Jane Doe Special to The Example News", "Jane Doe"),
        ("View all posts by Jane Doe →", "Jane Doe"), ("From Jane Doe in London", "Jane Doe"),
        ("von Erika Muster", "Erika Muster"), ("Veröffentlicht vonErika Muster", "Erika Muster"), ("Ein Beitrag von Erika Muster", "Erika Muster"),
        ("Par Marie Dupré", "Marie Dupré"), ("Por Ana Gómez", "Ana Gómez"), ("Publicado por Ana Gómez", "Ana Gómez"), ("di Mario Rossi", "Mario Rossi"), ("di Sami al-Masri", "Sami al-Masri"),
        ("door: Piet Jansen", "Piet Jansen"), ("Av Ola Nordmann", "Ola Nordmann"), ("Af Jens Jensen", "Jens Jensen"), ("Tekst: Jan Kowalski", "Jan Kowalski"),
        ("Piše: P. Horvat", "P. Horvat"), ("Írta: Nagy Éva", "Nagy Éva"), ("Autor: Ion Popescu", "Ion Popescu"), ("Yazan: Ayşe Yılmaz", "Ayşe Yılmaz"),
        ("Автор: Иван Петров", "Иван Петров"), ("Текст: Иван Петров", "Иван Петров"), ("Автор Олена Коваль", "Олена Коваль"),
        ("Γράφει ο Νίκος Παππάς", "Νίκος Παππάς"), ("Հեղինակ՝ Արամ Պետրոսյան", "Արամ Պետրոսյան"), ("Tác giả: Nguyễn Văn A", "Nguyễn Văn A"),
        ("بقلم: محمد علي", "محمد علي"), ("بقلم محمد علي", "محمد علي"), ("كتب/ محمد علي", "محمد علي"), ("كتبت - سارة أحمد", "سارة أحمد"), ("إعداد: سارة أحمد", "سارة أحمد"),
        ("ترجمة: سارة أحمد", "سارة أحمد"), ("تحرير: سارة أحمد", "سارة أحمد"), ("نویسنده: علی رضایی", "علی رضایی"), ("به قلم علی رضایی", "علی رضایی"),
        ("מאת דנה כהן", "דנה כהן"), ("מאת: דנה כהן", "דנה כהן"), ("文/张三", "张三"), ("記者王小明", "王小明"), ("記者 / 王小明", "王小明"), ("取材・文＝山田太郎", "山田太郎"),
        ("山田太郎記者", "山田太郎"), ("文・写真：山田太郎", "山田太郎"), ("某某社记者王五", "王五"), ("【山田太郎】", "山田太郎"), ("글 홍길동 기자", "홍길동"),
        ("Από τον Νίκο Παππά", "Νίκο Παππά"), ("Bởi Nguyễn Văn A", "Nguyễn Văn A"), ("Von unserem Korrespondenten Hans Meier", "Hans Meier"),
        ("القدس المحتلة - محمد علي", "محمد علي"), ("القاهرة - محمد علي", "محمد علي"), ("محمد علي - القاهرة", "محمد علي"), ("홍길동 기자", "홍길동"), ("(서울=매체) 홍길동 기자", "홍길동"), ("스포츠매체=홍길동 기자", "홍길동"),
    ],
)  # fmt: skip
def test_an_introduction_is_not_part_of_the_name(text: str, name: str) -> None:
    """In many languages, with a colon, a slash or nothing after it."""
    assert named(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe, Staff Writer", "Jane Doe Senior Political Reporter", "Reporter Jane Doe", "Jane Doe, Director of Education Equity, City Foundation",
        "Jane Doe for The Daily Paper", "Jane Doe in New York", "Jane Doe, New York", "London - Jane Doe", "Jane Doe - London", "Jane Doe, BBC News", "Jane Doe AFP",
        "Jane Doe, PhD", "Jane Doe PhD", "Jane Doe (Paris)", "Jane Doe jane.doe@paper.example", "Jane Doe jane[at]paper.example", "Jane Doe https://paper.example/jane",
        "Jane Doe | Photo: John Smith", "Jane Doe Foto: John Smith", "By Jane Doe Photographs by John Smith", "Jane Doe, Special to the Tribune", "Jane Doe Twitter Facebook", "Jane Doe +Follow", "Jane Doe Updated Mar 12, 2020 @ 10:42 am", "Jane Doe14:40, Feb 17 2021",
        "Jane Doe | lundi 9 décembre 2019 à 09h08", "Jane Doe, Montag, 26.01.2021", "26.01.2021 - Redaktion: Jane Doe (Pressesprecherin)", "26.01.2021 | By Jane Doe", "Posted by Jane Doe on January 5, 2021 at 10:30", "Jane Doe hace 13 horas",
        "Jane Doe prije 26 minuta", "Jane Doe, Redaktion Veröffentlicht: 26.12.2022", "Jane Doe A computer science professor at the University of Somewhere (UoS).",
        "Jane Doe Tokyo-based French writer and fan of puns", "Doe, Jane", "Jane Doe; Doe, Jane", "Jane Doe, jane doe", "Doe, Jane; Jane Doe | JANE DOE", "&quot;Jane Doe&quot;", "Jane&nbsp;Doe",
        "\u202aJane\u202c Doe ✉", "Jane Doe and Agencies", "Jane Doe and Paper staff", "Jane DoeJane Doe", "Jane DoeNovember 15, 2015", "Jane Doe on 11/08/2020 at 9:52 Antworten", "Author Jane Doe", "Jane DoeFollow", "Jane Doe, Jane",
    ],
)  # fmt: skip
def test_what_surrounds_a_name_is_removed(text: str) -> None:
    """Roles, papers, places, degrees, addresses, dates, buttons and repetitions leave one author."""
    found = names.people(text)
    assert [(author.name.casefold(), author.type) for author in found] == [("jane doe", "person")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane Doe and John Smith", ["Jane Doe", "John Smith"]),
        ("Rui Pires com Lusa", ["Rui Pires", "Lusa"]),
        ("Jane Doe, John Smith & Ann Lee", ["Jane Doe", "John Smith", "Ann Lee"]),
        ("Jane Doe, Staff Writer, and John Smith, Senior Editor", ["Jane Doe", "John Smith"]),
        ("Jane Doe, PhD, John Smith, MD", ["Jane Doe", "John Smith"]),
        ("Jane Doe; John Smith", ["Jane Doe", "John Smith"]),
        ("Jane Doe / John Smith", ["Jane Doe", "John Smith"]),
        ("Jane Doe | John Smith", ["Jane Doe", "John Smith"]),
        ("Jane Doe Twitter John Smith Twitter", ["Jane Doe", "John Smith"]),
        ("Doe, Jane; Smith, John", ["Jane Doe", "John Smith"]),
        ("Smith, J., Doe, A. B.", ["J. Smith", "A. B. Doe"]),
        ("van der Berg, Jan", ["Jan van der Berg"]),
        ("O'Brien, Conan", ["Conan O'Brien"]),
        ("Martin Luther King, Jr.", ["Martin Luther King Jr."]),
        ("Kay, Jessie and Ann", ["Kay", "Jessie", "Ann"]),
        ("Erika Muster und Hans Meier", ["Erika Muster", "Hans Meier"]),
        ("Marie Dupré et Jean Petit", ["Marie Dupré", "Jean Petit"]),
        ("Ana Gómez, Luis Paz y José Miguel Ruiz", ["Ana Gómez", "Luis Paz", "José Miguel Ruiz"]),
        ("Santiago Ramón y Cajal", ["Santiago Ramón y Cajal"]),
        ("Rita Costa e Silva", ["Rita Costa e Silva"]),
        ("Иван Петров и Пётр Иванов", ["Иван Петров", "Пётр Иванов"]),
        ("محمد علي، سارة أحمد", ["محمد علي", "سارة أحمد"]),
        ("محمد علي و سارة أحمد", ["محمد علي", "سارة أحمد"]),
        ("كتب: محمد علي وسارة أحمد", ["محمد علي", "سارة أحمد"]),
        ("محمد علي وليد حسن", ["محمد علي وليد حسن"]),
        ("דנה כהן ומשה לוי", ["דנה כהן", "משה לוי"]),
        ("山田太郎、鈴木花子", ["山田太郎", "鈴木花子"]),
        ("홍길동·김철수 기자", ["홍길동", "김철수"]),
        ("文：张三 编辑：李四", ["张三", "李四"]),
        ("mit Material der dpa", ["dpa"]),
        ("Tim O’Brien & Anna-Lena Schmidt", ["Tim O’Brien", "Anna-Lena Schmidt"]),
        ("Jane and John Smith", ["Jane and John Smith"]),
        ("Anna Muster, London, Hans Meier", ["Anna Muster", "Hans Meier"]),
        ("Jane Doe, AFP", ["Jane Doe", "AFP"]),
        ("AFP/Reuters", ["AFP", "Reuters"]),
        ("Jane Doe, John Smith, Smith", ["Jane Doe", "John Smith"]),
    ],
)  # fmt: skip
def test_several_authors_are_separated(text: str, expected: list[str]) -> None:
    """And what belongs to one name is not."""
    assert named(text) == expected


@pytest.mark.parametrize(
    "name",
    [
        "Kay", "uriebe", "c1ph4", "link78", "giampiero maggio", "bell hooks", "Dr. med. Erika Muster", "Prof. Dr. rer. nat. Hans Meier", "Theo van Gogh", "Di Stefano", "Oleh Rudenko", "Yazan Ahmad", "Kim Min", "Jack Ma", "Li Sun",
        "JANE DOE", "Kazım TÜRKMEN", "Nguyễn Văn A", "Nicolas Paz C.", "José Ortega y Gasset", "Mrs H Pyke", "Jean-Pierre d'Arcy", "Ludwig von Mises", "山田太郎", "ジョン・スミス", "홍길동", "محمد",
        "الجاحظ", "عبد الله بن عمر", "דנה", "Зураб", "Νίκος", "ก้อง", "अमित शर्मा", "Álvaro de la Vega",
    ],
)  # fmt: skip
def test_names_are_returned_as_printed(name: str) -> None:
    """A name may have one word or many, in lower case or in capitals; nothing in it is changed."""
    found = names.people(name)
    assert [author.name for author in found] == [name]
    assert found[0].type != "organization"


@pytest.mark.parametrize(
    "name",
    [
        "AFP", "dpa", "Reuters", "AP", "TASS", "ТАСС", "الأناضول", "共同通信", "연합뉴스", "The Associated Press", "Agence France-Presse", "Redaktion", "Pressestelle", "Online-Redaktion", "La Redazione",
        "هيئة التحرير", "編集部", "编辑部", "редакция", "מערכת", "تحریریه", "7 NEWS", "Muster Verlag GmbH", "Stadtwerke Muster AG", "Verein Muster e.V.", "Ministry of Health and Human Services",
        "The Local", "Example Foundation", "University of Somewhere",
    ],
)  # fmt: skip
def test_organisations_are_recognised(name: str) -> None:
    """Agencies, desks, newspapers, companies, ministries."""
    assert names.people(name) == (Author(name=name, type="organization"),)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "By", "von", "admin", "Admin", "webmaster", "Super User", "Revue de", "wp-admin", "site admin", "editor", "Guest Author", "Staff Writer", "Reporter for BBC News", "Anonymous", "null", "undefined",
        "https://www.facebook.com/jane.doe", "www.example.com", "jane@example.com", "jane[at]example.com", "@jane", "2021-01-26", "January 26, 2021", "Updated: 26.01.2021 14:30", "26 min",
        "435514832740644", "{{ post.author }}", "${author}", "[object Object]", "Search for more papers by this author", "Photos by Jane Doe", "Foto: Hans Meier", "صورة: محمد علي",
        "A computer science professor at the University of Somewhere", "This is a long sentence about something that has happened to somebody", "x" * 129, "x " * 5000, "," * 5000, "✉ → ★",
        "from our correspondent", "Publiziert am", "View author archive", "Developed by Jane Doe", "Tel: +1 301 496", "Follow Jane Doe on X", "wow!", "Sponsored by Jane Doe",
        "No author", "no authors", "No author indicated", "(:unav)", "All Rights Reserved", "Post author", "Your Name", "Test User", "Admin User", "Drupal", "importer", "Copyright",
        "Source", "Content", "Partner Content", "Minutes Ago", "Updated", "Follow on X",
    ],
)  # fmt: skip
def test_other_texts_name_nobody(text: str) -> None:
    """Accounts, addresses, dates, empty templates, roles alone, photographers and sentences."""
    assert names.people(text) == ()


def test_a_long_list_ends_with_a_whole_name() -> None:
    """A text is cut at 500 characters, but not inside a name."""
    found = named(
        ", ".join(f"Jane {chr(97 + index % 26) * 9} Doe" for index in range(26)) + ", Jane Mehitabel Doe" * 9
    )
    assert len(found) > 10
    assert all(name.endswith("Doe") for name in found)


def test_handles_belong_to_their_names() -> None:
    """A handle printed next to a name is the author's; alone it is not a name."""
    assert names.people("By Jane Doe @jane_d - John Smith") == (
        Author(name="Jane Doe", handle="jane_d", type="person"),
    )
    assert names.people("Jane Doe (@jane), John Smith") == (
        Author(name="Jane Doe", handle="jane", type="person"),
        Author(name="John Smith", type="person"),
    )


def test_the_site_is_an_author_only_where_nobody_else_is_named() -> None:
    """Its name is an organization."""
    site = ("Example Tageblatt", "www.beispiel.example")
    assert names.people("Example Tageblatt", site=site) == (
        Author(name="Example Tageblatt", type="organization"),
    )
    assert names.people("beispiel", site=site) == (Author(name="beispiel", type="organization"),)
    assert names.people("Neuer Beispiel-Sender", site=("www.nb.example",))[0].type == "organization"
    assert named("Example Tageblatt; Jane Doe", *site) == ["Jane Doe"]
    assert named("Jane Doe | Example Tageblatt", *site) == ["Jane Doe"]
    assert named("Redaktion; Jane Doe") == ["Jane Doe"]
    assert named("AFP; Jane Doe") == ["AFP", "Jane Doe"]


def test_the_type_of_a_single_word_is_unknown() -> None:
    """Kay may be a brand. In scripts without spaces a single word is a whole name."""
    assert names.people("Kay")[0].type is None
    assert names.people("山田太郎")[0].type == "person"


PIECES = st.sampled_from(
    ["By", "von", "Jane", "Doe", "John", "Smith", "de", "and", "&", ",", ";", "|", "/", "-", "(", ")", "@jane", "AFP", "Redaktion", "Reporter", "Jr.", "PhD", "J.", "Photo:", "in",
     "26 January 2021", "14:30", "Updated", "بقلم", "محمد", "علي", "وسارة", "مراسل", "記者", "山田", "홍길동", "기자", "Автор:", "Иван", "e", "The", "News", "=", "·", "Twitter", "a", "\u200f", "'", "."],
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=12).map(" ".join),
    st.lists(PIECES, max_size=12).map("".join),
)


@given(TEXTS)
def test_any_text_gives_well_formed_names(text: str) -> None:
    """Names of bounded length, each once, without an exception."""
    found = names.people(text)
    assert len({author.name.casefold() for author in found}) == len(found)
    for author in found:
        assert 2 <= len(author.name) <= 128
        assert author.name == author.name.strip()
        assert any(c.isalpha() for c in author.name)


@given(TEXTS)
def test_parsing_a_name_again_gives_the_same(text: str) -> None:
    """A name out of a byline is parsed as itself."""
    for author in names.people(text):
        assert [again.name for again in names.people(author.name)] == [author.name]


@pytest.mark.parametrize(
    "text",
    [
        "<img alt='' src='https://avatar.example/70?s=49&#038;d=blank' class='avatar' height='49' />Author Jane Doe",
        "&lt;img src='/a.png' width='49'&gt;Jane Doe", '<a href="/jane" rel="author">Jane Doe</a>', "<b>Jane</b> Doe<br>",
        "Jane Doe <img src='/a.png'", "<!-- avatar -->Jane Doe", "&amp;lt;b&amp;gt;Jane Doe",
    ],
)  # fmt: skip
def test_markup_around_a_name_is_removed(text: str) -> None:
    """Also escaped, escaped twice, and truncated."""
    assert named(text) == ["Jane Doe"]


@pytest.mark.parametrize(
    "text",
    [
        "Recipe by Jane Doe", "Guest post by Jane Doe", "Contributors: Jane Doe", "This article was originally written by Jane Doe",
        "This post was written by Jane Doe, Head of Marketing", "Jane Doe Fact checked by John Roe", "Doe, Jane",
        "Written by Jane Doe Reviewed by John Roe", "Jane Doe | Medically reviewed by John Roe, MD",
    ],
)  # fmt: skip
def test_a_sentence_introduces_the_author_and_ends_before_a_reviewer(text: str) -> None:
    """Whoever checked a text isn't its author."""
    assert named(text) == ["Jane Doe"]


@pytest.mark.parametrize(
    "text", ["Reviewed by Jane Doe", "Fact checked by Jane Doe", "Medically reviewed by Jane Doe, MD"]
)
def test_a_reviewer_is_no_author(text: str) -> None:
    """Also alone in a line."""
    assert named(text) == []


@pytest.mark.parametrize("text", ["Head of Marketing", "Gardener & Astrologer", "Barnes & Noble"])
def test_names_with_and_or_of_are_no_peoples(text: str) -> None:
    """They are roles, departments or companies."""
    assert [author.type for author in names.people(text)] == ["organization"]


def test_a_family_name_that_is_a_particle_elsewhere_is_inverted_too() -> None:
    """Das, Roy and Das are families, "das" is an article."""
    assert named("Das, Amitava") == ["Amitava Das"]


@pytest.mark.parametrize(
    "text",
    ["Advertisement", "Recently", "Learn More", "Weiterlesen", "Publicité", "Leer más", "広告", "المزيد", "iPhone Case", "Getty Images", "AI", "ChatGPT", "By AI", "Podcast", "Newsletters", "Bot", "Yes"],
)  # fmt: skip
def test_words_of_pages_and_products_are_no_names(text: str) -> None:
    """What a theme shows where another one shows the author."""
    assert named(text) == []


@pytest.mark.parametrize("name", ["Thomas More", "Neil deGrasse Tyson", "Herbert Read", "Anna de la Cruz"])
def test_a_name_may_contain_such_a_word(name: str) -> None:
    """Only the whole text is no name."""
    assert named(name) == [name]


@pytest.mark.parametrize("text", ["Ai", "By Ai", "Ai Takeda", "AI TAKEDA"])
def test_ai_is_nobody_only_where_it_stands_alone_in_capitals(text: str) -> None:
    """Ai is a given name and a family name."""
    assert named(text) == [text.removeprefix("By ")]


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("Hamburg (dpa) – 14.03.2025, 10:00", ["dpa"]),
        ("HAMBURG/BERLIN (dpa)", ["dpa"]),
        ("PARIS (AFP) - 14 mars 2025", ["AFP"]),
        ("Jane Doe (AP) - March 14, 2025", ["Jane Doe"]),
        ("Jane Doe (March 14, 2025)", ["Jane Doe"]),
        ("(March 14, 2025) Jane Doe", ["Jane Doe"]),
    ],
)
def test_an_agency_in_brackets_after_a_place_is_the_author(byline: str, expected: list[str]) -> None:
    """Not the place, nor half of a bracket before a date."""
    assert [author.name for author in names.people(byline)] == expected


@pytest.mark.parametrize(
    "role", ["Product Manager", "Registered Dietitian", "Content Strategist", "Scientist"]
)
def test_a_role_after_a_name_is_no_part_of_it(role: str) -> None:
    assert [author.name for author in names.people(f"Jane Doe {role}")] == ["Jane Doe"]
