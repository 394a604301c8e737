"""Sheet of paper, a few inks, and the marks a knife and a roller make on it."""

import math
import random
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFilter

NIGHT = (17, 25, 40)
INK = (30, 46, 70)
SLATE = (93, 115, 132)
MIST = (172, 186, 187)
BONE = (241, 232, 212)
BRICK = (170, 70, 48)
OCHRE = (217, 162, 70)
MOSS = (82, 102, 72)

LANDSCAPE = (1500, 1000)
PORTRAIT = (1200, 1500)

# Drawn at four pixels per unit, printed at a third of that: 2000 px on the long side.
SCALE = 4
SHRINK = 3


def mix(first, second, share):
    """Return the colour `share` (0 to 1) of the way from `first` to `second`, as (r, g, b)."""
    return tuple(round(a + (b - a) * share) for a, b in zip(first, second, strict=True))


def path(text):
    """Return the points of "x,y x,y …" as [(x, y)]."""
    return [tuple(map(float, pair.split(","))) for pair in text.split()]


def smooth(points, steps=10, closed=False):
    """Return a Catmull-Rom curve through `points`, `steps` points to each stretch."""
    count = len(points)
    pick = (
        (lambda i: points[i % count]) if closed else (lambda i: points[max(0, min(i, count - 1))])
    )
    curve = []
    for i in range(count if closed else count - 1):
        p0, p1, p2, p3 = pick(i - 1), pick(i), pick(i + 1), pick(i + 2)
        for k in range(steps):
            t = k / steps
            curve.append(
                tuple(
                    0.5
                    * (
                        2 * b
                        + (c - a) * t
                        + (2 * a - 5 * b + 4 * c - d) * t * t
                        + (3 * b - a - 3 * c + d) * t**3
                    )
                    for a, b, c, d in zip(p0, p1, p2, p3, strict=True)
                )
            )
    return curve if closed else [*curve, points[-1]]


def turned(points, degrees, about=(0, 0)):
    """Return `points` turned clockwise on the page around `about`."""
    sin, cos = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    cx, cy = about
    return [
        (cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos)
        for x, y in points
    ]


