"""The words that news sites print around their stories, by what they announce.

A new house style usually needs one more word here, and nothing else.
"""

import re

from articles.importing.grammar.beginnings import Table


def _any(words):
    """Return a pattern of any of `words` (forms on lines or between bars), for lower-case text.

    Without re.IGNORECASE a form whose first letter is another costs next to nothing.
    """
    forms = [line.strip() for line in words.strip().splitlines()]
    return re.compile("|".join(form for form in forms if form))


def _table(words):
    """Return a Table of the lines of `words`, each a pattern of forms between bars."""
    return Table([re.compile(line.strip()) for line in words.strip().splitlines()])


# Whole lines that are no part of any story.
FURNITURE = _table(r"""
    (?:social )?sharing|share|share (?:this|on|via|options|full article|save)\b.{0,40}|shares?
    facebook|twitter|x|e-?mail|linkedin|whatsapp|reddit|pinterest|messenger|telegram|bluesky|threads|print
    (?:copy|copied)(?: the)? (?:link|url)|link copied!?|copy|save|saved?|bookmark|gift(?: this)?(?: article)?
    (?:(?:social sharing|show more|facebook|twitter|x|e-?mail|linkedin|whatsapp|reddit|pinterest|print|share|copy link|messenger|flipboard)\W*){2,}
    partager(?: .{0,30})?|partagez.{0,30}|courriel|teilen|drucken|compartir|compartilhar|imprimir|imprimer|envoyer
    text size|font size|increase text size.*|listen(?: to this (?:article|story).{0,40})?|écouter(?: l.article)?
    (?:estimated )?\d{1,3}[ -](?:min(?:ute)?s?)(?:(?: read(?:ing time)?)|\.)?|(?:reading time|temps de lecture|lesezeit|tiempo de lectura)\b.{0,30}
    the audio version of this (?:article|story) is .*|text to speech.*
    advertis(?:e)?ments?|ad|sponsored(?: content)?|publicité|anzeige|werbung|publicidad|publicidade
    (?:story|article) continues (?:below|after).*|la suite (?:de l.article )?après.*
    skip (?:ad(?:vertisement)?|to|past).{0,40}|scroll (?:down )?to (?:continue|read).{0,30}|back to top|close|menu|search|loading\.*
    (?:video|audio) ?player.{0,30}|play(?: video| audio)?|pause|now playing.{0,10}|up next|watch now|watch live|loaded: .*|current time.*|video loading.*
    this (?:video|content|item) (?:is|can ?not|can't).{0,60}|your browser does not support.*|to play this (?:media|video).*|(?:please )?enable javascript.*
    (?:view |show |hide |see |read )?(?:all )?(?:\d[\d,.]* )?comments?(?: \(\d+\))?|join the conversation|leave a comment|comments? (?:are )?closed.*|commentaires?(?: \(\d+\))?
    \[?\d{1,3} ?(?:/|of|sur|von|de) ?\d{1,3}\]?(?: ?(?:photos|images|pictures))?|(?:photo|image|slide) \d{1,3}(?: of \d{1,3})?|view (?:gallery|image.*|\d+ .*|in gallery)|hide caption|toggle caption|enlarge(?: this)?(?: image)?|expand image.*|full ?screen|show captions?|voir en plein écran|agrandir.*
    journalistic standards.*|our standards:.*|acquire licensing rights.*|normes journalistiques.*
    report (?:an )?(?:error|typo)|submit a (?:news )?tip|corrections and clarifications\s?\|.*
    copyright\b.*|(?:©|\(c\)) ?(?:\d{4}|\w{2,20} (?:inc|\d{4}))\b.*|tous droits réservés.*|alle rechte vorbehalten.*
    subscribe(?: now| today)?|sign up|log ?in|sign in|register|s['’]abonner|abonnez-vous.{0,60}|article réservé aux abonnés|already a subscriber\?.*|subscriber[s]?[- ]only.*|premium
    newsletters?|get the app|download (?:the|our) app.*|follow(?: us)?(?: on .*)?|abonné
    (?:https?://|www\.)\S+|\W*\{.*\}\W*|[\W_]+|function\s?\(.*
    top stories|popular now.*|trending(?: now)?|most (?:read|popular|viewed).*|les plus lus|about the author|contact us|tell us|was this (?:page|article) helpful\??
    live|breaking(?: news)?|exclusive|new|updated|exclusif|en direct|featured video|editor's picks?|recommended.*|you may also (?:like|be interested in).*|more from .*|more on this(?: story)?|more top stories|read more stories.*|see more.*|load more|show more|view more.*
    accept(?: all)?(?: cookies)?|manage (?:settings|cookies|preferences)|reject all|(?:video )?ad feedback|skip links|(?:begin|end) of list|list \d+ of \d+|click to .{3,40}|add .{2,40} as a preferred source.*
    report (?:a )?typo.*|broadcast partners?|download(?: this)?(?: episode| image)?|open (?:image|full embed).*|loading external pages.*|view full .{2,40} version.*|caption|corrections and clarifications.{0,60}(?:error|tip|·).*
    zur merkliste.*|artikel (?:anhören|merken|teilen).*|signaler une (?:erreur|coquille).*|ouvrir en mode plein écran|(?:début|fin) du widget.*|aller (?:au|à).{3,30}|conditions d.utilisation|prenez note que cet article.*|écouter cet article.*
    copier le lien|passer la publicité|diminuir fonte|aumentar fonte|salvar.{0,30}|endereço da página|comentários?|ouvir.{0,20}|escuchar.{0,20}|conforme a los criterios.*|conocé the .*|guardar|comentarios?|volver arriba|author email|subscribe for .*|to view this video.*|ad feedback
    article content|show more.*|line|topic: .{2,40}|after newsletter promotion|free (?:daily|weekly|monthly) newsletter|enter your e-?mail.*|privacy notice.*|view image in full ?screen|open this photo in gallery:?|people are also reading.*|be the first to know|reuse this content.*|powered by .{2,30}|related images|follow \| contact
    comment on this story.*|hand curated|most recent|contribuer|x\.com|artikel zum hören.*|copiar enlace|compartir en .*|ajouter à vos sélections|partilhar.*|ouça este artigo.*|ouvir este artigo|os leitores são.*|get in touch|this advertisement has not loaded.*|from the section .*|\(?external link\)?|image|getty images|media caption|continue reading the main story|photo|sujets|00:00.*
    register now.{0,60}|écouter l.article.*|advertisement · .*|tópicos relacionados|(?:follow|view) .{2,30} (?:profile|bio)
    (?:popular|most read) .{0,30}articles|video unavailable|tap to play|thank you for subscribing.*|daily newsletter|all most read|broadcast .{2,20} partners?|news provided by|photographs by .{2,50}|exclusivo|ler mais|sugerir correc?ção|\d+ commentaires|dans la même rubrique|la matinale.*|do not redistribute.*
    this (?:story|article) appears in .*|(?:show|hide) (?:more|less|transcript)|summary|key points|companies|in short:?|follow author|x?facebook.*|back|next|previous|skip|more options|listen live|open in app|view in app|read in app|continue reading.*|see (?:full )?(?:gallery|all photos).*|photos?:?|video:?|info|en cours
    (?:bbc |this )?(?:article|story|page) (?:was )?(?:originally )?(?:appeared|published) (?:on|in|at|by) .*|first published .*
    this (?:report|story) by .{3,60} was first published.*|share article|in picture:?.{0,10}|save articles? .{4,80}|a photo accompanying this.*
    for (?:immediate|subscribers|members).{0,20}|\d{1,2}[ -]minute (?:listen|read|watch)|transcript|heard on .{3,40}|lecture \d{1,2} ?min.{0,8}|lire en \d{1,2} ?min.{0,8}|see all (?:topics|comments|photos|newsletters)
    increase article font size|decrease (?:article )?font size|descrease article font size|add .{2,40} on google|prefer (?:us|.{2,40}) on .{2,20}|report (?:an?|a technical|an editorial) (?:editorial |technical )?(?:error|issue)|get (?:daily|weekly|breaking).{0,20}(?:news|alerts)
    follow related authors.{0,20}|live reporting|all times (?:stated )?(?:are )?.{2,20}|media contacts?:?|contact:?|press contacts?:?|free weekly .{2,20}|rotate your device.{0,60}|item \d{1,2} of \d{1,2}|end of list|list(?: of \d{1,2} items?)?
    offrir (?:l.article|cet article)|lire plus tard|réservé (?:aux|à nos) abonnés|article réservé (?:aux|à nos) abonnés|ajouter (?:aux favoris|à mes favoris|l.article.{0,20})|contenus? sponsorisés?|il vous reste \d{1,3}.?% .*|réagir|commenter|lire le journal.{0,20}|favoris|offrir
    bild (?:vergrößern|anzeigen|in .{2,20} öffnen)|artikel (?:hören|drucken|teilen|verschenken).{0,20}|\d{1,2} (?:min|minuten)(?: lesezeit)?|exklusiv für abonnenten.{0,20}|kommentare?(?: \(\d+\))?|feedback|mehr anzeigen|vorlesen
    ir a los comentarios|ver comentarios|compartir(?: en .{2,20})?|escucha(?:r)? (?:el|este|la) .{2,20}|solo suscriptores|regala(?:r)? (?:este|el) artículo.{0,20}|publicidad continúa.{0,20}|continua após (?:a )?publicidade|sua assinatura .{4,60}|só para assinantes|ir para os comentários|copiar link
    شارك|حفظ|استمع.{0,20}|إعلان|مشاركة|تعليقات?|انسخ الرابط|שיתוף|הדפסה|תגובות.{0,10}
""")  # noqa: E501

