"""The words around names in bylines: what introduces, follows and joins them, organisations and junk.

What newsrooms print in many languages; no word is of one site. Words are as printed, unless `fold` makes
case, accents and similar letters equal.
"""

import re

from embedsvc.read.dates import weekdays
from embedsvc.read.folding import fold
from embedsvc.read.word_lists import word_set


def _folded(*lines: str) -> frozenset[str]:
    """The words and phrases of these lines, folded; "_" is a space inside a phrase."""
    return frozenset(fold(phrase.replace("_", " ")) for phrase in word_set(*lines))


_BYLINES = (
    "author authors by von par por door written posted published authored submitted compiled geschrieben",
    "veröffentlicht publiziert verfasst gepostet erstellt autor autorin autoren gastautor gastautorin",
    "verfasser verfasserin écrit rédigé publié posté auteur auteurs autrice escrito publicado publicada",
    "postado redactado escribe escriben autora autores scritto pubblicato autore autori geschreven",
    "geplaatst skrevet skriven publicerad forfatter författare inskickat kirjoittanut kirjoittaja",
    "toimetaja przez napisane napisał napisała opracował opracowała oprac dodał dodała autorka pridal",
    "pridala napísal napísala napsal napsala piše pišu napisao napisala autorius autors raksta beküldte",
    "írta szerző scrie penulis pewarta yazar yazarı hazırlayan автор авторы автори беседовал беседовала",
    "подготовил подготовила записал записала написано автором написал написала пише пишет пишу аўтар",
    "γράφει γράφουν συντάκτης συντάκτρια հեղինակ ავტორი بقلم كتب كتبت كتبها يكتب تكتب إعداد الكاتب",
    "الكاتبة بواسطة نویسنده نویسندگان نوشته گردآوری מאת כתב כתבה כתבו लेखक โดย ผู้เขียน 기자명 글쓴이 작성자",
)
_TEXT_CREDITS = "text texte tekst текст redaktion"
_OPENING_PREPOSITIONS = "di da av af od от de από του της oleh yazan"

OPENERS = word_set(
    *_BYLINES,
    _TEXT_CREDITS,
    _OPENING_PREPOSITIONS,
    "contributor contributors scris tác 作者 撰文 文 記者 记者 投稿者 執筆者 著者 筆者 ライター 글",
)
"""The first words of bylines without mark-up, as printed."""

OPENING_WORDS = frozenset(map(fold, OPENERS))

WORKS = word_set(
    "analysis article blog column commentary essay feature interview post recipe report reporting review",
    "story text words",
)
"""Before "by", as in "Analysis by Jane Doe"."""

SENTENCE_INTRODUCTION = re.compile(
    rf"(?:[^\W\d_]{{1,12}} ){{0,4}}(?:{'|'.join(sorted(WORKS))}|authored|content|contributed|created|posted|"
    r"published|submitted|written) by\b[: ]*(?=\S)",
    re.IGNORECASE,
)
"""A work or a verb before "by": "Guest post by", "This article was written by"."""

INTRODUCTIONS = _folded(
    *_BYLINES,
    *(f"{work}_by" for work in WORKS),
    "bởi द्वारा από_τον από_την από_το γράφει_ο γράφει_η گزارش_از به_قلم نشر_بواسطة inskickat_av scris_de",
    "mit_material_der mit_material_von mit_agenturmaterial mehr_von artikel_von tác_giả автор_текста",
    "ein_beitrag ein_gastbeitrag ein_artikel ein_kommentar ein_interview eine_analyse ein_text un_article",
    "un_texte une_enquête un_reportage un_artículo un_texto interview analyse reportage beitrag gastbeitrag",
    "artikel from reported propos_recueillis a_cura autor_článku",
    "dal_nostro_inviato dalla_nostra_inviata dal_nostro_corrispondente dalla_nostra_corrispondente",
    "dall'inviato dall'inviata публикувано ترجمة تحرير متابعة la_información_es",
    "view_all_posts view_all_articles more_articles more_posts all_posts articles zeige_alle_beiträge",
    "alle_artikel alle_beiträge",
)
"""What introduces a name, with or without a colon."""

