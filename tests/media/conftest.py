import pytest

from media.models import Photo, Rendition


def storages():
    """Of originals and documents, and of renditions."""
    return [model._meta.get_field("file").storage for model in (Photo, Rendition)]


@pytest.fixture
def stored_files():
    """A function that gives the bytes of every stored file; none is left by an earlier test."""
    for storage in storages():
        storage._root._children.clear()

    def read():
        found = []
        for storage in storages():
            folders = [""]
            while folders:
                folder = folders.pop()
                below, files = storage.listdir(folder)
                folders += [f"{folder}/{name}".lstrip("/") for name in below]
                for name in files:
                    with storage.open(f"{folder}/{name}".lstrip("/")) as file:
                        found.append(file.read())
        return found

    return read


@pytest.fixture
def planted(small_site):
    """A small site."""
    return small_site
