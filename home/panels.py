"""The admin's first page: the desk (home.desk), before Wagtail's own panels."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.ui.components import Component

from . import desk
from .territory import has_territory


class DeskPanel(Component):
    name = "desk"
    template_name = "home/admin/desk.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict:
        user = parent_context["request"].user
        is_officer = user_has_any_page_permission(user)
        sections = desk.for_officer(user) if is_officer else desk.for_pilot(user)
        return {
            "sections": sections,
            "nothing_waits": not any(section.waits for section in sections),
            "is_officer": is_officer,
            "has_territory": has_territory(user),
        }