LABELS = _folded(
    "σύνταξη",
    "author(s) contributor contributors writer writers byline reporter reporters texts story words article",
    _TEXT_CREDITS,
    "source texto testo teksti text_und_foto texto_y_fotos bericht interview kommentar firma",
    "redactor redactora journaliste rédacteur rédaction redakteur redaktör toimittaja redator",
    "reportagem editor editors editora redacción redazione redação haber muhabir theo bài thực_hiện",
    "wartawan laporan тексты корр корреспондент редактор журналист журналістка журналіст",
    "кореспондент источник джерело تقرير حوار المحرر المؤلف مراسل مراسلة المصدر گزارش گزارشگر خبرنگار",
    "مترجم ترجمه تحریر مصنف כתבת עריכה יזם zdroj zdroje foto_e_testo izvor fonte fuente quelle bron kilde",
    "källa κείμενο επιμέλεια रिपोर्ट",
)
"""What introduces a name only with a colon or a similar mark after it."""

PREPOSITIONS = _folded("di da av af od от de از του της oleh yazan")
"""What introduces a name, but may also begin one: "di Mario Rossi" and Di Stefano, "oleh" and Oleh."""

FIRST_WORDS = frozenset(phrase.partition(" ")[0] for phrase in INTRODUCTIONS | LABELS | PREPOSITIONS)

UNSPACED_INTRODUCTION = re.compile(
    r"[Pp]ost(?:ed)?by(?=[A-Z\s])|(?:[Bb]y|BY)(?=[A-Z][a-z])|[Vv]on(?=[A-ZÄÖÜ][a-zäöü])|[Pp]ar(?=[A-ZÉ][a-zé])"
)
"""An introduction that lost its space between two elements of the page."""

CJK_INTRODUCTION = re.compile(
    r"(?:文字|撰文|作者|编辑|責任編輯|责任编辑|通讯员|著者|筆者|投稿者|執筆者|ライター|글|來源|来源|記者|记者"
    r"|(?:取材|執筆|構成|編集|文)(?:・\w{1,3}){0,3})\s*[:：/／｜|=＝]\s*"
    r"|\w{0,10}?(?:記者|记者)\s*(?=\S{2,4}(?:\s|$))(?!報道|报道)|글\s+(?=\S)",
)
CJK_TAIL = re.compile(
    r"(?:\s*(?:선임|인턴|수습|전문|객원)?\s*(?:기자|특파원|논설위원|편집위원|앵커|리포터)|\s*(?:記者|记者|編集委員|特派員|報道|报道)"
    r"|\s*(?:著|撰文|撰|さん))$",
)

CREDITS = _folded(
    "developed powered designed hosted sponsored presented website",
    "photo photos photograph photographs photography photographer picture pictures image images",
    "illustration illustrations video videos graphic graphics credit credits camera caption foto fotos",
    "fotografía fotografia bild bilder kuva kép snímek zdjęcie zdjęcia görsel снимка снимки фото",
    "фотография відео видео εικόνα φωτογραφία صورة صور تصوير تصویر عکس عکاس צילום צילומים crédit crédits",
    "写真 撮影 摄影 图片 図 사진 ảnh hình",
    "approved checked fact fact-checked factchecked illustrated medically reviewed verified",
)
"""What introduces people who made the pictures or the site, or who checked the text."""

CREDIT_ENDS = word_set("by von par por da door av af di de od przez от от: by: :")
"""The last word of a label that introduces somebody: "Reviewed by"."""

