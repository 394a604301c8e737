"""Ships and boats; each function draws on an empty sheet."""

from itertools import pairwise

from ..ink import BONE, BRICK, INK, MIST, MOSS, NIGHT, OCHRE, SLATE, mix, path, smooth, turned
from ..motifs import DARK, arc, figure, gulls, ridge, shimmer, ship_crane, water


def ferry_at_dusk(sheet):
    horizon = 590
    sheet.roll([(0, INK), (0.4, SLATE), (0.75, mix(OCHRE, BONE, 0.35)), (1, OCHRE)], 0, horizon)
    sheet.disc(1190, 520, 92, mix(BONE, OCHRE, 0.15))
    sheet.carve(
        (0, 40, 1500, 480), mix(SLATE, BONE, 0.4), gap=40, length=(90, 330), width=4, share=0.22
    )
    ridge(sheet, 520, 70, mix(SLATE, OCHRE, 0.3), base=horizon)
    ridge(sheet, 558, 40, SLATE, base=horizon)
    for x, height in ((120, 330), (330, 410), (1420, 240)):
        ship_crane(sheet, x, horizon, height, DARK)
    sheet.rect(0, horizon - 22, 700, horizon + 4, DARK)
    sheet.rect(1330, horizon - 10, 1500, horizon + 4, DARK)
    for x, wide, ink in ((30, 60, BRICK), (250, 84, INK), (480, 60, BRICK), (545, 60, SLATE)):
        sheet.rect(x, horizon - 46, x + wide, horizon - 20, ink)
    stops = [(0, mix(OCHRE, SLATE, 0.25)), (0.3, mix(SLATE, INK, 0.3)), (1, NIGHT)]
    water(sheet, horizon, stops, mix(SLATE, MIST, 0.4), share=0.3)
    shimmer(sheet, 1190, horizon + 8, 800, 130, mix(OCHRE, BONE, 0.55), share=0.95)

    waterline = 742
    hull = [(345, 640), (1215, 640), (1236, waterline), (420, waterline), (372, 690)]
    for x in range(440, 1190, 34):
        shimmer(sheet, x, waterline + 14, waterline + 150, 26, OCHRE, share=0.55, spread=1.2)
    for k in range(13):
        sheet.gouge(
            825 + sheet.random.uniform(-30, 30),
            waterline + 4 + 9 * k,
            930 - 34 * k,
            9,
            mix(NIGHT, INK, 0.25),
        )
    sheet.polygon(hull, BONE)
    sheet.polygon([(358, 668), (1219, 668), (1236, waterline), (420, waterline), (372, 690)], DARK)
    sheet.polygon([(404, 728), (1233, 728), (1236, waterline), (420, waterline)], BRICK)
    sheet.polygon(path("430,582 1180,582 1206,642 392,642"), BONE)
    sheet.polygon(path("520,528 1120,528 1140,584 492,584"), mix(BONE, MIST, 0.35))
    sheet.polygon(path("560,482 735,482 748,530 538,530"), BONE)
    sheet.polygon(path("560,490 726,490 730,512 552,512"), INK)
    for x in range(448, 1170, 27):
        sheet.rect(x, 604, x + 17, 624, OCHRE, wobble=0.4)
    for x in range(536, 1110, 31):
        sheet.rect(x, 546, x + 21, 566, mix(OCHRE, BRICK, 0.12), wobble=0.4)
    for x in range(470, 1190, 60):
        sheet.disc(x, 702, 6, mix(OCHRE, BONE, 0.3))
    sheet.polygon(path("1030,642 1150,642 1154,668 1030,668"), mix(BONE, SLATE, 0.55))
    sheet.tint(path("1120,528 1140,584 1180,582 1206,642 1216,668 1130,668 1080,528"), SLATE, 0.3)
    sheet.stroke([(372, 654), (1218, 654)], 2.4, mix(BONE, SLATE, 0.5))
    sheet.polygon(path("905,420 990,420 1004,530 900,530"), BRICK)
    sheet.polygon(path("905,420 990,420 993,446 904,446"), DARK)
    sheet.tint(path("964,420 990,420 1004,530 974,530"), NIGHT, 0.3)
    sheet.taper([(668, 484), (682, 380)], 9, 4, DARK)
    sheet.stroke([(708, 484), (684, 400)], 3, DARK)
    for y, half in ((440, 26), (414, 17), (396, 10)):
        sheet.stroke([(676 - half, y), (676 + half, y)], 3.4, DARK)
    sheet.stroke([(682, 384), (905, 428)], 1.4, DARK)
    for x in (800, 850):
        sheet.polygon([*arc(x + 8, 512, 26, 16, 0, 180), (x - 18, 510)], BRICK)
    for x in range(440, 1190, 25):
        sheet.stroke([(x, 572), (x, 583)], 2, DARK)
    sheet.stroke([(430, 572), (1180, 572)], 2.4, DARK)
    for offset, long in ((0, 230), (16, 150), (34, 90)):
        sheet.gouge(330 - offset, waterline + 4 + offset / 2, long, 7, BONE)
    sheet.gouge(1310, waterline + 2, 190, 8, BONE)
    sheet.gouge(1350, waterline + 18, 130, 6, MIST)
    gulls(sheet, [(250, 300, 60), (330, 260, 42), (1060, 330, 50), (820, 210, 36)], DARK)