# What a short line holds, in lower case, that is no part of any story, wherever it stands in it.
FURNITURE_HOLDS = (
    "generated by ai", "text-to-speech", "continues below", "continue below", "continues after"
    " this",
    "continues after adv", "opens new tab", "s reserv", "journalistic standards", " loaded",
    "free unlimited access", " newsletters", "|submit a news tip", "| submit a news tip",
    "droits réserv", "rechte vorbehalten", "read our series", "not redistribute", "recaptcha",
)  # fmt: skip

_AROUND = " :.!·|"  # what may stand around words of furniture

# Sentences that begin so speak of the site, not of the story.
SITE_SPEAKS = _any(r"""
    ce texte a (?:d.abord |été )|votre avis nous intéresse|évaluez votre|warning:|(?:support|help) is available
    a version of this (?:article|story)|while you.re here|write to (?:him|her|them) at
    this (?:column|essay) is (?:an? |part )|interested in writing|(?:read|see) more (?:about|of|from) this section
    the audio version of this|i understand and agree|privacy notice|newsletters may contain
    (?:sign up|subscribe|register) (?:for|to|here|now|and)\b|by (?:submitting|signing|subscribing|clicking|entering)\b
    (?:this|our) (?:site|website|page) uses|we use cookies|(?:we|this site) (?:and our partners )?use[sd]?\b.{0,20}cookies|cookies?\b.{0,40}(?:settings|preferences|policy)|nous utilisons des (?:cookies|témoins)|wir verwenden cookies|este sitio (?:web )?(?:usa|utiliza)
    (?:if you or (?:some|any)one|if you(?:.re| are| need| have been| have)|anyone|are you|do you)\b.{0,80}(?:help|crisis|danger|support|story|tip|affected|information|contact|call|reach|share|know)
    (?:do you |got |have |know )(?:a |an |any |something|more|you).{0,60}(?:tip|story|idea|question|information|view)\b
    (?:need help|where to get help|si vous (?:ou|avez|êtes)|besoin d.aide|vous avez (?:une|des))\b
    (?:send|e-?mail|contact|message|tweet|call|reach|write to|get in touch)\b.{0,60}(?:@|\btips?\b|\bus\b|\bour (?:newsroom|team)\b|1-8\d\d|confidential)
    follow .{2,60} on (?:twitter|x|facebook|instagram|bluesky|social)|(?:like|find|join) us on\b|you can (?:also )?(?:follow|contact|reach|email|e-mail|read more)\b
    (?:click|tap) here\b|(?:for|read|see|get|find) (?:more|all)\b.{0,80}(?:here|stories|coverage|news|click|visit|go to|app)\b
    download (?:the|our)\b|support (?:our|independent|local)\b|(?:become|be) a (?:member|subscriber|supporter)|thank(?:s| you) for reading|please (?:support|consider|note that|be aware|enable)
    comments? (?:on|are|for|submitted)\b|to encourage thoughtful|we reserve the right|(?:join|start) the (?:conversation|discussion)|share your (?:thoughts|views|story)\b
    (?:get|receive|start your day with|discover|the best of|your (?:daily|weekly))\b.{0,120}(?:newsletter|inbox|by email|every morning|delivered)\b
    (?:abonnez|inscrivez)-vous\b|recevez\b|découvrez\b.{0,40}(?:application|infolettre)|melden sie sich|suscríbase|suscríbete|assine\b|inscreva-se
    this .{2,40} (?:column|essay|piece) is by\b|this is an excerpt from\b|about the authors?:|for (?:further|more) information\b|la fonction de synthèse vocale|(?:puedes|puede) seguir|siga o\b|leia tudo sobre|dieses thema im programm|über dieses thema berichtete|save (?:articles|stories)\b
    watch (?:above|below)\b|we (?:use|need your consent).{0,60}(?:content|cookies|device)|(?:this|our) (?:story|piece|interview|report) was (?:edited|produced|written|adapted|reported) (?:by|for)\b|il vous reste \d|if you.re just joining us\b.{0,20}newsletter
    vous (?:souhaitez|voulez) (?:réagir|nous)|suivez (?:l.actualité|toute l.actu|nous|.{2,30} sur)|você (?:já )?conhece as|para (?:continuar|seguir) (?:lendo|leyendo)|hable con nosotros|si quieres (?:seguir|recibir)|(?:este )?artículo (?:exclusivo )?(?:solo )?para suscriptores|wenn sie (?:diesen|den) artikel|diesen artikel weiterlesen|haben sie (?:hinweise|fragen|anregungen)|hinweis:? (?:der|die) redaktion
    the (?:stories|best|latest|biggest) (?:stories )?(?:that matter|of the (?:day|week)|from)\b.{0,60}(?:good news|inbox|week)|(?:have you|do you want to) .{3,80} (?:tell us|let us know)
    recommended by|most viewed in|(?:reuse|republish) (?:this|our)|this (?:article|story|report) (?:was|is) (?:produced|made possible|supported|funded|part of)\b
""")  # noqa: E501