ROLES = _folded(
    "envoyé envoyée enviado enviada inviato inviata sonderkorrespondent korrespondenten redakteure",
    "writer writers reporter reporters correspondent correspondents editor editors journalist journalists",
    "columnist contributor contributors producer analyst blogger freelancer freelance critic intern",
    "anchor commentator redakteur redakteurin reporterin korrespondent korrespondentin journalistin",
    "kolumnist kolumnistin volontär volontärin chefredakteur chefredakteurin herausgeber herausgeberin",
    "gastautor gastautorin autorin ressortleiter gründer gründerin leiter leiterin journaliste",
    "journalistes rédacteur rédactrice correspondant correspondante chroniqueur chroniqueuse",
    "éditorialiste philosophe historien historienne sociologue économiste professeur professeure",
    "périodiste periodista periodistas redactor redactora corresponsal columnista colaborador",
    "colaboradora editora reportero reportera giornalista giornalisti redattore redattrice corrispondente",
    "jornalista repórter redator redatora correspondente colunista estagiário redaktör redaktor",
    "redaktorka dziennikarz dziennikarka redacteur verslaggever muhabir muhabiri gazeteci editör editörü",
    "yazarı wartawan jurnalis журналист журналистка корреспондент обозреватель редактор колумнист",
    "журналіст журналістка кореспондент оглядач редакторка кореспондентка новинар репортер novinar",
    "novinarka novinář újságíró szerkesztő toimittaja journalisti δημοσιογράφος συντάκτης مراسل مراسلة",
    "صحفي صحفية صحافي صحافية محرر محررة كاتب كاتبة إعلامي خبرنگار روزنامه‌نگار روزنامهنگار سردبیر",
    "عضو_هیئت כתב כתבת כתבנו עורך עורכת עיתונאי עיתונאית פרשן professor professorin lecturer director",
    "directora directeur directrice attorney lawyer founder cofounder co-founder ceo cto cfo cio cso",
    "president fellow researcher economist historian author photographer meteorologist equipe équipe",
    "auteur autrice teamleiter pressesprecher pressesprecherin fotograf fotografin sprecher sprecherin",
    "reviewer reviewers marketer copywriter strategist scientist evangelist manager coordinator consultant",
    "specialist dietitian nutritionist psychologist therapist",
)
"""What somebody is, after their name or before it."""

TITLES_BEFORE = ROLES - _folded(
    "professor professorin director ceo cto cfo cio cso president author founder fellow attorney",
)

QUALIFIERS = _folded(
    "spécial spéciale especial speciale onze unser unsere unserem unserer notre nuestro nuestra",
    "nostro nostra",
    "senior junior chief staff contributing associate assistant deputy managing executive special general",
    "guest political science sports sport business health national international foreign local digital",
    "online web video breaking technology tech features feature investigative data news opinion culture",
    "entertainment politics world education environment climate crime legal financial markets economics",
    "policy freelance freier freie stellvertretender leitender leitende regional travel food lifestyle",
    "music film tv royal diplomatic defence defense security former grand chef cheffe en de redactor la",
    "rédaction specialist специальный собственный наш главный спец our the a an and der die von principal",
    "lead head vice co product software content marketing seo sales community account project customer",
    "growth brand social communications registered licensed clinical",
)
"""Words between a name and a role that belong to the role."""

DEGREES = word_set(
    "PhD Ph.D Ph.D. PHD MD M.D. MSc M.Sc. BSc B.Sc. MS BS MA M.A. BA B.A. MBA MPH MPH. JD J.D. Esq Esq.",
    "RN DDS DVM LLM LL.M. MBBS FRCP FAAP FACP CFA CPA EdD Ed.D. DPhil MSW LCSW RD RDN PharmD Dipl.-Ing.",
    "MdB MEP MP OBE MBE CBE",
)
NAME_SUFFIXES = _folded("jr jr. sr sr. ii iii iv júnior junior filho neto")
"""Part of the name before the comma."""

PREFIX_JOINERS = {
    "و": _folded(
        "وليد وائل وسام وسيم وفاء ولاء وجدي وجيه وحيد وداد وردة ورد وصفي وضاح وعد وفيق وهبة وهيب وهيبة وجنات",
        "ويس",
    ),
    "ו": _folded("ורד ורדה ויקטור ויקי ויקטוריה ויליאם וולף ווהב ורה"),
}
"""A letter that means "and" as a prefix of a name, and the names that really begin with it."""
JOINERS = word_set(
    "and & und et och og ve и і та й y e i en ja és și a oraz και و և और dan và + with con com mit med",
    "met ile avec sowie",
)
LIST_JOINERS = word_set("and & und et och og ve και és oraz sowie")
"""The joiners that are never part of a name."""

FOR = word_set("for für pour para voor per")
"""Before the newspaper that somebody writes for."""

PLACE_PREPOSITIONS = FOR | word_set("in at from of bei aus en à из в в. في من fra nel специально")
"""Before the newspaper or the place that a name is followed by."""

BIOGRAPHY_STARTS = word_set("a an is was ist war est es è é ist")
"""The start of a sentence about the name before it, if a word in lower case follows."""

PARTICLES = _folded(
    "de del della dei di da do dos das du des la le las los van von der den ten ter zu zur zum af av bin",
    "ibn bint al el abu ben y e i und of dalla dal san santa st. mc mac d' o' 't dit née het in am auf",
    "vom",
)

