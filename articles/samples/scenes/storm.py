"""The night the sea came in; each function draws on an empty sheet."""

from ..ink import BONE, BRICK, INK, MIST, MOSS, NIGHT, OCHRE, SLATE, mix, path, smooth
from ..motifs import DARK, FAR, arc, figure, ridge, shimmer, street_lamp


def flooded_street(sheet):
    level = 610
    sheet.roll([(0, NIGHT), (0.6, mix(INK, SLATE, 0.35)), (1, mix(SLATE, OCHRE, 0.3))], 0, level)
    sheet.carve(
        (380, 10, 1120, 420), mix(INK, SLATE, 0.6), gap=30, length=(60, 220), width=4, share=0.4
    )
    ridge(sheet, 540, 30, INK, 560, 960, base=level)
    sheet.polygon(path("735,600 735,430 752,372 769,430 769,600"), DARK)
    vanish = (752, 560)

    def wall(near, far, top, ink, shade):
        near_top, far_top = (
            top,
            vanish[1] - (vanish[1] - top) * abs(far - vanish[0]) / abs(near - vanish[0]),
        )
        sheet.polygon([(near, near_top), (far, far_top), (far, level), (near, level + 30)], ink)
        sheet.tint(
            [(near, near_top), (far, far_top), (far, far_top + 12), (near, near_top + 20)],
            shade,
            0.6,
        )
        return far_top

    fronts = [
        (-60, 250, -150, INK),
        (250, 430, 60, mix(BRICK, NIGHT, 0.55)),
        (430, 560, 190, INK),
        (560, 640, 320, DARK),
    ]
    fronts += [
        (1560, 1250, -120, mix(MOSS, NIGHT, 0.6)),
        (1250, 1075, 40, INK),
        (1075, 950, 200, mix(BRICK, NIGHT, 0.5)),
        (950, 868, 330, DARK),
    ]
    lit = {(0, 1, 1), (1, 0, 1), (4, 1, 0), (5, 0, 1), (6, 1, 1), (2, 0, 0)}
    for number, (near, far, top, ink) in enumerate(fronts):
        wall(near, far, top, ink, NIGHT)
        for column in range(2):
            for row in range(3):
                a = near + (far - near) * (0.16 + 0.44 * column)
                b = a + (far - near) * 0.24
                edge = []
                for x in (a, b):
                    scale = (x - vanish[0]) / (near - vanish[0])
                    up = vanish[1] - (vanish[1] - top) * scale
                    storey = (level + 20 - up) / 3
                    edge.append((x, up + storey * (row + 0.28), up + storey * (row + 0.8)))
                (ax, at, ab), (bx, bt, bb) = edge
                light = (number, column, row) in lit
                sheet.polygon(
                    [(ax, at), (bx, bt), (bx, bb), (ax, ab)],
                    OCHRE if light else mix(NIGHT, SLATE, 0.12),
                    0.4,
                )
                middle, mt, mb = (ax + bx) / 2, (at + bt) / 2, (ab + bb) / 2
                sheet.stroke([(middle, mt), (middle, mb)], max(1.5, abs(bx - ax) * 0.07), ink)
                sheet.stroke(
                    [(ax, (at + ab) / 2), (bx, (bt + bb) / 2)], max(1.5, abs(bx - ax) * 0.06), ink
                )
                sill = mix(ink, MIST, 0.35)
                sheet.polygon([(ax, ab), (bx, bb), (bx, bb + 6), (ax, ab + 8)], sill, 0.3)
    sheet.roll(
        [(0, mix(SLATE, OCHRE, 0.2)), (0.25, mix(INK, SLATE, 0.35)), (1, NIGHT)], level, 1000
    )
    sheet.carve(
        (0, level + 8, 1500, 1000),
        mix(INK, SLATE, 0.75),
        gap=9,
        grow=1.07,
        length=(40, 130),
        width=2,
        share=0.42,
    )
    for x, wide in ((120, 60), (330, 40), (1120, 34), (1340, 70)):
        shimmer(sheet, x, level + 20, level + 210, wide, mix(OCHRE, BRICK, 0.3), share=0.7)
    street_lamp(sheet, 985, 690, 410, NIGHT, OCHRE, glow=330)
    shimmer(sheet, 985, 700, 985, 110, OCHRE, share=0.95, spread=2.0)
    shimmer(sheet, 985, 700, 950, 44, BONE, share=0.8, spread=1.6)
    for k in range(14):
        sheet.gouge(630 + sheet.random.uniform(-14, 14), 786 + 15 * k, 170 - 5 * k, 13, NIGHT)
    coat = path("548,792 562,700 560,640 572,594 606,568 640,562 676,570 704,596")
    coat += [(716, 640), (714, 700), (732, 792)]
    sheet.polygon(smooth(coat, 6), NIGHT, wobble=0)
    sheet.disc(640, 534, 35, NIGHT, squash=1.2)
    sheet.taper(smooth([(706, 612), (738, 668), (690, 690)]), 30, 22, NIGHT)
    sheet.taper([(690, 700), (668, 400)], 7, 7, NIGHT)
    canopy = arc(660, 508, 190, 146, 180, 360)
    ribs = path("850,508 790,492 728,510 660,494 592,510 530,492 470,508")
    sheet.polygon([*canopy, *ribs], mix(BRICK, NIGHT, 0.3), wobble=0)
    sheet.tint(
        [*arc(660, 508, 190, 146, 300, 360), (850, 508), (790, 492), (728, 510)], OCHRE, 0.35
    )
    for x, bend in ((592, 640), (728, 690)):
        sheet.stroke(smooth([(x, 508), ((x + bend) / 2, 420), (660, 363)]), 3, NIGHT)
    sheet.stroke([(660, 364), (658, 344)], 6, NIGHT)
    sheet.taper(smooth(path("704,600 713,642 711,700 726,780")), 7, 4, OCHRE)
    for offset, long in ((0, 240), (17, 300), (40, 350), (72, 380)):
        sheet.gouge(640 + offset / 3, 790 + offset, long, 6 + offset / 14, mix(SLATE, OCHRE, 0.4))


