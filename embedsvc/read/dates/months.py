"""The names of months in many languages and three calendars.

The names follow CLDR (https://cldr.unicode.org, `months` of each locale: format and stand-alone, wide and
abbreviated), with the other spellings that news sites print.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import filterfalse
from typing import Literal, NamedTuple

Calendar = Literal["gregorian", "jalali", "hijri"]


class Month(NamedTuple):
    calendar: Calendar
    number: int


# A language to its months: "|" between months, spaces between the forms of one, "_" for a space in a name.
# Where two languages disagree about a word, the page's own language decides, else the first one here.
_GREGORIAN: dict[str, str] = {
    "en": "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep"
    "|october oct|november nov|december dec",
    "ar": "يناير كانون_الثاني كانون_ثاني جانفي|فبراير شباط فيفري|مارس آذار اذار|أبريل ابريل إبريل نيسان أفريل"
    "|مايو أيار ايار ماي مايه|يونيو يونية يونيه حزيران جوان|يوليو يولية يوليه تموز جويلية يوليوز"
    "|أغسطس اغسطس آب أوت غشت|سبتمبر أيلول ايلول شتنبر|أكتوبر اكتوبر تشرين_الأول تشرين_أول"
    "|نوفمبر تشرين_الثاني تشرين_ثاني نونبر|ديسمبر كانون_الأول كانون_أول دجنبر",
    "fa": "ژانویه ژانویهٔ جنوری|فوریه فوریهٔ فبروری|مارس مارچ|آوریل اپریل|مه مهٔ می|ژوئن ژوین جون"
    "|ژوئیه ژوئیهٔ جولای جولای|اوت آگوست اگست آگست|سپتامبر سپتمبر|اکتبر اکتوبر|نوامبر نومبر|دسامبر دسمبر",
    "ur": "جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر",
    "he": "ינואר ינו|פברואר פבר|מרץ מרס|אפריל אפר|מאי|יוני יונ|יולי יול|אוגוסט אוג|ספטמבר ספט"
    "|אוקטובר אוק|נובמבר נוב|דצמבר דצמ",
    "tr": "ocak oca|şubat şub|mart mar|nisan nis|mayıs may|haziran haz|temmuz tem|ağustos ağu|eylül eyl"
    "|ekim eki|kasım kas|aralık ara",
    "ru": "январь января янв|февраль февраля февр фев|март марта мар|апрель апреля апр|май мая|июнь июня июн"
    "|июль июля июл|август августа авг|сентябрь сентября сент сен|октябрь октября окт"
    "|ноябрь ноября нояб ноя|декабрь декабря дек",
    "uk": "січень січня січ|лютий лютого лют|березень березня бер|квітень квітня квіт кві"
    "|травень травня трав тра|червень червня черв чер|липень липня лип|серпень серпня серп сер"
    "|вересень вересня вер|жовтень жовтня жовт жов|листопад листопада лист лис|грудень грудня груд гру",
    "be": "студзень студзеня сту|люты лютага лют|сакавік сакавіка сак|красавік красавіка кра"
    "|май траўень мая траўня"
    "|чэрвень чэрвеня чэр|ліпень ліпеня ліп|жнівень жніўня жні|верасень верасня вер"
    "|кастрычнік кастрычніка кас"
    "|лістапад лістапада ліс|снежань снежня сне",
    "fr": "janvier janv jan|février févr fév|mars mar|avril avr|mai|juin jui|juillet juill juil|août aoû"
    "|septembre sept sep|octobre oct|novembre nov|décembre déc",
    "de": "januar jänner jan jän|februar feber febr feb|märz mär mrz|april apr|mai|juni jun|juli jul"
    "|august aug|september sept sep|oktober okt|november nov|dezember dez",
    "es": "enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago"
    "|septiembre setiembre sept sep set|octubre oct|noviembre nov|diciembre dic",
    "pt": "janeiro jan|fevereiro fev|março mar|abril abr|maio mai|junho jun|julho jul|agosto ago"
    "|setembro set|outubro out|novembro nov|dezembro dez",
    "it": "gennaio genn gen|febbraio febbr feb|marzo mar|aprile apr|maggio magg mag|giugno giu|luglio lug"
    "|agosto ago|settembre sett set|ottobre ott|novembre nov|dicembre dic",
    "pl": "styczeń stycznia sty|luty lutego lut|marzec marca mar|kwiecień kwietnia kwi|maj maja"
    "|czerwiec czerwca cze|lipiec lipca lip|sierpień sierpnia sie|wrzesień września wrz"
    "|październik października paź|listopad listopada lis|grudzień grudnia gru",
    "nl": "januari jan|februari feb|maart mrt|april apr|mei|juni jun|juli jul|augustus aug|september sept sep"
    "|oktober okt|november nov|december dec",
    "id": "januari jan|februari pebruari feb|maret mar|april apr|mei|juni jun|juli jul|agustus agu agt ags"
    "|september sep|oktober okt|november nopember nov|desember des",
    "ms": "januari jan|februari feb|mac|april apr|mei|jun|julai jul|ogos ogo|september sep|oktober okt"
    "|november nov|disember dis",
    "sv": "januari jan|februari feb|mars|april apr|maj|juni jun|juli jul|augusti aug|september sept sep"
    "|oktober okt|november nov|december dec",
    "da": "januar jan|februar feb|marts mar|april apr|maj|juni jun|juli jul|august aug|september sep"
    "|oktober okt|november nov|december dec",
    "no": "januar jan|februar feb|mars mar|april apr|mai|juni jun|juli jul|august aug|september sep"
    "|oktober okt|november nov|desember des",
    "is": "janúar jan|febrúar feb|mars mar|apríl apr|maí|júní jún|júlí júl|ágúst ágú|september sep"
    "|október okt|nóvember nóv|desember des",
    "fi": "tammikuu tammikuuta tammikuun tammi|helmikuu helmikuuta helmikuun helmi"
    "|maaliskuu maaliskuuta maaliskuun maalis|huhtikuu huhtikuuta huhtikuun huhti"
    "|toukokuu toukokuuta toukokuun touko|kesäkuu kesäkuuta kesäkuun kesä|heinäkuu heinäkuuta heinäkuun heinä"
    "|elokuu elokuuta elokuun elo|syyskuu syyskuuta syyskuun syys|lokakuu lokakuuta lokakuun loka"
    "|marraskuu marraskuuta marraskuun marras|joulukuu joulukuuta joulukuun joulu",
    "et": "jaanuar jaan|veebruar veebr veeb|märts|aprill apr|mai|juuni|juuli|august aug|september sept"
    "|oktoober okt|november nov|detsember dets",
    "lv": "janvāris janvārī janvāra janv|februāris februārī februāra febr|marts martā marta"
    "|aprīlis aprīlī aprīļa apr|maijs maijā maija|jūnijs jūnijā jūnija jūn|jūlijs jūlijā jūlija jūl"
    "|augusts augustā augusta aug|septembris septembrī septembra sept|oktobris oktobrī oktobra okt"
    "|novembris novembrī novembra nov|decembris decembrī decembra dec",
    "lt": "sausis sausio saus|vasaris vasario vas|kovas kovo kov|balandis balandžio bal|gegužė gegužės geg"
    "|birželis birželio birž|liepa liepos liep|rugpjūtis rugpjūčio rugp|rugsėjis rugsėjo rugs"
    "|spalis spalio spal|lapkritis lapkričio lapkr|gruodis gruodžio gruod",
    "cs": "leden ledna led|únor února úno|březen března bře|duben dubna dub|květen května kvě"
    "|červen června čvn|červenec července čvc|srpen srpna srp|září zář|říjen října říj"
    "|listopad listopadu lis|prosinec prosince pro",
    "sk": "január januára jan|február februára feb|marec marca mar|apríl apríla apr|máj mája|jún júna"
    "|júl júla|august augusta aug|september septembra sep|október októbra okt|november novembra nov"
    "|december decembra dec",
    "sl": "januar januarja jan|februar februarja feb|marec marca mar|april aprila apr|maj maja|junij junija"
    "|julij julija|avgust avgusta avg|september septembra sep|oktober oktobra okt|november novembra nov"
    "|december decembra dec",
    "hr": "siječanj siječnja sij|veljača veljače velj|ožujak ožujka ožu|travanj travnja tra"
    "|svibanj svibnja svi|lipanj lipnja lip|srpanj srpnja srp|kolovoz kolovoza kol|rujan rujna ruj"
    "|listopad listopada lis|studeni studenog studenoga stu|prosinac prosinca pro",
    "sr": "јануар јануара јан januar januara jan|фебруар фебруара феб februar februara feb"
    "|март марта мар mart marta mar|април априла апр april aprila apr|мај маја maj maja"
    "|јун јуни јуна jun juni juna|јул јули јула jul juli jula|август августа авг avgust avgusta avg"
    "|септембар септембра сеп septembar septembra sep|октобар октобра окт oktobar oktobra okt"
    "|новембар новембра нов novembar novembra nov|децембар децембра дец decembar decembra dec",
    "mk": "јануари јан|февруари фев|март мар|април апр|мај|јуни јун|јули јул|август авг|септември септ"
    "|октомври окт|ноември ноем|декември дек",
    "bg": "януари яну ян|февруари фев|март мар|април апр|май|юни|юли|август авг|септември септ сеп"
    "|октомври окт|ноември ноем ное|декември дек",
    "hu": "január jan|február febr feb|március márc már|április ápr|május máj|június jún|július júl"
    "|augusztus aug|szeptember szept szep|október okt|november nov|december dec",
    "ro": "ianuarie ian|februarie feb|martie mar|aprilie apr|mai|iunie iun|iulie iul|august aug"
    "|septembrie sept sep|octombrie oct|noiembrie noi nov|decembrie dec",
    "el": "ιανουάριος ιανουαρίου ιαν|φεβρουάριος φεβρουαρίου φεβ|μάρτιος μαρτίου μαρ"
    "|απρίλιος απριλίου απρ|μάιος μαΐου μάι|ιούνιος ιουνίου ιουν|ιούλιος ιουλίου ιουλ|αύγουστος αυγούστου αυγ"
    "|σεπτέμβριος σεπτεμβρίου σεπ σεπτ|οκτώβριος οκτωβρίου οκτ|νοέμβριος νοεμβρίου νοέ νοε"
    "|δεκέμβριος δεκεμβρίου δεκ",
    "hy": "հունվար հունվարի հնվ|փետրվար փետրվարի փտվ|մարտ մարտի մրտ|ապրիլ ապրիլի ապր|մայիս մայիսի մյս"
    "|հունիս հունիսի հնս|հուլիս հուլիսի հլս|օգոստոս օգոստոսի օգս|սեպտեմբեր սեպտեմբերի սեպ"
    "|հոկտեմբեր հոկտեմբերի հոկ|նոյեմբեր նոյեմբերի նոյ|դեկտեմբեր դեկտեմբերի դեկ",
    "ka": "იანვარი იანვარს იან|თებერვალი თებ|მარტი მარ|აპრილი აპრ|მაისი მაი|ივნისი ივნ|ივლისი ივლ"
    "|აგვისტო აგვ|სექტემბერი სექ|ოქტომბერი ოქტ|ნოემბერი ნოე|დეკემბერი დეკ",
    "az": "yanvar yan|fevral fev|mart mar|aprel apr|may|iyun iyn|iyul iyl|avqust avq|sentyabr sen|oktyabr okt"
    "|noyabr noy|dekabr dek",
    "kk": "қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан",
    "sq": "janar jan|shkurt shk|mars mar|prill pri|maj|qershor qer|korrik korr|gusht gush|shtator sht"
    "|tetor tet"
    "|nëntor nën|dhjetor dhj",
    "ca": "gener gen|febrer febr|març|abril abr|maig|juny|juliol jul|agost ag|setembre set|octubre oct"
    "|novembre nov|desembre des",
    "gl": "xaneiro xan|febreiro feb|marzo mar|abril abr|maio|xuño xuñ|xullo xul|agosto ago|setembro set"
    "|outubro out|novembro nov|decembro dec",
    "eu": "urtarrila urtarrilaren|otsaila otsailaren|martxoa martxoaren|apirila apirilaren|maiatza maiatzaren"
    "|ekaina ekainaren|uztaila uztailaren|abuztua abuztuaren|iraila irailaren|urria urriaren"
    "|azaroa azaroaren|abendua abenduaren",
    "hi": "जनवरी जन|फ़रवरी फरवरी फ़र|मार्च|अप्रैल|मई|जून|जुलाई जुल|अगस्त अग|सितंबर सितम्बर सितं"
    "|अक्टूबर अक्तूबर अक्टू"
    "|नवंबर नवम्बर नवं|दिसंबर दिसम्बर दिसं",
    "fil": "enero ene|pebrero peb|marso mar|abril abr|mayo may|hunyo hun|hulyo hul|agosto ago"
    "|setyembre set|oktubre okt|nobyembre nob|disyembre dis",
    "af": "januarie jan|februarie feb|maart mrt|april apr|mei|junie jun|julie jul|augustus aug"
    "|september sep|oktober okt|november nov|desember des",
    "uz": "yanvar yan|fevral fev|mart mar|aprel apr|may|iyun iyn|iyul iyl|avgust avg|sentabr sen"
    "|oktabr okt|noyabr noy|dekabr dek",
    "tg": "январ янв|феврал фев|март мар|апрел апр|май|июн|июл|август авг|сентябр сен|октябр окт"
    "|ноябр ноя|декабр дек",
    "mr": "जानेवारी जाने|फेब्रुवारी फेब्रु|मार्च|एप्रिल एप्रि|मे|जून|जुलै|ऑगस्ट ऑग|सप्टेंबर सप्टें"
    "|ऑक्टोबर ऑक्टो|नोव्हेंबर नोव्हें|डिसेंबर डिसें",
    "ne": "जनवरी|फेब्रुअरी|मार्च|अप्रिल|मे|जुन|जुलाई|अगस्ट|सेप्टेम्बर|अक्टोबर|नोभेम्बर|डिसेम्बर",
    "gu": "જાન્યુઆરી જાન્યુ|ફેબ્રુઆરી ફેબ્રુ|માર્ચ|એપ્રિલ|મે|જૂન|જુલાઈ|ઑગસ્ટ ઓગસ્ટ|સપ્ટેમ્બર સપ્ટે"
    "|ઑક્ટોબર ઓક્ટોબર ઑક્ટો|નવેમ્બર નવે|ડિસેમ્બર ડિસે",
    "pa": "ਜਨਵਰੀ ਜਨ|ਫ਼ਰਵਰੀ ਫਰਵਰੀ ਫ਼ਰ|ਮਾਰਚ|ਅਪ੍ਰੈਲ ਅਪ੍ਰੈ|ਮਈ|ਜੂਨ|ਜੁਲਾਈ ਜੁਲਾ|ਅਗਸਤ ਅਗ|ਸਤੰਬਰ ਸਤੰ|ਅਕਤੂਬਰ ਅਕਤੂ|ਨਵੰਬਰ ਨਵੰ|ਦਸੰਬਰ ਦਸੰ",
    "ta": "ஜனவரி ஜன|பிப்ரவரி பிப்|மார்ச் மார்|ஏப்ரல் ஏப்|மே|ஜூன்|ஜூலை|ஆகஸ்ட் ஆக|செப்டம்பர் செப்|அக்டோபர் அக்|நவம்பர் நவ|டிசம்பர் டிச",
    "te": "జనవరి జన|ఫిబ్రవరి ఫిబ్ర|మార్చి|ఏప్రిల్ ఏప్రి|మే|జూన్|జులై జూలై|ఆగస్టు ఆగ|సెప్టెంబర్ సెప్టెం|అక్టోబర్ అక్టో|నవంబర్ నవం|డిసెంబర్ డిసెం",
    "ml": "ജനുവരി ജനു|ഫെബ്രുവരി ഫെബ്രു|മാർച്ച് മാർ|ഏപ്രിൽ ഏപ്രി|മേയ്|ജൂൺ|ജൂലൈ|ഓഗസ്റ്റ് ഓഗ"
    "|സെപ്റ്റംബർ സെപ്റ്റം|ഒക്ടോബർ ഒക്ടോ|നവംബർ നവം|ഡിസംബർ ഡിസം",
    "kn": "ಜನವರಿ ಜನ|ಫೆಬ್ರವರಿ ಫೆಬ್ರ|ಮಾರ್ಚ್|ಏಪ್ರಿಲ್ ಏಪ್ರಿ|ಮೇ|ಜೂನ್|ಜುಲೈ|ಆಗಸ್ಟ್ ಆಗ|ಸೆಪ್ಟೆಂಬರ್ ಸೆಪ್ಟೆಂ|ಅಕ್ಟೋಬರ್ ಅಕ್ಟೋ|ನವೆಂಬರ್ ನವೆಂ|ಡಿಸೆಂಬರ್ ಡಿಸೆಂ",
    "am": "ጃንዋሪ ጃን|ፌብሩዋሪ ፌብ|ማርች|ኤፕሪል ኤፕሪ|ሜይ|ጁን|ጁላይ|ኦገስት ኦገስ|ሴፕቴምበር ሴፕቴ|ኦክቶበር ኦክቶ|ኖቬምበር ኖቬም|ዲሴምበር ዲሴም",
    "my": "ဇန်နဝါရီ ဇန်|ဖေဖော်ဝါရီ ဖေ|မတ်|ဧပြီ ဧ|မေ|ဇွန်|ဇူလိုင် ဇူ|ဩဂုတ် ဩ|စက်တင်ဘာ စက်|အောက်တိုဘာ အောက်|နိုဝင်ဘာ နို|ဒီဇင်ဘာ ဒီ",
    "km": "មករា|កុម្ភៈ|មីនា|មេសា|ឧសភា|មិថុនា|កក្កដា|សីហា|កញ្ញា|តុលា|វិច្ឆិកា|ធ្នូ",
    "lo": "ມັງກອນ ມ.ກ|ກຸມພາ ກ.ພ|ມີນາ ມ.ນ|ເມສາ ມ.ສ|ພຶດສະພາ ພ.ພ|ມິຖຸນາ ມິ.ຖ|ກໍລະກົດ ກ.ລ|ສິງຫາ ສ.ຫ|ກັນຍາ ກ.ຍ"
    "|ຕຸລາ ຕ.ລ|ພະຈິກ ພ.ຈ|ທັນວາ ທ.ວ",
    "ckb": "کانوونی_دووەم کانوونی_دووەمی|شوبات شوباتی|ئازار ئازاری|نیسان نیسانی|ئایار ئایاری"
    "|حوزەیران حوزەیرانی|تەمووز تەمووزی|ئاب ئابی|ئەیلوول ئەیلوولی|تشرینی_یەکەم تشرینی_یەکەمی"
    "|تشرینی_دووەم تشرینی_دووەمی|کانونی_یەکەم کانونی_یەکەمی",
    "th": "มกราคม ม.ค|กุมภาพันธ์ ก.พ|มีนาคม มี.ค|เมษายน เม.ย|พฤษภาคม พ.ค|มิถุนายน มิ.ย|กรกฎาคม ก.ค"
    "|สิงหาคม ส.ค|กันยายน ก.ย|ตุลาคม ต.ค|พฤศจิกายน พ.ย|ธันวาคม ธ.ค",
    "bn": "জানুয়ারি জানুয়ারী জানু|ফেব্রুয়ারি ফেব্রুয়ারী ফেব|মার্চ|এপ্রিল এপ্রি|মে|জুন|জুলাই|আগস্ট আগ"
    "|সেপ্টেম্বর সেপ্টে সেপ|অক্টোবর অক্টো|নভেম্বর নভে|ডিসেম্বর ডিসে",
    "sw": "januari|februari|machi|aprili|mei|juni|julai|agosti|septemba|oktoba|novemba|desemba",
}

_JALALI: dict[str, str] = {
    "fa": "فروردین|اردیبهشت|خرداد|تیر|مرداد امرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند",
    "prs": "حمل|ثور|جوزا|سرطان|اسد|سنبله|میزان|عقرب|قوس|جدی|دلو|حوت",
    "ps": "وری|غویی|غبرګولی غبرگولی|چنګاښ چنگاښ|زمری|وږی|تله|لړم|لیندۍ|مرغومی|سلواغه|کب",
    "ckb": "خاکەلێوە|گوڵان|جۆزەردان|پووشپەڕ|گەلاوێژ|خەرمانان|ڕەزبەر|گەڵاڕێزان|سەرماوەز|بەفرانبار|ڕێبەندان"
    "|ڕەشەمە",
}

_HIJRI: dict[str, str] = {
    "ar": "محرم المحرم|صفر|ربيع_الأول ربيع_أول|ربيع_الآخر ربيع_الثاني|جمادى_الأولى جمادى_الاول"
    "|جمادى_الآخرة جمادى_الثانية جمادى_الاخر|رجب|شعبان|رمضان|شوال|ذو_القعدة ذي_القعدة|ذو_الحجة ذي_الحجة",
    "ur": "محرم_الحرام|صفر_المظفر|ربیع_الاول|ربیع_الثانی|جمادی_الاول|جمادی_الثانی|رجب_المرجب|شعبان_المعظم"
    "|رمضان_المبارک|شوال_المکرم|ذوالقعدہ|ذوالحجہ ذی_الحجہ",
}

_SAME = str.maketrans(
    {
        "\u200c": None,
        "\u200d": None,
        "ı": "i",
        "ی": "ي",
        "ې": "ي",
        "ى": "ي",
        "ک": "ك",
        "ہ": "ه",
        "ة": "ه",
        "ـ": None,
    }
)


def fold(text: str) -> str:
    """Text for comparing: case, accents, vowel points, compatibility forms and twin letters agree."""
    if text.isascii():
        return text.lower()
    return _fold_word(text) if len(text) <= _WORD else _fold(text)


_WORD = 32


@lru_cache(maxsize=8192)
def _fold_word(text: str) -> str:
    """Words come again and again; long texts are not kept."""
    return _fold(text)


def _fold(text: str) -> str:
    bare = filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFKC", "".join(bare).casefold()).translate(_SAME)


def _months(calendar: Calendar, names: dict[str, str]) -> dict[str, dict[str, Month]]:
    return {
        language: {
            fold(form.replace("_", " ")): Month(calendar, number)
            for number, forms in enumerate(line.split("|"), 1)
            for form in forms.split()
        }
        for language, line in names.items()
    }


def _merge(*tables: dict[str, dict[str, Month]]) -> dict[str, dict[str, Month]]:
    """The tables joined, with a last one under "" in which the first language to claim a word has it."""
    merged: dict[str, dict[str, Month]] = {}
    for table in tables:
        for language, words in table.items():
            merged.setdefault(language, {}).update(words)
    everywhere: dict[str, Month] = {}
    for words in merged.values():
        everywhere = words | everywhere
    return merged | {"": everywhere}


_TABLE = _merge(_months("gregorian", _GREGORIAN), _months("jalali", _JALALI), _months("hijri", _HIJRI))
_ALIASES = {"bs": "hr", "sh": "hr", "nb": "no", "nn": "no", "iw": "he", "in": "id", "cnr": "sr"}


def month(word: str, languages: Sequence[str] = ()) -> Month | None:
    """The month that a folded word names: in the first of `languages` (BCP 47) that knows it, else in any."""
    found = _TABLE[""].get(word)
    if found is not None:
        for tag in languages:
            primary = tag[:3].partition("-")[0].lower()
            own = _TABLE.get(_ALIASES.get(primary, primary), {}).get(word)
            if own is not None:
                return own
    return found
