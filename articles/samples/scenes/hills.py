"""The high country of the province; each function draws on an empty sheet."""

import math

from ..ink import BONE, BRICK, INK, MIST, MOSS, NIGHT, OCHRE, SLATE, mix, path, smooth
from ..motifs import (
    DARK,
    arc,
    figure,
    pole_rotor,
    ridge,
    stars,
)


def turbines_on_ridges(sheet):
    sheet.roll(
        [(0, mix(SLATE, MIST, 0.2)), (0.45, mix(BONE, MIST, 0.25)), (0.75, mix(OCHRE, BONE, 0.55))],
        0,
        760,
    )
    sheet.roll([(0, mix(OCHRE, BONE, 0.55)), (1, mix(OCHRE, BONE, 0.45))], 565, 800)
    sheet.carve(
        (0, 30, 1500, 380), mix(BONE, MIST, 0.15), gap=34, length=(120, 380), width=5, share=0.36
    )
    sheet.disc(1105, 400, 150, mix(OCHRE, BONE, 0.25))
    layers = (
        (520, 90, mix(MIST, BONE, 0.3)),
        (590, 80, mix(MIST, SLATE, 0.3)),
        (668, 70, mix(SLATE, MOSS, 0.3)),
        (745, 60, mix(MOSS, SLATE, 0.35)),
    )
    for y, height, ink in layers:
        line = ridge(sheet, y, height, ink, rough=0.5)
        for x, top in line[::3]:
            if sheet.random.random() < 0.4:
                sheet.gouge(
                    x,
                    top + sheet.random.uniform(26, 60),
                    sheet.random.uniform(40, 110),
                    4,
                    mix(ink, BONE, 0.25),
                    sheet.random.uniform(4, 16),
                )

    def crest(x):
        return 905 - 0.1 * x + 26 * math.sin(x / 210)

    for x, height in ((60, 190), (205, 235), (385, 290), (600, 370), (845, 480)):
        pole_rotor(sheet, x, crest(x) + 12, height, mix(NIGHT, INK, 0.75), angle=x * 0.37)
    hill = [(x, crest(x)) for x in range(-20, 1541, 20)]
    sheet.polygon([*hill, (1540, 1000), (-20, 1000)], mix(MOSS, NIGHT, 0.5), 0)
    pole_rotor(sheet, 1170, crest(1170) + 14, 520, NIGHT, angle=-28)
    for _ in range(260):
        x = sheet.random.uniform(0, 1500)
        depth = sheet.random.uniform(14, 240)
        sheet.gouge(
            x,
            crest(x) + depth,
            20 + depth * 0.35,
            3 + depth * 0.012,
            mix(MOSS, OCHRE, 0.25 + 0.2 * sheet.random.random()),
            -6 + 26 * 0.27 * math.cos(x / 210),
        )
    for x in (350, 372, 398, 690, 1310, 1332):
        y = crest(x) + sheet.random.uniform(26, 60)
        sheet.disc(x, y, 8, BONE, squash=0.7)
        sheet.disc(x + 8, y - 3, 3.6, NIGHT)
        for leg in (-4, 3):
            sheet.stroke([(x + leg, y + 3), (x + leg, y + 10)], 1.8, NIGHT)


