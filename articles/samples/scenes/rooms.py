"""Rooms and what stands in them; each function draws on an empty sheet."""

import math

from ..ink import BONE, BRICK, INK, MIST, MOSS, NIGHT, OCHRE, SLATE, mix, path, smooth, turned
from ..motifs import (
    arc,
    bust,
)


def microscope(sheet):
    wall = mix(SLATE, INK, 0.35)
    sheet.rect(-20, -20, 1520, 820, wall)
    sheet.carve(
        (0, 10, 1500, 760), mix(wall, SLATE, 0.4), gap=26, length=(60, 200), width=4, share=0.35
    )
    sheet.disc(750, 420, 348, mix(INK, NIGHT, 0.4))
    sheet.disc(750, 420, 326, BONE)
    sheet.disc(750, 420, 326, mix(BONE, OCHRE, 0.14))
    for _ in range(130):
        angle, reach = sheet.random.uniform(0, math.tau), 310 * math.sqrt(sheet.random.random())
        x, y = 750 + reach * math.cos(angle), 420 + reach * math.sin(angle)
        sheet.gouge(
            x,
            y,
            sheet.random.uniform(30, 90) * math.sqrt(max(0.02, 1 - (reach / 320) ** 2)),
            4,
            mix(OCHRE, BONE, 0.55),
        )
    sheet.rect(-20, 800, 1520, 1000, mix(BRICK, NIGHT, 0.55))
    sheet.rect(-20, 790, 1520, 822, mix(OCHRE, BRICK, 0.45))
    sheet.carve(
        (0, 835, 1500, 1000), mix(BRICK, NIGHT, 0.35), gap=20, length=(80, 260), width=4, share=0.5
    )
    shelf = mix(INK, NIGHT, 0.3)
    for left, right in ((-20, 300), (1200, 1520)):
        sheet.rect(left, 280, right, 300, shelf)
        x = left + 40
        while x < right - 50:
            tall = sheet.random.uniform(60, 120)
            sheet.rect(
                x,
                280 - tall,
                x + 40,
                280,
                sheet.random.choice((shelf, mix(MOSS, NIGHT, 0.4), mix(BRICK, NIGHT, 0.45))),
            )
            sheet.rect(x + 10, 268 - tall, x + 30, 282 - tall, shelf)
            sheet.rect(x + 5, 280 - tall * 0.6, x + 35, 280 - tall * 0.3, mix(BONE, SLATE, 0.35))
            x += 58

    steel = NIGHT
    sheet.polygon(smooth(path("560,790 566,752 640,738 820,738 896,752 902,790")), steel, 0)
    sheet.rect(556, 778, 906, 800, steel)
    limb = path(
        "838,756 896,690 922,590 908,480 858,392 790,340 760,388 822,438 "
        "856,512 862,596 836,668 776,716 776,756"
    )
    sheet.polygon(smooth(limb, 8, closed=True), steel, 0)
    sheet.polygon(path("580,628 846,628 846,654 580,654"), steel)
    sheet.rect(606, 618, 716, 629, mix(MIST, BONE, 0.5))
    sheet.disc(664, 622, 9, BRICK, squash=0.6)
    sheet.polygon(path("642,654 702,654 690,690 654,690"), steel)
    sheet.disc(672, 726, 30, SLATE, squash=0.4)
    sheet.glow(672, 640, 80, OCHRE, share=0.5)

    def tube(points):
        return turned(points, -24, (740, 380))

    sheet.polygon(tube(path("700,150 780,150 780,470 700,470")), steel)
    sheet.polygon(tube(path("690,128 790,128 790,158 690,158")), steel)
    sheet.polygon(tube(path("708,84 772,84 776,130 704,130")), mix(INK, SLATE, 0.3))
    sheet.polygon(tube(path("694,70 786,70 782,92 698,92")), steel)
    for top in (200, 420):
        sheet.polygon(tube([(698, top), (782, top), (782, top + 16), (698, top + 16)]), OCHRE)
    sheet.polygon(tube(path("712,164 722,164 722,466 712,466")), mix(SLATE, MIST, 0.3))
    sheet.disc(*tube([(740, 486)])[0], 46, steel)
    for angle, ink in ((-4, BRICK), (40, OCHRE), (-50, MIST)):
        centre = tube([(740, 486)])[0]
        lens = path("-17,26 17,26 14,82 9,98 -9,98 -14,82")
        placed = [(centre[0] + a, centre[1] + b) for a, b in turned(lens, angle + 4)]
        sheet.polygon(placed, steel, 0.3)
        band = [
            (centre[0] + a, centre[1] + b)
            for a, b in turned(path("-16,50 16,50 15,60 -15,60"), angle + 4)
        ]
        sheet.polygon(band, ink, 0)
    for x, y, r in ((890, 560, 40), (886, 660, 26)):
        sheet.disc(x, y, r, mix(INK, SLATE, 0.35))
        sheet.disc(x, y, r * 0.62, steel)
        sheet.disc(x, y, r * 0.2, OCHRE)
    sheet.stroke(smooth(path("800,352 868,410 908,500 912,560")), 5, mix(SLATE, MIST, 0.3))

    def glass(points, level, liquid):
        sheet.tint(points, BONE, 0.4)
        low = [(x, max(y, level)) for x, y in points]
        sheet.polygon(low, liquid, 0)
        sheet.stroke([*points, points[0]], 4, BONE)

    for k, (ink, level) in enumerate(
        ((BRICK, 640), (OCHRE, 670), (MOSS, 610), (OCHRE, 690), (BRICK, 660), (MOSS, 650))
    ):
        x = 190 + 52 * k
        shape = [
            (x - 15, 540),
            (x - 15, 735),
            *arc(x, 738, 15, 17, 180, 0),
            (x + 15, 735),
            (x + 15, 540),
        ]
        glass(shape, level, ink)
        sheet.rect(x - 20, 532, x + 20, 544, BONE)
    for y in (588, 712):
        sheet.rect(150, y, 492, y + 24, mix(OCHRE, NIGHT, 0.35))
    sheet.rect(150, 766, 492, 792, mix(OCHRE, NIGHT, 0.45))
    for x in (150, 474):
        sheet.rect(x, 570, x + 18, 792, mix(OCHRE, NIGHT, 0.45))
    glass(path("1050,540 1110,540 1110,632 1190,770 1176,792 984,792 970,770 1050,632"), 690, MOSS)
    sheet.rect(1040, 530, 1120, 546, BONE)
    glass(
        [(1268, 440), (1316, 440), (1316, 590), *arc(1292, 690, 100, 102, -76, 256), (1268, 590)],
        700,
        OCHRE,
    )
    sheet.rect(1258, 430, 1326, 446, BONE)
    for x, y, long in ((1010, 740, 70), (1220, 680, 80)):
        sheet.gouge(x, y, long, 9, BONE, -62 if x < 1100 else -80)
    for x, y in ((1270, 730), (1302, 750), (1320, 722), (1070, 740), (1100, 758)):
        sheet.disc(x, y, 6, mix(BONE, OCHRE, 0.3))


