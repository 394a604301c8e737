"""Verbs of a story that need a word first, and the page that asks for it.

One page asks for one story or for many chosen in the list; each story is its own transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.admin import verb_forms as forms
from articles.admin.correct_form import CorrectForm, said_of_correction
from articles.admin.goes_out import goes_out_of
from articles.admin.moves import warning_of
from articles.admin.problems import shown_problems
from articles.admin.roles import rights_of
from articles.admin.state import words_of
from articles.admin.typed import signed
from articles.models import Article
from articles.publishing.moments import full_words
from articles.vocabulary import EditionKind, Status


@dataclass(frozen=True)
class Verb:
    name: str
    right: str  # of Rights
    label: str
    done: str
    explanation: str
    form: type
    run: Callable  # of (article, by=…, and what the form gives)
    said: Callable | None = None  # (article, what `run` returned) → what to say when it is done
    checks: bool = False  # whether its page shows what the story lacks


def _moves_to(status):
    return lambda article, **given: publishing.set_status(article, status, **given)


VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            "review", "change", _("Send to review"), _("in review"),
            _("The desk reads it next. You can go on writing."),
            forms.DeskStateForm, _moves_to(Status.IN_REVIEW),
            lambda article, _result: warning_of(article, Status.IN_REVIEW),
        ),
        Verb(
            "ready", "ready", _("Mark ready"), _("ready"),
            _("It was read and can go out."),
            forms.DeskStateForm, _moves_to(Status.READY),
        ),
        Verb(
            "back", "change", _("Back to draft"), _("a draft again"),
            _("The writer goes on with it. What readers see stays as it is."),
            forms.WordToWriterForm, _moves_to(Status.DRAFT),
        ),
        Verb(
            "publish", "publish", _("Publish"), _("published"),
            _("Readers get the text as it was last saved, at once."),
            forms.PublishForm, publishing.publish, checks=True,
        ),
        Verb(
            "schedule", "schedule", _("Schedule"), _("scheduled"),
            _("The text as it was last saved goes live at an hour. Changes made after this wait "
              "until somebody publishes them."),
            forms.ScheduleForm, publishing.schedule, forms.said_to_go_live, checks=True,
        ),
        Verb(
            "reschedule", "schedule", _("Reschedule"), _("rescheduled"),
            _("What waits goes live at another hour instead. Readers never learn of it."),
            forms.RescheduleForm, publishing.reschedule, forms.said_to_go_live, checks=True,
        ),
        Verb(
            "cancel", "schedule", _("Cancel the schedule"), _("no longer scheduled"),
            _("What waits does not appear; readers go on to see what they see now, and never "
              "learn of it. The story is ready for another hour."),
            forms.MayGiveReasonForm, publishing.cancel,
        ),
        Verb(
            "embargo", "embargo", _("Set an embargo"), _("under embargo"),
            _("Nothing of the story is public before that hour, whatever is scheduled or "
              "published. What waits for an earlier hour moves to it."),
            forms.EmbargoForm, lambda article, until, **given:
            publishing.set_embargo(article, until, **given),
        ),
        Verb(
            "lift", "embargo", _("Lift the embargo"), _("free of its embargo"),
            _("The story may appear from now on. What waits keeps its hour; reschedule it to let "
              "it appear earlier."),
            forms.ReasonForm,
            lambda article, **given: publishing.set_embargo(article, None, **given),
        ),
        Verb(
            "correct", "correct", _("Correct"), _("corrected"),
            _("One step: the note is added, the story is published with it, and the log of "
              "corrections, the feeds and search engines are told."),
            CorrectForm, publishing.correct, said_of_correction, checks=True,
        ),
        Verb(
            "withdraw", "withdraw", _("Withdraw"), _("withdrawn"),
            _("Readers who open the story get your notice instead, at once and everywhere, or from "
              "the hour you choose."),
            forms.WithdrawForm, publishing.withdraw,
        ),
        Verb(
            "hold", "hold", _("Put on legal hold"), _("on legal hold"),
            _("The story disappears from all pages at once, as if it had never been there. "
              "Nothing is lost, and releasing it brings it back."),
            forms.ReasonForm, publishing.hold,
        ),
        Verb(
            "release", "hold", _("Release from legal hold"), _("released"),
            _("Readers see the story again, as it was last published."),
            forms.ReasonForm, publishing.release,
        ),
        Verb(
            "spike", "spike", _("Spike"), _("spiked"),
            _("The story is dropped before publication. It stays here and can be taken back."),
            forms.MayGiveReasonForm, publishing.spike,
        ),
        Verb(
            "unspike", "unspike", _("Take back to draft"), _("a draft again"),
            _("The story can be written again."),
            forms.NoForm, publishing.unspike,
        ),
    )
}  # fmt: skip

_OF_A_WITHDRAWAL = {  # what verbs do where a withdrawal is what waits
    "reschedule": _("Readers keep the story until another hour instead, and get your notice then. "
                    "They never learn of the first."),
    "cancel": _("Readers keep the story: it is not withdrawn, and they never learn of it."),
}  # fmt: skip
STEPS = ("review", "ready", "back", "publish")  # buttons of the bar; all others are in its menu
FOR_ONE = ("correct", "reschedule")  # asks what only one story can answer


def verb_view(model_admin, request, verb, articles):
    """Ask for what `verb` needs, then do it to each of `articles`; return the response.

    Raises PermissionDenied if none of them is the user's to do it to.
    """
    rights = {article.pk: rights_of(request.user, article) for article in articles}
    allowed = [a for a in articles if getattr(rights[a.pk], verb.right)]
    if not allowed or (verb.name in FOR_ONE and len(articles) > 1):
        raise PermissionDenied
    about = {"articles": allowed, "rights": rights[allowed[0].pk]}
    if len(articles) == 1 and request.method == "GET" and not _fits(verb, **about):
        given = {"verb": verb.label, "story": allowed[0], "state": words_of(allowed[0])}
        text = gettext("“%(verb)s” does not fit “%(story)s” as it is now: %(state)s.")
        model_admin.message_user(request, text % given, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[allowed[0].pk]))
    if "look" in request.POST:  # to see an hour in words before anything is done
        form = verb.form(initial=request.POST.dict(), **about)
    else:
        form = verb.form(request.POST if "confirm" in request.POST else None, **about)
    if form.is_valid() and _do(model_admin, request, verb, form, rights):
        if len(articles) > 1:
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[allowed[0].pk]))
    for article in allowed:
        article.words = words_of(article)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": verb.label,
        "opts": Article._meta,
        "verb": verb,
        "writer": signed(request.user),
        "explanation": _explanation(verb, form.article),
        "form": form,
        "articles": allowed,
        "refused": len(articles) - len(allowed),
        "ids": ",".join(str(article.pk) for article in articles),
        "rights": about["rights"],
        "goes_out": _goes_out(verb, form),
        "withdrawn": getattr(form, "withdrawn", None),
        "checked": shown_problems(allowed[0], form) if verb.checks and form.article else None,
    }
    return TemplateResponse(request, "admin/articles/article/verb.html", context)


def _explanation(verb, article):
    """Return what `verb` does; of a single story that is to be withdrawn, what that means."""
    ends = article and article.waits_kind == EditionKind.WITHDRAWAL
    return _OF_A_WITHDRAWAL.get(verb.name, verb.explanation) if ends else verb.explanation


def _goes_out(verb, form):
    """Return the GoesOut of a single story to be published that readers do not have."""
    if verb.name != "publish" or form.article is None:
        return None
    brings = form.withdrawn or not form.article.was_live
    return goes_out_of(form.article, form.withdrawn) if brings else None


def _fits(verb, articles, rights):
    return verb.name in (*STEPS, *verbs_for(articles[0], rights))


def _do(model_admin, request, verb, form, rights):
    """Do the verb to each story and tell how it went; return False to ask again.

    It asks again for a single story, with everything typed still there.
    """
    done = []
    for article in form.articles:
        given = form.given()
        if "despite" in given and not rights[article.pk].override:
            given["despite"] = ""
        if not article.was_live and "kind" in given:
            given["kind"] = None
        try:
            result = verb.run(article, by=request.user, **given)
        except publishing.PublishingError as refusal:
            if form.article:
                form.refuse(refusal, request.user)
                return False
            text = gettext("“%(story)s”: %(why)s") % {"story": article, "why": refusal}
            model_admin.message_user(request, text, messages.ERROR)
        else:
            model_admin.log_change(request, article, [{"changed": {"fields": [verb.name]}}])
            done.append((article, result))
    if done:
        model_admin.message_user(request, _said(verb, done), messages.SUCCESS)
    return True


def _said(verb, done):
    if len(done) > 1:
        text = ngettext("%(n)d story is %(done)s.", "%(n)d stories are %(done)s.", len(done))
        return text % {"n": len(done), "done": verb.done}
    article, result = done[0]
    if verb.said is forms.said_to_go_live:  # the hour says what was done
        return gettext("“%(story)s”: %(said)s") % {
            "story": article,
            "said": verb.said(article, result),
        }
    if verb.name == "cancel" and result.is_withdrawal:
        return gettext("“%(story)s” will not be withdrawn.") % {"story": article}
    said = gettext("“%(story)s” is %(done)s.") % {"story": article, "done": verb.done}
    if verb.name == "withdraw" and result.goes_live_at > result.created_at:
        hour = full_words(result.goes_live_at)
        return gettext("“%(story)s” will be withdrawn: %(hour)s.") % {
            "story": article,
            "hour": hour,
        }
    return format_html("{} {}", said, verb.said(article, result)) if verb.said else said


def verbs_for(article, rights):
    """Return the names of the verbs that make sense for an article loaded by `with_state`."""
    names = []
    if rights.schedule:
        names += ["reschedule", "cancel"] if article.is_scheduled else ["schedule"]
    if rights.correct and article.is_live:
        names.append("correct")
    if rights.embargo and not article.was_live:
        names.append("embargo")
    if rights.embargo and article.embargo_until:
        names.append("lift")
    if rights.withdraw and article.is_live:
        names.append("withdraw")
    if rights.hold:
        names.append("release" if article.held else "hold")
    if rights.spike and not article.was_live:
        names.append("spike")
    if rights.unspike:
        names.append("unspike")
    return names


def address_of(name, article):
    """Return the address of the page that asks for a verb."""
    return f"{reverse('admin:articles_article_change', args=[article.pk])[:-7]}{name}/"