def dhow_at_sunset(sheet):
    horizon = 640
    sheet.roll([(0, mix(BRICK, NIGHT, 0.35)), (0.5, BRICK), (1, OCHRE)], 0, horizon)
    sheet.carve(
        (0, 30, 1500, 540), mix(BRICK, OCHRE, 0.5), gap=34, length=(90, 320), width=4.5, share=0.35
    )
    sheet.disc(560, 500, 190, mix(OCHRE, BONE, 0.55))
    town = mix(BRICK, NIGHT, 0.6)
    sheet.rect(0, 590, 560, horizon, town)
    x = 0
    while x < 540:
        wide = sheet.random.uniform(34, 80)
        sheet.rect(x, horizon - sheet.random.uniform(60, 130), x + wide, horizon, town)
        x += wide * 0.9
    sheet.polygon(path("170,600 178,250 214,250 222,600"), town)
    sheet.rect(164, 300, 228, 316, town)
    sheet.polygon(path("182,250 182,214 196,172 210,214 210,250"), town)
    sheet.stroke([(196, 180), (196, 146)], 4, town)
    sheet.polygon([*arc(330, 545, 66, 66, 180, 360), (396, 600), (264, 600)], town)
    sheet.stroke([(330, 490), (330, 452)], 4, town)
    sheet.rect(880, horizon - 26, 1500, horizon + 2, town)
    for x, height in ((1010, 350), (1190, 410), (1385, 470)):
        ship_crane(
            sheet, x, horizon - 10, height, mix(town, NIGHT, 0.3), reach=-1, raised=x == 1190
        )
    stops = [(0, OCHRE), (0.25, mix(BRICK, INK, 0.25)), (1, NIGHT)]
    water(sheet, horizon, stops, mix(BRICK, OCHRE, 0.35), share=0.34)
    shimmer(sheet, 560, horizon + 6, 980, 270, mix(OCHRE, BONE, 0.4), share=0.95, spread=1.3)
    for k in range(15):
        sheet.gouge(
            750 + sheet.random.uniform(-20, 20),
            838 + 9 * k,
            520 - 24 * k,
            10,
            mix(NIGHT, BRICK, 0.12),
        )
    sheet.taper([(736, 806), (726, 250)], 15, 9, NIGHT)
    main = smooth(path("926,84 1010,330 1030,540 985,722"), 14)
    luff = smooth([(985, 722), (780, 752), (548, 700)], 10)
    sheet.polygon([*main, *luff], BONE)
    for k in (0.25, 0.5, 0.75):
        top, foot = (926 - 378 * k, 84 + 616 * k), (985 - 420 * k, 726 + 30 * k * (1 - k))
        belly = (top[0] * 0.45 + foot[0] * 0.55 + 46 * (1 - k), (top[1] + foot[1]) / 2)
        sheet.stroke(smooth([top, belly, foot])[1:], 3, mix(BONE, BRICK, 0.45))
    sheet.tint([*main, *smooth(path("985,722 900,738 962,560 958,330 926,84"))], BRICK, 0.3)
    sheet.taper([(512, 760), (720, 420), (944, 54)], 9, 5, NIGHT)
    sheet.taper([(905, 760), (902, 560)], 9, 6, NIGHT)
    sheet.taper([(838, 690), (900, 575), (1000, 480)], 6, 3, NIGHT)
    mizzen = smooth([(1000, 480), (1044, 600), (1030, 706)], 8)
    sheet.polygon([*mizzen, (850, 694)], mix(BONE, OCHRE, 0.35))
    hull = smooth(path("440,716 520,764 640,786 860,786 980,764 1040,726"), 10)
    keel = smooth(path("1036,760 1000,822 860,840 640,838 540,818 440,716"), 10)
    sheet.polygon([*hull, *keel], NIGHT)
    sheet.stroke([(x, y + 15) for x, y in hull[4:-4]], 5, BRICK)
    sheet.rect(962, 700, 1046, 740, NIGHT)
    for x, tall in ((600, 62), (668, 56), (1000, 74)):
        figure(sheet, x, 790 if x < 900 else 742, tall, NIGHT, coat=1.4)
    for x, y, long in ((400, 826, 150), (720, 850, 420), (1090, 830, 170), (960, 872, 200)):
        sheet.gouge(x, y, long, 8, mix(OCHRE, BONE, 0.3))
    gulls(sheet, [(300, 380, 46), (372, 340, 60), (1130, 190, 50)], NIGHT)


