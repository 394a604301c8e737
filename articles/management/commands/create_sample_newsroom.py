"""`manage.py create_sample_newsroom`: people and a laid-out front, to look around on one's own."""

from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from articles.models import Article, ErrorReport, Policy, Section, Source
from articles.publishing import fronts, keep_version, schedule, set_status
from articles.samples import under_way
from articles.samples.policies import POLICIES
from articles.vocabulary import EditionKind, Status


class SampleLogin(NamedTuple):
    """A login whose password is its name; `role` is the group, or "Administrator"."""

    name: str
    role: str
    first_name: str
    last_name: str

    @property
    def password(self):
        return self.name


ADMINISTRATOR = "Administrator"
LOGINS = [
    SampleLogin("admin", ADMINISTRATOR, "Imke", "Aldous"),
    SampleLogin("reporter", "Reporter", "Rafi", "Quist"),
    SampleLogin("photo", "Photo editor", "Noor", "Tembo"),
    SampleLogin("editor", "Editor", "Ann", "Varley"),
    SampleLogin("publisher", "Publisher", "Piet", "Okafor"),
]


SECTIONS = (
    "City", "Province", "World", "Business", "Science", "Culture", "Sport", "Opinion",
)  # fmt: skip
EDITED = ("City", "Province")
LEAD = "council-backs-northquay-ferry-terminal.txt"


class Command(BaseCommand):
    help = (
        "Create one login per role with a simple password, and at the first time put the sample "
        "sections in order; only under DEBUG. What exists stays."
    )

    def handle(self, **options):
        if not settings.DEBUG:
            raise CommandError("Sample logins have known passwords and exist only with DEBUG=true.")
        groups = {group.name: group for group in Group.objects.all()}
        missing = {login.role for login in LOGINS} - {ADMINISTRATOR, *groups}
        if missing:
            names = ", ".join(sorted(missing))
            raise CommandError(f"No group {names}; run manage.py migrate first.")
        existing = set(get_user_model().objects.values_list("username", flat=True))
        created = [login for login in LOGINS if login.name not in existing]
        with transaction.atomic():
            for login in created:
                create(login, groups)
            if len(created) == len(LOGINS):
                lay_out()
                begin_work()
        kept = len(LOGINS) - len(created)
        self.stdout.write(f"Sample logins: {len(created)} created, {kept} kept as they are.")


def lay_out():
    """Order the sections, give the editor two, lead the front, and say who the paper is."""
    for position, name in enumerate(SECTIONS):
        Section.objects.filter(name=name).update(position=position)
    editor = get_user_model().objects.get(username="editor")
    editor.sections.set(Section.objects.filter(name__in=EDITED))
    lead = Source.objects.filter(name=LEAD).first()
    if lead:
        fronts.pin(lead.article, None, 1, by=None)
        ErrorReport.objects.create(article=lead.article, text=under_way.REPORT)
    Policy.objects.bulk_create(
        (Policy(kind=kind, title=title, text=text) for kind, title, text in POLICIES),
        ignore_conflicts=True,
    )


def begin_work():
    """Give the desk stories that no reader has seen: begun, sent to review, sent back, to come."""
    people = get_user_model().objects.in_bulk(field_name="username")
    reporter = people["reporter"]

    def begin(story):
        article = Article.load(story, created_by=reporter)
        keep_version(article, by=reporter)
        return article

    begin(under_way.BUSES)
    set_status(begin(under_way.HORNS), Status.IN_REVIEW, by=reporter)
    sent = set_status(begin(under_way.PHONE_BOX), Status.IN_REVIEW, by=reporter)
    set_status(sent, Status.DRAFT, by=people["editor"], reason=under_way.QUESTION)
    sent = set_status(begin(under_way.DOCKERS), Status.IN_REVIEW, by=reporter)
    set_status(sent, Status.READY, by=people["editor"])
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    schedule(begin(under_way.SEALS), hour + timedelta(hours=4), by=people["publisher"])
    source = Source.objects.filter(name=under_way.BOIL_WATER).first()
    if source:
        story = source.article.story()
        longer = replace(story, blocks=(*story.blocks, under_way.LAST_BOTTLES))
        live = Article.load(longer, source.article)
        keep_version(live, by=reporter)
        schedule(live, hour + timedelta(hours=2), by=people["editor"], kind=EditionKind.UPDATE)


def create(login, groups):
    """Create the account of a SampleLogin and put it into its group (`groups` by name)."""
    user = get_user_model().objects.create_user(
        login.name,
        password=login.password,
        first_name=login.first_name,
        last_name=login.last_name,
        is_staff=True,
        is_superuser=login.role == ADMINISTRATOR,
    )
    if login.role in groups:
        user.groups.add(groups[login.role])
