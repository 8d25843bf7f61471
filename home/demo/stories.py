"""The words of one action: title, summary, what is planned, what happened, galleries. No database here."""

import json
from html import escape
from itertools import count

from media.models import Photo

from .families import read_common
from .plan import Planned
from .wording import filled

# Numbers without a common divisor with the lists' lengths, so that neighbours never take the same sentence.
_SPREAD = 7
_PARTNERS = 3  # none, one or two


class Story:
    """Sentences chosen by the action's rank, their slots filled."""

    def __init__(self, planned: Planned, slots: dict[str, str]) -> None:
        self.planned = planned
        made = planned.family.slots["objet"]
        self.slots = {**slots, "objet": made[planned.turn % len(made)]}

    def say(self, section: str, shift: int = 0) -> str:
        """The sentence of the family's section whose turn it is."""
        return filled(self.planned.family.pick(section, self.planned.turn + shift), self.slots)

    def common(self, section: str) -> str:
        """The same, of what all families say."""
        return filled(read_common().pick(section, self.planned.number * _SPREAD + self.planned.turn), self.slots)

    @property
    def title(self) -> str:
        return self.say("titres")

    @property
    def summary(self) -> str:
        return self.say("résumés", shift=self.planned.turn // 6)

    @property
    def acteurs(self) -> str:
        return self.say("acteurs")

    @property
    def deroule(self) -> str:
        """Rich text."""
        steps = (self.say(f"déroulé {step}", shift=step * (self.planned.turn // 4)) for step in (1, 2, 3))
        return "".join(f"<p>{escape(step, quote=False)}</p>" for step in steps)

    @property
    def partners(self) -> list[tuple[str, str, str]]:
        """(name, contribution, what they did): none, one or two."""
        lines = read_common().sections["partenaires"]
        found = []
        for place in range(self.planned.number % _PARTNERS):
            rank = self.planned.number * 5 + place * 3
            contribution, name, *deeds = (cell.strip() for cell in lines[rank % len(lines)].split(" | "))
            deed = deeds[(self.planned.number // len(lines)) % len(deeds)]
            found.append((filled(name, self.slots), contribution, filled(deed, self.slots)))
        return found

    @property
    def figures(self) -> list[dict[str, str]]:
        """The values of key figures; a line is « {n} élèves sur scène »."""
        lines = [filled(line, self.slots).split(" ", 1) for line in self.planned.family.sections["chiffres"]]
        return [{"value": value, "text": text, "source": ""} for value, text in lines]

    def body(self, photo: Photo | None) -> str:
        """The récit as the JSON of a BodyBlock, with the drawing when one is given."""
        voice, author = (part.strip() for part in self.say("voix").split(" | "))
        deeds = " ".join(deed for _, _, deed in self.partners)
        blocks: list[tuple[str, object]] = [
            ("text", _paragraphs(f"{self.say('récit 1')} {self.say('récit 2', shift=self.planned.turn // 4)}", deeds)),
            ("quotation", {"text": voice, "author": f"{author[0].upper()}{author[1:]}, {self.slots['a_commune']}"}),
            ("key_figures", self.figures),
            ("text", _paragraphs(f"{self.common('difficultés')} {self.say('effets')}", self.common("suites"))),
        ]
        if photo:
            image = {"image": photo.pk, "alt_text": photo.description, "decorative": False}
            blocks.insert(2, ("figure", {"image": image, "caption": self.common("légendes")}))
        return json.dumps([{"type": kind, "value": value} for kind, value in blocks])


def _paragraphs(*texts: str) -> str:
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in texts if text)


def free_slug(wished: str, taken: set[str]) -> str:
    """`wished`, or the first of « wished-2 », « wished-3 »… that nobody has; then taken."""
    slug = wished
    for number in count(2):
        if slug not in taken:
            break
        slug = f"{wished}-{number}"
    taken.add(slug)
    return slug
