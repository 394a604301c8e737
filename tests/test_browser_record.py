"""The public record in a real browser: a report without scripts, every width, axe."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.db import transaction

from articles.models import Article, ErrorReport
from articles.public import reports
from articles.publishing import publish, withdraw
from articles.story import Correction, CorrectionKind, Paragraph
from articles.vocabulary import EditionKind
from tests.factories import make_edition

pytestmark = pytest.mark.django_db(transaction=True)

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
NOON = datetime(2026, 3, 8, 12, tzinfo=UTC)


@pytest.fixture
def record(transactional_db):
    """A paper that had to put things right; returns the address of each kind of page."""
    cache.clear()
    for number in range(4):
        make_edition(
            headline=f"Council approves the {number}th ferry terminal",
            section=("City", "World")[number % 2],
            published_at=NOON.replace(day=1 + 7 * number),
            corrections=(Correction(f"It was the {number}th. {LONG_WORD}", at=NOON),),
        )
    make_edition(
        headline="ميناء دار المرسى يستقبل أول سفينة شحن", language="ar", section="World",
        blocks=(Paragraph("استقبل ميناء دار المرسى صباح الأربعاء أول سفينة شحن."),),
        corrections=(Correction("وصلت السفينة يوم الأربعاء.", CorrectionKind.CLARIFICATION),),
    )  # fmt: skip
    gone = make_edition(section="City")
    withdraw(gone.article, by=None, notice="It was wrong.", reason="false")
    blocks = (Paragraph("The ferry ran aground on Monday."), Paragraph(LONG_WORD))
    article = make_edition(headline="Ferry aground", blocks=blocks, published_at=NOON).article
    for kind, fields in (
        (EditionKind.UPDATE, {"blocks": (Paragraph(f"A tug ran {LONG_WORD} aground."), blocks[1])}),
        (EditionKind.MINOR, {"headline": "Ferry runs aground"}),
        (EditionKind.CORRECTION, {"corrections": (Correction("It was a tug.", at=NOON),)}),
    ):
        with transaction.atomic():
            Article.load(replace(article.story(), **fields), into=article)
        edition = publish(article, by=None, kind=kind, despite="a test")
    return {
        "corrections": "/corrections/",
        "corrections of a section": "/corrections/?section=city",
        "history": edition.get_history_url(),
        "archive": "/archive/",
        "month": "/archive/2026/03/",
        "day": "/archive/2026/03/08/",
        "report": edition.get_report_url(),
        "thanks": edition.get_thanks_url(),
    }


def open_all(page):
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_no_page_is_wider_than_its_window(page, record, width):
    page.set_viewport_size({"width": width, "height": 900})
    for kind, address in record.items():
        page.goto(address)
        open_all(page)
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert over <= 0, f"{kind} at {width} px"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing(page, record, scheme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for kind, address in record.items():
        page.goto(address)
        open_all(page)
        result = Axe().run(page)
        assert result.violations_count == 0, f"{kind}: {result.generate_report()}"
    page.goto(record["report"])
    page.get_by_role("button", name="Send the report").click()
    assert page.get_by_role("alert").is_visible()
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()


def test_a_reader_reports_an_error_without_scripts_and_loses_no_word(
    browser, live_server, record, monkeypatch
):
    monkeypatch.setattr(reports, "QUICKEST", 0)  # seconds; a browser types faster than people
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(record["history"])
    page.get_by_role("link", name="Report an error").last.click()
    words = "The tug is called Solveig,\nnot Sölvi."
    page.get_by_label("What is wrong").fill(words)
    page.get_by_label("Your e-mail address").fill("ann at home")
    page.get_by_role("button", name="Send the report").click()
    assert page.get_by_label("What is wrong").input_value() == words
    assert page.get_by_label("Your e-mail address").input_value() == "ann at home"
    page.get_by_label("Your e-mail address").fill("ann@example.org")
    page.get_by_role("button", name="Send the report").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Thank you"
    report = ErrorReport.objects.get()
    assert (report.text, report.email, report.suspicion) == (words, "ann@example.org", "")
    assert context.cookies() == []
    context.close()


def test_the_field_for_machines_is_out_of_sight_and_off_the_keyboards_way(page, record):
    page.goto(record["report"])
    page.get_by_label("What is wrong").focus()
    named = []
    for _ in range(3):
        named.append(page.evaluate("document.activeElement.name || document.activeElement.type"))
        page.keyboard.press("Tab")
    assert named == ["text", "email", "submit"]
    box = page.locator("#website").bounding_box()
    assert box["x"] + box["width"] <= 0


def test_on_paper_what_went_is_struck_out(page, record):
    page.emulate_media(media="print")
    page.goto(record["history"])
    line = page.locator("del").first.evaluate("one => getComputedStyle(one).textDecorationLine")
    assert line == "line-through"
