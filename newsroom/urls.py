"""All addresses: the newsroom's admin, then the paper itself."""

from django.contrib import admin
from django.urls import include, path

handler400 = "articles.public.errors.bad_request"
handler403 = "articles.public.errors.forbidden"
handler404 = "articles.public.errors.not_found"
handler500 = "articles.public.errors.server_error"

urlpatterns = [
    path("admin/", include("articles.admin.doors")),
    path("admin/", admin.site.urls),
    path("", include("articles.public.urls")),
]