ORGANISATIONS = _folded(
    "news press presse agency agencies agence agencia agências agentur agenturen agenzia agencja agentura",
    "agenția media medien medya médias redaktion redaktionen onlineredaktion online-redaktion newsroom",
    "newsdesk staff team desk editorial editors rédaction redacción redazione redação redakcja redakce",
    "redakcia redakcija szerkesztőség toimitus redactie redaksi redactia redakciya gmbh ag kg mbh e.v.",
    "ab oy bv b.v. s.p.a. srl s.r.l. sarl llp pllc pty",
    "inc inc. ltd ltd. llc corp corp. plc s.a. corporation company foundation stiftung fondation",
    "fundación fundação fondazione association associazione asociación verband verein university",
    "universität université universidad universidade università institute institut instituto istituto",
    "ministry ministerium ministère ministerio ministério council committee department government",
    "gouvernement group gruppe groupe grupo network television fernsehen radio magazine magazin journal",
    "zeitung tageszeitung times tribune herald gazette newspaper journals bureau service services union",
    "society program programme project foundations centre center museum publishing publications",
    "entertainment productions studio studios report reports initiative campaign coalition alliance",
    "federation organization organisation consortium collective kollektiv редакция редакція редакцией",
    "images today",
    "агентство агенція газета новости новини пресс-служба пресс-центр информбюро агенция вестник редакции",
    "haberleri ajansı ajans gazetesi haber_merkezi merkezi servisi uredništvo portal هيئة وكالة وكالات",
    "صحيفة جريدة قناة موقع مركز شبكة مؤسسة وزارة جامعة فريق التحرير مراسلون خبرگزاری روزنامه تحریریه گروه",
    "stabsstelle pressestelle presseabteilung kommunikation öffentlichkeitsarbeit referat abteilung",
    "أخبار اخبار نيوز نیوز լուրեր ειδήσεις zprávy wiadomości vijesti vesti вести naujienos ziņas uudised",
    "uutiset nyheter nyheder noticias notícias notizie haberler berita समाचार ข่าว",
    "سایت پایگاه שתוף מערכת סוכנות סוכנויות חדשות צוות עיתון ערוץ רשת עמותת",
)
"""Words that make a name one of an organisation."""

ORGANISATION_SIGNS = re.compile(
    r"編集部|编辑部|編輯部|通信社|通讯社|新聞|新闻|新华社|新華社|日报|日報|晚报|電視|电视|出版社|株式会社|有限公司"
    r"|[网網社报報]$|ニュース|取材班|事務局|委員会|委员会|協会|协会|大学|大學"
    r"|뉴스|신문|통신|편집부|방송|일보|미디어|재단|대학교|취재팀|(?:^|\W)(?:e\.\s?V\.|S\.A\.|Pty)(?:\W|$)",
)

AGENCIES = _folded(
    "reuters associated_press the_associated_press agence_france-presse agence_france_presse bloomberg",
    "xinhua anadolu anadolu_agency anadolu_ajansı tass itar-tass тасс интерфакс interfax риа_новости",
    "ria_novosti укринформ укрінформ бта ansa lusa belga ritzau kyodo yonhap antara bernama",
    "tanjug танјуг hina fena srna ukrinform unian reporters_without_borders reporter_ohne_grenzen",
    "reporters_sans_frontières europa_press kathpress keystone-sda رويترز فرانس_برس الأناضول أ_ف_ب أ_ب",
    "د_ب_أ أ_ش_أ واس سانا وفا سبوتنيك ایسنا ایرنا تسنیم",
    "adnkronos télam armenpress agência_brasil",
    "共同通信 時事通信 新华社 中新社 中央社 연합뉴스 뉴시스 뉴스1 רויטרס",
)
ACRONYMS = word_set(
    "AFP AP DPA dpa KNA epd SID sid APA EFE ANP NTB TT STT PAP ČTK TASR SITA MTI AGERPRES BTA HINA FENA",
    "BNS ELTA LETA ETA PTI ANI IANS APP VNA TTXVN MENA SANA ISNA IRNA UPI AAP CP PA DPA-AFX dpa-AFX",
    "ANSA ddp dapd FoNet AA İHA DHA РИА ТАСС УНИАН УНІАН ZUMA AGI ATS SDA sda RIA TASS CNS UNN MIA",
)
"""News agencies as they sign. Case matters, since Ani and Pap are names of people."""

