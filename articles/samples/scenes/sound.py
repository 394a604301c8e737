"""Orran Sound, under water; each function draws on an empty sheet."""

import math

from ..ink import BONE, BRICK, INK, MIST, MOSS, NIGHT, OCHRE, SLATE, mix, path, smooth, turned
from ..motifs import (
    figure,
    gulls,
    ridge,
)


def kelp_forest(sheet):
    bright = mix(MOSS, BONE, 0.62)
    sheet.roll([(0, bright), (0.35, mix(MOSS, MIST, 0.3)), (0.7, mix(MOSS, INK, 0.6)), (1, NIGHT)])
    for x, wide, lean in (
        (520, 60, -190),
        (640, 40, -80),
        (740, 90, 30),
        (880, 46, 160),
        (980, 80, 300),
    ):
        sheet.tint(
            [
                (x - wide * 0.5, -10),
                (x + wide * 0.5, -10),
                (x + lean + wide * 1.5, 1010),
                (x + lean - wide * 1.3, 1010),
            ],
            BONE,
            0.2,
        )
    sheet.carve(
        (0, 4, 1500, 120), mix(BONE, bright, 0.15), gap=15, length=(40, 150), width=5, share=0.6
    )

    def frond(x, top, sway, ink, size):
        stem = smooth(
            [
                (x, 1010),
                (x + sway, 760),
                (x - sway * 0.7, 480),
                (x + sway * 0.8, 220 + top * 0.5),
                (x + sway * 1.5, top),
            ],
            12,
        )
        sheet.taper(stem, 10 * size, 4 * size, ink)
        for number, (px, py) in enumerate(stem[3::3]):
            side = -1 if number % 2 else 1
            long = (120 + sheet.random.uniform(-20, 30)) * size
            leaf = smooth(
                [
                    (0, 0),
                    (long * 0.3, -13 * size),
                    (long * 0.72, -9 * size),
                    (long, 6 * size),
                    (long * 0.6, 10 * size),
                    (long * 0.25, 8 * size),
                ],
                5,
                closed=True,
            )
            angle = -58 + sheet.random.uniform(-14, 14)
            placed = turned([(a, b) for a, b in leaf], angle)
            sheet.polygon([(px + side * a, py + b) for a, b in placed], ink, 0)
            vein = turned([(10 * size, 0), (long * 0.85, 1)], angle)
            sheet.stroke(
                [(px + side * a, py + b) for a, b in vein], 1.6 * size, mix(ink, BONE, 0.22)
            )
            sheet.disc(px + side * 5 * size, py - 2, 6.5 * size, mix(ink, OCHRE, 0.3))

    for x in (60, 200, 330, 470, 1020, 1130, 1270, 1400, 600, 900):
        frond(
            x + sheet.random.uniform(-20, 20),
            sheet.random.uniform(60, 200),
            sheet.random.uniform(-40, 40),
            mix(MOSS, MIST, 0.12),
            0.7,
        )
    for _ in range(34):
        x, y = sheet.random.gauss(1010, 110), sheet.random.gauss(300, 60)
        sheet.gouge(x, y, 34, 10, mix(BONE, MOSS, 0.2), 6)
        sheet.polygon([(x - 14, y - 1), (x - 25, y - 8), (x - 25, y + 6)], mix(BONE, MOSS, 0.2), 0)
    for x in (10, 150, 300, 1190, 1330, 1490):
        frond(
            x,
            sheet.random.uniform(-60, 60),
            sheet.random.uniform(-36, 36),
            mix(MOSS, INK, 0.55),
            1.05,
        )

    def at(x, y):
        return turned([(740 + x, 520 + y)], -9, (740, 520))[0]

    sheet.polygon(
        [
            at(-150, -18),
            at(-60, -32),
            at(40, -32),
            at(72, -14),
            at(70, 18),
            at(20, 26),
            at(-90, 22),
            at(-160, 12),
        ],
        NIGHT,
    )
    sheet.polygon([at(-70, -64), at(38, -62), at(52, -46), at(40, -30), at(-74, -32)], BRICK)
    sheet.stroke([at(46, -50), at(64, -40), at(98, -28)], 5, NIGHT)
    sheet.disc(*at(104, -6), 34, NIGHT)
    sheet.polygon([at(112, -22), at(142, -18), at(142, 8), at(116, 10)], OCHRE)
    sheet.stroke([at(78, -16), at(130, -6)], 5, NIGHT)
    sheet.taper([at(50, 10), at(104, 62), at(168, 66)], 26, 14, NIGHT)
    sheet.polygon([at(160, 44), at(222, 50), at(220, 92), at(158, 84)], BONE)
    sheet.stroke([at(172, 60), at(208, 64)], 3, INK)
    sheet.stroke([at(172, 72), at(200, 75)], 3, INK)
    for drop, bend in ((10, 30), (-8, -22)):
        leg = smooth([at(-130, drop * 0.4), at(-215, drop + bend * 0.6), at(-300, drop * 2 + bend)])
        sheet.taper(leg, 36, 20, NIGHT)
        fx, fy = -300, drop * 2 + bend
        sheet.polygon(
            [
                at(fx + 10, fy - 9),
                at(fx - 96, fy - 26 + bend * 0.3),
                at(fx - 112, fy + 12 + bend * 0.4),
                at(fx + 8, fy + 10),
            ],
            BRICK,
        )
    sheet.stroke(smooth([at(-140, -10), at(-40, -24), at(44, -20)]), 3.4, mix(SLATE, MIST, 0.4))
    for k in range(16):
        x, y = at(126 + sheet.random.uniform(-24, 34) + k * 1.4, -44 - 24 * k)
        sheet.disc(x, y, 4 + 0.6 * k * sheet.random.uniform(0.6, 1.3), mix(BONE, MIST, 0.2))
        sheet.disc(x + 1.4, y + 1.4, 2.4 + 0.4 * k, mix(MOSS, MIST, 0.45))
    sheet.stroke([(-10, 800), (560, 742), (1510, 700)], 2.6, OCHRE)
    for k in range(13):
        x = 40 + 120 * k
        sheet.rect(x - 4, 796 - 0.064 * x - 9, x + 4, 796 - 0.064 * x + 9, OCHRE)
    ridge(sheet, 880, 80, mix(NIGHT, INK, 0.4), rough=0.6)
    for x, top in ((60, 240), (1235, 330), (1440, 180)):
        frond(x, top, sheet.random.uniform(-24, 24), NIGHT, 1.1)
    ridge(sheet, 950, 50, NIGHT, rough=0.6)


