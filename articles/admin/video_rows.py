"""Videos of a story: each row is one use; its title and address belong to the video itself."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import embeds
from articles.admin.choosers import chooser
from articles.admin.hours import WallTimeField
from articles.admin.lines import LineField
from articles.admin.players import own_video, why_unknown
from articles.admin.rows import FigureRows, StoryRows, key_field
from articles.models import EmbeddedVideo, Video
from articles.models.article import new_key
from articles.public.article_page import date_of

LABEL = "WATCH"
SHARED = ("title", "description", "medium", "duration", "address")

PRECISIONS = {
    "minute": _("to the minute"),
    "hour": _("to the hour"),
    "day": _("to the day"),
    "week": _("to the week"),
    "month": _("to the month"),
    "year": _("to the year"),
}

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):([0-5]\d)$")


def seconds_of(clock):
    """Return the seconds of "2:08" or "1:02:03". Raises ValidationError for anything else."""
    found = _CLOCK.search(clock.strip())
    if not found:
        raise ValidationError(
            _("“%(given)s” is no length; write minutes and seconds like 2:08, or 1:02:03."),
            params={"given": clock},
        )
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds


def clock_of(seconds):
    """Return 128 as "2:08" and None as ""."""
    if seconds is None:
        return ""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def embed_at(address):
    """Return the Embed of an address. Raises ValidationError that names what is accepted."""
    found = embeds.embed_of(address)
    if found is None:
        raise ValidationError(why_unknown(address))
    return found


class DurationField(forms.CharField):
    """A length typed as 2:08 and kept in seconds."""

    def prepare_value(self, value):
        return clock_of(value) if isinstance(value, int) else value

    def to_python(self, value):
        if isinstance(value, int):  # of a field that cannot be edited here
            return value
        value = super().to_python(value)
        return seconds_of(value) if value else None

    def has_changed(self, initial, data):
        return (data or "").strip() != clock_of(initial)


class VideoRowForm(forms.ModelForm):
    key = key_field()
    title = LineField(label=_("Title"), max_length=500, required=False)
    duration = DurationField(label=_("Length"), required=False, help_text=_("Like 2:08."))
    description = forms.CharField(
        label=_("Description"), required=False, widget=forms.Textarea({"rows": 1})
    )
    address = forms.CharField(
        label=_("Address of the player"), max_length=500, required=False,
        help_text=_(
            "Of YouTube (youtube.com, youtu.be), Vimeo (vimeo.com) or a file of this site "
            "(/video/…). A start time in it is not kept. Empty: readers see the words without a "
            "player."
        ),
    )  # fmt: skip
    medium = forms.ChoiceField(
        label=_("Medium"), choices=Video._meta.get_field("medium").choices, required=False
    )
    captured_at = WallTimeField(
        label=_("Page read"),
        required=False,
        help_text=EmbeddedVideo._meta.get_field("captured_at").help_text,
    )
    video = chooser(EmbeddedVideo, "video", label=_("From the archive"))

    class Meta:
        model = EmbeddedVideo
        fields = ["label", "teaser", "age", "captured_at", "video"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("label", "teaser", "title", "age", "duration", "description"):
            self.fields[name].widget.attrs["data-line"] = ""
        self.initial["key"] = self.instance.key
        if self.instance.pk is None:
            self.initial.setdefault("label", LABEL)
        if self.instance.video_id:
            self._show(self.instance.video)

    def _show(self, video):
        self.initial |= {
            "title": video.title,
            "duration": video.seconds,
            "description": video.description,
            "medium": video.medium,
            "address": embeds.watch_url(video.provider, video.embed_id),
        }
        if self.is_shared:
            for name in SHARED:
                self.fields[name].disabled = True

    @property
    def is_shared(self):
        """True where another story shows the same video: its words are changed there or nowhere."""
        use = self.instance
        return bool(use.video_id and use.video.uses.exclude(article=use.article_id).exists())

    @property
    def shown(self):
        """The date that the saved age stands for, or None where no one can say."""
        return date_of(self.instance)

    @property
    def precision(self):
        return PRECISIONS[self.shown.precision]

    def is_filled(self):
        names = ("teaser", "age", "video", *SHARED)
        given = {name: self.cleaned_data.get(name) for name in names if name != "medium"}
        return any(value not in (None, "") for value in given.values())

    def clean_address(self):
        address = self.cleaned_data["address"]
        if "address" in self.changed_data and address and not own_video(address):
            embed_at(address)
        return address

    def clean(self):
        """Take the address of a file of ours as the choice of its video."""
        given = super().clean() or self.cleaned_data
        if "address" in self.changed_data and (own := own_video(given.get("address") or "")):
            given |= {"video": own, "address": ""}
        return given

    def clean_captured_at(self):
        read_at = self.cleaned_data["captured_at"]
        if "captured_at" not in self.changed_data:
            return self.instance.captured_at  # the field shows no fractions of a second
        if read_at and read_at > timezone.now():
            raise ValidationError(_("This hour is yet to come; no one has read a page then."))
        return read_at

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"video"}

    def save(self, commit=True):
        use, given = self.instance, self.cleaned_data
        before = Video.objects.filter(uses=use).first() if use.pk else None
        use.key = use.key or given.get("key") or new_key()
        chosen = given.get("video")
        if chosen and chosen != before:
            use.video = chosen
        else:
            use.video = before if before and chosen else Video()
            if not (before and self.is_shared):
                self._write(use.video)
        use.save()
        return use

    def _write(self, video):
        given = self.cleaned_data
        video.title = given["title"]
        video.description = given["description"]
        video.seconds = given["duration"]
        video.medium = given["medium"] or video.medium
        if "address" in self.changed_data:
            video.provider, video.embed_id = embed_at(given["address"]) if given["address"] else (
                "", "",
            )  # fmt: skip
        video.save()


class Videos(StoryRows):
    model = EmbeddedVideo
    form = VideoRowForm
    formset = FigureRows

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("video")
