from __future__ import annotations

import string
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedsvc.text import urls

BASE = "https://kabar.example/dunia/2024/"


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("HTTPS://Kabar.Example:443/a/../b/%7ewarga?b=2&a=1#komentar", "https://kabar.example/b/~warga?b=2&a=1"),
        ("http://kabar.example", "http://kabar.example/"),
        ("http://kabar.example:8080/x", "http://kabar.example:8080/x"),
        ("https://user:secret@kabar.example/x", "https://kabar.example/x"),
        ("https://bücher.example/straße?q=ä b", "https://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%A4%20b"),
        ("https://kabar.example/a%2fb%c3%a9", "https://kabar.example/a%2Fb%C3%A9"),
        ("https://kabar.example/100%", "https://kabar.example/100%25"),
        ("https://kabar.example./x", "https://kabar.example/x"),
        (" https://kabar.example/a\nb ", "https://kabar.example/ab"),
        ("https:\\\\kabar.example\\a", "https://kabar.example/a"),
        ("//kabar.example/a", "https://kabar.example/a"),
        ("https://kabar.example/x?a=1&amp;b=2", "https://kabar.example/x?a=1&b=2"),
        ("https://kabar.example/x?", "https://kabar.example/x"),
        ("https://kabar.example/%2e%2e/a/./b/..", "https://kabar.example/a/"),
        ("http://[2001:DB8::1]/x", "http://[2001:db8::1]/x"),
    ],
)
def test_one_address_has_one_spelling(written: str, canonical: str) -> None:
    assert urls.canonical(written) == canonical


@pytest.mark.parametrize(
    "parameter",
    [
        "utm_source=rss",
        "UTM_Medium=x",
        "fbclid=1",
        "gclid=1",
        "mc_cid=2",
        "_hsenc=3",
        "at_medium=RSS",
        "xtor=4",
        "ico=5",
        "wt_mc=6",
        "igshid=7",
        "gad_source=8",
        "sf12345678=1",
        "ns_mchannel=9",
        "%75tm_source=x",
    ],
)
def test_parameters_that_only_track_readers_do_not_make_another_article(parameter: str) -> None:
    assert urls.canonical(f"https://kabar.example/x?{parameter}&id=7") == "https://kabar.example/x?id=7"


@pytest.mark.parametrize("parameter", ["id=7", "p=123", "page=2", "q=a+b", "ref=1", "date=2024-11-01"])
def test_parameters_that_may_choose_the_article_stay(parameter: str) -> None:
    assert urls.canonical(f"https://kabar.example/x?{parameter}") == f"https://kabar.example/x?{parameter}"


@pytest.mark.parametrize(
    "useless",
    [
        "",
        "javascript:alert(1)",
        "JaVaScript:alert(1)",
        "mailto:a@kabar.example",
        "data:text/html,x",
        "file:///etc/passwd",
        "tel:123",
        "http:///x",
        "https://",
        "http://[::1",
        "http://a b/",
        "http://kabar..example/",
        "http://kabar.example:99999/",
        "http://kabar.example:x/",
        "kabar.example/x",
        "/x",
        "?",
        "#",
        "https://kabar.example/" + "x" * 2000,
        "x" * 10_000,
    ],
)
def test_what_leads_to_no_web_page_is_no_address(useless: str) -> None:
    assert urls.canonical(useless) is None
    assert urls.absolute(useless) is None


def test_relative_addresses_need_a_base() -> None:
    assert urls.canonical("../ekonomi/pasar?x=1#y", BASE) == "https://kabar.example/dunia/ekonomi/pasar?x=1"
    assert urls.absolute("/foto.jpg", BASE) == "https://kabar.example/foto.jpg"
    assert urls.absolute("?p=2", BASE) == "https://kabar.example/dunia/2024/?p=2"


def test_nothing_on_this_machine_is_reached_through_a_file_base() -> None:
    assert urls.canonical("foto.jpg", "file:///srv/feeds/a.xml") is None


def test_links_keep_their_query_and_fragment_as_written() -> None:
    assert (
        urls.absolute("https://Kabar.example/f%2fg?sig=a%2Bb&utm_source=x#bagian-2")
        == "https://kabar.example/f%2fg?sig=a%2Bb&utm_source=x#bagian-2"
    )


def test_spaces_and_foreign_letters_in_links_are_encoded() -> None:
    assert urls.absolute("https://kabar.example/foto besar/é.jpg") == "https://kabar.example/foto%20besar/%C3%A9.jpg"


