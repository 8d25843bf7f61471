"""Tools and works: benches, gears, cameras, notebooks. Each function paints one picture."""

import math

from .canvas import HEIGHT, WIDTH, Canvas, Point, curve, turned
from .places import ground


def helmet() -> Canvas:
    canvas = Canvas("sky")
    canvas.box(120, 590, 1080, 630, "earth", 6)
    for x in (240, 920):
        canvas.shape([(x, 630), (x + 40, 630), (x + 40, 740)], "earth")
    canvas.sector(600, 560, 240, 180, 360, "gold")
    canvas.box(560, 300, 640, 560, "amber", 30)
    canvas.box(310, 540, 890, 590, "amber", 24)
    return canvas


def circuit() -> Canvas:
    canvas = Canvas("cream")
    wire = [(140, 640), (140, 220), (420, 220), (420, 480), (780, 480), (780, 200), (1060, 200), (1060, 640)]
    canvas.line(wire, "brand", 20)
    for x, y, colour in ((140, 430, "mint"), (600, 480, "gold"), (1060, 430, "mint")):
        canvas.disc(x, y, 66, "brand")
        canvas.disc(x, y, 48, colour)
    for step in range(10):
        angle = math.radians(step * 36)
        start = (600 + 86 * math.cos(angle), 480 + 86 * math.sin(angle))
        canvas.line([start, (600 + 124 * math.cos(angle), 480 + 124 * math.sin(angle))], "gold", 10)
    return canvas


def gears() -> Canvas:
    canvas = Canvas("mint")
    for x, y, radius, teeth, turn, colour in (
        (460, 450, 220, 14, 0.0, "brand"),
        (828, 300, 120, 8, 0.2, "gold"),
    ):
        for tooth in range(teeth):
            angle = 2 * math.pi * tooth / teeth + turn
            tip = (x + (radius + 30) * math.cos(angle), y + (radius + 30) * math.sin(angle))
            canvas.line([(x, y), tip], colour, radius * 0.24)
        canvas.disc(x, y, radius, colour)
        canvas.disc(x, y, radius * 0.4, "mint")
    return canvas


def set_square() -> Canvas:
    canvas = Canvas("white")
    for x in range(0, WIDTH, 60):
        canvas.box(x, 0, x + 2, HEIGHT, "sky")
    for y in range(0, HEIGHT, 60):
        canvas.box(0, y, WIDTH, y + 2, "sky")
    canvas.shape([(260, 160), (260, 660), (860, 660)], "leaf")
    canvas.shape([(350, 400), (350, 580), (570, 580)], "white")
    pencil(canvas, (700, 380), 50)
    return canvas


def pencil(canvas: Canvas, centre: Point, angle: float) -> None:
    """A pencil 560 long, point to the left before it is turned."""
    x, y = centre
    parts: tuple[tuple[list[Point], str], ...] = (
        ([(x - 190, y - 28), (x + 240, y - 28), (x + 240, y + 28), (x - 190, y + 28)], "gold"),
        ([(x - 190, y - 28), (x - 280, y), (x - 190, y + 28)], "cream"),
        ([(x - 250, y - 9), (x - 280, y), (x - 250, y + 9)], "ink"),
        ([(x + 240, y - 28), (x + 280, y - 28), (x + 280, y + 28), (x + 240, y + 28)], "coral"),
    )
    for points, colour in parts:
        canvas.shape(turned(points, angle, centre), colour)


def workbench() -> Canvas:
    canvas = Canvas("cream")
    canvas.box(110, 500, 1090, 570, "earth", 8)
    for x in (190, 950):
        canvas.box(x, 570, x + 60, HEIGHT, "sand")
    canvas.box(190, 400, 320, 500, "slate", 10)
    canvas.box(340, 400, 440, 500, "slate", 10)
    canvas.box(220, 440, 500, 464, "ink")
    canvas.box(492, 400, 510, 500, "ink", 6)
    canvas.box(560, 472, 800, 496, "gold", 8)
    canvas.box(770, 440, 830, 500, "ink", 8)
    for x in (900, 960, 1020):
        canvas.shape([(x - 16, 430), (x + 16, 430), (x + 5, 496), (x - 5, 496)], "slate")
        canvas.box(x - 22, 414, x + 22, 432, "slate", 6)
    return canvas


def needle_and_thread() -> Canvas:
    canvas = Canvas("mint")
    canvas.shape([(700, 90), (730, 130), (712, 720), (688, 720), (670, 130)], "slate")
    canvas.oval(700, 190, 11, 56, "mint")
    wave = [(x, 190 + 110 * math.sin((x - 700) / 90) * min(1, (700 - x) / 200)) for x in range(60, 701, 8)]
    canvas.line(wave, "coral", 12)
    canvas.line(curve((700, 190), (900, 190), (1140, 420)), "coral", 12)
    return canvas


