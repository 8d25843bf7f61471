"""Words, stages, games and meetings, without anybody on them. Each function paints one picture."""

import math

from .canvas import HEIGHT, WIDTH, Canvas, Point, curve, turned
from .places import ground


def speech_bubbles() -> Canvas:
    canvas = Canvas("cream")
    ovals = ((400, 330, 270, 200), (720, 300, 250, 180), (600, 530, 270, 170))
    tails: tuple[list[Point], ...] = (
        [(200, 440), (310, 490), (150, 600)],
        [(880, 400), (960, 320), (1050, 500)],
        [(640, 670), (760, 640), (800, 770)],
    )
    for (x, y, across, down), tail, colour in zip(ovals, tails, ("brand", "gold", "coral"), strict=True):
        canvas.shape(tail, colour)
        canvas.oval(x, y, across, down, colour)
    for pair in ((0, 1), (0, 2), (1, 2)):
        canvas.common([ovals[index] for index in pair], "mint")
    return canvas


def calendar() -> Canvas:
    canvas = Canvas("mint")
    canvas.box(230, 140, 970, 710, "paper", 30)
    canvas.box(230, 140, 970, 280, "brand", 30)
    for x in (400, 600, 800):
        canvas.box(x - 14, 100, x + 14, 210, "ink", 12)
    for cell in range(10):
        left, top = 280 + cell % 5 * 132, 340 + cell // 5 * 170
        canvas.box(left, top, left + 108, top + 130, {3: "gold", 6: "coral"}.get(cell, "line"), 12)
    return canvas


def free_chair() -> Canvas:
    canvas = Canvas("sky")
    canvas.ring(600, 400, 210, "white", 6)
    for step in range(4):
        colour, back = ("gold", "amber") if step == 0 else ("leaf", "brand")
        seat = [(530, 90), (670, 90), (670, 230), (530, 230)]
        rest = [(520, 62), (680, 62), (680, 98), (520, 98)]
        canvas.shape(turned(seat, 45 + step * 90, (600, 400)), colour)
        canvas.shape(turned(rest, 45 + step * 90, (600, 400)), back)
    return canvas


def key() -> Canvas:
    canvas = Canvas("cream")
    canvas.box(700, 210, 1000, 600, "brand", 40)
    canvas.disc(850, 360, 52, "deep")
    canvas.shape([(826, 370), (874, 370), (896, 500), (804, 500)], "deep")
    canvas.ring(260, 400, 110, "gold", 36)
    canvas.box(350, 382, 640, 418, "gold", 8)
    for x in (540, 596):
        canvas.box(x, 410, x + 30, 480, "gold", 6)
    return canvas