# … and so do those that hold one of these, in lower case, with one of the others.
SITE_HOLDS = re.compile(r"newsletter|rel(?:y|ies) on readers|independent journalism")
SITE_ASKS = ("sign up", "subscribe", "inbox", "every ", "support", "donat", "contribut", "readers")


def is_furniture(small, may_begin=True):
    """True for a line (in lower case) that sites print around their stories.

    `may_begin` is false where its first letters are those of no furniture.
    """
    small = small.strip(_AROUND)
    if not small:
        return True
    if "/" in small and " " not in small and "." in small.partition("/")[0]:
        return True  # an address
    if " | " in small and len(small) < 90:
        return all(part in FURNITURE for part in small.split(" | "))
    return (may_begin and small in FURNITURE) or holds_furniture(small)


def holds_furniture(small):
    """True for a line (in lower case) in the midst of which stands what no story holds."""
    if len(small.strip(_AROUND)) < 90 and holds(small, FURNITURE_HOLDS):
        return True
    return 0 <= small.find("journalistic standards") <= 40


def speaks_of_site(small, may_begin=True):
    """True for a sentence (in lower case) about the site, not about the news."""
    if may_begin and SITE_SPEAKS.match(small):
        return True
    return may_hold_site(small) and bool(SITE_HOLDS.search(small)) and holds(small, SITE_ASKS)


