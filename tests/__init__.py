"""The suite mirrors the rooms; its own machinery lies here, beside `conftest.py`."""