def closed_pass(sheet):
    sheet.roll([(0, mix(SLATE, INK, 0.35)), (1, mix(MIST, BONE, 0.4))], 0, 640)
    ridge(sheet, 330, 150, mix(MIST, SLATE, 0.35), rough=0.5)
    back = path("300,640 450,400 560,300 640,330 760,130 850,260 900,240 1030,400 1200,640")
    sheet.polygon(back, BONE, wobble=3)
    sheet.polygon(
        path("760,130 850,260 900,240 1030,400 1200,640 800,640 840,500 780,430 800,320 744,250"),
        mix(SLATE, INK, 0.15),
        3,
    )
    sheet.polygon(
        path("560,300 640,330 690,430 610,470 640,560 520,640 560,470 530,390"),
        mix(SLATE, INK, 0.02),
        3,
    )
    left = path("-20,200 90,250 190,380 300,420 400,540 560,640 640,720 640,800 -20,800")
    right = path("1520,120 1400,230 1320,240 1180,420 1080,470 960,600 840,690 760,800 1520,800")
    sheet.polygon(left, INK, 4)
    sheet.polygon(right, DARK, 4)
    for _ in range(120):
        x = sheet.random.uniform(-10, 1510)
        y = sheet.random.uniform(230, 720)
        if x < 560 and y > 230 + max(0, x) * 0.82:
            sheet.gouge(
                x,
                y,
                sheet.random.uniform(40, 130),
                9,
                sheet.random.choice((BONE, MIST)),
                44 + sheet.random.uniform(-8, 8),
            )
        elif x > 900 and y > 140 + (1500 - x) * 0.84:
            sheet.gouge(
                x,
                y,
                sheet.random.uniform(40, 130),
                9,
                sheet.random.choice((BONE, MIST)),
                -46 + sheet.random.uniform(-8, 8),
            )
    snow = smooth(path("-20,700 160,690 380,720 620,706 760,716 1000,690 1250,700 1520,660"))
    sheet.polygon([*snow, (1520, 1000), (-20, 1000)], mix(BONE, MIST, 0.12), 0)
    near = smooth(path("560,1000 640,900 820,830 860,780 770,745 730,716"), 12)
    far = smooth(path("744,714 800,742 905,780 880,846 900,900 1080,1000"), 12)
    sheet.polygon([*near, *far], mix(SLATE, INK, 0.3), 0)
    for k in range(9):
        y = 990 - 26 * k + k * k * 0.6
        sheet.gouge(
            800 + (26 if k > 4 else 0) + 4 * k, y, 46 - 3 * k, 9 - 0.7 * k, OCHRE, -78 + 6 * k
        )
    sheet.carve(
        (0, 730, 1500, 1000),
        mix(MIST, SLATE, 0.25),
        gap=20,
        grow=1.05,
        length=(60, 190),
        width=4,
        share=0.3,
        keep=lambda x, y: abs(x - 800) > 190 + (y - 700) * 0.7,
    )
    for x, height in (
        (70, 300),
        (170, 240),
        (255, 190),
        (340, 130),
        (1440, 330),
        (1330, 250),
        (1240, 190),
        (1165, 140),
        (410, 100),
    ):
        ground = 690 + height * 0.34
        for tier in range(4):
            y = ground - height * (0.12 + 0.22 * tier)
            half = height * (0.24 - 0.05 * tier)
            sheet.polygon(
                [(x - half, y), (x, y - height * 0.34), (x + half, y)], mix(MOSS, NIGHT, 0.62), 1.5
            )
            sheet.polygon(
                [
                    (x - half * 0.9, y - 3),
                    (x - half * 0.1, y - height * 0.3),
                    (x + half * 0.05, y - height * 0.16),
                    (x - half * 0.3, y - height * 0.03),
                ],
                BONE,
                1.5,
            )
        sheet.rect(x - height * 0.025, ground - height * 0.13, x + height * 0.025, ground, NIGHT)
    sheet.rect(496, 800, 548, 956, NIGHT)
    sheet.rect(490, 792, 554, 812, BONE)
    sheet.polygon(path("462,836 500,836 500,896 462,896"), INK)
    sheet.polygon(path("500,846 1104,846 1104,882 500,882"), BONE)
    for k in range(7):
        x = 540 + 84 * k
        sheet.polygon([(x, 846), (x + 44, 846), (x + 30, 882), (x - 14, 882)], BRICK)
    sheet.tint(path("500,872 1104,872 1104,882 500,882"), NIGHT, 0.35)
    sheet.rect(1086, 812, 1112, 960, NIGHT)
    sheet.disc(800, 864, 62, BRICK)
    sheet.disc(800, 864, 52, BONE)
    sheet.rect(766, 855, 834, 874, BRICK)
    sheet.disc(522, 776, 15, OCHRE)
    sheet.glow(522, 776, 90, OCHRE, share=0.8)
    for _ in range(420):
        x, y = sheet.random.uniform(0, 1500), sheet.random.uniform(0, 1000)
        sheet.disc(x, y, sheet.random.choice((1.6, 2.2, 3.0, 4.2)), BONE)