def boats_below_mountains(sheet):
    shore = 610
    sheet.roll([(0, mix(MIST, SLATE, 0.35)), (1, BONE)], 0, shore)
    ridge(sheet, 300, 190, mix(MIST, BONE, 0.25), base=shore)
    for shape, ink in (
        (path("-50,610 120,300 210,380 400,90 520,270 600,220 830,610"), SLATE),
        (
            path("560,610 800,330 900,400 1120,40 1260,250 1350,190 1600,520 1600,610"),
            mix(SLATE, INK, 0.5),
        ),
    ):
        sheet.polygon(shape, ink, wobble=4)
        for (x, y), (foot_x, foot_y) in pairwise(shape):
            if y > 340 or foot_y < y:
                continue
            step_x, step_y = (foot_x - x) / 5, (foot_y - y) / 5
            fold = [
                (x + step_x * k - abs(step_y) * (0.12 + 0.32 * (k % 2)), y + step_y * k + 8)
                for k in (4, 3, 2, 1)
            ]
            sheet.tint([(x, y), (foot_x, foot_y), *fold], NIGHT, 0.34)
            depth = (430 - y) * 0.62
            streak = [
                (x, y),
                (x + depth * 0.2, y + depth * 0.34),
                (x + depth * 0.12, y + depth * 0.42),
                (x + depth * 0.42, y + depth * 0.86),
                (x + depth * 0.14, y + depth * 0.62),
            ]
            streak += [
                (x + depth * 0.02, y + depth),
                (x - depth * 0.08, y + depth * 0.5),
                (x - depth * 0.3, y + depth * 0.78),
                (x - depth * 0.2, y + depth * 0.42),
            ]
            sheet.polygon(streak, BONE, wobble=3)
            for k in range(9):
                down = depth * (0.9 + 0.22 * k)
                across = sheet.random.uniform(-0.42, 0.05) * down
                sheet.gouge(
                    x + across,
                    y + down,
                    40 + 7 * k,
                    6,
                    mix(ink, BONE, 0.32),
                    -60 + sheet.random.uniform(-6, 6),
                )
    ridge(sheet, 580, 36, DARK, base=shore)
    for x, wide in ((60, 54), (130, 44), (188, 60), (1330, 60), (1404, 46)):
        ink = sheet.random.choice((BRICK, BONE, OCHRE))
        sheet.polygon(
            [(x, 606), (x, 574), (x + wide / 2, 552), (x + wide, 574), (x + wide, 606)], ink
        )
        sheet.polygon(
            [
                (x - 4, 577),
                (x + wide / 2, 546),
                (x + wide + 4, 577),
                (x + wide + 4, 570),
                (x + wide / 2, 538),
                (x - 4, 570),
            ],
            NIGHT,
        )
    stops = [(0, mix(SLATE, MIST, 0.3)), (0.35, mix(SLATE, INK, 0.5)), (1, NIGHT)]
    water(sheet, shore, stops, mix(SLATE, MIST, 0.5), share=0.36)
    boats = (
        (330, 770, 1.0, MOSS, -1),
        (1220, 765, 1.0, INK, 1),
        (560, 842, 1.25, BRICK, -1),
        (985, 850, 1.3, mix(OCHRE, BRICK, 0.2), 1),
    )
    for x, line, size, hull, way in boats:

        def at(dx, dy, x=x, line=line, size=size, way=way):
            return (x + way * dx * size, line - dy * size)

        for k in range(9):
            sheet.gouge(
                x + sheet.random.uniform(-40, 40) * size,
                line + 12 + 13 * k,
                (230 - 16 * k) * size,
                7,
                mix(hull, NIGHT, 0.45),
            )
        shimmer(
            sheet, at(-50, 0)[0], line + 20, line + 110, 60 * size, mix(MIST, BONE, 0.4), share=0.6
        )
        for dx, tall in ((-8, 330), (88, 220)):
            sheet.taper([at(dx, 50), at(dx, tall)], 8 * size, 4 * size, NIGHT)
        sheet.taper([at(-6, 110), at(76, 250)], 6 * size, 3 * size, NIGHT)
        sheet.taper([at(-10, 150), at(-86, 236)], 5 * size, 3 * size, NIGHT)
        for a, b in (
            ((-8, 326), (150, 78)),
            ((-8, 326), (-140, 62)),
            ((88, 218), (150, 78)),
            ((-8, 290), (88, 216)),
            ((-86, 236), (-130, 64)),
        ):
            sheet.stroke([at(*a), at(*b)], 1.7 * size, NIGHT)
        sheet.polygon([at(-96, 50), at(-100, 118), at(-20, 118), at(-14, 50)], BONE)
        sheet.polygon([at(-106, 116), at(-106, 128), at(-12, 128), at(-12, 116)], hull)
        for dx in (-92, -66, -40):
            sheet.polygon([at(dx, 84), at(dx, 108), at(dx + 18, 108), at(dx + 18, 84)], INK, 0.4)
        shape = smooth([at(-142, 62), at(-60, 48), at(60, 52), at(158, 88)], 8)
        sheet.polygon([*shape, at(128, 10), at(118, -6), at(-128, -6), at(-140, 20)], hull)
        sheet.polygon([at(-136, 10), at(126, 10), at(118, -6), at(-128, -6)], NIGHT)
        sheet.stroke([(px, py + 7 * size) for px, py in shape], 5 * size, mix(BONE, hull, 0.15))
        for dx in (-20, 30, 74):
            sheet.disc(*at(dx, 22), 11 * size, NIGHT)
            sheet.disc(*at(dx, 22), 5 * size, hull)
        sheet.gouge(x, line + 8, 300 * size, 5, mix(MIST, BONE, 0.5))
    gulls(sheet, [(700, 420, 54), (770, 470, 40), (660, 500, 36), (180, 200, 44)], BONE)