def bunting() -> Canvas:
    canvas = Canvas("sky")
    ground(canvas, "leaf")
    rope = curve((-20, 150), (600, 480), (1220, 150), steps=36)
    canvas.line(rope, "ink", 8)
    colours = ("coral", "gold", "brand", "paper")
    for index in range(2, 34, 4):
        (x, y), (right, low) = rope[index], rope[index + 3]
        canvas.shape([(x, y), (right, low), ((x + right) / 2, (y + low) / 2 + 150)], colours[index // 4 % 4])
    return canvas


def masks() -> Canvas:
    canvas = Canvas("ink")
    for x, y, colour, smile in ((430, 360, "gold", True), (780, 440, "coral", False)):
        canvas.shape([(x - 180, y - 210), *curve((x + 180, y - 210), (x + 200, y + 220), (x, y + 270)),
                      *curve((x, y + 270), (x - 200, y + 220), (x - 180, y - 210))], colour)  # fmt: skip
        for eye in (x - 76, x + 76):
            canvas.oval(eye, y - 60, 40, 26, "ink")
        start, end, level = (20, 160, y + 60) if smile else (200, 340, y + 190)
        canvas.arc(x, level, 90, start, end, "ink", 20)
    return canvas


def microphone() -> Canvas:
    canvas = Canvas("cream")
    for radius in (250, 330, 410):
        for start in (-40, 140):
            canvas.arc(600, 300, radius, start, start + 80, "gold", 18)
    canvas.box(510, 110, 690, 470, "brand", 88)
    for top in (200, 260, 320):
        canvas.box(510, top, 690, top + 14, "deep")
    canvas.arc(600, 390, 140, 0, 180, "ink", 18)
    canvas.box(590, 520, 610, 690, "ink")
    canvas.box(470, 680, 730, 712, "ink", 12)
    return canvas


def music_notes() -> Canvas:
    canvas = Canvas("mint")
    for x, y, colour in ((270, 640, "coral"), (570, 490, "brand"), (870, 340, "gold")):
        canvas.oval(x, y, 76, 56, colour)
        canvas.line([(x + 66, y), (x + 66, y - 260)], colour, 16)
        canvas.shape([(x + 60, y - 266), *curve((x + 74, y - 266), (x + 160, y - 210), (x + 150, y - 110)),
                      *curve((x + 150, y - 110), (x + 130, y - 190), (x + 60, y - 200))], colour)  # fmt: skip
    return canvas


def sound_wave() -> Canvas:
    canvas = Canvas("ink")
    for index in range(23):
        height = 60 + 230 * abs(math.sin(index * 1.7)) * math.sin(math.pi * (index + 1) / 24)
        colour = ("gold", "leaf", "coral")[index % 3]
        canvas.box(60 + index * 48, 400 - height, 86 + index * 48, 400 + height, colour, 13)
    return canvas


def ear() -> Canvas:
    canvas = Canvas("sky")
    outline = curve((470, 560), (340, 180), (600, 150)) + curve((600, 150), (860, 170), (760, 420))
    outline += curve((760, 420), (690, 520), (680, 610)) + curve((680, 610), (640, 720), (540, 660))
    canvas.line(outline, "brand", 34)
    canvas.line(curve((520, 400), (520, 250), (620, 260)) + curve((620, 260), (720, 290), (620, 470)), "brand", 22)
    for radius in (170, 260, 350):
        canvas.arc(640, 390, radius, -28, 28, "coral", 18)
    return canvas


def spotlight() -> Canvas:
    canvas = Canvas("ink")
    canvas.shape([(520, 250), (680, 250), (930, 720), (270, 720)], "gold")
    canvas.oval(600, 720, 330, 50, "cream")
    canvas.box(592, 0, 608, 110, "slate")
    canvas.shape([(540, 100), (660, 100), (710, 260), (490, 260)], "slate")
    canvas.box(480, 246, 720, 276, "line", 8)
    return canvas


def puzzle() -> Canvas:
    canvas = Canvas("mint")
    for left, top, colour in ((300, 130, "brand"), (580, 130, "gold"), (300, 410, "coral")):
        canvas.box(left, top, left + 272, top + 272, colour, 16)
    canvas.disc(574, 266, 46, "brand")
    canvas.disc(436, 404, 46, "brand")
    canvas.box(690, 500, 962, 772, "slate", 16)
    canvas.disc(690, 636, 46, "slate")
    canvas.disc(826, 500, 46, "slate")
    return canvas


def curtain() -> Canvas:
    canvas = Canvas("cream")
    canvas.shape([(330, 600), (870, 600), (1040, 800), (160, 800)], "gold")
    for index in range(4):
        colour, foot = ("coral", "brick")[index % 2], 760 - index * 60
        canvas.box(index * 84, 0, (index + 1) * 84, foot, colour, 26)
        canvas.box(WIDTH - (index + 1) * 84, 0, WIDTH - index * 84, foot, colour, 26)
    canvas.box(0, 0, WIDTH, 80, "coral")
    return canvas


def cup() -> Canvas:
    canvas = Canvas("cream")
    canvas.box(0, 640, WIDTH, HEIGHT, "line")
    canvas.ring(800, 470, 80, "coral", 30)
    canvas.box(400, 350, 800, 610, "coral", 70)
    canvas.box(400, 350, 800, 430, "coral")
    canvas.oval(600, 630, 300, 40, "brand")
    for shift in (-100, 0, 100):
        canvas.line([(600 + shift + 20 * math.sin(y / 34), y) for y in range(150, 310, 8)], "slate", 12)
    return canvas


def coat_rack() -> Canvas:
    canvas = Canvas("mint")
    canvas.box(100, 270, 1100, 330, "earth", 10)
    for index in range(6):
        x = 190 + index * 164
        canvas.line([(x, 320), (x, 420)], "ink", 16)
        canvas.arc(x + 34, 420, 34, 20, 180, "ink", 16)
    canvas.disc(1010, 300, 54, "gold")
    canvas.box(0, 700, WIDTH, HEIGHT, "leaf")
    return canvas


def ball() -> Canvas:
    canvas = Canvas("leaf")
    canvas.box(0, 610, WIDTH, 640, "white")
    canvas.disc(600, 370, 190, "paper")
    corners = [(600 + 66 * math.sin(math.radians(72 * k)), 370 - 66 * math.cos(math.radians(72 * k))) for k in range(5)]
    canvas.shape(corners, "ink")
    for x, y in corners:
        end = (600 + (x - 600) * 2.4, 370 + (y - 370) * 2.4)
        canvas.line([(x, y), end], "ink", 8)
        canvas.disc(*end, 22, "ink")
    return canvas


def linked_rings() -> Canvas:
    canvas = Canvas("paper")
    ground(canvas, "cream")
    for index, colour in enumerate(("brand", "gold", "coral", "leaf", "slate", "brand", "coral")):
        canvas.ring(150 + index * 150, 520 - index * 42, 110, colour, 30)
    return canvas


def open_book() -> Canvas:
    canvas = Canvas("sky")
    ground(canvas, "leaf")
    canvas.shape([(140, 330), (600, 400), (1060, 330), (1060, 670), (600, 730), (140, 670)], "deep")
    for edge, colour in ((170, "paper"), (1030, "white")):
        bend = 600 + (edge - 600) * 0.47
        page = [*curve((edge, 300), (bend, 270), (600, 370)), *curve((600, 690), (bend, 600), (edge, 630))]
        canvas.shape(page, colour)
        for row in range(4):
            start, end = (
                (edge + (600 - edge) * 0.14, 380 + row * 56),
                (edge + (600 - edge) * 0.88, 430 + row * 56),
            )
            canvas.line(curve(start, (bend, 350 + row * 56), end), "line", 10)
    canvas.shape([(800, 150), (880, 150), (880, 440), (840, 390), (800, 440)], "coral")
    return canvas


def constellation() -> Canvas:
    canvas = Canvas("ink")
    points: list[Point] = [
        (140, 640),
        (330, 560),
        (470, 420),
        (660, 450),
        (790, 300),
        (980, 250),
        (1080, 120),
    ]
    canvas.line(points, "slate", 5)
    for index in range(40):
        canvas.disc((index * 377) % WIDTH, (index * 211) % 700, 3, "line")
    for index, (x, y) in enumerate(points):
        canvas.star(x, y, 30 + index * 6, "gold" if index % 2 == 0 else "cream")
    return canvas


MEETING = {
    "bulles-de-dialogue": speech_bubbles,
    "calendrier": calendar,
    "chaise-libre": free_chair,
    "cle": key,
    "fanion": bunting,
    "masque": masks,
    "microphone": microphone,
    "note-de-musique": music_notes,
    "onde-sonore": sound_wave,
    "oreille": ear,
    "projecteur": spotlight,
    "puzzle": puzzle,
    "rideau": curtain,
    "tasse": cup,
    "portemanteau": coat_rack,
    "ballon": ball,
    "anneaux": linked_rings,
    "livre": open_book,
    "constellation": constellation,
}
