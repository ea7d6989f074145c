"""The web part for any WSGI server: ``granian --interface wsgi wsgi:app``, ``gunicorn wsgi:app``, uWSGI. It never starts a scheduler."""

from feedsvc.web import create_app

app = create_app()
application = app  # the name that uWSGI and mod_wsgi look for