def may_hold_site(small):
    """Answer the cheap question first."""
    return "newsletter" in small or "on readers" in small or "t journalism" in small


def holds(small, phrases):
    for phrase in phrases:  # noqa: SIM110 - any() takes twice as long, and every line asks
        if phrase in small:
            return True
    return False


# A heading above links to other stories.
RELATED_HEADING = _any(r"""
    (?:more )?related(?: (?:stor(?:y|ies)|articles?|links?|content|coverage|news|topics?|reading))?:?
    read (?:more|next|also)(?: on this.*)?:?|also (?:read|in the news|on .*)|see also:?|more on this(?: story)?|more top stories|more (?:from|on|in|like) .{2,40}|more stories
    (?:top|latest|other|similar|recent) (?:stor(?:y|ies)|news|articles?|headlines)|most (?:read|popular|viewed|shared|watched)(?: .{0,20})?|popular now.{0,20}|trending(?: now)?|recommended(?: .{0,20})?|you (?:may|might) (?:also )?(?:like|be interested in).{0,20}|editor.?s picks?|don.t miss|must reads?|what to read next|up next|in (?:this|our) series|from the archives?
    à (?:lire|voir|écouter) et à (?:lire|voir|écouter)\s?:?|à ne pas manquer|ailleurs sur .{2,30}
    (?:à )?lire (?:aussi|également|la suite)\s?:?|sur le même (?:sujet|thème)|à (?:voir|écouter) aussi|aussi à lire|plus de .{2,40}|articles? (?:liés?|similaires?|connexes?)|en complément
    lesen sie (?:auch|mehr)(?: dazu)?:?|mehr zum thema|mehr (?:dazu|lesen).{0,10}|das könnte sie.{0,20}|weitere (?:artikel|meldungen).{0,20}
    (?:lea|lee|ver) (?:también|además|más)\s?:?|más (?:noticias|sobre|información|en).{0,30}|te puede interesar|relacionad[oa]s?|noticias relacionadas|leia (?:também|mais)\s?:?|veja (?:também|mais)\s?:?|saiba mais|mais (?:sobre|lidas|em).{0,30}|relacionadas
    (?:story |related |more )?(?:coverage|context)|lee más|ler mais|recommended (?:stories|from editorial)|verwandte (?:themen|artikel)|auch interessant|lesen sie dazu|dans le même (?:dossier|numéro)|sur le même thème
    keep reading|read this next|otras noticias.*|la rédaction vous conseille|vos articles.*|nos lecteurs.*|te recomendamos.*|lo más (?:leído|visto)|zum thema|empfohlene.*|les plus récents|לכתבות נוספות|אולי יעניין.*
    اقرأ (?:أيضا|أيضاً|المزيد).{0,10}|مواضيع ذات صلة|קראו (?:גם|עוד).{0,10}|עוד בנושא
""")  # noqa: E501