def stage(sheet):
    sheet.rect(-20, 600, 1520, 900, NIGHT)
    sheet.roll([(0, INK), (0.5, SLATE), (1, mix(MIST, BONE, 0.4))], 60, 690)
    sheet.carve(
        (240, 110, 1260, 440), mix(SLATE, MIST, 0.45), gap=30, length=(60, 200), width=5, share=0.45
    )
    stain = mix(OCHRE, NIGHT, 0.45)
    sheet.rect(200, 520, 1300, 700, mix(SLATE, INK, 0.35))
    sheet.carve(
        (240, 536, 1260, 690), mix(SLATE, MIST, 0.3), gap=14, length=(40, 140), width=4, share=0.5
    )
    sheet.rect(200, 508, 1300, 524, stain)
    sheet.tint(path("200,524 1300,524 1300,690 200,690"), OCHRE, 0.14)
    beam = mix(OCHRE, BONE, 0.5)
    sheet.tint([(935, 246), (230, 150), (230, 300)], beam, 0.5)
    sheet.tint([(945, 246), (1280, 190), (1280, 300)], beam, 0.5)
    sheet.polygon(path("820,560 870,500 940,478 1020,500 1070,560"), mix(INK, NIGHT, 0.4), 3)
    sheet.polygon(path("902,490 914,280 966,280 980,490"), BONE, 1.6)
    for top, bottom in ((324, 366), (416, 456)):
        sheet.polygon(
            [
                (912 - (top - 280) * 0.05, top),
                (968 + (top - 280) * 0.05, top),
                (970 + (bottom - 280) * 0.05, bottom),
                (911 - (bottom - 280) * 0.05, bottom),
            ],
            BRICK,
            1.6,
        )
    sheet.rect(902, 268, 978, 284, mix(INK, NIGHT, 0.3))
    sheet.rect(918, 222, 962, 270, OCHRE)
    sheet.polygon([(908, 224), (940, 188), (972, 224)], BRICK, 1.6)
    sheet.polygon(path("60,690 1440,690 1560,872 -60,872"), mix(OCHRE, NIGHT, 0.55))
    for k in range(-10, 11):
        sheet.stroke([(750 + 66 * k, 690), (750 + 84 * k, 872)], 3, mix(OCHRE, NIGHT, 0.75))
    for _ in range(60):
        y = sheet.random.uniform(700, 866)
        sheet.gouge(
            sheet.random.uniform(100, 1400),
            y,
            sheet.random.uniform(20, 70),
            3,
            mix(OCHRE, NIGHT, 0.38),
            90,
        )
    pool = arc(620, 790, 210, 52, 0, 360)
    sheet.tint(path("470,-20 560,-20 830,790 410,790"), BONE, 0.2)
    sheet.tint(path("500,-20 540,-20 770,790 470,790"), BONE, 0.16)
    sheet.polygon(pool, mix(OCHRE, BONE, 0.45), 0)
    sheet.polygon(arc(620, 790, 176, 40, 0, 360), mix(OCHRE, BONE, 0.7), 0)
    sheet.tint(path("610,792 650,792 900,846 800,858"), NIGHT, 0.5)
    coat = path(
        "594,470 574,486 566,560 556,660 540,776 590,790 616,770 650,790 "
        "704,772 684,660 672,560 664,486 644,470"
    )
    sheet.polygon(smooth(coat, 6), NIGHT, 0)
    for foot in (600, 640):
        sheet.polygon(
            [(foot - 10, 776), (foot + 12, 776), (foot + 18, 800), (foot - 12, 800)], NIGHT
        )
    sheet.taper(smooth([(582, 496), (540, 560), (528, 640)]), 34, 18, NIGHT)
    sheet.taper(smooth([(656, 496), (720, 470), (766, 410)]), 34, 16, NIGHT)
    sheet.disc(770, 400, 11, NIGHT)
    sheet.taper([(606, 480), (610, 444)], 26, 22, NIGHT)
    sheet.taper([(630, 480), (622, 444)], 22, 20, NIGHT)
    sheet.disc(620, 424, 31, NIGHT, squash=1.15)
    sheet.polygon(
        smooth(path("590,420 592,392 622,382 652,396 656,420 640,410 612,408"), 5, closed=True),
        BRICK,
        0,
    )
    sheet.stroke(smooth(path("578,492 572,560 562,660 548,768")), 4, OCHRE)
    sheet.stroke(smooth([(600, 476), (618, 640), (616, 768)]), 2.6, mix(SLATE, INK, 0.4))
    sheet.rect(760, 424, 792, 470, OCHRE)
    sheet.glow(776, 446, 70, OCHRE, share=0.8)
    sheet.stroke([(764, 424), (776, 408), (788, 424)], 3, NIGHT)
    sheet.rect(766, 432, 786, 462, BONE)

    folds = (mix(BRICK, NIGHT, 0.1), mix(BRICK, NIGHT, 0.42), BRICK, mix(BRICK, NIGHT, 0.6))
    for side in (-1, 1):
        for k in range(9):

            def edge(j, side=side):
                return [
                    750 + side * (820 - 48 * j),
                    750 + side * (820 - 50 * j - (14 if j > 5 else 0)),
                    750 + side * (820 - 40 * j),
                ]

            a, b = edge(k), edge(k + 1)
            outer = smooth([(a[0], -20), (a[1], 420), (a[2], 740)], 8)
            inner = smooth([(b[0], -20), (b[1], 420), (b[2], 740)], 8)
            hem = [(a[2], 836 - 7 * k), ((a[2] + b[2]) / 2, 848 - 7 * k), (b[2], 830 - 7 * k)]
            sheet.polygon([*outer, *hem, *reversed(inner)], folds[(k * 3 + (side > 0)) % 4], 0)
            for mark in range(5):
                y = 140 + 105 * mark + sheet.random.uniform(-40, 40)
                sheet.gouge(
                    (a[1] + b[1]) / 2,
                    y,
                    sheet.random.uniform(60, 120),
                    4,
                    mix(BRICK, OCHRE, 0.35),
                    90 + side * 2,
                )
    for k in range(10):
        x = 150 * k
        drop = arc(x + 75, 40, 92, 110, 0, 180)
        sheet.polygon(
            [(x - 18, -20), (x + 168, -20), *drop], folds[0] if k % 2 else mix(BRICK, NIGHT, 0.3), 0
        )
        sheet.stroke(arc(x + 75, 40, 90, 108, 8, 172), 6, OCHRE)
        for fold in (-40, 0, 40):
            sheet.gouge(x + 75 + fold, 66 - abs(fold) * 0.4, 90, 5, mix(BRICK, NIGHT, 0.6), 90)
    sheet.rect(-20, 866, 1520, 896, mix(OCHRE, NIGHT, 0.25))
    sheet.rect(-20, 894, 1520, 1020, NIGHT)
    for x in range(60, 1500, 120):
        sheet.polygon(arc(x, 880, 26, 16, 180, 360), mix(OCHRE, BONE, 0.55), 0)
    for row, (y, size, count) in enumerate(((985, 46, 13), (1046, 66, 10))):
        for k in range(count):
            if (k * 5 + row) % 7 == 3:
                continue
            x = (k + 0.5 + 0.3 * row) * 1500 / count + sheet.random.uniform(-10, 10)
            bust(
                sheet,
                x,
                y,
                size,
                mix(NIGHT, INK, 0.75 - 0.55 * row),
                lean=sheet.random.uniform(-0.1, 0.1),
            )


