"""One step for many stories: for those ticked, or for exactly those a view of the list shows.

What a view shows is carried as its address, with the moment it was looked at, the number of its
stories and a digest of which they are. If they are others when it is confirmed, nothing is done
and the new number is asked for again. From then on the stories are fixed, whatever the view shows.
"""

import hashlib
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from articles.admin.bulk_run import Run, work
from articles.admin.bulk_steps import MANY, offered
from articles.admin.story_views import walk_of
from articles.admin.walk import COUNTED, WINDOW
from articles.admin.wanted import Wanted, list_address, read_moment
from articles.models import Article, Section

MOST = WINDOW  # stories in one go
TICKED = 200  # of them by their boxes
SHOWN = 10  # named before anything is done


@dataclass
class Chosen:
    """The stories a step is meant for; `until` is empty where they were ticked one by one."""

    ids: list
    until: str = ""
    is_more: bool = False  # the view has more than MOST, or than was looked through
    digest: str = field(init=False)

    def __post_init__(self):
        text = ",".join(map(str, sorted(self.ids)))
        self.digest = hashlib.sha256(text.encode()).hexdigest()[:32]

    @property
    def count(self):
        return len(self.ids)


def bulk_view(model_admin, request):
    """Ask what a step needs, then do it in rounds and tell how it went for each story."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    run = Run.read(request.POST.get("run", ""), request.user)
    name = run.verb if run else request.POST.get("verb", "")
    if "run" in request.POST and not run:
        return _back(model_admin, request, _(
            "This step cannot be gone on with from that page any more. What was done stays done; "
            "choose the other stories again."
        ))  # fmt: skip
    if request.method != "POST":
        return HttpResponseRedirect(list_address(request.GET.urlencode()))
    if name not in MANY:
        return _back(model_admin, request, _("Choose what to do with the stories."))
    if name not in dict(offered(request.user)):
        raise PermissionDenied
    return _round(model_admin, request, run) if run else _asked(model_admin, request, name)


def _back(model_admin, request, text):
    """Go back to the list and say why."""
    model_admin.message_user(request, text, "warning")
    return HttpResponseRedirect(list_address(request.GET.urlencode()))


def _asked(model_admin, request, name):
    """Ask what the step needs, and whether it is meant; begin when both are answered."""
    chosen = _chosen(request)
    if not chosen.ids:
        text = _("No story was chosen: tick some, or choose all in this view.")
        return _back(model_admin, request, text)
    if chosen.is_more:
        text = _(
            "This view is too long for one go: no more than the %(most)s stories at its top are "
            "looked through. Nothing was done: narrow it, by section or time, and choose again."
        )
        most = number_format(MOST, force_grouping=True)
        return _back(model_admin, request, text % {"most": most})
    is_sure = "confirm" in request.POST
    form = MANY[name].form(request.POST if is_sure else None)
    is_changed = is_sure and request.POST.get("digest") != chosen.digest
    if is_sure and not is_changed and form.is_valid():
        given = {bound.name: bound.data for bound in form if bound.data is not None}
        return _round(model_admin, request, Run(name, given, chosen.ids, chosen.count))
    context = {
        "form": form,
        "chosen": chosen,
        "is_changed": is_changed,
        "count_before": request.POST.get("count", "")[:6],
        "first": Article.objects.in_bulk(chosen.ids[:SHOWN]).values(),
        "more": chosen.count - len(chosen.ids[:SHOWN]),
    }
    return _page(model_admin, request, "bulk", name, context)


def _round(model_admin, request, run):
    """Do one round; tell how it went, or how far it is and how to go on."""
    work(run, request.user)
    done, refused = run.stories()
    context = {"run": run, "done": done, "refused": refused}
    if run.left:
        context["signed"] = run.sign(request.user)
    return _page(model_admin, request, "bulk_done", run.verb, context)


def _page(model_admin, request, template, name, context):
    context = {
        **model_admin.admin_site.each_context(request),
        "title": MANY[name].label,
        "opts": model_admin.opts,
        "name": name,
        "many": MANY[name],
        "query": request.GET.urlencode(),
        **context,
    }
    return TemplateResponse(request, f"admin/articles/article/{template}.html", context)


def _chosen(request):
    """Return what is Chosen by the boxes, or by the address up to the moment it was looked at."""
    until = read_moment(request.POST.get("until"))
    if request.POST.get("scope") != "all" or until is None:
        ticked = [pk for pk in request.POST.getlist("story") if pk.isdecimal() and len(pk) < 19]
        ids = Article.objects.filter(pk__in=ticked[:TICKED]).order_by("-saved_at", "-pk")
        return Chosen(list(ids.values_list("pk", flat=True)))
    sections = list(Section.objects.marked_for(request.user))
    wanted = Wanted.read(request.GET, sections)
    if wanted.errors:
        return Chosen([])
    walk = walk_of(wanted, request.user, sections, timezone.now(), until)
    count = walk.count(MOST)
    # Of more than the list counts, it does not say that they are only those at the top.
    is_more = count.is_more or (count.is_cut and count.number > COUNTED)
    return Chosen(walk.ids(MOST), until.isoformat(), is_more)
