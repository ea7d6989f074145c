"""config/feedsvc.toml, config/sources.toml and FEEDSVC_... variables -> frozen settings, read once.

settings.py holds the tables, loading.py reads and judges them. Precedence: environment variable over file over default.
"""

from feedsvc.config.loading import default_folder, find_folder, load, missing_files
from feedsvc.config.settings import Settings, SourceSettings

__all__ = ["Settings", "SourceSettings", "default_folder", "find_folder", "load", "missing_files"]