JUNK = re.compile(
    r"(?:(?:wp|web|site|super|blog|system|the|main|default|feed|news|test|demo|your|post|article|page|no)"
    r"[-_ ]?)?"
    r"(?:admin|administrat(?:or|eur|ador)|editors?|webmaster|root|users?|authors?|guest|anonym(?:ous|us|e)?|unknown"
    r"|null|none|nil|undefined|feeds?|rss2?|no-?reply|wordpress|postmaster|name|publisher|contributor|test|default"
    r"|nobody|n/?a|tbd|false|true|object|array|comments?|login|demo|system|missing|unav|import(?:er)?|copyright"
    r"|drupal|joomla|(?:admin|super)[-_ ]users?|no[-_ ]author(?:s|ship)?(?:[-_ ](?:indicated|given|listed))?"
    r"|админ(?:истратор)?|адміністратор|редактор)[-_ ]?\d*",
)
"""Accounts and empty values that name nobody (matched against the folded text)."""

INTERFACE = _folded(
    "about_the_author about_the_authors about_the_writer about_author meet_the_author über_den_autor",
    "über_die_autorin zum_autor zur_autorin zur_person à_propos_de_l'auteur l'auteur sobre_el_autor",
    "sobre_la_autora acerca_del_autor sobre_o_autor sobre_a_autora sull'autore l'autore over_de_auteur",
    "om_författaren om_forfatteren kirjoittajasta o_autorze o_autorovi о_авторе об_авторе про_автора",
    "yazar_hakkında a_szerzőről عن_الكاتب درباره_نویسنده על_הכותב",
    "reply antworten responder répondre submit subscribe contactar permalink view archive archives edit",
    "suggest_changes suggest_edits suggest_an_edit edit_page edit_this_page edit_post edit_on_github",
    "improve_this_page view_source view_on_github view_history report_issue report_an_issue copy_link",
    "copy_page jump_to_recipe print_recipe save_recipe pin_recipe save_article listen_now leave_comment",
    "leave_a_comment add_comment add_to_favorites table_contents dark_mode reading_mode",
    "twitter facebook instagram linkedin email e-mail whatsapp reddit pinterest follow +follow bluesky",
    "mastodon rss telegram youtube tiktok threads print share permalink website contact",
    "comments kommentare kommentarer kommentaarit commentaires comentarios comentários commenti reacties",
    "komentarze komentáře komentářů hozzászólás yorum yorumlar комментарии комментариев коментари коментарі",
    "σχόλια تعليقات تعليق コメント 댓글 原标题 发布时间 浏览次数 回答者 質問者 投稿日",
    "公開日 更新日 입력 송고시간 등록",
    "teilen partager compartir compartilhar condividi delen del_artikel udostępnij sdílet megosztom",
    "megosztás podijeli подели поделиться поширити paylaş مشاركة اشتراک_گذاری 공유 シェア",
)
"""Buttons and links next to names."""

COMMON_WORDS = _folded(
    "new the this that these your our my all how what why when where get top north south east",
    "neu neue neuer neues unser unsere wie was warum nouveau nouvelle notre votre comment pourquoi",
    "nuevo nueva nuestro nuestra cómo qué nuovo nuova nostro nostra come cosa perché",
    "analytics announcements artificial automotive beauty business commerce compliance computing consumer",
    "culture customer customers cybersecurity design development digital economics economy education energy",
    "engineering entertainment environment environmental estate events fashion finance financial fitness",
    "gaming global goods government guides health healthcare industry industries infrastructure innovation",
    "insights insurance intelligence international investing investment leadership learning lifestyle",
    "logistics management manufacturing marketing medicine mental mobile national nutrition opinion",
    "parenting politics product products productivity programming public real recipes regional renewable",
    "research resources retail reviews science sciences security services social software",
    "sports startup startups stories strategy supply sustainability tech technology technologies tips",
    "tourism transport transportation travel tutorials university updates wellness women",
    "alltag arbeit bildung digitale digitalisierung energie gesellschaft gesundheit intelligenz kultur",
    "künstliche medien öffentlicher panorama politik ratgeber recht reise sicherheit soziale technik",
    "umwelt unternehmen verkehr wirtschaft wissen wissenschaft wohnen",
    "actualités collectivités culture éducation entreprise environnement locales santé sciences société",
    "ambiente ciencia cultura deportes economía educación empresas medio política salud sociedad tecnología",
    "ambiente cultura economia lavoro politica salute scienza scuola società tecnologia",
    "ciência economia educação meio negócios saúde sociedade tecnologia",
)
"""Words in no name of a person: of sections, subjects and treaties, which may be in capitals throughout."""

