"""The backend of small tasks: they run at once, but after the commit.

Wagtail enqueues the indexing of a page before modelcluster has written its tags; run immediately,
a page saved with a new tag would not be found by it.
"""

from functools import partial

from django.db import transaction
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import TaskResult


class OnCommitBackend(ImmediateBackend):
    """ImmediateBackend whose tasks wait for the surrounding transaction."""

    def _execute_task(self, task_result: TaskResult) -> None:
        transaction.on_commit(partial(super()._execute_task, task_result), robust=True)
