"""Football and rowing; each function draws on an empty sheet."""

import math

from ..ink import BONE, BRICK, INK, MIST, MOSS, NIGHT, OCHRE, SLATE, mix, path, smooth
from ..motifs import (
    DARK,
    arc,
    crowd,
    gulls,
    ridge,
    shimmer,
    stars,
    water,
)


def floodlit_stadium(sheet):
    sheet.roll([(0, NIGHT), (1, mix(INK, SLATE, 0.35))], 0, 520)
    stars(sheet, 60, 200, mix(BONE, SLATE, 0.3))
    lamps = [(110, 130, 1.0), (1390, 130, 1.0), (450, 210, 0.62), (1050, 210, 0.62)]
    for x, y, _ in lamps:
        aim = 750 + (x - 750) * 0.15
        for spread, share in ((300, 0.09), (190, 0.1), (90, 0.12)):
            sheet.tint([(x, y), (aim - spread * 2, 760), (aim + spread * 2, 760)], BONE, share)
    for x, y, size in lamps:
        sheet.taper([(x - 16 * size, 560), (x - 7 * size, y)], 9 * size, 6 * size, NIGHT)
        sheet.taper([(x + 16 * size, 560), (x + 7 * size, y)], 9 * size, 6 * size, NIGHT)
        for k in range(9):
            top = y + (540 - y) * k / 9
            half = (7 + 9 * k / 9) * size
            sheet.stroke([(x - half, top), (x + half, top + 36 * size)], 3 * size, NIGHT)
        sheet.glow(x, y - 30 * size, 190 * size, BONE, share=0.6)
        sheet.rect(x - 70 * size, y - 76 * size, x + 70 * size, y + 14 * size, NIGHT)
        for row in range(3):
            for column in range(5):
                sheet.disc(
                    x + (column - 2) * 27 * size, y - 58 * size + row * 27 * size, 10.5 * size, BONE
                )
    sheet.polygon(path("250,418 1250,418 1300,380 200,380"), DARK)
    sheet.polygon(path("200,380 1300,380 1270,358 230,358"), BRICK)
    for x in range(290, 1240, 94):
        sheet.stroke([(x, 418), (x, 500)], 5, NIGHT)
    sheet.polygon(path("240,418 1260,418 1260,560 240,560"), NIGHT)
    fans = [
        mix(BRICK, NIGHT, 0.2),
        mix(BRICK, NIGHT, 0.45),
        mix(BRICK, NIGHT, 0.3),
        mix(SLATE, NIGHT, 0.3),
        INK,
        mix(OCHRE, NIGHT, 0.45),
    ]
    crowd(sheet, (256, 440, 1248, 556), 6.4, fans)
    for side in (-1, 1):

        def flip(x, side=side):
            return 750 + side * (x - 750)

        sheet.polygon(
            [(flip(-20), 330), (flip(250), 418), (flip(250), 562), (flip(-20), 800)], NIGHT
        )
        for row in range(14):
            for column in range(26):
                a = column / 25
                top, low = 372 + 66 * a, 762 - 212 * a
                x = -16 + 262 * a
                y = top + (low - top) * (row + 0.5 * (column % 2)) / 14
                if sheet.random.random() < 0.93:
                    sheet.disc(
                        flip(x) + sheet.random.uniform(-2, 2),
                        y,
                        11 - 5 * a,
                        sheet.random.choice(fans),
                    )
        sheet.polygon(
            [(flip(-20), 330), (flip(250), 418), (flip(262), 396), (flip(-20), 268)], DARK
        )
        sheet.polygon(
            [(flip(-20), 268), (flip(262), 396), (flip(258), 384), (flip(-20), 240)], BRICK
        )
        sheet.polygon(
            [(flip(-20), 800), (flip(250), 562), (flip(250), 582), (flip(-20), 850)],
            mix(OCHRE, BONE, 0.3),
        )
    sheet.rect(250, 556, 1250, 580, mix(OCHRE, BONE, 0.3))
    for x in range(270, 1240, 112):
        sheet.rect(x, 560, x + 84, 576, sheet.random.choice((INK, BRICK, MOSS)), 0.3)
    sheet.polygon(path("250,578 1250,578 1560,850 1560,1000 -60,1000 -60,850"), MOSS, 0)

    def pitch(u, v):
        """Place (u, v) on the grass: u from -1 to 1 across, v from 0 (far) to 1 (near)."""
        depth = v / (2.2 - 1.2 * v)
        return 750 + u * (480 + 560 * depth), 590 + 380 * depth

    for k in range(0, 12, 2):
        quad = [
            pitch(-1, k / 12),
            pitch(1, k / 12),
            pitch(1, (k + 1) / 12),
            pitch(-1, (k + 1) / 12),
        ]
        sheet.polygon(quad, mix(MOSS, OCHRE, 0.2), 0)
    for line in (
        [(-1, 0), (1, 0)],
        [(-1, 0), (-1, 1)],
        [(1, 0), (1, 1)],
        path("-0.42,0 -0.42,0.3 0.42,0.3 0.42,0"),
        path("-0.2,0 -0.2,0.12 0.2,0.12 0.2,0"),
    ):
        sheet.stroke([pitch(u, v) for u, v in line], 4, BONE)
    sheet.stroke(
        [
            pitch(0.28 * math.cos(a / 20 * math.pi), 0.3 + 0.11 * math.sin(a / 20 * math.pi))
            for a in range(3, 18)
        ],
        4,
        BONE,
    )
    sheet.stroke(
        [
            pitch(0.36 * math.cos(a / 24 * math.tau), 0.92 + 0.2 * math.sin(a / 24 * math.tau))
            for a in range(25)
        ],
        5,
        BONE,
    )
    sheet.stroke([pitch(-1, 0.92), pitch(1, 0.92)], 5, BONE)
    left, right = pitch(-0.12, 0)[0], pitch(0.12, 0)[0]
    for x in range(round(left), round(right), 9):
        sheet.stroke([(x, 544), (x, 590)], 1, MIST)
    for y in range(546, 590, 9):
        sheet.stroke([(left, y), (right, y)], 1, MIST)
    sheet.stroke([(left, 592), (left, 540), (right, 540), (right, 592)], 5, BONE)
    reds = path("-0.14,0.13 0.06,0.16 0.2,0.28 -0.34,0.36 0.5,0.44 -0.62,0.66 0.22,0.74")
    blues = path("-0.05,0.07 0.13,0.2 -0.22,0.24 0.34,0.3 -0.5,0.5 0.04,0.5 0.64,0.72 0.0,0.02")
    players = [(u, v, BRICK, BONE) for u, v in reds] + [(u, v, INK, OCHRE) for u, v in blues]
    for u, v, shirt, shorts in sorted(players, key=lambda p: p[1]):
        x, y = pitch(u, v)
        tall = 52 + 108 * (y - 590) / 380
        stride = sheet.random.choice((-0.2, -0.14, 0.14, 0.2))
        for away in (-1, 1):
            sheet.tint(
                [
                    (x - 3, y),
                    (x + 3, y),
                    (x + away * tall * 0.7 + 6, y + tall * 0.1),
                    (x + away * tall * 0.7, y + tall * 0.12),
                ],
                NIGHT,
                0.35,
            )
        for foot in (-stride, stride * 0.8):
            sheet.taper(
                [
                    (x, y - tall * 0.48),
                    (x + foot * tall * 0.7, y - tall * 0.26),
                    (x + foot * tall, y),
                ],
                tall * 0.1,
                tall * 0.06,
                shirt,
            )
        sheet.polygon(
            [
                (x - tall * 0.11, y - tall * 0.54),
                (x + tall * 0.11, y - tall * 0.54),
                (x + tall * 0.14, y - tall * 0.34),
                (x - tall * 0.14, y - tall * 0.34),
            ],
            shorts,
            0,
        )
        sheet.polygon(
            [
                (x - tall * 0.13, y - tall * 0.83),
                (x + tall * 0.13, y - tall * 0.83),
                (x + tall * 0.1, y - tall * 0.5),
                (x - tall * 0.1, y - tall * 0.5),
            ],
            shirt,
            0,
        )
        for side in (-1, 1):
            sheet.taper(
                [
                    (x + side * tall * 0.11, y - tall * 0.8),
                    (x + side * tall * 0.24, y - tall * (0.66 if stride > 0 else 0.86)),
                ],
                tall * 0.075,
                tall * 0.05,
                shirt,
            )
        sheet.disc(x, y - tall * 0.91, tall * 0.07, NIGHT)
    sheet.disc(*(pitch(-0.03, 0.1)[0], 556), 6, BONE)


