"""The home page, plain pages, and the site's settings."""

from .pages import HomeDoor, HomePage, HomeShortcut, StandardPage
from .site_settings import SiteSettings

__all__ = ["HomeDoor", "HomePage", "HomeShortcut", "SiteSettings", "StandardPage"]
