"""Ways and places: paths, doors, bridges, façades. Each function paints one picture."""

import math

from .canvas import HEIGHT, WIDTH, Canvas, Point, curve


def hills(canvas: Canvas, back: str = "leaf", front: str = "brand") -> None:
    """Two hills that rise to the right."""
    canvas.shape([*curve((0, 640), (500, 420), (WIDTH, 470)), (WIDTH, HEIGHT), (0, HEIGHT)], back)
    canvas.shape([*curve((0, 730), (600, 690), (WIDTH, 560)), (WIDTH, HEIGHT), (0, HEIGHT)], front)


def ground(canvas: Canvas, colour: str) -> None:
    """A gentle slope at the foot of the picture."""
    canvas.shape([*curve((0, 690), (620, 640), (WIDTH, 610)), (WIDTH, HEIGHT), (0, HEIGHT)], colour)


def small_tree(canvas: Canvas, x: float, foot: float, size: float, leaves: str = "leaf") -> None:
    canvas.box(x - size * 0.07, foot - size, x + size * 0.07, foot, "deep", 4)
    canvas.oval(x, foot - size * 1.15, size * 0.42, size * 0.55, leaves)


def flag(canvas: Canvas, x: float, foot: float, colour: str) -> None:
    canvas.line([(x, foot), (x, foot - 130)], "ink", 7)
    canvas.shape([(x, foot - 132), (x + 84, foot - 104), (x, foot - 74)], colour)


def rising_path() -> Canvas:
    canvas = Canvas("deep")
    canvas.shape([*curve((0, 690), (480, 660), (WIDTH, 330)), (WIDTH, HEIGHT), (0, HEIGHT)], "brand")
    way = curve((0, 760), (420, 760), (600, 560)) + curve((600, 560), (780, 350), (1130, 170))
    canvas.line(way, "leaf", 54)
    for index, (x, y) in enumerate(way[6::9]):
        canvas.disc(x, y, 15 + index, "gold")
    return canvas


def stairs() -> Canvas:
    canvas = Canvas("cream")
    for step in range(5):
        canvas.box(180 + step * 160, 680 - step * 84, 1200, HEIGHT, "coral" if step % 2 == 0 else "brick")
    canvas.disc(940, 240, 100, "brand")
    return canvas


def bridge() -> Canvas:
    canvas = Canvas("cream")
    canvas.box(0, 620, WIDTH, HEIGHT, "blue")
    canvas.shape([*curve((180, 520), (600, 260), (1020, 520)), (1020, 650), (180, 650)], "ink")
    for x in (420, 780):
        canvas.oval(x, 650, 140, 170, "cream")
    canvas.box(180, 640, 1020, 660, "blue")
    canvas.box(270, 620, 930, HEIGHT, "blue")
    canvas.shape([(0, 500), (190, 500), (300, 800), (0, 800)], "leaf")
    canvas.shape([(1010, 500), (1200, 500), (1200, 800), (900, 800)], "leaf")
    for x, way in ((480, -1), (720, 1)):
        canvas.line([(x - 60, 440), (x + 60, 440)], "gold", 14)
        canvas.shape([(x + way * 56, 410), (x + way * 100, 440), (x + way * 56, 470)], "gold")
    return canvas


def open_door() -> Canvas:
    canvas = Canvas("mint")
    canvas.box(0, 590, WIDTH, HEIGHT, "brand")
    canvas.box(470, 130, 740, 590, "gold")
    canvas.shape([(470, 590), (740, 590), (930, 800), (230, 800)], "gold")
    canvas.shape([(740, 130), (930, 200), (930, 660), (740, 590)], "deep")
    canvas.disc(782, 390, 14, "cream")
    canvas.shape([(450, 110), (760, 110), (740, 130), (470, 130), (470, 590), (450, 590)], "ink")
    return canvas


def window() -> Canvas:
    canvas = Canvas("brand")
    canvas.box(310, 90, 890, 710, "paper", 10)
    canvas.box(340, 120, 860, 680, "sky")
    canvas.disc(720, 260, 74, "gold")
    canvas.shape([*curve((340, 540), (560, 360), (860, 500)), (860, 680), (340, 680)], "leaf")
    canvas.shape([*curve((340, 640), (640, 560), (860, 580)), (860, 680), (340, 680)], "brand")
    canvas.box(586, 120, 614, 680, "paper")
    canvas.box(340, 386, 860, 414, "paper")
    canvas.box(270, 700, 930, 736, "cream", 6)
    return canvas


def bench() -> Canvas:
    canvas = Canvas("cream")
    canvas.shape([*curve((0, 560), (330, 380), (640, 520)), *curve((640, 520), (900, 360), (WIDTH, 470)),
                  (WIDTH, HEIGHT), (0, HEIGHT)], "mint")  # fmt: skip
    canvas.box(0, 700, WIDTH, HEIGHT, "leaf")
    for top in (420, 474):
        canvas.box(330, top, 870, top + 36, "brand", 8)
    canvas.box(300, 560, 900, 600, "brand", 8)
    for x in (360, 820):
        canvas.box(x, 410, x + 20, 710, "deep")
    return canvas


def lighthouse() -> Canvas:
    canvas = Canvas("sky")
    canvas.shape([(620, 210), (1200, 40), (1200, 330)], "cream")
    canvas.box(0, 640, WIDTH, HEIGHT, "blue")
    canvas.shape([(370, 660), (450, 560), (760, 560), (840, 660)], "deep")
    canvas.shape([(510, 560), (545, 250), (655, 250), (690, 560)], "paper")
    for top in (300, 400, 500):
        canvas.box(526, top, 674, top + 50, "coral")
    canvas.box(540, 160, 660, 250, "gold", 10)
    canvas.shape([(520, 164), (600, 90), (680, 164)], "coral")
    return canvas


