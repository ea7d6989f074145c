"""Selectors of operators: CSS or XPath, judged before they are used."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from feedsvc.errors import SourceUnreadable
from feedsvc.sources.selectors import check, select

PAGE = lxml_html.document_fromstring(
    '<body><div id="top"><ul class="read list"><li><a href="/a">A</a></li><li><a href="/b">B</a></li></ul></div><h1>Hari ini</h1></body>'
)


@pytest.mark.parametrize("selector", ["ul.read a", "#top li > a", "//ul/li/a", "./body//li/a", "(//a)", " .list a "])
def test_css_and_xpath_name_the_same_elements_in_document_order(selector: str) -> None:
    assert [element.get("href") for element in select(PAGE, selector)] == ["/a", "/b"]


def test_no_selector_names_nothing() -> None:
    assert select(PAGE, "") == []
    assert check("") == ""


@pytest.mark.parametrize("selector", ["ul.read", "h1, h2", "a:contains('A')", "//a[contains(@href, 'a')]", "(//li)[1]"])
def test_a_sound_selector_has_no_fault(selector: str) -> None:
    assert check(selector) == ""


@pytest.mark.parametrize(
    ("selector", "reason"),
    [
        ("ul[", "no selector that can be used"),
        ("a::text", "pseudo-elements are not supported"),
        ("a:nonsense", "pseudo-class :nonsense is unknown"),
        ("//a[", "invalid expression"),
        ("//a[re:test(., 'x')]", "undefined namespace prefix"),
        ("//*[document('/etc/passwd')]", "unregistered function"),
        ("//a[$who]", "undefined variable"),
        ("//a/@href", "names values, not elements"),
        ("(count(//a))", "names values, not elements"),
        ("a\0", "NUL"),
        ("a" * 2_000, "longer than 1000 characters"),
    ],
)
def test_a_selector_that_cannot_be_used_is_named_with_the_reason_in_one_sentence(selector: str, reason: str) -> None:
    fault = check(selector)
    assert reason in fault
    assert selector[:20] in fault
    assert fault.endswith(".")
    with pytest.raises(SourceUnreadable):
        select(PAGE, selector)
