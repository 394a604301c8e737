"""The Content-Security-Policy of each response: that of the settings, and its own style sheets."""

from csp.middleware import CSPMiddleware


class PolicyMiddleware(CSPMiddleware):
    """Adds the hashes of the sheets that a page printed inside itself."""

    def get_policy_parts(self, request, response, report_only=False):
        sources = getattr(request, "style_sources", None)
        if sources:
            update = getattr(response, "_csp_update", None) or {}
            response._csp_update = update | {"style-src": [*update.get("style-src", ()), *sources]}
        return super().get_policy_parts(request, response, report_only)
