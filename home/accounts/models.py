"""The account of an officer, a pilot or an établissement; what it may do is its mandates' business."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Own from the first migration, because replacing it later is expensive."""

    class Meta(AbstractUser.Meta):
        verbose_name = "compte"
        verbose_name_plural = "comptes"

    def __str__(self) -> str:
        return self.get_full_name() or self.username
