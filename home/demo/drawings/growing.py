"""What grows: seeds, stems, trees. Each function paints one picture."""

import math

from .canvas import HEIGHT, WIDTH, Canvas, curve
from .places import ground


def tree() -> Canvas:
    canvas = Canvas("cream")
    ground(canvas, "leaf")
    canvas.box(572, 300, 628, 700, "deep")
    for end in ((380, 300), (820, 290), (470, 190), (740, 180), (600, 150)):
        canvas.line(curve((600, 500), (600, 330), end), "deep", 16)
    colours = ("brand", "gold", "coral", "leaf")
    for index in range(46):
        # The golden angle spreads the leaves evenly, as a sunflower does its seeds.
        angle, radius = index * 2.39996, 34 * math.sqrt(index)
        x, y = 600 + radius * 1.35 * math.cos(angle), 270 + radius * 0.8 * math.sin(angle)
        canvas.oval(x, y, 34, 20, colours[index % 4])
    return canvas


def watering_can() -> Canvas:
    canvas = Canvas("cream")
    canvas.box(0, 690, WIDTH, HEIGHT, "earth")
    canvas.ring(860, 380, 120, "deep", 26)
    canvas.shape([(600, 300), (880, 300), (910, 600), (570, 600)], "brand")
    canvas.shape([(600, 520), (330, 270), (360, 240), (640, 440)], "brand")
    canvas.shape([(280, 300), (390, 190), (410, 250), (340, 320)], "deep")
    for index, (x, y) in enumerate(((250, 380), (180, 450), (290, 470), (220, 550), (140, 580), (280, 610))):
        canvas.shape([(x - 17, y), (x, y - 38 - index % 2 * 6), (x + 17, y)], "blue")
        canvas.disc(x, y + 4, 18, "blue")
    return canvas


def seed() -> Canvas:
    canvas = Canvas("sky")
    canvas.disc(980, 170, 80, "gold")
    canvas.box(0, 390, WIDTH, HEIGHT, "sand")
    canvas.box(0, 370, WIDTH, 410, "earth")
    canvas.oval(600, 600, 130, 86, "gold")
    canvas.line(curve((520, 590), (600, 550), (690, 590)), "earth", 8)
    return canvas


def sprout() -> Canvas:
    canvas = Canvas("cream")
    canvas.shape([*curve((0, 620), (600, 540), (WIDTH, 620)), (WIDTH, HEIGHT), (0, HEIGHT)], "earth")
    canvas.line(curve((600, 590), (590, 480), (600, 390)), "brand", 18)
    canvas.shape([*curve((600, 400), (500, 260), (380, 320)), *curve((380, 320), (460, 430), (600, 400))], "leaf")
    canvas.shape([*curve((600, 390), (680, 230), (830, 280)), *curve((830, 280), (740, 420), (600, 390))], "brand")
    return canvas


def roots() -> Canvas:
    canvas = Canvas("sky")
    canvas.box(0, 270, WIDTH, HEIGHT, "earth")
    canvas.box(0, 258, WIDTH, 286, "brand")
    canvas.box(570, 60, 630, 280, "deep")
    canvas.oval(600, 70, 220, 80, "leaf")
    for spread, depth in ((-430, 560), (-270, 680), (-90, 740), (90, 720), (280, 660), (440, 570)):
        canvas.line(curve((600, 280), (600 + spread * 0.2, depth * 0.75), (600 + spread, depth)), "cream", 16)
        fork = (600 + spread * 0.62, depth * 0.78)
        canvas.line([fork, (fork[0] + spread * 0.12 - 30, fork[1] + 120)], "cream", 9)
    return canvas


def stake() -> Canvas:
    canvas = Canvas("mint")
    ground(canvas, "earth")
    canvas.box(650, 140, 684, 690, "sand", 6)
    stem = curve((520, 690), (480, 460), (560, 380)) + curve((560, 380), (610, 320), (560, 160))
    canvas.line(stem, "brand", 16)
    for x, y, way in ((505, 540, -1), (556, 300, -1), (590, 240, 1)):
        canvas.shape([*curve((x, y), (x + way * 60, y - 80), (x + way * 150, y - 60)),
                      *curve((x + way * 150, y - 60), (x + way * 90, y + 30), (x, y))], "leaf")  # fmt: skip
    canvas.oval(616, 400, 84, 24, "coral")
    canvas.oval(616, 400, 70, 12, "mint")
    canvas.line([(578, 362), (570, 400)], "brand", 16)
    return canvas


GROWING = {
    "arbre": tree,
    "arrosoir": watering_can,
    "graine": seed,
    "pousse": sprout,
    "racines": roots,
    "tuteur": stake,
}