def desk_lamp() -> Canvas:
    canvas = Canvas("ink")
    canvas.box(0, 650, WIDTH, HEIGHT, "slate")
    canvas.shape([(600, 300), (820, 300), (960, 690), (420, 690)], "cream")
    canvas.shape([(520, 660), (860, 660), (900, 740), (480, 740)], "white")
    canvas.box(180, 640, 360, 670, "gold", 10)
    canvas.line([(270, 650), (200, 360), (560, 190)], "gold", 20)
    canvas.shape([(560, 150), (640, 130), (840, 300), (580, 310)], "gold")
    return canvas


def brushes() -> Canvas:
    canvas = Canvas("sky")
    ground(canvas, "cream")
    for x, top, angle, colour in ((530, 130, -14, "brand"), (600, 100, 0, "gold"), (670, 130, 14, "coral")):
        handle = [(x - 12, top + 120), (x + 12, top + 120), (x + 8, 560), (x - 8, 560)]
        canvas.shape(turned(handle, angle, (x, 560)), "earth")
        ferrule = [(x - 20, top + 90), (x + 20, top + 90), (x + 16, top + 150), (x - 16, top + 150)]
        canvas.shape(turned(ferrule, angle, (x, 560)), "slate")
        hair = [(x - 20, top + 92), (x - 28, top + 40), (x, top - 30), (x + 28, top + 40), (x + 20, top + 92)]
        canvas.shape(turned(hair, angle, (x, 560)), colour)
    canvas.shape([(460, 440), (740, 440), (710, 700), (490, 700)], "ink")
    canvas.box(446, 420, 754, 456, "slate", 12)
    return canvas


def notebook() -> Canvas:
    canvas = Canvas("mint")
    canvas.shape([(150, 200), (600, 230), (1050, 200), (1050, 660), (600, 690), (150, 660)], "brand")
    canvas.shape([(180, 180), (600, 215), (600, 665), (180, 630)], "white")
    canvas.shape([(1020, 180), (600, 215), (600, 665), (1020, 630)], "paper")
    for row in range(4):
        canvas.line([(240, 270 + row * 70), (540, 295 + row * 70)], "line", 9)
        canvas.line([(660, 295 + row * 70), (960, 270 + row * 70)], "line", 9)
    pencil(canvas, (640, 470), -28)
    return canvas


def camera() -> Canvas:
    canvas = Canvas("mint")
    ground(canvas, "leaf")
    canvas.box(300, 270, 900, 650, "ink", 46)
    canvas.box(500, 210, 700, 290, "ink", 20)
    canvas.disc(600, 460, 150, "paper")
    canvas.disc(600, 460, 118, "brand")
    canvas.disc(600, 460, 66, "deep")
    canvas.disc(566, 424, 22, "white")
    canvas.box(770, 320, 850, 366, "gold", 10)
    return canvas


def film_strip() -> Canvas:
    canvas = Canvas("paper")
    canvas.box(0, 230, WIDTH, 590, "ink")
    for x in range(30, WIDTH, 90):
        canvas.box(x, 250, x + 46, 286, "paper", 6)
        canvas.box(x, 534, x + 46, 570, "paper", 6)
    for index, colour in enumerate(("gold", "leaf", "coral", "sky")):
        canvas.box(40 + index * 290, 306, 300 + index * 290, 514, colour, 10)
    canvas.shape([(130, 350), (130, 470), (230, 410)], "ink")
    canvas.disc(460, 410, 56, "cream")
    canvas.shape([(650, 490), (740, 350), (840, 490)], "cream")
    canvas.star(1040, 410, 74, "brand")
    return canvas


def stacked_notebooks() -> Canvas:
    canvas = Canvas("mint")
    canvas.box(0, 640, WIDTH, HEIGHT, "line")
    for index, (colour, width) in enumerate((("brand", 560), ("coral", 500), ("gold", 540), ("slate", 430))):
        left, top = 250 + (index % 2) * 40, 564 - index * 84
        canvas.box(left, top, left + width, top + 76, colour, 10)
        canvas.box(left + width - 90, top + 12, left + width, top + 64, "paper", 6)
    pencil(canvas, (960, 380), -100)
    return canvas


MAKING = {
    "casque": helmet,
    "circuit": circuit,
    "engrenage": gears,
    "equerre": set_square,
    "etabli": workbench,
    "fil-et-aiguille": needle_and_thread,
    "lampe": desk_lamp,
    "pinceaux": brushes,
    "carnet": notebook,
    "appareil-photo": camera,
    "pellicule": film_strip,
    "cahiers": stacked_notebooks,
}
