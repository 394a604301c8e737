"""The readers' side in a real browser: a walk without JavaScript, every width, axe."""

import gzip
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders

from articles.models import Policy
from articles.publishing import withdraw
from articles.story import (
    Credit,
    List,
    Paragraph,
    Party,
    Photo,
    Quote,
    Related,
    Subhead,
    Table,
    Video,
)
from articles.vocabulary import PolicyKind
from tests.factories import make_edition
from tests.test_public_pictures import make_photo

pytestmark = pytest.mark.django_db(transaction=True)

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


@pytest.fixture
def paper(transactional_db):
    """A small paper; returns the address of each kind of page."""
    sections = ("City", "World", "Sport", "Culture")
    for number in range(16):
        photo = Photo("Words.", "Grey sea.", ref=make_photo().pk) if number % 4 else None
        make_edition(
            headline=f"Council approves the {number}th Northquay ferry terminal in 9-6 vote",
            summary="Two councillors switch sides after limits on loudspeakers and trucks.",
            kicker="Analysis" if number % 3 else "",
            section=sections[number % 4],
            lead_photo=photo,
            published_at=datetime(2026, 3, 1, number, tzinfo=UTC),
        )
    make_edition(
        headline="ميناء دار المرسى يستقبل أول سفينة شحن", language="ar", section="World",
        blocks=(Paragraph("استقبل ميناء دار المرسى صباح الأربعاء أول سفينة شحن."),),
    )  # fmt: skip
    gone = make_edition(section="City")
    withdraw(gone.article, by=None, notice="It was wrong.", reason="false")
    full = make_edition(
        headline=f"Ferry runs aground off Saltmere {LONG_WORD}",
        deck="Crew praised after 40 minutes in fog",
        section="City",
        tags=("ferries", LONG_WORD),
        credits=(Credit(Party("Mara Ellison")),),
        lead_photo=Photo("The Solveig.", "A ferry.", "Ines Calloway", ref=make_photo().pk),
        blocks=(
            Paragraph('First words with <a href="/city/">a link</a>.'),
            Paragraph(LONG_WORD),
            Subhead("What the crew saw"),
            List(("One buoy", "Two lights")),
            Quote(("We felt it.",), "Captain Rask", "https://example.org/"),
            Photo("Tugs wait.", f"Two tugs in fog. {LONG_WORD}", f"Joss Hartigan/{LONG_WORD}"),
            Table(((LONG_WORD,) * 6, ("1",) * 6), header=True),
            Video("Inside the fog", "WATCH", "See:", "10 days ago", 128, "He explains."),
            Video("Elsewhere", age=LONG_WORD, provider="vimeo", embed_id="123456789"),
        ),
        related=(Related(LONG_WORD, LONG_WORD),),
        printed_date=f"Published 4 Mar 2023 | Last Updated: October 14 {LONG_WORD}",
        rights=LONG_WORD,
    )
    Policy.objects.create(
        kind=PolicyKind.ABOUT, title="About us", text=f"We ask.\n\n## Gifts\n\n- None {LONG_WORD}"
    )
    french = make_edition(
        headline="Le théâtre rouvre", language="fr-CA", section="Culture",
        blocks=(Paragraph("Il rouvre ce soir."),), published_at=datetime(2026, 3, 2, tzinfo=UTC),
    )  # fmt: skip
    return {
        "front": "/",
        "section": "/city/",
        "article": full.get_absolute_url(),
        "tag": "/tag/ferries/",
        "contributor": "/by/mara-ellison/",
        "French article": french.get_absolute_url(),
        "about": "/about/",
        "lite": "/lite/",
        "lite article": full.get_lite_url(),
        "API": "/api/v1/",
        "missing": "/nowhere/",
        "gone": gone.get_absolute_url(),
    }


@pytest.mark.parametrize("width", [390, 1440])
def test_a_reader_walks_from_front_to_section_to_article_without_scripts(
    browser, live_server, paper, width
):
    context = browser.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        viewport={"width": width, "height": 900},
    )
    page = context.new_page()
    page.goto("/")
    assert page.get_by_role("heading", level=2).first.is_visible()
    if width < 1000:
        page.get_by_role("link", name="Sections").click()
    page.get_by_role("link", name="City", exact=True).locator("visible=true").last.click()
    assert page.url.endswith("/city/")
    page.get_by_role("link", name="Ferry runs aground").first.click()
    assert page.url.endswith(paper["article"])
    assert page.get_by_role("heading", level=1).inner_text().startswith("Ferry runs aground")
    assert page.get_by_text("2:08").is_visible()
    page.get_by_role("link", name="Mara Ellison").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Mara Ellison"
    context.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440])
