"""Export a story: print it as text for another newsroom, or for this one to read again."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.exporting import FORMATS, reads_back, write
from articles.models import Article


class Command(BaseCommand):
    help = "Print one story as seed text, as ninjs 3 or as our own JSON."

    def add_arguments(self, parser):
        parser.add_argument(
            "id", type=int, metavar="ID", help="the number at the end of its address"
        )
        parser.add_argument("--format", choices=FORMATS, default="ninjs", help="default: ninjs")
        parser.add_argument(
            "--edition",
            choices=["working", "live"],
            default="working",
            help="the working copy (default), or what readers see now",
        )

    def handle(self, *, id, format, edition, **options):
        article = Article.objects.with_story_parts().filter(pk=id).first()
        if article is None:
            raise CommandError(
                f"There is no story {id}; the number stands at the end of its address."
            )
        live = article.editions.live().first()
        if edition == "live" and live is None:
            raise CommandError(f"Story {id} is not live; leave --edition out for the working copy.")
        story = live.story() if edition == "live" else article.story()
        if story is None:
            raise CommandError(f"The live edition of story {id} is sealed.")
        address = settings.SITE_URL + live.get_absolute_url() if live else ""
        is_public = live is not None and live.story() == story
        text = write(story, format, address, is_public)
        self.stdout.write(text, ending="")
        if format == "seed" and not is_public:
            self.stderr.write(
                "Readers do not see the story so, which plain text cannot say: "
                "import it with --draft."
            )
        if format == "seed" and not reads_back(text, story):
            self.stderr.write(
                "Plain text does not hold all of this story, or is ambiguous: read again, it "
                "differs. --format ninjs keeps everything."
            )
