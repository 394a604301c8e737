"""A face, without features; each function draws on an empty sheet."""

import math

from ..ink import BONE, BRICK, INK, MIST, NIGHT, OCHRE, SLATE, mix, path, smooth
from ..motifs import (
    arc,
)


def composer_in_profile(sheet):
    sheet.rect(-20, -20, 1220, 1520, mix(SLATE, INK, 0.45))
    centre = (640, 640)
    for k in range(30):
        radius = 470 + 24 * k + 0.5 * k * k
        wave = []
        for a in range(-112, 113, 2):
            swing = (7 + 0.5 * k) * math.sin(a / 6.5 + k * 0.55) * math.cos(math.radians(a * 0.8))
            wave.append(
                (
                    centre[0] + (radius + swing) * math.cos(math.radians(a)),
                    centre[1] + (radius + swing) * math.sin(math.radians(a)),
                )
            )
        ink = OCHRE if k % 6 == 2 else mix(SLATE, MIST, 0.75 - 0.018 * k)
        sheet.stroke(wave, 4.2 - 0.07 * k, ink)
    sheet.disc(*centre, 432, mix(BONE, OCHRE, 0.1))
    for _ in range(120):
        angle, reach = sheet.random.uniform(0, math.tau), 420 * math.sqrt(sheet.random.random())
        sheet.gouge(
            centre[0] + reach * math.cos(angle),
            centre[1] + reach * math.sin(angle),
            90 * math.sqrt(max(0.03, 1 - (reach / 424) ** 2)),
            4,
            mix(OCHRE, BONE, 0.55),
        )
    face = path(
        "598,262 520,276 462,322 436,384 430,440 424,476 416,500 396,540 "
        "376,574 370,590 380,602 402,608 404,624 392,640 384,656 394,668 "
        "402,676 392,690 392,708 406,722 404,742 402,766 416,790 446,800 "
        "492,796 534,800 560,836 572,890 560,980 580,1060"
    )
    back = path(
        "790,1060 782,980 768,920 766,840 780,760 822,690 850,610 858,520 838,420 784,330 700,276"
    )
    sheet.polygon(smooth([*face, *back], 8, closed=True), NIGHT, 0)
    bun = path("820,430 862,380 930,372 978,416 982,482 944,536 880,546 836,510")
    sheet.polygon(smooth(bun, 8, closed=True), NIGHT, 0)
    for k in range(4):
        sheet.taper(
            arc(906, 458, 54 - 13 * k, 58 - 14 * k, 190 + 20 * k, 420 - 10 * k),
            1.5,
            4,
            mix(SLATE, INK, 0.3),
        )
    sheet.stroke(smooth([(826, 424), (846, 470), (842, 516)]), 9, BRICK)
    for k in range(9):
        start = (470 + 22 * k, 330 - 6 * k + 0.9 * k * k)
        strand = smooth(
            [start, (600 + 16 * k, 306 + 10 * k), (740 + 5 * k, 352 + 12 * k), (826, 440 + 7 * k)]
        )
        sheet.taper(strand, 1.5, 4.2, mix(SLATE, INK, 0.3))
    for k in range(5):
        strand = smooth(
            [(640 + 24 * k, 690 - 24 * k), (720 + 12 * k, 640 - 22 * k), (832, 520 - 4 * k)]
        )
        sheet.taper(strand, 1.5, 3.6, mix(SLATE, INK, 0.3))
    sheet.polygon(
        smooth(path("640,560 662,540 686,556 690,596 672,640 650,648 642,610"), 6, closed=True),
        mix(INK, SLATE, 0.35),
        0,
    )
    sheet.stroke(smooth(path("656,572 674,570 676,600 662,624")), 4, NIGHT)
    sheet.disc(660, 668, 9, OCHRE)
    coat = smooth(
        path(
            "560,950 610,1010 680,1030 760,1000 810,985 900,1044 1010,1120 "
            "1086,1240 1120,1380 1130,1520"
        )
    )
    sheet.polygon(
        [*coat, *smooth(path("196,1520 204,1360 236,1230 300,1120 400,1050 500,1000 560,950"))],
        mix(BRICK, NIGHT, 0.3),
        0,
    )
    sheet.polygon(
        smooth(
            path(
                "548,880 600,930 690,936 774,890 800,970 850,1030 740,1090 600,1086 "
                "500,1030 530,980"
            ),
            8,
            closed=True,
        ),
        mix(BRICK, NIGHT, 0.52),
        0,
    )
    for k in range(6):
        sheet.taper(
            smooth([(538 + 4 * k, 940 + 20 * k), (660, 992 + 18 * k), (786 + 6 * k, 944 + 20 * k)]),
            2,
            5,
            mix(BRICK, OCHRE, 0.2),
        )
    for _ in range(34):
        x = 230 + sheet.random.uniform(0, 860)
        y = 1180 + sheet.random.uniform(0, 310)
        if 250 < x < 1060 and y > 1110 + abs(x - 660) * 0.42:
            sheet.gouge(x, y, 70, 4.6, mix(BRICK, NIGHT, 0.05), 78 + (x - 660) * -0.05)
    rim = smooth(path("436,384 430,440 424,476 416,500 396,540 376,574 371,590"))
    sheet.stroke([(x + 5, y) for x, y in rim], 4.5, OCHRE)