def tide_gate(sheet):
    sheet.roll([(0, mix(MIST, SLATE, 0.3)), (0.45, BONE)], 0, 700)
    sheet.carve(
        (0, 20, 1500, 330), mix(MIST, BONE, 0.7), gap=26, length=(120, 360), width=5, share=0.4
    )
    ridge(sheet, 470, 30, FAR, base=720)
    sheet.rect(0, 500, 1500, 620, mix(SLATE, MIST, 0.4))
    sheet.rect(430, 560, 1070, 720, NIGHT)
    sheet.roll(
        [(0, NIGHT), (0.14, mix(MOSS, OCHRE, 0.4)), (0.55, mix(MOSS, INK, 0.45)), (1, INK)],
        668,
        1000,
    )
    leaf = (412, 270, 1088, 655)
    sheet.rect(*leaf, BRICK)
    sheet.tint(path("412,560 1088,560 1088,655 412,655"), NIGHT, 0.3)
    for y in (300, 385, 470, 555, 625):
        sheet.rect(412, y, 1088, y + 20, mix(BRICK, NIGHT, 0.45))
        sheet.rect(412, y - 5, 1088, y, mix(BRICK, OCHRE, 0.45))
    for x in range(470, 1080, 94):
        sheet.rect(x, 272, x + 16, 650, mix(BRICK, NIGHT, 0.3))
        sheet.tint([(x + 16, 272), (x + 26, 272), (x + 26, 650), (x + 16, 650)], NIGHT, 0.35)
    for y in (310, 395, 480, 565):
        for x in range(440, 1080, 47):
            sheet.disc(x, y, 3.4, mix(BRICK, BONE, 0.35))
    for x in (560, 940):
        sheet.rect(x - 13, 150, x + 13, 300, DARK)
        for y in range(184, 272, 12):
            sheet.stroke([(x - 13, y + 6), (x + 13, y)], 2.4, MIST)
    for side in (-1, 1):
        inner, outer = 750 + side * 338, 750 + side * 800
        sheet.polygon(
            [(inner, 190), (outer, 190), (outer, 1000), (inner + side * 40, 1000), (inner, 800)],
            SLATE,
        )
        for row, y in enumerate(range(250, 1000, 66)):
            sheet.stroke([(inner, y), (outer, y + 4)], 4, mix(SLATE, INK, 0.6))
            for x in range(60 + 70 * (row % 2), 460, 140):
                sheet.stroke(
                    [(inner + side * x, y), (inner + side * x, y + 66)], 4, mix(SLATE, INK, 0.6)
                )
        low, high = sorted((inner + side * 8, outer))
        sheet.carve(
            (low, 200, high, 990),
            mix(SLATE, MIST, 0.55),
            gap=22,
            length=(20, 70),
            width=3,
            share=0.3,
            keep=lambda x, y, low=low, high=high: low + 90 < x < high - 90,
        )
        sheet.tint(
            [
                (inner, 190),
                (inner + side * 46, 190),
                (inner + side * 60, 1000),
                (inner + side * 40, 1000),
                (inner, 800),
            ],
            NIGHT,
            0.5,
        )
        sheet.tint(
            [(inner, 690), (outer, 700), (outer, 1000), (inner + side * 40, 1000), (inner, 800)],
            mix(MOSS, NIGHT, 0.4),
            0.45,
        )
        sheet.rect(
            min(inner - side * 14, outer),
            168,
            max(inner - side * 14, outer),
            200,
            mix(SLATE, MIST, 0.6),
        )
    sheet.rect(330, 144, 1170, 176, DARK)
    sheet.rect(330, 138, 1170, 147, SLATE)
    for x in (360, 1112):
        sheet.rect(x, 170, x + 30, 200, DARK)
    for x in (560, 940):
        sheet.rect(x - 48, 98, x + 48, 150, DARK)
        sheet.rect(x - 40, 106, x + 16, 115, SLATE)
    figure(sheet, 780, 140, 116, NIGHT, coat=1.2)
    sheet.stroke([(330, 96), (1170, 96)], 4, DARK)
    for x in range(334, 1171, 60):
        sheet.stroke([(x, 96), (x, 142)], 3.4, DARK)
    for _ in range(330):
        y = 668 + 330 * sheet.random.random() ** 1.3
        near = (y - 668) / 332
        x = 750 + sheet.random.uniform(-1, 1) * (330 + 40 * near)
        angle = 90 - (x - 750) * 0.045 * (1 - near * 0.4)
        ink = sheet.random.choice((BONE, MIST, mix(OCHRE, MOSS, 0.4)))
        sheet.gouge(x, y, 36 + 110 * near, 2.6 + 4 * near, ink, angle)
    for x in range(424, 1086, 9):
        sheet.gouge(
            x,
            680 + sheet.random.uniform(-4, 10),
            sheet.random.uniform(24, 52),
            6,
            BONE,
            90 - (x - 750) * 0.05,
        )