def sculler_at_sunrise(sheet):
    bank = 540
    sheet.roll(
        [(0, mix(SLATE, MIST, 0.3)), (0.55, mix(BONE, BRICK, 0.12)), (1, mix(OCHRE, BONE, 0.3))],
        0,
        bank,
    )
    sheet.carve(
        (0, 20, 1500, 330), mix(MIST, BONE, 0.7), gap=34, length=(100, 340), width=5, share=0.34
    )
    sheet.disc(1010, 470, 96, mix(OCHRE, BRICK, 0.25))
    ridge(sheet, 470, 60, mix(MIST, OCHRE, 0.25), base=bank)
    ridge(sheet, 505, 26, mix(SLATE, MIST, 0.35), base=bank + 4)
    arches = mix(SLATE, INK, 0.35)
    sheet.polygon(path("600,470 800,452 1010,446 1230,452 1500,474 1500,545 600,545"), arches)
    for x, half in ((730, 52), (880, 64), (1050, 68), (1220, 62), (1370, 52)):
        sheet.polygon([*arc(x, 545, half, 58, 180, 360)], mix(OCHRE, BONE, 0.4), 0)
    sheet.stroke(path("600,468 800,450 1010,444 1230,450 1500,472"), 6, DARK)
    poplars = path("60,330 128,390 200,350 276,420 350,360 430,300 505,240 570,190")
    for x, height in poplars:
        crown = smooth(
            [
                (x - 6, bank),
                (x - height * 0.085, bank - height * 0.3),
                (x - height * 0.075, bank - height * 0.66),
                (x, bank - height),
                (x + height * 0.08, bank - height * 0.6),
                (x + height * 0.085, bank - height * 0.28),
                (x + 6, bank),
            ]
        )
        sheet.polygon(crown, mix(MOSS, NIGHT, 0.45), 1.4)
        for k in range(9):
            up = height * (0.2 + 0.075 * k)
            sheet.gouge(
                x + height * 0.03 + sheet.random.uniform(-3, 3),
                bank - up,
                height * 0.09,
                4,
                mix(MOSS, OCHRE, 0.3),
                -62,
            )
    sheet.rect(0, bank - 12, 620, bank + 6, mix(MOSS, NIGHT, 0.6))
    stops = [(0, mix(OCHRE, BONE, 0.45)), (0.3, mix(MIST, SLATE, 0.45)), (1, INK)]
    water(sheet, bank + 3, stops, mix(BONE, MIST, 0.4), share=0.34)
    for x, height in poplars:
        for k in range(int(height * 0.6 / 9)):
            half = height * 0.14 * (1 - k * 9 / (height * 0.66))
            sheet.gouge(
                x + sheet.random.uniform(-6, 6),
                bank + 12 + 9 * k,
                max(12, half * 1.5),
                6,
                mix(MOSS, NIGHT, 0.4),
            )
    shimmer(sheet, 1010, bank + 8, 960, 130, mix(OCHRE, BRICK, 0.3), share=0.92)
    for y, left, right in (
        (520, -60, 560),
        (548, 360, 1180),
        (538, 900, 1600),
        (575, -80, 420),
        (590, 640, 1560),
    ):
        mist = smooth(
            [
                (left, y),
                (left + (right - left) * 0.3, y - 13),
                (left + (right - left) * 0.7, y - 9),
                (right, y + 2),
                (left + (right - left) * 0.6, y + 12),
                (left + (right - left) * 0.25, y + 10),
            ],
            closed=True,
        )
        sheet.tint(mist, BONE, 0.55)
    line = 772
    for k in range(12):
        sheet.gouge(720 + sheet.random.uniform(-40, 40), line + 12 + 9 * k, 620 - 46 * k, 8, NIGHT)
    sheet.polygon(
        smooth(
            [
                (250, line - 4),
                (420, line - 15),
                (720, line - 21),
                (1000, line - 16),
                (1230, line - 5),
            ]
        )
        + smooth(
            [
                (1230, line - 3),
                (1000, line + 10),
                (720, line + 14),
                (420, line + 8),
                (250, line - 2),
            ]
        ),
        BRICK,
        0,
    )
    sheet.stroke(smooth([(300, line - 7), (720, line - 18), (1180, line - 7)]), 3, BONE)

    def oar(handle, lock, reach, width):
        """Draw one scull from the hand through its rowlock, `reach` units on to the blade."""
        long = math.dist(handle, lock)
        ux, uy = (lock[0] - handle[0]) / long, (lock[1] - handle[1]) / long
        root = (lock[0] + ux * reach, lock[1] + uy * reach)
        tip = (root[0] + ux * 70, root[1] + uy * 70)
        sheet.stroke([(742, 756), lock], width * 0.8, NIGHT)
        sheet.stroke([handle, root], width, BONE)
        across = [(root, -1), (tip, -2.6), (tip, 2.2), (root, 1)]
        sheet.polygon([(x - uy * k * width, y + ux * k * width) for (x, y), k in across], OCHRE)
        for k in range(3):
            sheet.gouge(tip[0] - 14, tip[1] + 8 + 9 * k, 150 - 36 * k, 5, BONE)

    oar((706, 690), (782, 697), 300, 5)
    sheet.taper(smooth([(650, 732), (735, 672), (792, 744)]), 44, 24, NIGHT)
    sheet.taper([(782, 746), (818, 738)], 18, 14, NIGHT)
    body = path("624,756 618,710 604,660 596,618 604,594 628,588 650,600 660,640 676,700 690,756")
    sheet.polygon(smooth(body, 8), NIGHT, 0)
    sheet.taper([(624, 606), (632, 560)], 28, 22, NIGHT)
    sheet.taper(smooth([(632, 612), (640, 672), (694, 700)]), 27, 15, NIGHT)
    sheet.disc(634, 546, 25, NIGHT, squash=1.12)
    sheet.polygon([(652, 546), (664, 556), (652, 562)], NIGHT, 0)
    sheet.polygon(smooth(path("607,542 610,524 628,515 648,521 657,535")), BRICK, 0)
    sheet.polygon(path("648,528 682,539 680,544 650,541 607,545"), BRICK, 0)
    sheet.taper(smooth([(612, 552), (592, 566), (584, 598)]), 15, 5, NIGHT)
    sheet.stroke(smooth([(654, 612), (662, 648), (668, 676)]), 3.4, OCHRE)
    oar((694, 702), (758, 746), 200, 7)
    sheet.disc(698, 702, 11, NIGHT)
    for x, y, long in (
        (330, 792, 160),
        (1120, 790, 220),
        (560, 905, 260),
        (980, 884, 210),
        (300, 870, 150),
    ):
        sheet.gouge(x, y, long, 6, mix(BONE, MIST, 0.3))
    gulls(sheet, [(760, 300, 50), (830, 260, 38)], INK)