def test_no_page_is_wider_than_its_window(page, paper, width):
    page.set_viewport_size({"width": width, "height": 900})
    for kind, address in paper.items():
        page.goto(address)
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert over <= 0, f"{kind} at {width} px"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1440])
def test_axe_finds_nothing(page, paper, scheme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for kind, address in paper.items():
        page.goto(address)
        result = Axe().run(page)
        assert result.violations_count == 0, f"{kind}: {result.generate_report()}"


def test_the_keyboard_reaches_the_news_first(page, paper):
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the news")
    assert skip.evaluate("link => link === document.activeElement")
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/#main")


def test_lines_of_an_article_are_62_to_68_characters_long(page, paper):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(paper["article"])
    characters = page.evaluate(
        """() => {
            const line = document.querySelector(".article-body > p");
            const width = line.getBoundingClientRect().width;
            line.style.display = "inline-block";
            line.style.whiteSpace = "nowrap";
            line.textContent = "The vote came late at night, after five hours of debate and talk. ";
            return line.textContent.length * width / line.getBoundingClientRect().width;
        }"""
    )
    assert 60 <= characters <= 72


def test_a_page_asks_nobody_else_for_anything(page, paper):
    hosts = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    for address in paper.values():
        page.goto(address)
    assert len(hosts) == 1


def test_a_story_of_900_words_weighs_at_most_20_kilobytes(client, paper):
    """HTML with the styles inside it, and every script, as they travel; pictures come on top."""
    blocks = [Paragraph(" ".join(f"word{n * 60 + m}" for m in range(60))) for n in range(15)]
    blocks[5:5] = [Subhead("What the crew saw"), Photo("Tugs wait.", "Two tugs.", "Joss Hartigan")]
    edition = make_edition(
        headline="Ferry runs aground off Saltmere", section="City", tags=("ferries",),
        credits=(Credit(Party("Mara Ellison")),), blocks=tuple(blocks),
        lead_photo=Photo("The Solveig.", "A ferry.", "Ines Calloway", ref=make_photo().pk),
    )  # fmt: skip
    response = client.get(edition.get_absolute_url(), headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    html = gzip.decompress(response.content).decode()
    scripts = re.findall(r'<script src="/static/([^"]+)"', html)
    assert scripts == ["paper/share.js"]
    weight = len(response.content) + sum(
        len(gzip.compress(Path(finders.find(name)).read_bytes())) for name in scripts
    )
    assert weight <= 20_000


def test_the_first_text_needs_one_request(page, paper):
    for kind, address in paper.items():
        asked = []
        page.on("request", lambda request, asked=asked: asked.append(request))
        page.goto(address)
        kinds = {request.resource_type for request in asked[1:]}
        assert kinds <= {"image", "script"}, kind
        blocking = page.locator(
            "head link[rel=stylesheet], script[src]:not([type=module]):not([defer]):not([async])"
        )
        assert blocking.count() == 0, kind


def test_nothing_moves_while_a_page_loads(page, paper):
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for kind in ("front", "section", "article"):
            page.goto(paper[kind])
            page.wait_for_load_state("networkidle")
            shift = page.evaluate(
                """() => new Promise(done => new PerformanceObserver(list => done(
                    list.getEntries().reduce((sum, entry) => sum + entry.value, 0)
                )).observe({type: "layout-shift", buffered: true}) || setTimeout(done, 300, 0))"""
            )
            assert shift == 0, f"{kind} at {width} px"


def test_a_page_can_be_read_at_four_times_its_size(page, paper):
    # 1280 px at 400 % leave 320; nothing may lie over anything else or be cut.
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(paper["article"])
    assert page.get_by_role("heading", level=1).is_visible()
    cut = page.evaluate(
        """() => [...document.querySelectorAll("h1, h2, p, li, figcaption")]
            .filter(e => e.scrollWidth > e.clientWidth + 1 && !e.matches(".spoken"))
            .filter(e => getComputedStyle(e).overflowX !== "visible")
            .map(e => e.textContent.trim().slice(0, 40))"""
    )
    assert cut == []


def test_a_story_in_arabic_runs_from_the_right(page, paper):
    page.goto(paper["section"].replace("city", "world"))
    page.get_by_role("link", name="ميناء دار المرسى").first.click()
    article = page.locator("article").first
    assert article.evaluate("e => getComputedStyle(e).direction") == "rtl"
    box, paragraph = (
        page.locator(name).first.bounding_box() for name in (".article-body", ".article-body p")
    )
    assert paragraph["x"] + paragraph["width"] == pytest.approx(box["x"] + box["width"], abs=1)


def test_the_browser_may_pass_a_story_on_where_it_can(page, paper):
    page.add_init_script("navigator.share = async data => { window.shared = data }")
    page.goto(paper["article"])
    page.get_by_role("button", name="Share…").click()
    shared = page.evaluate("window.shared")
    assert shared["title"].startswith("Ferry runs aground")
    assert shared["url"].endswith(paper["article"])
