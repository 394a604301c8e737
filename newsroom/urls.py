"""All addresses: the newsroom's admin, then the paper itself."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("articles.public.urls")),
]
