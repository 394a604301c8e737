"""Videos in the admin."""

import hashlib

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import embeds
from articles.admin.asset_facts import video_uses
from articles.admin.base import hour_column
from articles.admin.guard import KeptWhileUsed
from articles.admin.video_rows import DurationField, clock_of, embed_at
from articles.models import Video
from articles.public.picture_files import picture_of
from articles.publishing.moments import short_hour
from articles.story import Medium

# By their first bytes: what a file is called says nothing about what it is.
FILE_TYPES = {
    "mp4": lambda head: head[4:8] == b"ftyp",
    "webm": lambda head: head[:4] == b"\x1a\x45\xdf\xa3",
    "mp3": lambda head: head[:3] == b"ID3" or head[:2] in (b"\xff\xfb", b"\xff\xf3"),
}


class VideoForm(forms.ModelForm):
    address = forms.CharField(
        label=gettext_lazy("Address of the player"), required=False, max_length=500,
        help_text=gettext_lazy(
            "Of YouTube (youtube.com, youtu.be) or Vimeo (vimeo.com), like "
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ. Only its id is kept, no start time."
        ),
        widget=forms.TextInput({"class": "vTextField"}),
    )  # fmt: skip
    seconds = DurationField(
        label=gettext_lazy("Length"), required=False, help_text=gettext_lazy("Like 2:08.")
    )

    class Meta:
        model = Video
        fields = ["title", "description", "medium", "file", "seconds", "poster", "published"]
        widgets = {"description": forms.Textarea({"rows": 3})}
        help_texts = {
            "title": gettext_lazy("What readers see beside the player: “The lamp goes out”."),
            "description": gettext_lazy(
                "One or two sentences: “We climbed along with the keeper.”"
            ),
            "file": gettext_lazy("MP4, WebM or MP3; instead of an address, not beside it."),
            "poster": gettext_lazy("The photo that stands there until somebody plays it."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        video = self.instance
        self.initial["address"] = embeds.watch_url(video.provider, video.embed_id)

    def clean_file(self):
        """Name a new file by the hash of its bytes, so that its address never means another."""
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            head = file.read(12)
            suffix = next((s for s, is_it in FILE_TYPES.items() if is_it(head)), None)
            if suffix is None:
                raise forms.ValidationError(
                    _("“%(name)s” is no file that browsers play; use MP4, WebM or MP3.")
                    % {"name": file.name}
                )
            digest = hashlib.sha256(head)
            for chunk in iter(lambda: file.read(1 << 20), b""):
                digest.update(chunk)
            file.seek(0)
            self.instance.name = f"{digest.hexdigest()[:32]}.{suffix}"
        return file

    def clean_address(self):
        address = self.cleaned_data["address"]
        if "address" in self.changed_data:
            found = embed_at(address) if address else ("", "")
            self.instance.provider, self.instance.embed_id = found
        return address


@admin.register(Video)
class VideoAdmin(KeptWhileUsed):
    form = VideoForm
    nothing_yet = gettext_lazy("No video is here yet. Add one, or put it into a story.")
    list_display = [
        "__str__",
        "medium",
        "length",
        "player",
        hour_column("created_at", gettext_lazy("added"), short_hour),
    ]
    list_filter = ["medium", "provider"]
    search_fields = ["title", "description"]
    search_help_text = gettext_lazy("Title or description")
    show_full_result_count = False
    autocomplete_fields = ["poster"]
    readonly_fields = ["player_here", "where_used"]
    fieldsets = [
        (None, {"classes": ["asset-shown"], "fields": ["player_here"]}),
        (
            gettext_lazy("Where it is used"),
            {"classes": ["asset-shown"], "fields": ["where_used"]},
        ),
        (gettext_lazy("What it shows"), {"fields": ["title", "description"]}),
        (gettext_lazy("What plays"), {"fields": ["medium", "address", "file", "seconds"]}),
        (gettext_lazy("Poster and date"), {"fields": ["poster", "published"]}),
    ]

    def get_fieldsets(self, request, obj=None):
        if obj:
            return self.fieldsets
        # Of what is not here yet there is nothing to show.
        return [(name, part) for name, part in self.fieldsets if "classes" not in part]

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("poster")
        return rows.prefetch_related("poster__renditions")

    def words_of(self, video):
        """Return what the chooser in a story fills in beside the video's title."""
        return {
            "words": {
                "title": video.title,
                "description": video.description,
                "duration": clock_of(video.seconds),
                "address": embeds.watch_url(video.provider, video.embed_id),
            }
        }

    @admin.display(description=gettext_lazy("length"), ordering="seconds")
    def length(self, video):
        return clock_of(video.seconds) or "–"

    @admin.display(description=gettext_lazy("player"), ordering="provider")
    def player(self, video):
        if video.provider:
            return video.get_provider_display()
        return (
            _("own file")
            if video.file
            else format_html('<span class="missing">{}</span>', _("none yet"))
        )

    @admin.display(description=gettext_lazy("player"))
    def player_here(self, video):
        """Show the file, or the poster and the way to its player; nothing plays by itself."""
        poster = picture_of(video.poster)
        if video.file:
            tag = "audio" if video.medium == Medium.AUDIO else "video"
            return format_html(
                '<{} class="asset-player" controls preload="none" src="{}"{}></{}>',
                tag,
                video.get_file_url(),
                format_html(' poster="{}"', poster.src) if poster and tag == "video" else "",
                tag,
            )
        image = (
            format_html('<img class="asset-player" src="{}" alt="">', poster.src) if poster else ""
        )
        if not video.provider:
            return format_html(
                '{}<span class="missing">{}</span>',
                image,
                _("No player yet: readers see the words. Give an address or a file."),
            )
        return format_html(
            '{}<a class="button" href="{}" target="_blank" rel="noopener">{}</a> '
            '<span class="help">{}</span>',
            image,
            embeds.watch_url(video.provider, video.embed_id),
            _("Watch on %(name)s") % {"name": video.get_provider_display()},
            _("It opens there; this page asks nobody before."),
        )

    @admin.display(description=gettext_lazy("stories"))
    def where_used(self, video):
        return video_uses(video)
