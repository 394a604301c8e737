"""Streets and squares; each function draws on an empty sheet."""

import math

from ..ink import BONE, BRICK, INK, MIST, MOSS, NIGHT, OCHRE, SLATE, mix, path, turned
from ..motifs import (
    DARK,
    arc,
    figure,
    gulls,
    house,
    ridge,
    shimmer,
    ship_crane,
    water,
)


def tram_on_the_hill(sheet):
    sheet.roll([(0, mix(SLATE, MIST, 0.4)), (1, BONE)], 0, 800)
    sheet.carve(
        (0, 40, 1200, 620), mix(MIST, BONE, 0.8), gap=34, length=(90, 280), width=5, share=0.4
    )
    ridge(sheet, 690, 60, mix(MIST, SLATE, 0.25), base=900)
    ridge(sheet, 750, 30, SLATE, right=700, base=900)
    water(
        sheet,
        790,
        [(0, mix(SLATE, MIST, 0.5)), (1, INK)],
        mix(MIST, BONE, 0.4),
        share=0.4,
        bottom=1300,
    )
    sheet.polygon(path("0,812 260,806 300,822 0,836"), DARK)
    for x, height in ((70, 130), (170, 160)):
        ship_crane(sheet, x, 814, height, DARK)
    sheet.polygon(path("262,930 400,930 386,950 276,950"), NIGHT)
    sheet.polygon(path("290,930 298,912 372,912 382,930"), BONE)
    sheet.rect(340, 896, 354, 914, BRICK)
    sheet.gouge(330, 954, 190, 5, BONE)

    def slope(x):
        return 1270 - 0.4 * x

    fronts = [
        (1010, 1200, 620, BONE, 3),
        (840, 1010, 560, mix(BRICK, BONE, 0.1), 4),
        (690, 840, 690, mix(OCHRE, BONE, 0.25), 3),
        (540, 690, 770, mix(SLATE, BONE, 0.15), 3),
        (400, 540, 880, mix(MOSS, BONE, 0.15), 2),
    ]
    panes = [INK, INK, INK, OCHRE]
    for left, right, eaves, wall, rows in fronts:
        ground = slope(left) - 24
        house(sheet, left, right, ground, eaves, wall, DARK, panes, rows=rows, columns=2)
        door = left + (right - left) * 0.62
        sheet.rect(door, slope(door) - 110, door + 34, slope(door) + 10, mix(wall, NIGHT, 0.6))
    sheet.polygon(
        [
            (390, slope(390) - 20),
            (1200, slope(1200) - 20),
            (1200, 1500),
            (0, 1500),
            (0, slope(0) + 40),
            (390, slope(390) + 6),
        ],
        mix(SLATE, INK, 0.25),
    )
    sheet.polygon(
        [(0, slope(0) - 6), (1200, slope(1200) - 6), (1200, slope(1200) + 22), (0, slope(0) + 22)],
        mix(MIST, SLATE, 0.4),
    )
    for row in range(2, 7):
        lift = 34 * row + 3 * row * row
        for x in range(-60, 1260, 86):
            at = x + sheet.random.uniform(-22, 22)
            sheet.gouge(at, slope(at) + lift, 62, 5, mix(SLATE, MIST, 0.3), -21.8)
    for lift in (84, 140):
        sheet.stroke([(-10, slope(-10) + lift), (1210, slope(1210) + lift)], 6, NIGHT)
        sheet.stroke([(-10, slope(-10) + lift - 4), (1210, slope(1210) + lift - 4)], 2, BONE)
    sheet.stroke([(-10, slope(-10) - 269), (1210, slope(1210) - 269)], 3.4, NIGHT)

    middle = (610, slope(610) + 110)

    def place(points):
        return turned([(middle[0] + x, middle[1] + y) for x, y in points], -21.8, middle)

    sheet.tint(place(path("330,-130 360,-150 760,-250 760,0 360,-60")), OCHRE, 0.35)
    sheet.polygon(place(path("-300,14 330,14 300,34 -320,34")), NIGHT)
    body = path("-318,-20 -306,-208 -270,-232 270,-232 318,-206 340,-100 340,-20")
    sheet.polygon(place(body), BRICK)
    sheet.polygon(place(path("-313,-100 -306,-208 -270,-232 270,-232 318,-206 340,-100")), BONE)
    sheet.polygon(place(path("-280,-230 280,-230 262,-252 -262,-252")), DARK)
    sheet.polygon(place(path("-318,-20 340,-20 336,12 -316,12")), NIGHT)
    for x in range(-286, 180, 78):
        sheet.polygon(place([(x, -196), (x + 62, -196), (x + 62, -112), (x, -112)]), OCHRE)
        sheet.polygon(
            place([(x, -196), (x + 62, -196), (x + 62, -186), (x, -186)]), mix(OCHRE, NIGHT, 0.4)
        )
    sheet.polygon(place(path("200,-196 246,-196 246,-20 200,-20")), mix(OCHRE, BONE, 0.3))
    sheet.stroke(place([(223, -196), (223, -20)]), 4, DARK)
    sheet.polygon(place(path("262,-196 306,-196 324,-112 262,-112")), mix(INK, SLATE, 0.3))
    sheet.polygon(place(path("-316,-64 340,-64 340,-52 -317,-52")), BONE)
    for x in (-262, -184, -106, -28, 50, 128):
        head = place([(x + 22, -128)])[0]
        sheet.disc(*head, 13, NIGHT)
        shoulders = arc(x + 22, -110, 24, 18, 180, 360)
        sheet.polygon(place(shoulders), NIGHT, 0)
    for x in (-230, -150, 160, 240):
        spot = place([(x, 18)])[0]
        sheet.disc(*spot, 27, NIGHT)
        sheet.disc(*spot, 12, SLATE)
    lamp = place([(334, -78)])[0]
    sheet.glow(*lamp, 110, OCHRE, share=0.9)
    sheet.disc(*lamp, 16, BONE)
    sheet.stroke(place([(-40, -252), (20, -300), (-20, -352)]), 5, NIGHT)
    sheet.polygon(path("0,1500 0,1395 1200,1180 1200,1500"), NIGHT)
    sheet.polygon(path("0,1395 1200,1180 1200,1204 0,1420"), INK)
    for x in range(30, 1200, 96):
        sheet.stroke([(x, 1395 - 0.179 * x), (x, 1300 - 0.179 * x)], 7, NIGHT)
    sheet.stroke([(0, 1302), (1200, 1087)], 8, NIGHT)
    sheet.stroke([(0, 1346), (1200, 1131)], 5, NIGHT)
    figure(sheet, 1010, 1222, 230, NIGHT, coat=1.3)
    sheet.taper([(1105, 1215), (1105, 520)], 18, 11, NIGHT)
    sheet.stroke([(1105, slope(1105) - 269), (1030, slope(1030) - 269)], 6, NIGHT)
    sheet.stroke([(1105, 530), (1040, slope(1040) - 269)], 4, NIGHT)
    gulls(sheet, [(200, 560, 60), (290, 500, 46), (420, 600, 40)], INK)


