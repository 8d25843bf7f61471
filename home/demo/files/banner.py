"""The banner: the path that climbs, on the right of a free surface for the school's name."""

from home.demo.drawings.canvas import Canvas, curve

_WIDTH, _HEIGHT = 1600, 400


def png() -> bytes:
    canvas = Canvas("deep", (_WIDTH, _HEIGHT))
    hill = [*curve((560, _HEIGHT), (1000, 330), (_WIDTH, 150)), (_WIDTH, _HEIGHT)]
    canvas.shape(hill, "brand")
    way = curve((640, 392), (980, 390), (1120, 280)) + curve((1120, 280), (1260, 170), (1560, 60))
    canvas.line(way, "leaf", 30)
    for index, (x, y) in enumerate(way[8::9]):
        canvas.disc(x, y, 9 + index * 0.6, "gold")
    return canvas.png()
