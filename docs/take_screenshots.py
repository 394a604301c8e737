"""Take the pictures of the README from a running `make run`:

.venv/bin/python docs/take_screenshots.py http://127.0.0.1:8000
"""

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
GAP = 24  # pixels between the phone in light and in dark


def shot(browser, address, *, width, height, scheme="light", login=None):
    """Return the window at `address` as a Pillow image, logged in as `login` (its own password)."""
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    if login:
        page.fill("#id_username", login)
        page.fill("#id_password", login)
        page.keyboard.press("Enter")
    # A story says every few seconds that it is open, so the line never falls silent.
    page.wait_for_load_state("load")
    page.wait_for_timeout(1500)
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    return image


def save(image, name):
    image.quantize(256, dither=Image.Dither.NONE).save(HERE / name, optimize=True)


def main(site):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        context = browser.new_context()
        page = context.new_page()
        page.goto(site)
        story = page.locator("main h2 a").first.get_attribute("href")
        context.close()
        number = story.rstrip("/").rpartition("-")[2]
        save(shot(browser, site, width=1440, height=1400), "front-1440.png")
        phones = [
            shot(browser, site + story, width=390, height=844, scheme=scheme)
            for scheme in ("light", "dark")
        ]
        both = Image.new("RGB", (2 * 390 + GAP, 844), "white")
        for place, phone in enumerate(phones):
            both.paste(phone, (place * (390 + GAP), 0))
        save(both, "article-390.png")
        form = f"{site}/admin/articles/article/{number}/change/"
        save(shot(browser, form, width=1440, height=1100, login="editor"), "story-form-1440.png")
        desk = f"{site}/admin/"
        save(shot(browser, desk, width=1440, height=1000, login="publisher"), "desk-1440.png")
        stories = f"{desk}articles/article/"
        save(shot(browser, stories, width=1440, height=900, login="publisher"), "stories-1440.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