# … with the name of the house before it.
LATEST_OF_HOUSE = re.compile(
    r"[\w.]{2,20} (?:top|latest|other|similar|recent) (?:stor(?:y|ies)|news|articles?|headlines)"
)

# `Related: …`, `Read more: …`; labels in capitals before a bar need no list.
RELATED_LABEL = re.compile(
    r"(?P<label2>(?:À )?[Ll]ire aussi|Ler mais|Leia também|Lesen Sie auch"
    r"|Lea también|Leer también|Article réservé (?:aux|à nos) abonnés)"
    r"\s+(?P<title4>(?-i:[^\W\d_a-z«]).{10,200})"
    r"|(?:list \d of \d )(?P<title2>\S.{3,200}?)(?: list \d of \d.*)?"
    r"|\[(?:(?:Read|Watch|Opinion|Analysis)[^:\]]*: )?(?P<title3>[^\]]{12,200})\]"
    r"|(?P<label>related(?: (?:story|stories|article|link|reading|video))?|read(?: more| also"
    r"| next)?|also read|see also"
    r"|more|further reading|from the archives?|opinion|analysis|explainer|explained|background"
    r"|editorial"
    r"|(?:à )?(?:re)?lire(?: aussi| également| la suite)?|(?:à )?(?:voir|écouter) aussi"
    r"|notre dossier|lesen sie auch|mehr dazu|lesen sie mehr"
    r"|lea (?:también|además|más)|lee (?:también|además|más)|le puede interesar"
    r"|te puede interesar|leia (?:também|mais)|veja (?:também|mais)|saiba mais"
    r"|اقرأ (?:أيضا|أيضاً|المزيد)|קראו גם)\s*(?:[:|]|[-–] )\s*(?P<title>\S.{3,200})",
    re.IGNORECASE,
)
BAR_LABEL = re.compile(
    r"(?P<label>[A-ZÀ-Þ][A-ZÀ-Þ’'& -]{2,28}[A-ZÀ-Þ]|[A-Z][a-z]+)\s*(?:\|"
    r"|\bl )\s*(?P<title>\S.{3,200})"
)

