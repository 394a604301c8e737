"""What the pages tell machines: search engines, previews elsewhere, readers in other languages."""

from django import template
from django.utils.safestring import mark_safe

from articles.public import linked_data
from articles.public.policies import addresses
from articles.public.translations import language_versions as versions_of

register = template.Library()


@register.simple_tag
def front_data(site):
    return _script(linked_data.front_nodes(site, addresses(site.policies)))


@register.simple_tag
def article_data(page, site):
    return _script(linked_data.article_nodes(page, site, addresses(site.policies)))


@register.simple_tag
def section_data(section, editions, site):
    path = section.get_absolute_url()
    return _script(
        linked_data.list_nodes(
            site, section.name, path, editions, description=section.description, section=section
        )
    )


@register.simple_tag
def topic_data(tag, path, editions, site):
    return _script(linked_data.list_nodes(site, tag.name, path, editions))


@register.simple_tag
def contributor_data(contributor, site):
    return _script(linked_data.contributor_nodes(contributor, site))


@register.simple_tag
def language_versions(page, site):
    """The LanguageVersions of an ArticlePage; none for other pages."""
    return versions_of(page.edition, site.at) if page else []


def _script(nodes):
    text = linked_data.as_script(nodes)
    return mark_safe(  # noqa: S308 - all that could end the script is escaped
        f'<script type="application/ld+json">{text}</script>'
    )
