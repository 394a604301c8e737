"""Where the city decides and judges; each function draws on an empty sheet."""

import math

from ..ink import BONE, BRICK, INK, MIST, NIGHT, OCHRE, SLATE, mix, path, smooth
from ..motifs import (
    DARK,
    arc,
    bust,
    figure,
)


def council_chamber(sheet):
    panel = mix(BRICK, NIGHT, 0.62)
    sheet.rect(-20, -20, 1520, 720, panel)
    for x in range(0, 1501, 125):
        if not 480 < x < 1020:
            sheet.rect(x - 7, 0, x + 7, 640, mix(panel, NIGHT, 0.5))
            sheet.rect(x + 24, 60, x + 101, 330, mix(panel, BRICK, 0.25))
            sheet.rect(x + 24, 370, x + 101, 600, mix(panel, BRICK, 0.25))
            sheet.rect(x + 32, 68, x + 93, 322, panel)
            sheet.rect(x + 32, 378, x + 93, 592, panel)
    sheet.rect(-20, 336, 1520, 356, mix(panel, OCHRE, 0.22))
    frame = mix(panel, NIGHT, 0.6)
    sheet.polygon([*arc(750, 190, 232, 200, 180, 360), (982, 560), (518, 560)], frame, 0)
    opening = [*arc(750, 192, 206, 176, 180, 360), (956, 520), (544, 520)]
    sheet.polygon(opening, mix(OCHRE, BONE, 0.7), 0)
    sheet.tint(path("544,300 956,300 956,520 544,520"), OCHRE, 0.3)
    skyline = path(
        "544,520 544,420 590,400 640,430 640,370 668,330 696,370 696,440 "
        "800,430 830,410 900,440 956,424 956,520"
    )
    sheet.polygon(skyline, mix(SLATE, MIST, 0.3))
    for x in (647, 750, 853):
        sheet.rect(x - 5, 20, x + 5, 520, frame)
    for y in (192, 300, 410):
        sheet.rect(544, y - 5, 956, y + 5, frame)
    for a in (225, 270, 315):
        sheet.stroke(
            [
                (750, 192),
                (750 + 206 * math.cos(math.radians(a)), 192 + 176 * math.sin(math.radians(a))),
            ],
            9,
            frame,
        )
    for half, share in ((330, 0.12), (230, 0.14)):
        sheet.tint([(560, 520), (940, 520), (940 + half, 1000), (560 - half, 1000)], OCHRE, share)
    for x in (270, 1230):
        sheet.stroke([(x, 0), (x, 150)], 4, NIGHT)
        sheet.glow(x, 190, 150, OCHRE, share=0.55)
        sheet.polygon([(x - 46, 190), (x - 24, 148), (x + 24, 148), (x + 46, 190)], NIGHT)
        sheet.disc(x, 192, 30, mix(BONE, OCHRE, 0.3), squash=0.6)
    for k in range(7):
        x = 750 + (k - 3) * 92
        tall = 44 if k != 3 else 52
        if k == 3:
            sheet.polygon(
                [(x - 40, 570), (x - 34, 426), (x, 404), (x + 34, 426), (x + 40, 570)], NIGHT
            )
            sheet.polygon(
                [(x - 28, 570), (x - 25, 436), (x, 420), (x + 25, 436), (x + 28, 570)], BRICK
            )
        bust(sheet, x, 562, tall * 0.82, INK if k % 2 else DARK)
        sheet.polygon([(x - 6, 524), (x + 6, 524), (x, 544)], BONE, 0)
    sheet.polygon(path("390,552 1110,552 1150,660 350,660"), mix(BRICK, NIGHT, 0.22))
    sheet.rect(376, 540, 1124, 560, mix(OCHRE, BRICK, 0.35))
    for k in range(7):
        x = 750 + (k - 3) * 100
        sheet.rect(x - 38, 578, x + 38, 644, mix(BRICK, NIGHT, 0.4))
        sheet.rect(x - 20, 522 if k != 3 else 520, x + 20, 541, BONE)
    sheet.disc(750, 611, 30, OCHRE)
    sheet.disc(750, 611, 22, mix(BRICK, NIGHT, 0.5))
    sheet.polygon([(738, 622), (750, 590), (762, 622)], OCHRE, 0)
    sheet.polygon(path("350,658 1150,658 1190,690 310,690"), mix(BRICK, NIGHT, 0.6))
    sheet.polygon(
        path("-20,650 312,688 1188,688 1520,650 1520,1000 -20,1000"), mix(INK, NIGHT, 0.2), 0
    )
    sheet.tint(path("540,690 960,690 1180,1000 320,1000"), OCHRE, 0.22)
    rows = (
        (700, 30, 700, mix(INK, SLATE, 0.3), 14),
        (775, 42, 830, mix(INK, SLATE, 0.12), 11),
        (870, 60, 1000, DARK, 9),
    )
    for number, (y, size, reach, ink, seats) in enumerate(rows):
        for k in range(seats):
            share = (k + 0.5) / seats * 2 - 1
            if abs(share) < 0.09 and number < 2:
                continue
            if (k * 7 + number * 3) % 11 == 4:
                continue
            x = 750 + share * reach
            lift = 70 * share * share
            skin = mix(NIGHT, ink, 0.25 + 0.2 * ((k + number) % 3 == 0))
            bust(sheet, x, y + 22 - lift, size, skin, lean=sheet.random.uniform(-0.12, 0.12))
            sheet.gouge(
                x + (size * 0.36 if x < 750 else -size * 0.36),
                y + 22 - lift - size * 1.45,
                size * 0.7,
                size * 0.1,
                mix(OCHRE, ink, 0.2),
                90,
            )
        top = [
            (
                750 + s / 20 * (reach + 200),
                y + 12 - 70 * (s / 20) ** 2 * ((reach + 200) / reach) ** 2,
            )
            for s in range(-20, 21)
        ]
        face = [(x, v + size * 1.9) for x, v in reversed(top)]
        sheet.polygon([*top, *face], mix(panel, NIGHT, 0.2 + 0.2 * number), 0)
        sheet.stroke(top, 9 + number * 2, mix(OCHRE, BRICK, 0.5))