COUNTED = re.compile(r"list \d{1,2} of \d{1,2}")  # as a screen reader is told

VIDEO_WORDS = "WATCH|À VOIR|VIDEO|REGARDEZ|VIDÉO|VISIONNEZ|VOIR|VER|VEJA|VÍDEO|SEHEN"
AUDIO_WORDS = "LISTEN|AUDIO|ÉCOUTEZ|ÉCOUTER|ENTREVUE|HÖREN|ESCUCHA|ESCUCHE|OUÇA|PODCAST"

TAGS_HEADING = _any(r"""
    more stories (?:on|about)|tags?:?|topics?:?|related topics:?|filed (?:under|in):?|explore more on these topics|(?:see )?more on:?|keywords:?|subjects?:?
    mots[- ]clés\s?:?|sujets|tópicos relacionados|sur ce sujet|themen:?|schlagworte:?|temas:?|etiquetas:?|archivado en:?|assuntos:?|tópicos:?
""")  # noqa: E501
TAGS = re.compile(
    r"(?:tags?|topics?|related topics|filed (?:under|in)|keywords|mots[- ]clés|themen|schlagworte"
    r"|temas|etiquetas|archivado en|assuntos)"
    r"\s?:\s*(?P<names>\S.*)",
    re.IGNORECASE,
)

CONTRIBUTORS = re.compile(
    r"(?:[—–-]\s*)?(?P<lead>(?:with|and) (?:additional |an? )?(?:files|reporting|reports?|material"
    r"|information|contributions) (?:from|by)"
    r"|(?:additional )?(?:reporting|writing) (?:was )?(?:contributed )?(?:and (?:writing"
    r"|editing) )?(?:by|from)|contributors?\s?:|contributions from|as told to"
    r"|interview (?:produced |conducted )?by|(?:written and )?produced by|propos recueillis par"
    r"|avec (?:des|les|de l.) ?(?:informations?|renseignements|extraits) (?:de|d.|du)"
    r"|avec la collaboration (?:de|d.)"
    r"|avec (?=(?:l.)?(?:AFP|AP|Reuters|La Presse Canadienne|Agence)\b)"
    r"|d['’]après (?:les informations|un texte|un reportage) (?:de|d.)|mit (?:material"
    r"|informationen) (?:von|der)|mit (?=(?:dpa|AFP|AP|Reuters)\b)"
    r"|con información de|com informações d[aeo]s?|colaborou|colaboraron|sources?\s?:"
    r"|source (?=[A-ZÀ-Þ])|المصدر\s?:|quellen?\s?:|fuentes?\s?:|fontes?\s?:)"
    r"\s*(?P<names>\S.*)",
    re.IGNORECASE,
)
CONTRIBUTED = re.compile(
    r"(?P<names>[^\W\d_a-z].{2,200}?),? (?:also )?(?:contributed|assisted)(?: (?:to|in|with"
    r"|reporting)\b.{0,80}?)?\.?",
)
# `lm/rt (AFP, dpa)`: desk initials, then the agencies whose copy was used.
INITIALS = re.compile(
    r"[a-zäöü]{2,4}(?:/[a-zäöü]{2,4})*\s?\((?P<names>[A-Za-zÀ-ÿ ,;/-]{2,60})\)"
    r"|[a-z]{2,4}/(?P<names2>(?:[A-Za-z]{2,8}/?){1,4})"
)
EDITED = re.compile(
    r"(?P<lead>edit(?:ed|ing) by|compiled by|édité par|translated by"
    r"|traduit par)\s*:?\s*(?P<names>\S.*)",
    re.IGNORECASE,
)

