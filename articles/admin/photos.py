"""Photos in the admin: upload, words, rights, focal point, and where each is used."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.asset_facts import in_the_file, photo_uses, rights_in_words
from articles.admin.base import hour_column
from articles.admin.cautions import cautions_of, size_caution
from articles.admin.guard import KeptWhileUsed
from articles.admin.thumbnails import SHOWN_TYPES, thumbnail_of
from articles.importing.assets import attach_picture, keep_photo, render_photo
from articles.models import Photo
from articles.pictures import PictureError
from articles.public.picture_files import picture_of
from articles.publishing.moments import short_hour


class UploadForm(forms.ModelForm):
    """One picture; what it says about itself becomes the words of the photo."""

    upload = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP, AVIF or TIFF. Caption, credit and place written inside are taken "
            "over; a picture that is here already is opened instead."
        ),
        widget=forms.FileInput({"accept": "image/*"}),
    )

    class Meta:
        model = Photo
        fields = []

    user = None

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if not upload:
            return None
        content = upload.read()
        try:
            if self.instance.pk and not self.instance.file:
                return attach_picture(self.instance, content, upload.name)
            return keep_photo(content, upload.name, by=self.user)
        except PictureError as error:
            raise forms.ValidationError(str(error)) from error


class PhotoForm(UploadForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.file:
            # The original is never overwritten; another picture is another photo.
            del self.fields["upload"]
        else:
            self.fields["upload"].required = False

    class Meta:
        model = Photo
        fields = [
            "title", "caption", "alt_text", "creator", "supplier", "credit_line",
            "copyright_notice", "usage_terms", "rights_from", "rights_until", "taken_at", "place",
            "focal_x", "focal_y",
        ]  # fmt: skip
        widgets = {
            "caption": forms.Textarea({"rows": 3}),
            "alt_text": forms.Textarea({"rows": 2}),
            "usage_terms": forms.Textarea({"rows": 2}),
            "focal_x": forms.NumberInput({"step": "0.01", "min": 0, "max": 1}),
            "focal_y": forms.NumberInput({"step": "0.01", "min": 0, "max": 1}),
        }
        help_texts = {
            "copyright_notice": gettext_lazy("Who owns it: “© 2026 Meridian Wire”."),
            "rights_from": gettext_lazy("Not shown before, as an agency asks. Empty: at once."),
            "rights_until": gettext_lazy(
                "Not shown any more, even where it is live. Empty: no end."
            ),
            "place": gettext_lazy("Where it was taken: “Larkhaven, Keldane”."),
        }


class RightsFilter(admin.SimpleListFilter):
    title = gettext_lazy("rights")
    parameter_name = "rights"

    def lookups(self, request, model_admin):
        return [("open", _("May be shown")), ("closed", _("Ended or not begun"))]

    def queryset(self, request, queryset):
        inside = Photo.objects.in_rights().values("pk")
        match self.value():
            case "open":
                return queryset.filter(pk__in=inside)
            case "closed":
                return queryset.exclude(pk__in=inside)
        return queryset


class FileFilter(admin.SimpleListFilter):
    title = gettext_lazy("file")
    parameter_name = "file"

    def lookups(self, request, model_admin):
        return [("pending", _("Photo pending")), ("here", _("Here"))]

    def queryset(self, request, queryset):
        match self.value():
            case "pending":
                return queryset.filter(file="")
            case "here":
                return queryset.exclude(file="")
        return queryset


@admin.register(Photo)
class PhotoAdmin(KeptWhileUsed):
    form = PhotoForm
    nothing_yet = gettext_lazy(
        "No photo is here yet. Add one, or upload it in the story that needs it."
    )
    list_display = [
        "thumbnail",
        "name",
        "credit",
        "size",
        "rights",
        hour_column("created_at", gettext_lazy("added"), short_hour),
    ]
    list_display_links = ["thumbnail", "name"]
    list_filter = [FileFilter, RightsFilter]
    list_per_page = 40
    search_fields = ["title", "caption", "alt_text", "creator", "supplier", "place"]
    search_help_text = gettext_lazy("Title, caption, alt text, creator, supplier or place")
    show_full_result_count = False
    readonly_fields = ["picture", "rights_now", "in_the_file", "where_used"]
    fieldsets = [
        (None, {"classes": ["asset-shown"], "fields": ["picture", ("focal_x", "focal_y")]}),
        (
            gettext_lazy("Where it is used"),
            {"classes": ["asset-shown"], "fields": ["where_used"]},
        ),
        (gettext_lazy("What it shows"), {"fields": ["title", "caption", "alt_text"]}),
        (gettext_lazy("Whose it is"), {"fields": ["creator", "supplier", "credit_line"]}),
        (
            gettext_lazy("Rights"),
            {
                "fields": [
                    "rights_now", "usage_terms", ("rights_from", "rights_until"),
                    "copyright_notice",
                ],
            },
        ),
        (gettext_lazy("When and where"), {"fields": [("taken_at", "place")]}),
        (gettext_lazy("In the file besides (IPTC)"), {"fields": ["in_the_file"]}),
    ]  # fmt: skip

    class Media:
        js = [forms.Script("desk/photo.js", type="module")]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("renditions")

    def get_form(self, request, obj=None, change=False, **kwargs):
        if not change:
            kwargs["form"] = UploadForm
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user
        return form

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(None, {"fields": ["upload"]})]
        if not obj.file and self.has_change_permission(request, obj):
            (name, shown), *rest = self.fieldsets
            return [(name, shown | {"fields": ["upload", *shown["fields"]]}), *rest]
        return self.fieldsets

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def save_form(self, request, form, change):
        # A new picture was kept while the form was read; it may be one that is here already.
        return super().save_form(request, form, change) if change else form.cleaned_data["upload"]

    def save_model(self, request, obj, form, change):
        if not change:
            return
        super().save_model(request, obj, form, change)
        if obj.file and {"focal_x", "focal_y"} & set(form.changed_data):
            transaction.on_commit(lambda: render_photo.enqueue(obj.pk))

    def save_related(self, request, form, formsets, change):
        if change:
            super().save_related(request, form, formsets, change)

    def response_add(self, request, obj, post_url_continue=None):
        text = _("The picture is here. Say what it shows and whose it is.")
        self.message_user(request, text, messages.SUCCESS)
        for caution in size_caution(obj):
            self.message_user(request, caution, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:articles_photo_change", args=[obj.pk]))

    def get_urls(self):
        view = self.admin_site.admin_view(self.original)
        own = path("<int:pk>/original/", view, name="articles_photo_original")
        return [own, *super().get_urls()]

    def original(self, request, pk):
        photo = self.get_object(request, str(pk))
        if not self.has_view_permission(request, photo):
            raise PermissionDenied
        if photo is None or not photo.file or photo.media_type not in SHOWN_TYPES:
            raise Http404
        response = FileResponse(photo.file.open("rb"), content_type=photo.media_type)
        response["Cache-Control"] = "private, max-age=3600, immutable"
        return response

    def words_of(self, photo):
        """Return what the chooser in a story fills in beside the photo's name."""
        return {
            "thumbnail": thumbnail_of(photo),
            "caution": " ".join(cautions_of(photo)),
            "words": {
                "alt_text": photo.alt_text,
                "caption": photo.caption,
                "credit": photo.credit,
            },
        }

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, photo):
        if address := thumbnail_of(photo):
            return format_html(
                '<img class="thumbnail" src="{}" alt="{}" loading="lazy">', address, photo
            )
        return format_html('<span class="pending">{}</span>', _("pending"))

    @admin.display(description=gettext_lazy("photo"), ordering="title")
    def name(self, photo):
        return str(photo)

    @admin.display(description=gettext_lazy("credit"), ordering="supplier")
    def credit(self, photo):
        return photo.credit or format_html('<span class="missing">{}</span>', _("no credit"))

    @admin.display(description=gettext_lazy("pixels"), ordering="width")
    def size(self, photo):
        return f"{photo.width} × {photo.height}" if photo.width else "–"

    @admin.display(description=gettext_lazy("rights"), ordering="rights_until")
    def rights(self, photo):
        now = timezone.now()
        if photo.rights_until and photo.rights_until <= now:
            return format_html('<span class="missing">{}</span>', _("ended"))
        if photo.rights_from and photo.rights_from > now:
            return format_html('<span class="missing">{}</span>', _("not begun"))
        if photo.rights_until:
            return _("until %(hour)s") % {"hour": short_hour(photo.rights_until)}
        is_stated = photo.usage_terms or photo.rights_from
        return _("no end") if is_stated else _("not stated")

    @admin.display(description=gettext_lazy("picture"))
    def picture(self, photo):
        address = thumbnail_of(photo)
        if not address:
            return _("Photo pending: readers see its words in a frame.")
        whole = picture_of(photo)
        return format_html(
            '<span class="focal" data-focal><img src="{}" alt="{}"></span>'
            '<span class="help">{} × {}. {}</span>{}',
            whole.src if whole else address,
            photo.alt_text,
            photo.width,
            photo.height,
            _("Click what matters most; every crop keeps it."),
            format_html_join("", '<span class="asset-caution">{}</span>', self._small(photo)),
        )

    def _small(self, photo):
        return [(caution,) for caution in size_caution(photo)]

    @admin.display(description=gettext_lazy("now"))
    def rights_now(self, photo):
        return rights_in_words(photo)

    @admin.display(description=gettext_lazy("the file says"))
    def in_the_file(self, photo):
        return in_the_file(photo)

    @admin.display(description=gettext_lazy("stories"))
    def where_used(self, photo):
        return photo_uses(photo)