NO_NAMES = _folded(
    "관리자 운영자 편집자",
    "advertisement ad sponsored recently today yesterday now here read_more read_next learn_more see_more",
    "show_more view_more more_info more view_profile share_this view_all see_all sign_up log_in sign_in",
    "find_out_more click_here continue_reading keep_reading listen watch save subscribe_now join_now menu",
    "search home next previous related trending popular latest featured new exclusive sponsored_content",
    "news local_news breaking_news sports politics business opinion новости nachrichten noticias actualités",
    "popular_demand appointment_only invitation_only way_of_introduction any_means_necessary and_large",
    "all_rights_reserved partner_content branded_content paid_content promoted source content top_stories",
    "minutes_ago hours_ago updated published posted on_x on_twitter on_facebook",
    "full_profile full_bio advertiser_disclosure affiliate_disclosure privacy_policy editorial_guidelines",
    "editorial_policy chatgpt bot chatbot ai-generated ai_generated generated_by_ai podcast podcasts",
    "newsletter newsletters gallery live yes no",
    "press_release press_releases case_study case_studies success_stories customer_stories best_practices",
    "white_paper white_papers how_to blog_post blog_posts guest_post guest_posts latest_posts",
    "getty_images table_of_contents in_this_article on_this_page key_takeaways our_authors",
    "weiterlesen mehr mehr_lesen mehr_erfahren anzeige werbung heute gestern lire_la_suite publicité",
    "aujourd'hui en_savoir_plus leer_más ver_más más_información publicidad anuncio hoy ayer leggi_anche",
    "leggi_tutto pubblicità oggi ler_mais leia_mais saiba_mais publicidade hoje lees_meer lees_verder",
    "advertentie läs_mer annons les_mer annonse læs_mere annonce lue_lisää mainos czytaj_więcej reklama",
    "číst_dále čítať_ďalej olvass_tovább hirdetés devamını_oku reklam читать_далее подробнее реклама сегодня",
    "читати_далі إعلان المزيد اقرأ_المزيد اقرأ_أيضا اليوم ادامه_مطلب تبلیغات פרסומת קרא_עוד 広告 続きを読む",
    "もっと見る 广告 阅读更多 更多 查看更多 閱讀更多 광고 더보기",
)
"""Other texts of pages where a theme may put a name. Some of these words are parts of names: Thomas More."""

NO_NAMES_IN_CAPITALS = word_set("AI")
"""The same where case matters, since Ai is the name of people."""

_WEEKDAYS_AS_NAMES = frozenset({"ahad", "juma", "khamis", "petek"})
"""Weekdays in one language that are names of people in others."""

TIMES = (weekdays.full_names() - _WEEKDAYS_AS_NAMES) | _folded(
    "cet cest edt pst pdt cst bst ist mez mesz msk wib est et gmt utc updated update published posted",
    "last modified on at am pm um uhr le el il la à a às vor hace il_y_a prije pred aktualisiert",
    "veröffentlicht zuletzt geändert stand publié mis jour modifié actualizado publicado atualizado",
    "aggiornato pubblicato bijgewerkt gepubliceerd oppdatert uppdaterad opdateret güncelleme yayınlanma",
    "опубликовано обновлено оновлено опубліковано نشر تم تحديث منذ אתמול עודכן פורסם منتشر gepostet date",
    "datum date: fecha data lesezeit tiempo_de_lectura tiempo de lectura reading_time reading time min",
    "minute minutes read ago mon tue wed thu fri sat sun пятниця",
)
"""Words around the date of a byline, which are removed with it."""

TOWNS = _folded(
    "رام_الله القدس_المحتلة أبو_ظبي تل_أبيب",
    "new_york new_york_city los_angeles san_francisco san_diego las_vegas washington_dc washington_d.c.",
    "hong_kong new_delhi tel_aviv mexico_city buenos_aires são_paulo rio_de_janeiro kuala_lumpur",
    "cape_town st._petersburg abu_dhabi ciudad_de_méxico frankfurt_am_main addis_ababa san_salvador",
    "santiago_de_chile",
)
"""Towns of several words that follow names; a single word there is taken for a town anyway."""
