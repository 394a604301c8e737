"""Things that come back from picture to picture: water, ridges, cranes, people, houses."""

import math
from itertools import pairwise

from .ink import BONE, INK, NIGHT, OCHRE, SLATE, mix, turned


def ridge(sheet, y, height, ink, left=0, right=None, rough=0.55, depth=7, base=None):
    """Fill everything below a broken line around `y`; return the line as [(x, y)]."""
    right = sheet.width if right is None else right
    line = [(left, y + sheet.random.uniform(-height, height) / 2)]
    line.append((right, y + sheet.random.uniform(-height, height) / 2))
    reach = height
    for _ in range(depth):
        split = []
        for (ax, ay), (bx, by) in pairwise(line):
            middle = (ay + by) / 2 + sheet.random.uniform(-reach, reach) / 2
            split += [(ax, ay), ((ax + bx) / 2, middle)]
        line = [*split, line[-1]]
        reach *= rough
    base = sheet.height if base is None else base
    sheet.polygon([*line, (right, base), (left, base)], ink, wobble=0)
    return line


def water(sheet, top, stops, light, share=0.35, bottom=None):
    """Roll water from `top` down and carve level light into it, coarser toward the viewer."""
    bottom = sheet.height if bottom is None else bottom
    sheet.roll(stops, top, bottom)
    box = (0, top + 6, sheet.width, bottom)
    sheet.carve(box, light, gap=9, grow=1.07, length=(30, 110), width=1.8, share=share)


def shimmer(sheet, x, top, bottom, width, ink, share=0.85, spread=1.6):
    """Break a light's reflection into level marks below it, `width` units wide at the top."""
    y, size = top, 1.0
    while y < bottom:
        reach = width * (1 + (spread - 1) * (y - top) / (bottom - top))
        if sheet.random.random() < share:
            length = reach * sheet.random.uniform(0.5, 1.15)
            sheet.gouge(x + sheet.random.uniform(-0.25, 0.25) * reach, y, length, 3.4 * size, ink)
        y += 6.5 * size
        size = min(2.6, size * 1.04)


def gulls(sheet, places, ink):
    """Draw gulls at `places`, [(x, y, span)]."""
    for x, y, span in places:
        for side in (-1, 1):
            wing = [
                (x, y),
                (x + side * span * 0.22, y - span * 0.16),
                (x + side * span * 0.5, y - span * 0.06),
            ]
            sheet.taper(wing, span * 0.09, span * 0.02, ink)


def ship_crane(sheet, x, ground, height, ink, reach=1, raised=False):
    """Stand a ship-to-shore gantry on `ground`; its boom points to `reach` (-1 left, 1 right)."""
    unit = height / 100

    def at(dx, dy):
        return (x + reach * dx * unit, ground - dy * unit)

    for leg in (-16, 16):
        sheet.stroke([at(leg, 0), at(leg, 62)], 3.4 * unit, ink)
    sheet.stroke([at(-16, 22), at(16, 22)], 2.6 * unit, ink)
    sheet.stroke([at(-16, 24), at(16, 60)], 1.4 * unit, ink)
    sheet.polygon([at(-46, 61), at(20, 61), at(20, 66), at(-46, 66)], ink)
    sheet.polygon([at(-40, 66), at(-22, 66), at(-22, 75), at(-40, 75)], ink)
    sheet.stroke([at(-8, 66), at(2, 98), at(16, 66)], 2.2 * unit, ink)
    sheet.stroke([at(2, 98), at(-44, 66)], 1.2 * unit, ink)
    tip = (46, 108) if raised else (78, 66)
    knee = (20, 66) if raised else (20, 64)
    tip = tip if raised else (78, 64)
    sheet.stroke([at(*knee), at(*tip)], 3.4 * unit, ink)
    if not raised:
        sheet.polygon([at(48, 56), at(58, 56), at(58, 63), at(48, 63)], ink)
        sheet.stroke([at(53, 56), at(53, 40)], 0.8 * unit, ink)
    sheet.stroke([at(2, 98), at(*tip)], 1.2 * unit, ink)
    sheet.stroke([at(2, 98), at((tip[0] + 14) / 2, (tip[1] + 64) / 2)], 1.0 * unit, ink)


def figure(sheet, x, ground, height, ink, lean=0.0, coat=1.0, stride=0.1):
    """Stand one person on `ground`; `coat` widens the hem, `stride` parts the feet."""
    h = height

    def at(dx, dy):
        return (x + dx * h + lean * dy * h, ground - dy * h)

    for foot in (-stride, stride):
        sheet.taper([at(0.02 * (1 if foot > 0 else -1), 0.5), at(foot, 0)], 0.09 * h, 0.06 * h, ink)
    hem = 0.13 * coat
    body = [at(-0.05, 0.86), at(-0.115, 0.8), at(-0.11, 0.58), at(-hem, 0.3)]
    body += [at(hem, 0.3), at(0.11, 0.58), at(0.115, 0.8), at(0.05, 0.86)]
    sheet.polygon(body, ink, wobble=0)
    for side in (-1, 1):
        arm = [at(side * 0.1, 0.8), at(side * 0.145, 0.6), at(side * 0.125, 0.43)]
        sheet.taper(arm, 0.075 * h, 0.05 * h, ink)
    head_x, head_y = at(0, 0.93)
    sheet.disc(head_x, head_y, 0.062 * h, ink, squash=1.15)