def hull_on_slipway(sheet):
    sheet.roll([(0, mix(SLATE, MIST, 0.5)), (1, mix(BONE, OCHRE, 0.25))], 0, 860)
    sheet.carve(
        (0, 20, 1500, 560), mix(MIST, BONE, 0.75), gap=30, length=(90, 300), width=5, share=0.36
    )
    sheet.polygon(
        path("0,860 0,560 60,500 120,560 180,500 240,560 300,500 300,860"), mix(SLATE, MIST, 0.25)
    )
    sheet.polygon(path("1500,860 1500,520 1180,520 1180,860"), mix(SLATE, MIST, 0.25))
    ship_crane(sheet, 210, 860, 690, mix(INK, SLATE, 0.35), reach=1)
    ship_crane(sheet, 1335, 860, 640, mix(INK, SLATE, 0.25), reach=-1, raised=True)
    sheet.rect(0, 850, 1500, 1000, DARK)
    sheet.polygon(path("560,850 940,850 1180,1000 320,1000"), mix(SLATE, INK, 0.3))
    for k in range(7):
        y = 862 + 4 * k * k
        sheet.stroke([(555 - 4.2 * k * k, y), (945 + 4.2 * k * k, y)], 5 + k, NIGHT)
    right = smooth(path("1085,150 1080,330 1020,560 900,740 792,812 752,820"), 12)
    left = [(1500 - x, y) for x, y in reversed(right)]
    sheet.polygon([*right, *left], BRICK)
    sheet.polygon([p for p in right if p[1] < 470] + [p for p in left if p[1] < 470], DARK)
    sheet.polygon(
        [(x, y) for x, y in right if 440 < y < 474] + [(x, y) for x, y in left if 440 < y < 474],
        BONE,
    )
    sheet.tint([(750, 150), *right], NIGHT, 0.38)
    sheet.stroke([(750, 150), (752, 818)], 9, mix(BRICK, BONE, 0.35))
    for y in (220, 300, 380, 540, 610, 680, 740):
        for side in (-1, 1):
            reach = max((abs(x - 750) for x, py in right if abs(py - y) < 26), default=0)
            seam = smooth(
                [
                    (750, y + 14),
                    (750 + side * reach * 0.5, y + 6),
                    (750 + side * (reach - 6), y - 12),
                ]
            )
            sheet.stroke(seam, 2.6, mix(BRICK if y > 470 else SLATE, NIGHT, 0.35))
    sheet.polygon(path("415,152 410,118 750,132 1090,118 1085,152 750,168"), DARK)
    sheet.polygon(path("520,124 540,40 960,40 980,124 750,132"), mix(BONE, SLATE, 0.25))
    for x in range(568, 940, 62):
        sheet.rect(x, 60, x + 40, 88, INK)
    sheet.stroke([(540, 40), (540, 4)], 4, INK)
    sheet.stroke([(960, 40), (960, 4)], 4, INK)
    for side in (-1, 1):
        poles = [750 + side * (390 + 58 * k) for k in range(3)]
        for x in poles:
            sheet.stroke([(x, 860), (x, 120)], 5, NIGHT)
        for y in range(170, 850, 96):
            sheet.stroke(
                [
                    (poles[0] - side * (0 if y < 420 else min(200, (y - 400) * 0.55)), y),
                    (poles[2] + side * 14, y),
                ],
                7,
                mix(OCHRE, NIGHT, 0.25),
            )
            sheet.stroke([(poles[0], y + 96), (poles[1], y)], 2.4, NIGHT)
            sheet.stroke([(poles[1], y), (poles[2], y + 96)], 2.4, NIGHT)
    for x, y, tall in ((1150, 458, 62), (1200, 650, 62), (332, 555, 62), (362, 266, 60)):
        figure(sheet, x, y, tall, NIGHT)
        sheet.disc(x, y - tall * 0.97, tall * 0.085, OCHRE, squash=0.7)
    for x in (640, 700, 802, 862):
        sheet.rect(x - 26, 800, x + 26, 862, mix(OCHRE, NIGHT, 0.5))
    sheet.rect(722, 818, 780, 862, NIGHT)
    for x, tall in ((420, 120), (470, 112), (1080, 124), (985, 108)):
        ground = 930 if x in (420, 1080) else 900
        figure(sheet, x, ground, tall, NIGHT)
        sheet.disc(x, ground - tall * 0.975, tall * 0.085, OCHRE, squash=0.7)
    sheet.glow(925, 690, 150, OCHRE, share=0.8)
    for _ in range(70):
        angle = sheet.random.uniform(10, 170)
        ((dx, dy),) = turned([(sheet.random.uniform(14, 130), 0)], angle)
        sheet.gouge(925 + dx * 0.7, 690 + dy, 18, 3.4, BONE, angle)
    sheet.disc(925, 690, 9, BONE)