def test_a_route_in_the_fragment_chooses_the_article_and_a_place_in_the_page_does_not() -> None:
    assert urls.canonical("https://kabar.example/#!/berita/7") == "https://kabar.example/#!/berita/7"
    assert urls.canonical("https://kabar.example/#/berita/7") == "https://kabar.example/#/berita/7"
    assert urls.canonical("https://kabar.example/berita/7#/foto/2") == "https://kabar.example/berita/7"
    assert urls.canonical("https://kabar.example/#komentar") == "https://kabar.example/"


ONE_ARTICLE = [
    "https://www.kabar.example/dunia/banjir-7?id=3&page_id=4",
    "http://kabar.example/dunia/banjir-7?page_id=4&id=3",
    "https://KABAR.example:443/dunia/banjir-7/?id=3&page_id=4&utm_source=rss#komentar",
    "http://kabar.example:80/dunia//banjir-7?id=3&page_id=4&ref=home&",
    "https://m.kabar.example/dunia/banjir-7?id=3&page_id=4",
    "https://amp.kabar.example/dunia/banjir-7?id=3&page_id=4&amp=1",
    "https://www.kabar.example/amp/dunia/banjir-7?id=3&page_id=4",
    "https://www.kabar.example/dunia/banjir-7/amp/?page_id=4&id=3",
    "https://www.kabar.example/dunia/banjir-7.amp.html?page_id=4&id=3",
    "https://www.kabar.example/dunia/banjir-7/index.html?id=3&page_id=4&outputType=amp",
    "https://www.kabar.example/dunia/banjir%2d7;jsessionid=0A1B?id=3&page_id=4&page=all",
    "https://www-kabar-example.cdn.ampproject.org/c/s/www.kabar.example/dunia/banjir-7/amp?id=3&page_id=4&usqp=mq331",
    "https://www.google.com/amp/s/amp.kabar.example/dunia/banjir-7?id=3&page_id=4",
    "https://www.google.com/url?sa=t&url=https%3A%2F%2Fkabar.example%2Fdunia%2Fbanjir-7%3Fid%3D3%26page_id%3D4&ct=ga",
]


@pytest.mark.parametrize("url", ONE_ARTICLE)
def test_all_addresses_of_one_article_have_one_key(url: str) -> None:
    assert urls.key(url) == "//kabar.example/dunia/banjir-7?id=3&page_id=4"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://bücher.example/stra%C3%9fe", "http://xn--bcher-kva.example/straße/"),
        ("https://kabar.example/a,b?q=c%20d", "https://kabar.example/a%2Cb?q=c+d"),
        ("https://kabar.example", "https://www.kabar.example/index.php"),
        ("https://kabar.example/x?a=&b", "https://kabar.example/x?b&a"),
        ("https://kabar.example/x?sid=0123456789abcdef0123456789abcdef", "https://kabar.example/x"),
    ],
)
def test_spellings_of_one_address_have_one_key(one: str, other: str) -> None:
    assert urls.key(one) == urls.key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://kabar.example/Berita", "https://kabar.example/berita"),
        ("https://kabar.example/x?id=1", "https://kabar.example/x?id=2"),
        ("https://kabar.example/x?ref=4711", "https://kabar.example/x?ref=4712"),
        ("https://kabar.example/x?sid=7", "https://kabar.example/x"),
        ("https://kabar.example/x?page=2", "https://kabar.example/x"),
        ("https://kabar.example/a%2Fb", "https://kabar.example/a/b"),
        ("https://kabar.example/amplop", "https://kabar.example/lop"),
        ("https://dunia.kabar.example/x", "https://kabar.example/x"),
        ("https://m.co.id/x", "https://amp.co.id/x"),
        ("http://127.0.0.1:8001/x", "http://127.0.0.1:8002/x"),
        ("https://kabar.example/#!/berita/7", "https://kabar.example/#!/berita/8"),
        ("https://kabar.example/?amp", "https://kabar.example/?p=amp"),
    ],
)
def test_different_articles_have_different_keys(one: str, other: str) -> None:
    assert urls.key(one) != urls.key(other)


@pytest.mark.parametrize("useless", ["", "mailto:a@kabar.example", "http://[::1", "/x", "https://kabar.example/" + "x" * 2000])
def test_what_leads_to_no_web_page_has_no_key(useless: str) -> None:
    assert urls.key(useless) == ""


PIECES = (
    "http:// https:// // www. m. amp. google.com bing.com x.cdn.ampproject.org kabar.id co.uk [::1] / /amp /amp/ amp .amp .amp.html "
    "s/ c/ url? ? & "
    "q= url= = a b ref= home utm_source=x %2F %3A %3B ; ;jsessionid=1 index.html /index.html # #!/ #/ :80 :443 :8080 . .. % %20 + é %C3%A9 "
    "%ff %75tm_x=1 page=1 amp=1 sid="
)


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES.split()), max_size=14).map("".join)))
def test_a_key_is_its_own_key_and_that_of_the_canonical_address(text: str) -> None:
    key = urls.key(text)
    assert urls.key(key) == key
    assert len(key) <= urls.MAX_LENGTH
    assert key == "" or (key.startswith("//") and key.isascii())
    canonical = urls.canonical(text)
    assert canonical is None or (urls.key(canonical) == key and urls.canonical(canonical) == canonical)