def bust(sheet, x, y, size, ink, lean=0.0):
    """Draw a head and shoulders seen from behind; (x, y) is the top of the bench."""
    shoulders = [(-1.05, 0.3), (-1.0, -0.35), (-0.72, -0.72), (-0.24, -0.9)]
    outline = shoulders + [(-dx, dy) for dx, dy in reversed(shoulders)]
    sheet.polygon([(x + dx * size, y + dy * size) for dx, dy in outline], ink, wobble=0)
    sheet.rect(x - 0.2 * size, y - 1.15 * size, x + 0.2 * size, y - 0.8 * size, ink, wobble=0)
    sheet.disc(x + lean * size, y - 1.42 * size, 0.42 * size, ink, squash=1.18)


def house(sheet, left, right, ground, eaves, wall, roof, window, rows=3, columns=2, gable=0.8):
    """Build one gabled front from `ground` up to `eaves`, windows included."""
    wide = right - left
    peak = eaves - wide * gable / 2
    middle = (left + right) / 2
    sheet.polygon(
        [(left, ground), (left, eaves), (middle, peak), (right, eaves), (right, ground)], wall
    )
    lip = wide * 0.05
    gutter = [(right + lip, eaves + 6), (right + lip, eaves - 8)]
    ridge_top = [(middle, peak - 28), (left - lip, eaves - 8)]
    sheet.polygon([(left - lip, eaves + 6), (middle, peak - 12), *gutter, *ridge_top], roof)
    edge = right - wide * 0.12
    sheet.tint([(edge, ground), (edge, eaves), (right, eaves), (right, ground)], INK, 0.28)
    storey = (ground - eaves) / rows
    pane = wide / (columns * 2 + 1)
    for row in range(rows):
        for column in range(columns):
            x = left + pane * (1 + 2 * column) * 0.97
            y = eaves + storey * (row + 0.22)
            ink = window if isinstance(window[0], int) else sheet.random.choice(window)
            sheet.rect(x, y, x + pane, y + storey * 0.52, ink, wobble=0.5)
            sheet.rect(
                x - 3,
                y + storey * 0.52,
                x + pane + 3,
                y + storey * 0.58,
                mix(wall, INK, 0.45),
                wobble=0.3,
            )
            sheet.rect(
                x + pane * 0.46,
                y,
                x + pane * 0.54,
                y + storey * 0.52,
                mix(wall, INK, 0.5),
                wobble=0,
            )
    sheet.disc(middle, (eaves + peak) / 2 + wide * 0.06, wide * 0.07, mix(wall, INK, 0.55))


def street_lamp(sheet, x, ground, height, ink=INK, light=OCHRE, glow=180):
    """Plant a lamp post and light it."""
    top = ground - height
    sheet.glow(x, top - 6, glow, light, share=0.6)
    sheet.taper([(x, ground), (x, top)], height * 0.045, height * 0.022, ink)
    wide = height * 0.06
    sheet.polygon(
        [
            (x - wide, top - wide * 2.3),
            (x + wide, top - wide * 2.3),
            (x + wide * 0.6, top),
            (x - wide * 0.6, top),
        ],
        BONE,
    )
    sheet.polygon(
        [
            (x - wide * 1.3, top - wide * 2.2),
            (x, top - wide * 3.4),
            (x + wide * 1.3, top - wide * 2.2),
        ],
        ink,
    )
    sheet.rect(x - wide * 0.8, top - 2, x + wide * 0.8, top + 5, ink)


def pole_rotor(sheet, x, ground, height, ink, angle=0.0):
    """Stand a three-bladed wind turbine on `ground`, hub at `height`."""
    hub = (x, ground - height)
    sheet.taper([(x, ground), hub], height * 0.045, height * 0.022, ink)
    for blade in range(3):
        reach = height * 0.62
        shape = [(0, -2), (reach * 0.14, -reach * 0.05), (reach * 0.5, -reach * 0.022), (reach, 0)]
        shape += [(reach * 0.5, reach * 0.012), (reach * 0.1, reach * 0.025), (0, 2)]
        placed = [(hub[0] + dx, hub[1] + dy) for dx, dy in turned(shape, angle + 120 * blade)]
        sheet.polygon(placed, ink, wobble=0)
    sheet.disc(*hub, height * 0.024, ink)


def stars(sheet, count, bottom, ink=BONE, dense=None):
    """Scatter stars above `bottom`; `dense(x, y)` is the share (0 to 1) kept at a place."""
    for _ in range(count):
        x, y = sheet.random.uniform(0, sheet.width), sheet.random.uniform(0, bottom)
        size = sheet.random.choice((0.8, 0.8, 1.1, 1.1, 1.5, 2.2))
        if dense is None or sheet.random.random() < dense(x, y):
            sheet.disc(x, y, size, ink)


def crowd(sheet, box, size, inks):
    """Fill `box` with rows of small heads, each row offset from the last."""
    left, top, right, bottom = box
    y, row = top, 0
    while y < bottom:
        x = left + (row % 2) * size
        while x < right:
            if sheet.random.random() < 0.93:
                jitter = sheet.random.uniform(-0.3, 0.3) * size
                sheet.disc(x + jitter, y + jitter / 2, size * 0.62, sheet.random.choice(inks))
            x += size * 1.9
        y += size * 1.7
        row += 1


def arc(cx, cy, rx, ry, start, end, steps=48):
    """Return points on an ellipse from `start` to `end` degrees (0 is right, 90 is down)."""
    return [
        (
            cx + rx * math.cos(math.radians(start + (end - start) * k / steps)),
            cy + ry * math.sin(math.radians(start + (end - start) * k / steps)),
        )
        for k in range(steps + 1)
    ]


FAR = mix(SLATE, BONE, 0.45)
DARK = mix(INK, NIGHT, 0.5)