def observatory(sheet):
    sheet.roll([(0, NIGHT), (0.6, INK), (1, mix(SLATE, INK, 0.35))], 0, 860)

    def band(x, y):
        distance = (y - (820 - 0.78 * x)) / math.hypot(1, 0.78)
        return math.exp(-((distance / 120) ** 2))

    for _ in range(900):
        x, y = sheet.random.uniform(-50, 1550), sheet.random.uniform(-50, 820)
        if sheet.random.random() < band(x, y) ** 1.4:
            sheet.gouge(
                x,
                y,
                sheet.random.uniform(16, 70),
                3.2,
                mix(SLATE, BONE, sheet.random.uniform(0, 0.5)),
                -38 + sheet.random.uniform(-7, 7),
            )
    stars(sheet, 2600, 800, BONE, dense=lambda x, y: 0.14 + 0.8 * band(x, y))
    for x, y, size in (
        (180, 140, 4),
        (420, 90, 3.4),
        (1290, 260, 4.2),
        (1010, 90, 3),
        (1400, 520, 3),
        (90, 430, 3.4),
    ):
        sheet.disc(x, y, size, OCHRE)
        for angle in (0, 90):
            sheet.gouge(x, y, size * 9, 1.8, BONE, angle)
    ridge(sheet, 742, 50, mix(INK, SLATE, 0.3), rough=0.5)
    ridge(sheet, 800, 40, mix(INK, NIGHT, 0.2), rough=0.5)
    cx, base, radius = 880, 690, 232
    sheet.rect(cx - 214, base - 10, cx + 214, 862, mix(SLATE, BONE, 0.25))
    sheet.tint([(cx + 60, base), (cx + 214, base), (cx + 214, 862), (cx + 60, 862)], NIGHT, 0.5)
    sheet.tint(
        [(cx - 214, base), (cx + 214, base), (cx + 214, base + 22), (cx - 214, base + 22)],
        NIGHT,
        0.4,
    )
    for x in range(cx - 190, cx + 200, 54):
        sheet.stroke([(x, base + 20), (x, 860)], 2.4, mix(SLATE, INK, 0.5))
    dome = arc(cx, base, radius, radius, 180, 360, 80)
    sheet.polygon(dome, BONE, 0)
    sheet.tint(
        [
            *arc(cx, base, radius, radius, 270, 360),
            (cx + 120, base),
            *smooth([(cx + 120, base), (cx + 105, base - 120), (cx, base - radius)]),
        ],
        SLATE,
        0.75,
    )
    for share in (-0.72, -0.38, 0.62, 0.86):
        rib = [
            (
                cx + radius * share * math.cos(math.radians(a)),
                base - radius * math.sin(math.radians(a)),
            )
            for a in range(0, 91, 6)
        ]
        sheet.stroke(rib, 2.6, mix(SLATE, INK, 0.3))
    low = [
        (cx + radius * -0.1 * math.cos(math.radians(a)), base - radius * math.sin(math.radians(a)))
        for a in range(12, 98, 5)
    ]
    high = [
        (cx + radius * 0.3 * math.cos(math.radians(a)), base - radius * math.sin(math.radians(a)))
        for a in range(12, 98, 5)
    ]
    sheet.polygon([*low, *reversed(high)], NIGHT, 0)
    sheet.taper([(cx + 2, base - 60), (cx + 62, base - 206)], 66, 58, mix(SLATE, INK, 0.4))
    sheet.taper([(cx + 18, base - 96), (cx + 62, base - 206)], 12, 10, mix(OCHRE, SLATE, 0.3))
    sheet.disc(cx + 62, base - 206, 29, mix(BONE, SLATE, 0.3), squash=0.45)
    for points in (low, high):
        sheet.stroke(points, 8, mix(BONE, MIST, 0.4))
    sheet.rect(cx - 246, base - 14, cx + 246, base + 10, mix(SLATE, INK, 0.35))
    sheet.rect(cx - 150, 762, cx - 96, 862, OCHRE)
    sheet.tint([(cx - 150, 862), (cx - 96, 862), (cx - 40, 960), (cx - 260, 960)], OCHRE, 0.35)
    hill = smooth(path("-20,900 220,878 460,868 700,846 900,850 1120,858 1300,890 1520,920"))
    sheet.polygon([*hill, (1520, 1000), (-20, 1000)], NIGHT, 0)
    sheet.polygon(
        [(cx - 150, 850), (cx - 96, 850), (cx - 60, 1000), (cx - 230, 1000)],
        mix(NIGHT, OCHRE, 0.3),
        0,
    )
    for k in range(9):
        sheet.gouge(cx - 130 - 2 * k, 862 + 15 * k, 46 + 10 * k, 4, OCHRE, -2)
    figure(sheet, cx - 178, 884, 96, NIGHT)
    figure(sheet, cx - 112, 868, 88, NIGHT, coat=1.2)
    sheet.carve(
        (0, 905, 1500, 1000),
        INK,
        gap=17,
        length=(50, 170),
        width=4,
        share=0.45,
        keep=lambda x, y: abs(x - 720) > 150,
    )
    for x, height in ((140, 150), (210, 190), (290, 130), (1330, 150), (1400, 110)):
        for tier in range(4):
            y = 905 - height * 0.22 * tier
            half = height * (0.22 - 0.045 * tier)
            sheet.polygon([(x - half, y), (x, y - height * 0.36), (x + half, y)], NIGHT, 2)
