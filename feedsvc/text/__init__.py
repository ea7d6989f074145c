"""Cleaning at the door, pure: characters, headlines, URLs, dates, HTML and languages."""