def market_square(sheet):
    sheet.roll([(0, mix(SLATE, MIST, 0.55)), (1, BONE)], 0, 640)
    sheet.carve(
        (0, 20, 1500, 420), mix(MIST, BONE, 0.75), gap=32, length=(90, 300), width=5, share=0.4
    )
    inks = [
        mix(MIST, SLATE, 0.45),
        mix(OCHRE, MIST, 0.5),
        mix(BRICK, MIST, 0.45),
        mix(MOSS, MIST, 0.45),
    ]
    x, number = -40, 0
    while x < 1540:
        wide = sheet.random.uniform(110, 150)
        if not 650 < x + wide / 2 < 850:
            house(
                sheet,
                x,
                x + wide,
                660,
                sheet.random.uniform(360, 440),
                inks[number % 4],
                mix(INK, SLATE, 0.35),
                mix(INK, SLATE, 0.45),
                rows=3,
                columns=2,
            )
        x, number = x + wide, number + 1
    sheet.rect(660, 180, 840, 660, mix(INK, SLATE, 0.25))
    sheet.tint(path("780,180 840,180 840,660 780,660"), NIGHT, 0.45)
    sheet.rect(644, 164, 856, 190, DARK)
    sheet.polygon(path("664,168 690,96 810,96 836,168"), DARK)
    sheet.rect(700, 40, 800, 100, mix(INK, SLATE, 0.3))
    sheet.polygon([(690, 44), (750, -70), (810, 44)], BRICK)
    for x in (712, 742, 772):
        sheet.polygon([*arc(x + 8, 66, 8, 8, 180, 360), (x + 16, 96), (x, 96)], NIGHT, 0)
    sheet.disc(750, 272, 64, DARK)
    sheet.disc(750, 272, 54, BONE)
    for hour in range(12):
        angle = math.radians(30 * hour)
        sheet.stroke(
            [
                (750 + 41 * math.sin(angle), 272 - 41 * math.cos(angle)),
                (750 + 49 * math.sin(angle), 272 - 49 * math.cos(angle)),
            ],
            4,
            INK,
        )
    sheet.taper([(750, 272), (724, 262)], 7, 4, INK)
    sheet.taper([(750, 272), (768, 236)], 6, 3, INK)
    for y in (390, 490):
        sheet.polygon([*arc(750, y + 14, 20, 20, 180, 360), (770, y + 60), (730, y + 60)], NIGHT, 0)
    sheet.polygon([*arc(750, 600, 34, 34, 180, 360), (784, 660), (716, 660)], NIGHT, 0)
    sheet.roll([(0, mix(SLATE, MIST, 0.35)), (1, mix(SLATE, INK, 0.6))], 650, 1000)
    sheet.carve(
        (0, 660, 1500, 1000),
        mix(SLATE, MIST, 0.75),
        gap=12,
        grow=1.06,
        length=(30, 120),
        width=2.4,
        share=0.4,
    )
    for x, ink, wide in (
        (750, INK, 150),
        (250, BRICK, 200),
        (1250, BRICK, 200),
        (520, MOSS, 120),
        (985, OCHRE, 120),
    ):
        shimmer(sheet, x, 830, 990, wide, mix(ink, SLATE, 0.3), share=0.8, spread=1.2)

    def stall(x, wide, top, ground, ink):
        left, right = x - wide / 2, x + wide / 2
        drop = wide * 0.2
        goods = [BRICK, OCHRE, MOSS, BONE]
        counter = ground - (ground - top) * 0.4
        for post in (left + 8, right - 8):
            sheet.stroke([(post, top + drop), (post, ground)], 7, NIGHT)
        sheet.polygon(
            [
                (left + 10, top + drop),
                (right - 10, top + drop),
                (right - 10, counter),
                (left + 10, counter),
            ],
            mix(NIGHT, INK, 0.5),
        )
        figure(
            sheet,
            x + wide * 0.12,
            counter + (ground - top) * 0.22,
            (ground - top) * 0.66,
            mix(SLATE, INK, 0.2),
        )
        sheet.rect(left - 6, counter, right + 6, ground - 8, mix(INK, NIGHT, 0.35))
        spot = left + 4
        while spot < right - 10:
            reach = sheet.random.uniform(0.09, 0.13) * wide
            sheet.polygon(
                arc(spot + reach, counter + 2, reach, reach * 0.75, 180, 360),
                sheet.random.choice(goods),
                0,
            )
            spot += reach * 1.8
        sheet.rect(left - 10, counter - 2, right + 10, counter + 12, mix(OCHRE, NIGHT, 0.35))
        stripes = 8
        for k in range(stripes):
            a, b = k / stripes, (k + 1) / stripes
            shade = ink if k % 2 else BONE
            ridge_l, ridge_r = left + wide * (0.08 + 0.84 * a), left + wide * (0.08 + 0.84 * b)
            low_l, low_r = left - 20 + (wide + 40) * a, left - 20 + (wide + 40) * b
            sheet.polygon(
                [(ridge_l, top), (ridge_r, top), (low_r, top + drop), (low_l, top + drop)],
                shade,
                0.4,
            )
            sheet.polygon(
                arc((low_l + low_r) / 2, top + drop - 1, (low_r - low_l) / 2, wide * 0.055, 0, 180),
                mix(shade, NIGHT, 0.14),
                0,
            )
        sheet.tint(
            [
                (left - 20, top + drop + 8),
                (right + 20, top + drop + 8),
                (right + 8, top + drop + 34),
                (left + 8, top + drop + 34),
            ],
            NIGHT,
            0.3,
        )

    for x, wide, top, ground, ink in (
        (520, 180, 560, 740, MOSS),
        (985, 180, 560, 740, OCHRE),
        (235, 300, 520, 830, BRICK),
        (1268, 310, 520, 830, INK),
    ):
        stall(x, wide, top, ground, ink)
    people = (
        (600, 800, 150, INK),
        (668, 836, 176, NIGHT),
        (852, 800, 150, mix(BRICK, NIGHT, 0.4)),
        (905, 868, 190, NIGHT),
        (740, 756, 104, INK),
        (772, 758, 98, DARK),
        (430, 890, 212, NIGHT),
        (1096, 905, 220, mix(MOSS, NIGHT, 0.6)),
    )
    for x, ground, tall, ink in people:
        for k in range(5):
            sheet.gouge(
                x, ground + 6 + 11 * k, tall * (0.36 - 0.05 * k), 6, mix(NIGHT, SLATE, 0.25)
            )
        figure(sheet, x, ground, tall, ink, coat=1.35)
    for x, ground, tall in ((430, 890, 212), (852, 800, 150)):
        sheet.polygon(
            [
                (x + tall * 0.11, ground - tall * 0.42),
                (x + tall * 0.26, ground - tall * 0.42),
                (x + tall * 0.24, ground - tall * 0.24),
                (x + tall * 0.12, ground - tall * 0.24),
            ],
            OCHRE,
        )
    gulls(sheet, [(560, 250, 46), (930, 200, 54), (990, 250, 36)], INK)
