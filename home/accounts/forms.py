"""The sign-in form of the admin."""

from typing import Any

from wagtail.admin.forms.auth import LoginForm


class FrenchLoginForm(LoginForm):
    """Wagtail gives its password field no label, and Django then names it after the variable."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Mot de passe"