def oars_on_the_wall(sheet):
    board = mix(INK, NIGHT, 0.25)
    sheet.rect(-20, -20, 1520, 1020, board)
    for k, y in enumerate(range(-10, 1000, 84)):
        shade = mix(board, SLATE, 0.06 + 0.08 * (k % 3))
        sheet.rect(-20, y, 1520, y + 78, shade)
        sheet.carve(
            (0, y + 14, 1500, y + 72),
            mix(shade, SLATE, 0.28),
            gap=18,
            length=(60, 240),
            width=3,
            share=0.4,
        )
        for x in (190 + 340 * (k % 2), 890 + 280 * (k % 2)):
            sheet.stroke([(x, y), (x, y + 78)], 3, NIGHT)
    lamp = (1240, 250)
    sheet.glow(*lamp, 520, OCHRE, share=0.75)
    sheet.rect(-20, 900, 1520, 1020, mix(OCHRE, NIGHT, 0.72))
    sheet.carve(
        (0, 910, 1500, 1000), mix(OCHRE, NIGHT, 0.55), gap=18, length=(80, 240), width=4, share=0.5
    )
    sheet.rect(60, 610, 1120, 640, mix(OCHRE, NIGHT, 0.5))
    sheet.rect(60, 608, 1120, 616, mix(OCHRE, NIGHT, 0.2))
    blades = (
        (BRICK, BONE),
        (BONE, BRICK),
        (MOSS, OCHRE),
        (OCHRE, INK),
        (BRICK, BONE),
        (SLATE, BONE),
        (MOSS, OCHRE),
        (BONE, BRICK),
        (OCHRE, INK),
    )
    for k, (ink, stripe) in enumerate(blades):
        x = 130 + 114 * k
        lean = (-16, 10, -6, 22, -12, 6, 14, -18, 8)[k]
        top = 90 + (0, 34, 12, 48, 20, 4, 40, 16, 30)[k]
        foot = (x + lean, 930)

        def at(dx, y, x=x, lean=lean):
            return (x + dx + lean * (y - 90) / 840, y)

        sheet.tint([at(-44, top + 14), at(-20, top + 14), at(-14, 930), at(-30, 930)], NIGHT, 0.5)
        shape = [
            at(-10, top + 262),
            at(-30, top + 220),
            at(-34, top + 40),
            at(-28, top + 8),
            at(18, top),
            at(30, top + 18),
            at(28, top + 210),
            at(10, top + 262),
        ]
        sheet.tint([(a - 18, b + 10) for a, b in shape], NIGHT, 0.55)
        sheet.polygon(shape, ink)
        sheet.polygon(
            [at(-33, top + 84), at(29, top + 70), at(29, top + 118), at(-33, top + 132)], stripe
        )
        sheet.tint(
            [
                at(-2, top + 4),
                at(18, top),
                at(30, top + 18),
                at(28, top + 210),
                at(10, top + 262),
                at(0, top + 262),
            ],
            NIGHT,
            0.2,
        )
        sheet.taper([at(-2, top + 6), at(-1, top + 262), foot], 11, 13, mix(BONE, OCHRE, 0.45))
        sheet.stroke([at(4, top + 270), (foot[0] + 4, 925)], 3, mix(OCHRE, NIGHT, 0.3))
        sheet.polygon([at(-9, 700), at(9, 700), at(9, 752), at(-9, 752)], NIGHT)
        sheet.polygon([at(-14, 716), at(14, 716), at(14, 728), at(-14, 728)], BRICK)
        sheet.polygon([at(-8, 858), at(8, 858), at(8, 932), at(-8, 932)], mix(NIGHT, INK, 0.5))
        sheet.disc(x + lean * 0.64 - 24, 624, 5, NIGHT)
        sheet.disc(x + lean * 0.64 + 24, 624, 5, NIGHT)
    sheet.rect(1208, 130, 1272, 150, NIGHT)
    sheet.stroke([(1240, 146), (1240, 196)], 7, NIGHT)
    sheet.polygon(path("1176,244 1210,194 1270,194 1304,244"), NIGHT)
    sheet.disc(1240, 246, 34, BONE, squash=0.7)
    sheet.polygon(path("1176,244 1304,244 1300,232 1180,232"), NIGHT)
    sheet.rect(1190, 452, 1420, 560, mix(BONE, SLATE, 0.25))
    sheet.rect(1198, 460, 1412, 552, BONE)
    for y, long in ((482, 150), (506, 180), (530, 120)):
        sheet.gouge(1305, y, long, 7, INK)
    coil = (1330, 760)
    sheet.stroke([(coil[0], 636), coil], 8, NIGHT)
    sheet.disc(coil[0], 640, 9, MIST)
    for k in range(5):
        loop = arc(coil[0] + 4 * (k % 2), coil[1], 70 - 7 * k, 96 - 8 * k, 0, 360)
        sheet.stroke(loop, 8, mix(OCHRE, BONE, 0.3) if k % 2 else mix(OCHRE, NIGHT, 0.25))
    sheet.polygon(path("1170,930 1180,830 1262,830 1272,930"), mix(SLATE, INK, 0.25))
    sheet.polygon(arc(1221, 830, 41, 10, 0, 360), mix(SLATE, MIST, 0.4), 0)
    sheet.stroke(arc(1221, 834, 44, 56, 180, 360), 4, MIST)
