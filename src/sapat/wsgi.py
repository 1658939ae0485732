"""The door for a web server."""

import os

from django.core.wsgi import get_wsgi_application

os.umask(0o077)  # whatever Sapat writes holds names: for its owner's eyes only
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sapat.settings")
application = get_wsgi_application()