def sunrise() -> Canvas:
    canvas = Canvas("cream")
    for step in range(9):
        angle = math.radians(180 + step * 22.5)
        start = (600 + 260 * math.cos(angle), 560 + 260 * math.sin(angle))
        canvas.line([start, (600 + 380 * math.cos(angle), 560 + 380 * math.sin(angle))], "gold", 18)
    canvas.sector(600, 560, 210, 180, 360, "gold")
    canvas.box(0, 558, WIDTH, HEIGHT, "brand")
    canvas.box(0, 640, WIDTH, HEIGHT, "deep")
    return canvas


def suitcase() -> Canvas:
    canvas = Canvas("sky")
    canvas.box(0, 600, 860, HEIGHT, "slate")
    canvas.box(0, 600, 860, 634, "gold")
    for x in range(880, WIDTH, 80):
        canvas.box(x, 730, x + 50, HEIGHT, "earth")
    canvas.box(860, 700, WIDTH, 718, "ink")
    canvas.box(450, 330, 790, 596, "coral", 30)
    canvas.box(560, 270, 680, 290, "ink", 8)
    for x in (560, 662):
        canvas.box(x, 280, x + 18, 340, "ink")
    canvas.box(520, 330, 546, 596, "cream")
    canvas.box(696, 330, 722, 596, "cream")
    return canvas


def compass() -> Canvas:
    canvas = Canvas("mint")
    canvas.disc(600, 400, 300, "brand")
    canvas.disc(600, 400, 256, "paper")
    for step in range(12):
        angle, inner = math.radians(step * 30), 200 if step % 3 == 0 else 220
        marks = [(600 + r * math.cos(angle), 400 + r * math.sin(angle)) for r in (inner, 240)]
        canvas.line(marks, "slate", 8)
    canvas.shape([(740, 240), (640, 440), (560, 360)], "gold")
    canvas.shape([(460, 560), (640, 440), (560, 360)], "slate")
    canvas.disc(600, 400, 26, "ink")
    return canvas


def signpost() -> Canvas:
    canvas = Canvas("sky")
    hills(canvas, "mint", "leaf")
    canvas.box(584, 170, 616, 720, "ink", 6)
    for top, colour, way in ((220, "brand", 1), (340, "gold", -1), (460, "coral", 1)):
        corners: list[Point] = [(-160, top), (210, top), (280, top + 45), (210, top + 90), (-160, top + 90)]
        canvas.shape([(600 + way * x, y) for x, y in corners], colour)
    return canvas


def school_front() -> Canvas:
    canvas = Canvas("cream")
    ground(canvas, "leaf")
    canvas.box(230, 340, 970, 690, "paper")
    canvas.shape([(470, 340), (600, 220), (730, 340)], "coral")
    canvas.box(230, 330, 970, 360, "brand")
    for left in (280, 390, 730, 840):
        for top in (400, 520):
            canvas.box(left, top, left + 76, top + 76, "sky", 6)
    canvas.box(540, 500, 660, 690, "deep", 8)
    canvas.disc(600, 290, 30, "gold")
    small_tree(canvas, 130, 700, 190)
    small_tree(canvas, 1080, 680, 210, "brand")
    return canvas


def town_hall() -> Canvas:
    canvas = Canvas("mint")
    ground(canvas, "gold")
    canvas.shape([(270, 330), (600, 170), (930, 330)], "brand")
    canvas.box(290, 330, 910, 372, "deep")
    for left in range(320, 880, 112):
        canvas.box(left, 372, left + 52, 610, "paper")
    canvas.box(270, 610, 930, 650, "deep")
    canvas.box(240, 650, 960, 690, "brand")
    canvas.disc(600, 270, 40, "gold")
    return canvas


def balloon() -> Canvas:
    canvas = Canvas("sky")
    hills(canvas, "mint", "leaf")
    canvas.oval(640, 300, 200, 220, "coral")
    canvas.oval(640, 300, 120, 220, "gold")
    canvas.oval(640, 300, 44, 220, "coral")
    for x in (560, 720):
        canvas.line([(x, 490), (640 + (x - 640) * 0.6, 600)], "ink", 5)
    canvas.box(588, 594, 692, 670, "deep", 10)
    canvas.oval(200, 180, 110, 34, "white")
    canvas.oval(1010, 240, 120, 38, "white")
    return canvas


def running_track() -> Canvas:
    canvas = Canvas("mint")
    for lane, colour in enumerate(("coral", "rose", "coral", "rose", "coral")):
        left = 120 + lane * 150
        canvas.shape([(left, 800), (left + 150, 800), (860 + lane * 34, 300), (826 + lane * 34, 300)], colour)
    canvas.box(800, 290, 1030, 306, "white")
    flag(canvas, 1040, 300, "gold")
    canvas.disc(240, 210, 80, "gold")
    return canvas


PLACES = {
    "chemin-qui-monte": rising_path,
    "escalier": stairs,
    "pont": bridge,
    "porte-ouverte": open_door,
    "fenetre": window,
    "banc": bench,
    "phare": lighthouse,
    "soleil-levant": sunrise,
    "valise": suitcase,
    "boussole": compass,
    "panneaux": signpost,
    "facade-ecole": school_front,
    "facade-mairie": town_hall,
    "montgolfiere": balloon,
    "piste": running_track,
}