def courthouse(sheet):
    sheet.roll([(0, INK), (1, SLATE)], 0, 800)
    sheet.carve(
        (0, 20, 1500, 420), mix(SLATE, MIST, 0.3), gap=32, length=(100, 320), width=5, share=0.34
    )
    sheet.rect(-20, 430, 260, 800, mix(INK, NIGHT, 0.3))
    sheet.rect(1240, 430, 1520, 800, mix(INK, NIGHT, 0.3))
    for left in (20, 110, 200, 1270, 1360, 1450):
        for y in (480, 590):
            sheet.rect(left - 22, y, left + 16, y + 64, SLATE if (left + y) % 4 else OCHRE)
    stone, shade = BONE, mix(SLATE, BONE, 0.3)
    sheet.rect(240, 350, 1260, 790, mix(INK, NIGHT, 0.2))
    sheet.rect(240, 350, 300, 790, shade)
    sheet.rect(1200, 350, 1260, 790, mix(shade, INK, 0.3))
    sheet.polygon([*arc(750, 560, 62, 62, 180, 360), (812, 790), (688, 790)], NIGHT, 0)
    sheet.polygon(
        [*arc(750, 566, 48, 48, 180, 360), (798, 790), (702, 790)], mix(OCHRE, BRICK, 0.15), 0
    )
    sheet.stroke([(750, 520), (750, 790)], 4, NIGHT)
    for x in (455, 560, 905, 1010):
        sheet.rect(x, 480, x + 44, 700, mix(NIGHT, SLATE, 0.2))
        sheet.rect(x + 18, 480, x + 24, 700, mix(INK, NIGHT, 0.2))
    for k in range(6):
        x = 318 + 172.8 * k
        sheet.rect(x - 44, 372, x + 44, 398, stone)
        sheet.rect(x - 36, 396, x + 36, 412, shade)
        sheet.polygon([(x - 30, 410), (x + 30, 410), (x + 37, 752), (x - 37, 752)], stone)
        sheet.polygon([(x + 4, 410), (x + 30, 410), (x + 37, 752), (x + 6, 752)], shade)
        for flute in (-20, -9, 3, 17):
            sheet.taper(
                [(x + flute, 426), (x + flute * 1.22, 742)],
                3.2,
                3.2,
                mix(stone if flute < 0 else shade, INK, 0.3),
            )
        sheet.rect(x - 46, 750, x + 46, 772, stone)
        sheet.rect(x - 52, 770, x + 52, 792, shade)
    sheet.rect(222, 312, 1278, 374, stone)
    sheet.rect(222, 354, 1278, 374, shade)
    for x in range(240, 1270, 30):
        sheet.rect(x, 340, x + 14, 354, mix(shade, INK, 0.35), 0.2)
    sheet.polygon([(196, 314), (750, 96), (1304, 314)], stone)
    sheet.polygon([(300, 296), (750, 122), (1200, 296)], mix(SLATE, INK, 0.35))
    sheet.polygon(path("750,96 1304,314 1200,296 750,122"), shade)
    sheet.polygon(path("196,314 1304,314 1270,296 230,296"), mix(stone, MIST, 0.4))
    sheet.disc(750, 226, 46, stone)
    sheet.disc(750, 226, 34, mix(SLATE, INK, 0.35))
    sheet.stroke([(750, 196), (750, 254)], 5, stone)
    sheet.stroke([(728, 212), (772, 212)], 5, stone)
    for side in (-1, 1):
        sheet.polygon(arc(750 + side * 22, 226, 12, 10, 0, 180), stone, 0)
    sheet.stroke([(750, 96), (750, 10)], 5, NIGHT)
    sheet.polygon(
        smooth(path("752,12 790,20 830,8 868,18")) + smooth(path("866,58 830,48 790,60 752,52")),
        BRICK,
        0,
    )
    steps = 9
    for k in range(steps):
        y0, y1 = 790 + 210 * (k / steps) ** 1.12, 790 + 210 * ((k + 1) / steps) ** 1.12
        spread = 30 * k
        sheet.rect(220 - spread, y0, 1280 + spread, y1, stone, 0.5)
        sheet.rect(220 - spread, y0 + (y1 - y0) * 0.55, 1280 + spread, y1, shade, 0.5)
    sheet.tint(path("820,374 1260,374 1260,792 1520,1000 1210,1000"), NIGHT, 0.4)
    sheet.tint(path("300,374 1200,374 1200,398 300,398"), NIGHT, 0.3)
    for x, ground, tall, lean in ((585, 935, 176, 0.05), (660, 905, 164, 0.03)):
        sheet.tint(
            [(x - 12, ground), (x + 14, ground), (x + 190, ground + 56), (x + 150, ground + 60)],
            NIGHT,
            0.5,
        )
        figure(sheet, x, ground, tall, NIGHT, lean=lean, coat=1.7)
        sheet.polygon(
            [
                (x - 0.11 * tall, ground - 0.78 * tall),
                (x + 0.12 * tall, ground - 0.8 * tall),
                (x + 0.24 * tall, ground - 0.12 * tall),
                (x - 0.2 * tall, ground - 0.1 * tall),
            ],
            NIGHT,
        )
        sheet.polygon(
            [
                (x - 4, ground - 0.84 * tall),
                (x + 10, ground - 0.84 * tall),
                (x + 5, ground - 0.73 * tall),
            ],
            BONE,
            0,
        )
    sheet.polygon(path("672,860 700,860 698,884 674,884"), BRICK)
