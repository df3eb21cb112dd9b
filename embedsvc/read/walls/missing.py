"""What titles and headings state where a page is missing, in many languages."""

import re

from embedsvc.read.walls import phrases, statements
from embedsvc.read.walls.statements import statement
from embedsvc.read.word_lists import word_set

_TITLES = word_set(
    "404 410 410-gone not-found 404-not-found error-404 404-error 404-page-not-found page-not-found-404 "
    "page-not-found-error error-page-not-found 404-page sorry,-page-not-found sorry,-we-can't-find-that-page "
    "oops!-page-not-found oops!-that-page-can't-be-found invalid-url invalid-link bad-link no-such-page "
    "no-such-app object-not-found nicht-gefunden fehler-404 non-trouvé erreur-404 no-encontrado "
    "no-encontrada não-encontrado erro-404 non-trovato errore-404 niet-gevonden fout-404 nie-znaleziono "
    "błąd-404 не-найдено ошибка-404 помилка-404 strani-ni-mogoče-najti bulunamadı hata-404 خطأ-404 خطای-404 "
    "صفحہ-نہیں-ملا síða-fannst-ekki nenalezeno lehte-ei-leitud lapa-nav-atrasta puslapis-nerastas "
    "पृष्ठ-नहीं-मिला पेज-नहीं-मिला página-non-atopada orria-ez-da-aurkitu"
)
_REGRET = re.compile(
    r"\s*+(?:(?:we(?:'|’)re\s+)?sorry|w?h?oops|ou?ps|ups|uh[ -]?oh|oh no|hoppla|hmm+|désolé|lo sentimos)"
    r"\s*+[,.!:…–-]*+\s*+(?=\w)",
    re.IGNORECASE,
)
_REGRETFUL = ("sorry", "ops", "ups", "uh", "oh no", "hoppla", "hmm", "désolé", "lo sentimos")
"""What each regret contains: searching for these is faster than for a regret."""
_THE = r"(?:(?:this|that|the|your)-)?(?:(?:requested|specified|selected)-)?"
_PAGE = rf"{_THE}(?:page|article|content|url|link|file-or-directory|specified-url|requested-url)"
_THING = (
    rf"{_THE}(?:story|post|item|document|file|topic|thread|video|listing|resource|entry|job|product|event|recipe|"
    r"ad|tweet|image|photo|user|profile|account|channel|group|room|board|project|blog|site|website|store|app|"
    r"deployment)"
)
"""What may be missing besides a page; titles of articles are often about one that is."""
_WANTED = (
    r"(?:-(?:that-)?(?:you-are|you-were|you're)-(?:looking-for|after|seeking|trying-to-(?:reach|view|access))"
    r"|-(?:that-)?you-(?:have-)?(?:requested|wanted|want|followed|tried-to-(?:reach|view|access)))?"
)
_CANNOT = r"(?:can't|can-?not|couldn't|could-not)"
_IS_MISSING = (
    r"(?:(?:is-|was-)?not-(?:found|available|here)|isn't-(?:available|here)|"
    r"(?:(?:is-|was-)(?:now-)?|(?:has|have)-(?:been-)?)?(?:gone|missing|unavailable|removed|deleted|expired|"
    r"taken-down)|"
    r"(?:is-)?no-longer-(?:available|here|online|exists)|(?:does-not|doesn't)-exist|"
    rf"{_CANNOT}-be-(?:found|located))"
    r"(?:-(?:anymore|any-more|any-longer|here|yet|now|right-now|currently|at-(?:this|the)-(?:time|moment)|"
    r"by-(?:its|the)-author))?"
)
_MORE = r"(?:-(?:or|and-(?:is|was|has|can|can't|cannot|may))-[^.]{1,60})?"
_NOT_FOUND = rf"we-(?:{_CANNOT}|(?:are|were)-unable-to)-(?:find|locate)"
_PAGE_IS_MISSING = re.compile(rf"{_PAGE}{_WANTED}-{_IS_MISSING}{_MORE}|{_NOT_FOUND}-{_PAGE}{_WANTED}")
_THING_IS_MISSING = re.compile(rf"{_THING}{_WANTED}-{_IS_MISSING}|{_NOT_FOUND}-{_THING}{_WANTED}")
"""How English pages state in a sentence that there is nothing, as `phrases` has it."""
_STATEMENTS = (
    statement(
        "seite artikel beitrag inhalt dokument url adresse",
        "nicht+gefunden nicht+verfügbar nicht+vorhanden nicht+existiert nicht+gibt nicht+erreichbar "
        "gelöscht entfernt",
        "die der das den diese dieser dieses ihre gesuchte gesuchter angeforderte aufgerufene gewünschte "
        "leider wurde werden konnte kann ist mehr es hier sie suchen nach auf huch",
    ),
    statement(
        "page article contenu document adresse",
        "introuvable inexistante indisponible supprimée supprimé non+trouvée non+trouvé pas+trouvée "
        "pas+trouvé plus+existe pas+existe plus+disponible pas+disponible",
        "la le l cette cet ce que vous recherchez cherchez demandée demandé n est a été peut être désolé "
        "désolée ne ou oups malheureusement semble ici",
    ),
    statement(
        "página pagina artículo noticia contenido nota publicación enlace url",
        "no+encontrada no+encontrado no+encontrar no+encontramos no+encuentra no+existe no+disponible "
        "eliminada eliminado",
        "la el esta este que buscas busca estás está buscando buscabas solicitada solicitado ya se ha sido "
        "pudo podido hemos lo sentimos ups",
    ),
    statement(
        "página pagina artigo notícia matéria conteúdo link",
        "não+encontrada não+encontrado nao+encontrada nao+encontrado não+encontramos não+existe "
        "não+disponível indisponível removida removido inexistente",
        "a o esta este que você procura procurava está procurando buscada solicitada mais foi ops desculpe "
        "pode ser",
    ),
    statement(
        "pagina articolo contenuto notizia documento risorsa",
        "non+trovata non+trovato non+esiste non+disponibile inesistente rimossa rimosso",
        "la il l questa questo che stai cercando cerchi cercavi richiesta richiesto più è stata stato siamo "
        "spiacenti ops",
    ),
    statement(
        "pagina artikel bericht",
        "niet+gevonden niet+bestaat niet+beschikbaar verwijderd",
        "de het deze dit kan kon worden werd is meer die u je zoekt zocht opgevraagde helaas sorry oeps",
    ),
    statement(
        "strona strony artykuł artykułu",
        "nie+znaleziono nie+istnieje nie+znaleziona nie+odnaleziona usunięta usunięty niedostępna "
        "nieznaleziona",
        "ta ten szukana której szukasz żądana już podana została przepraszamy",
    ),
    statement(
        "stránka stránku článek článok",
        "nenalezena nenalezen neexistuje nebyla+nalezena nebola+nájdená nenájdená smazán smazána",
        "požadovaná hledaná tato již už kterou hledáte je",
    ),
    statement(
        "страница страницы страницу материал новость новости статья статьи запись документ",
        "не+найдена не+найден не+найдено не+существует удалена удалён удален недоступна",
        "запрашиваемая запрашиваемый запрошенная вами эта данная такая такой была был больше или извините к "
        "сожалению ой упс",
    ),
    statement(
        "сторінка сторінку сторінки новина новину стаття статтю матеріал",
        "не+знайдено не+знайдена не+існує видалено видалена",
        "запитувана ця такої вибачте на жаль або була більше",
    ),
    statement("страницата статията", "не+намерена не+съществува", "е търсената тази вече"),
    statement(
        "stranica stranicu članak страница страницу чланак",
        "nije+pronađena nije+pronadjena nije+pronađen ne+postoji није+пронађена није+пронађен не+постоји",
        "tražena ova više тражена ова више",
    ),
    statement(
        "pàgina article", "no+trobada no+trobat no+existeix no+disponible", "la l aquesta que cerqueu ja s ha"
    ),
    statement(
        "sayfa sayfası haber içerik",
        "bulunamadı bulunamadi bulunamıyor mevcut+değil kaldırılmış silinmiş",
        "aradığınız istediğiniz ulaşmaya çalıştığınız bu üzgünüz artık maalesef",
    ),
    statement(
        "sidan artikeln", "inte+hittas inte+hittades inte+finns", "kunde du söker sökte tyvärr längre den här"
    ),
    statement(
        "siden artiklen", "ikke+fundet ikke+findes", "blev kunne du leder efter desværre længere den kan"
    ),
    statement(
        "siden artikkelen",
        "ikke+funnet ikke+finnes ikke+fant ikke+finne",
        "ble du leter etter dessverre lenger kunne vi",
    ),
    statement(
        "sivua sivu artikkelia", "ei+löydy ei+löytynyt", "etsimääsi hakemaasi pyydettyä valitettavasti enää"
    ),
    statement("oldal cikk", "nem+található nem+létezik", "a az keresett kért ez már sajnáljuk"),
    statement(
        "pagina articolul",
        "nu+găsită nu+gasita nu+găsit nu+există",
        "a fost fi pe care o căutați căutată solicitată această mai putut",
    ),
    statement(
        "σελίδα άρθρο", "δεν+βρέθηκε δεν+υπάρχει", "η το που ζητήσατε ψάχνετε αναζητάτε αυτή αυτό πλέον"
    ),
    statement("halaman artikel", "tidak+ditemukan tidak+tersedia", "yang anda cari maaf ini"),
    statement("trang", "không+tìm+thấy không+tồn+tại", "bạn yêu cầu này đang xin lỗi được"),
    statement(
        "الصفحة المقال الخبر المحتوى",
        "غير+موجودة غير+موجود غير+متوفرة غير+متاحة غير+متوفر لم+العثور",
        "عذرا عذراً التي الذي تبحث عنها عنه هذه هذا المطلوبة يتم على",
    ),
    statement(
        "صفحه مطلب خبر", "یافت+نشد پیدا+نشد نیست+موجود ندارد+وجود", "مورد نظر شما این متاسفانه درخواستی"
    ),
    statement("הדף העמוד דף הכתבה", "לא+נמצא לא+נמצאה לא+קיים", "המבוקש שחיפשת שביקשת מצטערים זה"),
    statement("पृष्ठ पेज", "नहीं+मिला", "यह"),
)
"""By language: what may be missing, how that is stated, and what else may stand in the sentence."""
_WITHOUT_SPACES = re.compile(
    r"(?:(?:申し訳(?:ありません|ございません)|すみません)[、。,.-]*)?"
    r"(?:お探しの|ご指定の|指定された|アクセスされた|該当する|この)?(?:ページ|記事|コンテンツ|url)[はがを]?"
    r"(?:存在しません|見つかりません(?:でした)?|削除されました|ありません|公開(?:を)?終了しました)"
    r"|(?:很?抱歉|对不起|對不起|sorry)?[，,!！-]*(?:您|你)?(?:所|要)?(?:访问|查找|请求|指定|浏览|打开|訪問|瀏覽|查看|找)?的?(?:该|此|這個|该篇)?"
    r"(?:页面|网页|文章|内容|链接|帖子|新闻|頁面|網頁|內容|連結|主题)"
    r"(?:已经?|已被|被|并|並|可能)?(?:不存在|未找到|找不到(?:了)?|没有找到|無法找到|失效|下架|(?:发布者|作者|管理员)?删除|刪除|移除)(?:了|或.{1,20})?"
    r"|(?:未找到|找不到|没有找到)(?:您|你)?(?:要)?(?:访问|查找|请求|浏览)?的?(?:该|此)?(?:页面|网页|文章|頁面|網頁)"
    r"|(?:요청하신-|찾으시는-|해당-|죄송합니다[.,]?-)*(?:페이지|기사|게시물|게시글|콘텐츠|글)[를을가이는은]?-?"
    r"(?:찾을-수-(?:없습니다|없음)|존재하지-않습니다|삭제되었습니다|없습니다)"
    r"|(?:존재하지-않는|없는|삭제된|찾을-수-없는)-(?:페이지|기사|게시물|게시글|글)입니다"
    r"|ไม่พบหน้า.{0,30}|ไม่พบเพจ.{0,30}|পাতাটি-(?:খুঁজে-)?পাওয়া-যায়নি"
)
_NOTHING = re.compile(
    r"nothing-found(?:-for-.{1,150})?|no-results-found|there-is-nothing-here"
    r"|invalid-(?:thread|post|topic|forum|user|article|item)(?:-specified)?"
)
"""Titles of a search that found nothing, and of poems; of forums."""


def page(text: str) -> str | None:
    """The phrase that states that a page is missing: the title or heading has nothing else."""
    text = _without_regret(text)
    if phrase := _page(text):
        return phrase
    rest = phrases.without_status(text)
    if rest is None:
        return None
    return (rest or "404") if rest in {"", "gone"} else _page(rest.replace("-", " "))


def thing(text: str) -> str | None:
    """The same of something that may be on a page. Titles of articles are often about such a thing."""
    text = _without_regret(text)
    rest = (phrases.without_status(text) or "").replace("-", " ") or text
    return phrases.match_pattern(rest, _NOTHING) or phrases.match_pattern(rest, _THING_IS_MISSING)


def _page(text: str) -> str | None:
    phrase = phrases.match(text, _TITLES) or phrases.match_pattern(text, _PAGE_IS_MISSING)
    return phrase or statements.match(text, _STATEMENTS) or phrases.match_pattern(text, _WITHOUT_SPACES)


def _without_regret(text: str) -> str:
    lower = text.lower()
    return _REGRET.sub("", text) if any(word in lower for word in _REGRETFUL) else text