CORRECTION_HEADING = re.compile(
    r"(?P<kind>corrections?|clarifications?|corrections? (?:and|&) clarifications?"
    r"|editor.?s.? note|update|amendment"
    r"|rectificatifs?|correctifs?|précisions?|mise au point|note de la rédaction|korrektur"
    r"|berichtigung|anmerkung der redaktion"
    r"|fe de errores|corrección|aclaración|nota de la redacción|nota del editor|erramos|errata"
    r"|correção|nota da redação|retraction)\s?:?",
    re.IGNORECASE,
)
CORRECTION = re.compile(
    r"(?P<kind>corrections?|clarifications?|editor.?s.? note|update|rectificatif|correctif"
    r"|précision|note de la rédaction"
    r"|korrektur|berichtigung|anmerkung der redaktion|fe de errores|corrección|aclaración"
    r"|nota de la redacción|nota del editor|erramos|errata"
    r"|correção|retraction)"
    r"(?:\s?\((?P<date1>[^)]{4,40})\)|,? (?P<date2>[^:.]{4,40}))?\s?:\s+(?P<text>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
CORRECTION_TEXT = re.compile(
    r"\(?(?:corrects\b|this version corrects|correction:|an? (?:earlier|previous"
    r"|original) version of th(?:is|e)|(?:this|the) (?:article|story|headline|report|piece|item"
    r"|page|post)"
    r"(?: \w+){0,3}? (?:was|were|has been|had been|have been) (?!edited (?:for|by))(?:\w+ )?"
    r"(?:amended|corrected"
    r"|updated|changed|clarified|edited|revised|modified)"
    r"|une version (?:précédente|antérieure|initiale)|dans une version précédente"
    r"|in einer (?:früheren|vorherigen|ersten) (?:version|fassung)"
    r"|en una versión (?:anterior|previa)|una versión anterior|(?:uma )?versão anterior"
    r"|due to an (?:editing )?error"
    r"|earlier versions? of this)\b.*",
    re.IGNORECASE | re.DOTALL,
)

_KINDS = (
    ("clarification", r"clarif|précision|mise au point|aclarac"),
    ("update", r"update"),
    ("retraction", r"retract"),
    ("editors_note", r"note|nota|anmerkung"),
)


def correction_kind(word):
    """Return the kind of correction that a heading announces (a value of CorrectionKind)."""
    for kind, stem in _KINDS:
        if re.match(stem, word, re.IGNORECASE) or (
            kind == "editors_note" and re.search(stem, word, re.I)
        ):
            return kind
    return "correction"


# Names of desks, as they stand above a headline.
SECTIONS = _any(r"""
    (?:breaking )?news|world|international|canada|u\.?s\.?|us news|uk|uk news|national|local|region(?:al)?|politics|business|economy|money|markets|health|science|tech(?:nology)?(?: & science| and science)?|environment|climate|sports?|entertainment|arts?(?: & .{3,20}| and .{3,20})?|culture|books|film|music|life(?:style)?|travel|food|opinion|analysis|education|crime|indigenous|europe|asia|africa|middle east|americas|latin america|investigat(?:es|ions)|features?|obituaries|weather|agriculture|fisheries|energy|housing|society|media|religion|history|magazine|football|hockey|transport|courts?
    monde|international|société|politique|économie|affaires|santé|sciences?|environnement|culture|arts|sports?|justice|éducation|régional|planète|techno(?:logie)?|autochtones|faits divers|arts et culture
    politik|wirtschaft|gesellschaft|kultur|wissen(?:schaft)?|sport|panorama|ausland|inland|welt|regional(?:es)?|gesundheit
    internacional|nacional|sociedad|economía|política|cultura|deportes|ciencia|salud|mundo|esportes?|economia|sociedade|saúde|ciência|cotidiano|ambiente|local
    اقتصاد|سياسة|أخبار|رياضة|ثقافة|محليات|العالم|צרכנות|חדשות|ספורט|כלכלה|תרבות
""")  # noqa: E501
# Said of a story beside its section, and no kicker.
STATUS = _any(
    r"new|updated|breaking|exclusive|live|video|audio|watch|mis à jour|nouveau|exclusif"
    r"|développement|just in"
)
BIO_HEADING = _any(r"""
    our standards\b.*|about the authors?|à propos de l.aut(?:eur|rice)|über den autor
    sobre (?:el autor|o autor)
""")
POINTS_HEADING = _any(r"""
    summary|key (?:points|events|facts|takeaways)|highlights|in short:?|at a glance
""")
# A line of signs alone.
SEPARATOR = re.compile(r"[_*\-–—=~•·. ]{2,}|\*|•|#+")
