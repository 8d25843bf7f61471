"""Private storages: a file has no address of its own, a view gives it to those who may see it."""

from django.core.files.storage import FileSystemStorage, InMemoryStorage


class _NoAddress:
    def url(self, name: str | None) -> str:
        raise ValueError("Un fichier privé n’a pas d’adresse : passer par la vue qui demande le droit.")


class PrivateStorage(_NoAddress, FileSystemStorage):
    """Files on disk, outside any served folder."""


class PrivateMemoryStorage(_NoAddress, InMemoryStorage):
    """The same, in memory, for the suite."""
