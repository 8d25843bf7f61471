"""A sheet of 1200 × 800 on which shapes are drawn in the colours of the theme, then smoothed."""

import math
from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw

WIDTH, HEIGHT = 1200, 800
_SCALE = 2  # drawn twice as large, then reduced: Pillow's shapes have no smooth edges

COLOURS = {
    "ink": "#16213a",
    "slate": "#47526b",
    "paper": "#fbfaf6",
    "white": "#ffffff",
    "line": "#dcd9cf",
    "brand": "#0f5c4d",
    "deep": "#0a4539",
    "mint": "#e3f0ea",
    "leaf": "#6fa896",
    "gold": "#f4b942",
    "amber": "#d99a1f",
    "cream": "#fdf1d7",
    "coral": "#c2452d",
    "rose": "#eec4b8",
    "brick": "#a93a25",
    "sky": "#d7e3ec",
    "blue": "#5f8db3",
    "earth": "#7a5636",
    "sand": "#c9ab84",
}
Point = tuple[float, float]


class Canvas:
    """Shapes in units of the final picture; colours by their name in COLOURS."""

    def __init__(self, background: str, size: tuple[int, int] = (WIDTH, HEIGHT)) -> None:
        self.size = size
        self.image = Image.new("RGB", (size[0] * _SCALE, size[1] * _SCALE), COLOURS[background])
        self.draw = ImageDraw.Draw(self.image)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self.oval(x, y, radius, radius, colour)

    def oval(self, x: float, y: float, across: float, down: float, colour: str) -> None:
        self.draw.ellipse(_scaled((x - across, y - down), (x + across, y + down)), fill=COLOURS[colour])

    def ring(self, x: float, y: float, radius: float, colour: str, width: float) -> None:
        box = _scaled((x - radius, y - radius), (x + radius, y + radius))
        self.draw.ellipse(box, outline=COLOURS[colour], width=round(width * _SCALE))

    def box(self, left: float, top: float, right: float, bottom: float, colour: str, radius: float = 0) -> None:
        corners = _scaled((left, top), (right, bottom))
        self.draw.rounded_rectangle(corners, radius=radius * _SCALE, fill=COLOURS[colour])

    def shape(self, points: Sequence[Point], colour: str) -> None:
        self.draw.polygon(_scaled(*points), fill=COLOURS[colour])

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        """A line with round joints and ends."""
        self.draw.line(_scaled(*points), fill=COLOURS[colour], width=round(width * _SCALE), joint="curve")
        # Pillow's joints leave slits in thick bends: a disc on each point closes them.
        for x, y in points if width > 12 else (points[0], points[-1]):
            self.disc(x, y, width / 2, colour)

    def sector(self, x: float, y: float, radius: float, start: float, end: float, colour: str) -> None:
        """A slice of a disc; degrees, clockwise from three o'clock."""
        box = _scaled((x - radius, y - radius), (x + radius, y + radius))
        self.draw.pieslice(box, start, end, fill=COLOURS[colour])

    def arc(self, x: float, y: float, radius: float, start: float, end: float, colour: str, width: float) -> None:
        """Part of a circle; degrees, clockwise from three o'clock."""
        steps = [math.radians(start + (end - start) * step / 40) for step in range(41)]
        self.line([(x + radius * math.cos(a), y + radius * math.sin(a)) for a in steps], colour, width)

    def common(self, ovals: Sequence[tuple[float, float, float, float]], colour: str) -> None:
        """What two ovals (x, y, across, down) have in common."""
        masks = []
        for x, y, across, down in ovals:
            mask = Image.new("L", self.image.size)
            ImageDraw.Draw(mask).ellipse(_scaled((x - across, y - down), (x + across, y + down)), fill=255)
            masks.append(mask)
        self.image.paste(COLOURS[colour], mask=ImageChops.multiply(*masks))

    def star(self, x: float, y: float, radius: float, colour: str, branches: int = 5) -> None:
        points = []
        for step in range(branches * 2):
            length = radius if step % 2 == 0 else radius * 0.45
            angle = math.pi * step / branches - math.pi / 2
            points.append((x + length * math.cos(angle), y + length * math.sin(angle)))
        self.shape(points, colour)

    def png(self) -> bytes:
        output = BytesIO()
        self.image.reduce(_SCALE).save(output, "PNG", compress_level=1)
        return output.getvalue()


def curve(start: Point, bend: Point, end: Point, steps: int = 40) -> list[Point]:
    """Points of the quadratic curve from `start` to `end`, drawn towards `bend`."""
    points = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        points.append((a * start[0] + b * bend[0] + c * end[0], a * start[1] + b * bend[1] + c * end[1]))
    return points


def turned(points: Sequence[Point], angle: float, centre: Point) -> list[Point]:
    """The points turned around `centre` by `angle` degrees, clockwise."""
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x0, y0 = centre
    return [(x0 + (x - x0) * cosine - (y - y0) * sine, y0 + (x - x0) * sine + (y - y0) * cosine) for x, y in points]


def _scaled(*points: Point) -> list[Point]:
    return [(x * _SCALE, y * _SCALE) for x, y in points]