class Sheet:
    """One picture in the making; all lengths are units, 1500 on the long side."""

    def __init__(self, size, paper, seed):
        self.width, self.height = size
        self.random = random.Random(seed)  # noqa: S311, the same picture every time
        self.image = Image.new("RGB", (self.width * SCALE, self.height * SCALE), paper)
        self._pen = ImageDraw.Draw(self.image)

    def polygon(self, points, ink, wobble=0.9):
        """Cut a flat shape; long edges waver by `wobble` units, as a knife does."""
        self._pen.polygon(self._cut(points, wobble), fill=ink)

    def rect(self, left, top, right, bottom, ink, wobble=0.7):
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], ink, wobble)

    def disc(self, x, y, radius, ink, squash=1.0):
        box = [x - radius, y - radius * squash, x + radius, y + radius * squash]
        self._pen.ellipse([v * SCALE for v in box], fill=ink)

    def stroke(self, points, width, ink):
        """Draw a line of even `width` with round joints and ends."""
        pixels = [(x * SCALE, y * SCALE) for x, y in points]
        self._pen.line(pixels, fill=ink, width=max(1, round(width * SCALE)), joint="curve")
        if width > 2.5:
            for x, y in (points[0], points[-1]):
                self.disc(x, y, width / 2, ink)

    def taper(self, points, start, end, ink):
        """Draw a line whose width runs from `start` to `end` units."""
        left, right = [], []
        for i, (x, y) in enumerate(points):
            (ax, ay), (bx, by) = points[max(0, i - 1)], points[min(len(points) - 1, i + 1)]
            length = math.hypot(bx - ax, by - ay) or 1
            half = (start + (end - start) * i / (len(points) - 1)) / 2
            nx, ny = -(by - ay) / length * half, (bx - ax) / length * half
            left.append((x + nx, y + ny))
            right.append((x - nx, y - ny))
        self.polygon(left + right[::-1], ink, wobble=0)

    def gouge(self, x, y, length, width, ink, angle=0.0):
        """Leave one tapering mark of the gouge, centred on (x, y); `angle` in degrees."""
        half, wide = length / 2, width / 2
        mark = [(-half, 0), (-half * 0.4, -wide), (half * 0.3, -wide * 0.9), (half, 0)]
        mark += [(half * 0.3, wide * 0.8), (-half * 0.4, wide)]
        moved = [(x + dx, y + dy) for dx, dy in turned(mark, angle)]
        self._pen.polygon([(a * SCALE, b * SCALE) for a, b in moved], fill=ink)

    def carve(self, box, ink, *, gap=14, grow=1.0, length=(40, 140), width=3, share=0.5, keep=None):
        """Fill `box` (left, top, right, bottom) with rows of level gouge marks.

        `gap` between rows, mark `length` and `width` all grow by `grow` from row to row;
        `share` of the places are cut; `keep(x, y)` may refuse a place.
        """
        left, y, right, bottom = box
        size = 1.0
        while y < bottom:
            x = left - self.random.uniform(0, length[1])
            while x < right:
                long = self.random.uniform(*length) * size
                row = y + self.random.uniform(-0.15, 0.15) * gap
                thick = width * size * self.random.uniform(0.6, 1.2)
                wanted = self.random.random() < share
                if wanted and (keep is None or keep(x + long / 2, row)):
                    self.gouge(x + long / 2, row, long, thick, ink)
                x += long * self.random.uniform(1.05, 1.5)
            y += gap * size
            size *= grow

    def roll(self, stops, top=0, bottom=None):
        """Print a level blend as one roller with several inks does; `stops` is [(y share, ink)]."""
        bottom = self.height if bottom is None else bottom
        rows = round((bottom - top) * SCALE)
        strip = Image.new("RGB", (1, rows))
        for row in range(rows):
            share = row / max(1, rows - 1)
            for (a, first), (b, second) in pairwise(stops):
                if a <= share <= b:
                    strip.putpixel((0, row), mix(first, second, (share - a) / ((b - a) or 1)))
                    break
        self.image.paste(strip.resize((self.image.width, rows)), (0, round(top * SCALE)))

    def tint(self, points, ink, share):
        """Lay a transparent ink (`share` of it, 0 to 1) over a shape."""
        pixels = self._cut(points, 0)
        left = max(0, math.floor(min(x for x, _ in pixels)))
        top = max(0, math.floor(min(y for _, y in pixels)))
        right = min(self.image.width, math.ceil(max(x for x, _ in pixels)))
        bottom = min(self.image.height, math.ceil(max(y for _, y in pixels)))
        if right <= left or bottom <= top:
            return
        mask = Image.new("L", (right - left, bottom - top))
        shifted = [(x - left, y - top) for x, y in pixels]
        ImageDraw.Draw(mask).polygon(shifted, fill=round(255 * share))
        self.image.paste(ink, (left, top, right, bottom), mask)

    def glow(self, x, y, radius, ink, share=0.5, rings=16):
        """Surround a lamp with light that adds up to about `share` at its centre."""
        for ring in range(rings, 0, -1):
            reach = radius * ring / rings
            circle = [
                (x + reach * math.cos(a / 90 * math.tau), y + reach * math.sin(a / 90 * math.tau))
                for a in range(90)
            ]
            self.tint(circle, ink, share / rings * 1.4)

    def printed(self):
        """Return the finished print: shrunk, with uneven ink and a fine paper grain."""
        size = (self.image.width // SHRINK, self.image.height // SHRINK)
        flat = self.image.resize(size, Image.Resampling.BOX)
        mottle = self._noise((size[0] // 16, size[1] // 16), 15).resize(
            size, Image.Resampling.BICUBIC
        )
        tooth = self._noise((size[0] // 2, size[1] // 2), 15).resize(size, Image.Resampling.BICUBIC)
        print_ = ImageChops.soft_light(flat, Image.merge("RGB", [mottle] * 3))
        print_ = ImageChops.soft_light(print_, Image.merge("RGB", [tooth] * 3))
        # Specks where the ink did not take.
        specks = self._noise((size[0] // 2, size[1] // 2), 255).filter(
            ImageFilter.GaussianBlur(0.8)
        )
        specks = specks.point(lambda v: 90 if v > 190 else 0).resize(size, Image.Resampling.BICUBIC)
        print_.paste(BONE, (0, 0), specks.point(lambda v: v // 3))
        return print_

    def _cut(self, points, wobble):
        if not wobble:
            return [(x * SCALE, y * SCALE) for x, y in points]
        cut = []
        for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True):
            pieces = max(1, int(math.hypot(bx - ax, by - ay) // 34))
            for k in range(pieces):
                t = k / pieces
                sway = wobble if k else wobble / 3
                x = ax + (bx - ax) * t + self.random.uniform(-sway, sway)
                y = ay + (by - ay) * t + self.random.uniform(-sway, sway)
                cut.append((x * SCALE, y * SCALE))
        return cut

    def _noise(self, size, reach):
        """Return random grey around 128, at most `reach` / 2 away, as an "L" image."""
        speckle = Image.frombytes("L", size, self.random.randbytes(size[0] * size[1]))
        return speckle.point([round(128 + (v - 127.5) * reach / 255) for v in range(256)])
