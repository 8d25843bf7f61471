"""Which content security policy a response carries: strict in public, Wagtail's needs in the admin."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

ADMIN_PREFIX = "/gestion/"


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """django-csp, with the looser policy under the admin's prefix only."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(ADMIN_PREFIX):
            parts.config = settings.SPS_ADMIN_CONTENT_SECURITY_POLICY
        return parts