URL_LIKE = st.builds(
    lambda scheme, host, rest: f"{scheme}{host}/{rest}",
    st.sampled_from(["http://", "https://", "//", ""]),
    st.text(string.ascii_letters + ".-:@é", max_size=15),
    st.text(st.characters(codec="utf-8"), max_size=40),
)


@settings(deadline=None)
@given(st.one_of(st.text(), URL_LIKE))
def test_a_canonical_address_is_canonical_already(text: str) -> None:
    canonical = urls.canonical(text, BASE)
    if canonical is not None:
        assert urls.canonical(canonical) == canonical
        parts = urlsplit(canonical)
        assert parts.scheme in {"http", "https"}
        assert parts.hostname
        assert not parts.fragment or parts.fragment.startswith(("!/", "/"))
        assert canonical.isascii()
        assert not set(canonical) & set(' "<>\\^`{|}\n\t')


@settings(deadline=None)
@given(st.one_of(st.text(), URL_LIKE))
def test_an_absolute_address_stays_as_it_is(text: str) -> None:
    absolute = urls.absolute(text, BASE)
    if absolute is not None:
        assert urls.absolute(absolute) == absolute
        assert absolute.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.kabar.example/1", "http://kabar.example/2"),
        ("https://m.kabar.example/1", "https://amp.kabar.example/1"),
        ("https://mobil.kabar.example/1", "https://kabar.example/1"),
        ("http://127.0.0.1:80/1", "http://127.0.0.1/2"),
        ("http://[::1]:8001/1", "http://[::1]:8001/2"),
    ],
)
def test_a_site_and_its_mobile_pages_are_one_host(one: str, other: str) -> None:
    assert urls.same_host(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://jahat.github.io/", "https://korban.github.io/"),
        ("https://www.example/", "https://m.example/"),
        ("https://m.co.id/", "https://amp.co.id/"),
        ("https://berita.kabar.example/", "https://kabar.example/"),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8002/"),
        ("http://[::1]:8001/", "http://[::1]/"),
        ("http://localhost:8001/", "http://localhost:8002/"),
    ],
)
def test_neighbours_under_one_name_or_address_are_other_hosts(one: str, other: str) -> None:
    assert not urls.same_host(one, other)


def test_an_endless_base_makes_no_address() -> None:
    assert urls.absolute("1", "https://kabar.example/" + "a/" * 5_000) is None


REFERENCE_PIECES = "/ // ? # . .. ../ ./ %20 %c3 % &amp; & = ; : a b7 é x.html mailto: a:b @ ( ] ~ - + * ?# \\ | xn--a"
REFERENCES = st.lists(st.sampled_from([*REFERENCE_PIECES.split(), " ", "\n"]), max_size=7).map("".join)
BASES = """
    https://kabar.example/dunia/2024/?x=1#f https://kabar.example https://kabar.example/a//b/c https://kabar.example/a? https://KABAR.example/a
    https://kabar.example/a/../b https://kabar.example/a;b/c https://kabar.example/a%20b/c?é https://kabar.example:80/a file:///etc/
"""


@settings(max_examples=500)
@given(st.sampled_from([None, "", BASE, *BASES.split()]), st.one_of(REFERENCES, REFERENCES.map("https://kabar.example/".__add__)))
def test_an_address_in_order_takes_no_other_way_than_any_other(base: str | None, url: str) -> None:
    """A space in front sends an address the long way round, and means nothing."""
    assert urls.absolute(url, base) == urls.absolute(f" {url}", base)
    assert urls.canonical(url, base) == urls.canonical(f" {url}", base)


@pytest.mark.parametrize(
    ("reference", "address"),
    [
        ("/foto/7.jpg", "https://kabar.example/foto/7.jpg"),
        ("foto/7.jpg?besar=1", "https://kabar.example/dunia/2024/foto/7.jpg?besar=1"),
        ("#catatan-1", "https://kabar.example/dunia/2024/banjir.html?hal=2#catatan-1"),
        ("../7.jpg", "https://kabar.example/dunia/7.jpg"),
        ("//foto.example/7.jpg", "https://foto.example/7.jpg"),
        ("tel:112", None),
    ],
)
def test_a_relative_address_is_of_its_page_or_of_its_folder_or_of_its_site(reference: str, address: str | None) -> None:
    assert urls.absolute(reference, "https://kabar.example/dunia/2024/banjir.html?hal=2#isi") == address
