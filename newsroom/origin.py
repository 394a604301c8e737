"""Where a request comes from, kept while it is answered, for the audit of the desk."""

from articles.public.visitors import address_of
from articles.publishing.audit import origin


class OriginMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in ("GET", "HEAD"):  # no step is taken by looking
            return self.get_response(request)
        token = origin.set(address_of(request))
        try:
            return self.get_response(request)
        finally:
            origin.reset(token)