def boat_over_kelp(sheet):
    line = 420
    sheet.roll([(0, mix(SLATE, MIST, 0.45)), (1, mix(BONE, OCHRE, 0.2))], 0, line)
    sheet.carve(
        (0, 20, 1500, 300), mix(BONE, MIST, 0.25), gap=32, length=(100, 320), width=5, share=0.4
    )
    ridge(sheet, 350, 70, mix(MIST, SLATE, 0.3), base=line + 20)
    ridge(sheet, 392, 34, mix(MOSS, SLATE, 0.5), right=640, base=line + 20)
    sheet.roll([(0, mix(SLATE, MOSS, 0.4)), (0.35, mix(INK, MOSS, 0.45)), (1, NIGHT)], line, 1000)
    for x, lean in ((200, -120), (420, -60), (760, 0), (1010, 70), (1260, 140)):
        sheet.tint(
            [(x - 40, line), (x + 50, line), (x + lean + 110, 960), (x + lean - 90, 960)],
            MIST,
            0.12,
        )
    bed = path("-20,900 160,880 340,905 540,860 760,885 980,850 1180,892 1360,868 1520,890")
    for layer, (ink, size, lift) in enumerate(
        (
            (mix(MOSS, SLATE, 0.25), 0.7, 470),
            (mix(MOSS, INK, 0.45), 1.0, 500),
            (mix(NIGHT, MOSS, 0.22), 1.3, 560),
        )
    ):
        x = -30 + 20 * layer
        while x < 1540:
            top = lift + sheet.random.uniform(0, 190) + 0.00016 * (x - 760) ** 2
            sway = sheet.random.uniform(-26, 26)
            stem = smooth(
                [
                    (x, 960),
                    (x + sway, (top + 960) / 2 + 60),
                    (x - sway, (top + 960) / 2 - 60),
                    (x + sway * 1.4, top),
                ],
                9,
            )
            sheet.taper(stem, 8 * size, 3 * size, ink)
            for number, (px, py) in enumerate(stem[4::2]):
                side = -1 if number % 2 else 1
                long = sheet.random.uniform(50, 84) * size
                mark = turned(
                    [(0, 0), (long * 0.4, -8 * size), (long, 0), (long * 0.4, 7 * size)],
                    -52 + sheet.random.uniform(-16, 16),
                )
                sheet.polygon([(px + side * a, py + b) for a, b in mark], ink, 0)
            x += sheet.random.uniform(46, 92) * size * (1.05 if layer else 0.8)
    sheet.polygon([*smooth(bed), (1520, 1000), (-20, 1000)], NIGHT, 0)
    for _ in range(26):
        x, y = sheet.random.gauss(430, 130), sheet.random.gauss(560, 34)
        sheet.gouge(x, y, 30, 9, MIST, -4)
        sheet.polygon([(x + 12, y), (x + 22, y - 7), (x + 22, y + 6)], MIST, 0)
    surface = [
        (x, line + 5 * math.sin(x / 46) + 3 * math.sin(x / 19)) for x in range(-20, 1530, 10)
    ]
    sheet.stroke(surface, 7, BONE)
    for k in range(24):
        x = 64 * k + sheet.random.uniform(-20, 20)
        sheet.gouge(
            x,
            line + sheet.random.uniform(18, 48),
            sheet.random.uniform(30, 100),
            4,
            mix(MIST, SLATE, 0.2),
        )
    x0 = 820
    sheet.polygon(
        [
            (x0 - 210, line - 14),
            (x0 + 220, line - 20),
            (x0 + 200, line + 26),
            (x0 + 120, line + 44),
            (x0 - 150, line + 44),
            (x0 - 196, line + 22),
        ],
        mix(BRICK, NIGHT, 0.5),
    )
    sheet.polygon(
        [
            (x0 - 214, line - 50),
            (x0 - 60, line - 46),
            (x0 + 120, line - 52),
            (x0 + 262, line - 84),
            (x0 + 206, line + 4),
            (x0 - 206, line + 4),
        ],
        BRICK,
    )
    sheet.stroke(
        [(x0 - 212, line - 48), (x0 - 60, line - 44), (x0 + 120, line - 50), (x0 + 260, line - 82)],
        7,
        BONE,
    )
    sheet.polygon(
        [(x0 - 10, line - 48), (x0 - 4, line - 150), (x0 + 104, line - 150), (x0 + 126, line - 52)],
        BONE,
    )
    sheet.polygon(
        [
            (x0 - 20, line - 148),
            (x0 - 14, line - 164),
            (x0 + 116, line - 164),
            (x0 + 114, line - 148),
        ],
        INK,
    )
    for a, b in ((10, 44), (56, 98)):
        sheet.polygon(
            [
                (x0 + a, line - 136),
                (x0 + b, line - 136),
                (x0 + b + 4, line - 100),
                (x0 + a, line - 100),
            ],
            INK,
        )
    sheet.stroke([(x0 + 46, line - 164), (x0 + 46, line - 300)], 5, NIGHT)
    sheet.polygon(
        [
            (x0 + 44, line - 298),
            (x0 - 30, line - 292),
            (x0 - 30, line - 244),
            (x0 + 44, line - 250),
        ],
        BRICK,
    )
    sheet.polygon(
        [
            (x0 + 44, line - 298),
            (x0 + 30, line - 297),
            (x0 - 30, line - 258),
            (x0 - 30, line - 244),
            (x0 - 16, line - 245),
            (x0 + 44, line - 284),
        ],
        BONE,
    )
    for x, tall in ((x0 - 150, 104), (x0 - 78, 112)):
        figure(sheet, x, line - 30, tall, NIGHT)
    sheet.polygon(
        [(x0 - 214, line - 48), (x0 - 60, line - 44), (x0 - 60, line - 14), (x0 - 212, line - 14)],
        BRICK,
    )
    sheet.stroke([(x0 - 206, line - 46), (x0 - 206, line - 110), (x0 - 240, line - 120)], 6, NIGHT)
    sheet.stroke([(x0 - 240, line - 120), (x0 - 240, 700)], 2.6, BONE)
    sheet.polygon([(x0 - 256, 700), (x0 - 224, 700), (x0 - 218, 744), (x0 - 262, 744)], OCHRE)
    sheet.disc(x0 - 240, 722, 9, NIGHT)
    gulls(sheet, [(420, 210, 64), (500, 160, 46), (1220, 180, 54)], INK)