def lighthouse_in_storm(sheet):
    sheet.roll([(0, NIGHT), (0.6, INK), (1, mix(INK, SLATE, 0.5))], 0, 700)
    lamp = (1018, 222)
    sky_cut = mix(INK, SLATE, 0.45)
    for x, y in [(a, b) for b in range(30, 640, 34) for a in range(-40, 1540, 120)]:
        if sheet.random.random() < 0.6:
            bend = -24 + (y / 640) * 16
            sheet.gouge(
                x + sheet.random.uniform(0, 90),
                y + sheet.random.uniform(-12, 12),
                sheet.random.uniform(70, 200),
                5,
                sky_cut,
                bend,
            )
    for spread, share in ((150, 0.14), (105, 0.2), (60, 0.3)):
        sheet.tint([lamp, (-60, 250 - spread), (-60, 250 + spread * 1.1)], OCHRE, share)
        sheet.tint([lamp, (1560, 170 - spread * 0.5), (1560, 170 + spread * 0.6)], OCHRE, share)
    sheet.glow(*lamp, 210, OCHRE, share=0.75)
    rock = path(
        "640,840 735,735 800,722 868,640 930,618 1010,600 1110,612 1170,664 "
        "1250,690 1330,790 1400,860"
    )
    sheet.polygon([*rock, (1400, 1000), (640, 1000)], NIGHT)
    for x, y, long, angle in (
        (820, 740, 90, -42),
        (880, 700, 80, -50),
        (960, 668, 110, 78),
        (1050, 690, 130, 84),
        (1140, 710, 100, 60),
        (1220, 760, 100, 52),
        (760, 790, 80, -38),
        (930, 770, 120, 88),
        (1010, 800, 90, 80),
    ):
        sheet.gouge(x, y, long, 9, SLATE, angle)
    sheet.polygon(path("962,612 982,292 1056,292 1078,612"), BONE)
    for top, bottom in ((350, 420), (490, 556)):

        def edge(y):
            share = (y - 292) / 320
            return 982 - 20 * share, 1056 + 22 * share

        (a, b), (c, d) = edge(top), edge(bottom)
        sheet.polygon([(a, top), (b, top), (d, bottom), (c, bottom)], BRICK)
    sheet.tint(path("1030,292 1056,292 1078,612 1042,612"), NIGHT, 0.42)
    for y in (330, 448, 580):
        sheet.rect(1004, y, 1020, y + 26, NIGHT)
    sheet.rect(960, 274, 1078, 298, MIST)
    sheet.tint(path("1030,274 1078,274 1078,298 1030,298"), NIGHT, 0.4)
    sheet.rect(990, 188, 1048, 272, mix(BONE, OCHRE, 0.35))
    for x in (990, 1018, 1048):
        sheet.stroke([(x, 188), (x, 272)], 4, NIGHT)
    for x in range(962, 1078, 19):
        sheet.stroke([(x, 250), (x, 274)], 2.6, MIST)
    sheet.stroke([(960, 250), (1078, 250)], 3.4, MIST)
    sheet.polygon([(978, 192), (1018, 142), (1060, 192)], BRICK)
    sheet.stroke([(1018, 150), (1018, 112)], 4, BRICK)
    waves = [
        (690, 40, mix(SLATE, INK, 0.45), SLATE, 260, 0),
        (770, 60, mix(INK, SLATE, 0.3), MIST, 360, 120),
        (850, 74, mix(INK, NIGHT, 0.3), BONE, 460, 300),
        (940, 70, NIGHT, MIST, 560, 60),
    ]
    for _ in range(210):
        rise = sheet.random.random() ** 1.6
        x = sheet.random.triangular(640, 860, 735)
        lift = rise * 250 * max(0.1, 1 - abs(x - 740) / 110)
        drift = rise * 70 * (x - 690) / 100
        long = sheet.random.uniform(16, 44) * (1.2 - rise)
        sheet.gouge(
            x + drift, 760 - lift, long, 5, sheet.random.choice((BONE, MIST)), -88 + drift * 0.4
        )
    for base, height, ink, foam, length, shift in waves:
        crest, x = [], -shift
        while x < 1600:
            crest += [
                (x, base),
                (x + length * 0.32, base - height * 0.35),
                (x + length * 0.5, base - height),
                (x + length * 0.6, base - height * 0.8),
                (x + length * 0.62, base - height * 0.35),
                (x + length * 0.8, base - height * 0.02),
            ]
            x += length
        line = [(x, y + sheet.random.uniform(-4, 4)) for x, y in smooth(crest, 8)]
        sheet.polygon([*line, (1700, 1000), (-600, 1000)], ink, wobble=0)
        for (ax, ay), (bx, by) in zip(line[::3], line[3::3], strict=False):
            lift = by - ay
            if -0.9 * abs(bx - ax) - 30 < lift and sheet.random.random() < 0.92:
                sheet.gouge(
                    (ax + bx) / 2,
                    (ay + by) / 2 + 3,
                    abs(bx - ax) * 1.3 + 10,
                    7,
                    foam,
                    57 * lift / (abs(bx - ax) + 8),
                )
        x = -shift
        while x < 1600:
            for k in range(5):
                sheet.taper(
                    smooth(
                        [
                            (x + length * (0.12 + 0.05 * k), base + 34 + 13 * k),
                            (x + length * (0.34 + 0.02 * k), base - height * 0.1 + 16 * k),
                            (x + length * 0.5, base - height * 0.62 + 19 * k),
                        ]
                    ),
                    1.5,
                    5,
                    mix(ink, foam, 0.55),
                )
            x += length
