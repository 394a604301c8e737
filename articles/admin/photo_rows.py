"""Photos of a story: each row is one use, with its words, its asset and perhaps a new file."""

import json

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.admin.cautions import cautions_of
from articles.admin.choosers import chooser
from articles.admin.rows import FigureRows, StoryRows, key_field
from articles.admin.thumbnails import thumbnail_of
from articles.importing.assets import keep_photo
from articles.models import Caption, Photo
from articles.models.article import new_key
from articles.pictures import PictureError
from articles.vocabulary import split_credit

WORDS = ("alt_text", "caption", "credit")


def words_of(photo):
    """Return the words that a photo brings into a use, as JSON."""
    return json.dumps({name: getattr(photo, name) for name in WORDS})


class PhotoRowForm(forms.ModelForm):
    key = key_field()
    is_lead = forms.BooleanField(required=False, widget=forms.HiddenInput)
    credit = forms.CharField(
        label=_("Credit"),
        max_length=Caption._meta.get_field("credit_override").max_length,
        required=False,
        help_text=_("Who made it and who delivered it: “Ines Calloway/Meridian Wire”."),
    )
    photo = chooser(Caption, "photo", label=_("From the archive"))
    upload = forms.FileField(label=_("Upload"), required=False)

    class Meta:
        model = Caption
        fields = ["alt_text", "caption", "decorative", "is_lead", "photo"]
        widgets = {
            "alt_text": forms.Textarea({"rows": 1, "data-line": ""}),
            "caption": forms.Textarea({"rows": 1, "data-line": ""}),
        }

    # Set by the admin for each request.
    user = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["credit"].widget.attrs["data-line"] = ""
        self.fields["upload"].widget.attrs["accept"] = "image/*"
        self.initial["key"] = self.instance.key
        if self.instance.photo_id:
            use = self.instance
            self.initial["credit"] = use.credit_override or use.photo.credit

    @cached_property
    def chosen(self):
        """The Photo that the row shows, or None."""
        chosen = str(self["photo"].value() or "")
        if not chosen.isdigit():
            return None
        if self.instance.photo_id == int(chosen):
            return self.instance.photo
        return Photo.objects.filter(pk=chosen).first()

    def thumbnail(self):
        """Return the address of the picture the row shows, or an empty string."""
        return thumbnail_of(self.chosen) if self.chosen else ""

    def cautions(self):
        """Return what should be known of that picture's rights and size, in one line."""
        return " ".join(cautions_of(self.chosen)) if self.chosen else ""

    def archive_words(self):
        """Return the photo's own words as JSON, or an empty string for one without a file."""
        photo = self.instance.photo if self.instance.photo_id else None
        return words_of(photo) if photo and photo.file else ""

    def is_filled(self):
        """True if the row says or shows anything."""
        names = (*WORDS, "photo", "upload", "is_lead")
        return any(self.cleaned_data.get(name) for name in names)

    def clean(self):
        super().clean()
        upload = self.cleaned_data.get("upload")
        if upload:
            self._keep_upload(upload)
        return self.cleaned_data

    def _keep_upload(self, upload):
        """Keep the file at once: a browser does not send it again when the form has errors."""
        try:
            photo = keep_photo(upload.read(), upload.name, by=self.user)
        except PictureError as error:
            self.add_error("upload", str(error))
            return
        self.cleaned_data["photo"] = photo
        self.data = self.data.copy()
        self.data[self.add_prefix("photo")] = photo.pk

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"photo"}

    def save(self, commit=True):
        use, given = self.instance, self.cleaned_data
        before = Photo.objects.filter(uses=use).first() if use.pk else None
        use.key = use.key or given.get("key") or new_key()
        use.photo = given.get("photo") or self._pending()
        credit = given["credit"]
        if use.photo != before:
            credit = self._take_words(use, credit)
        use.credit_override = "" if credit == use.photo.credit else credit
        use.save()
        if before and before != use.photo:
            drop_if_forgotten(before)
        return use

    def _take_words(self, use, credit):
        """Fill what is still empty from the photo just chosen; return the credit."""
        use.caption = use.caption or use.photo.caption
        if not use.decorative:
            use.alt_text = use.alt_text or use.photo.alt_text
        return credit or use.photo.credit

    def _pending(self):
        """Return a new Photo without a file: readers see its words and “photo pending”."""
        credit = self.cleaned_data["credit"]
        creator, supplier = split_credit(credit)
        photo = Photo(
            caption=self.cleaned_data["caption"],
            alt_text=self.cleaned_data["alt_text"],
            creator=creator[:500],
            supplier=supplier[:500],
            uploaded_by=self.user,
        )
        photo.credit_line = "" if photo.credit == credit else credit
        photo.save()
        return photo


def drop_if_forgotten(photo):
    """Delete a photo that never had a file and that nothing shows any more."""
    used = photo.uses.exists() or photo.edition_links.exists() or photo.led_editions.exists()
    if not photo.file and not used and not photo.posters.exists():
        photo.delete()


class PhotoRows(FigureRows):
    def clean(self):
        super().clean()
        leads = [form for form in self.forms if form.is_valid() and self._leads(form)]
        for form in leads[1:]:
            form.add_error(None, _("A story has one lead photo; put this one into the text."))

    def _leads(self, form):
        return form.cleaned_data.get("is_lead") and not self._should_delete_form(form)

    def save(self, commit=True):
        # The one that led gives way first, or two would lead for a moment.
        leads = [form.cleaned_data.get("key") for form in self.forms if self._leads(form)]
        if leads and self.instance.pk:
            before = self.instance.captions.filter(is_lead=True).exclude(key__in=leads)
            before.update(is_lead=False)
        return super().save(commit)


class Photos(StoryRows):
    model = Caption
    form = PhotoRowForm
    formset = PhotoRows

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("photo")
            .prefetch_related("photo__renditions")
        )

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.user = request.user
        return formset
