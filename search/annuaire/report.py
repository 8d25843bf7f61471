"""What an import did, or would do."""

from dataclasses import dataclass, field

from search.models import Etablissement


@dataclass
class Report:
    """Counts, and one French line per établissement created, changed or closed."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    bassins: list[str] = field(default_factory=list)
    unchanged: int = 0
    warnings: list[str] = field(default_factory=list)

    def add_change(self, etablissement: Etablissement, changes: dict[str, tuple[str, str]]) -> None:
        """Note the fields that change: `{label: (before, after)}`."""
        fields = " ; ".join(f"{label} « {before} » → « {after} »" for label, (before, after) in changes.items())
        self.changed.append(f"{etablissement} : {fields}")

    def summary(self) -> str:
        return (
            f"{len(self.created)} créés, {len(self.changed)} modifiés, {len(self.closed)} fermés, "
            f"{self.unchanged} inchangés"
        )

    def lines(self) -> list[str]:
        """What happens, one line each: « + » created, « ~ » changed, « - » closed."""
        signs = (("+ bassin ", self.bassins), ("+ ", self.created), ("~ ", self.changed), ("- ", self.closed))
        return [f"{sign}{line}" for sign, lines in signs for line in lines]
