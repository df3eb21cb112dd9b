"""The names of the days of the week, whole and as cut short before dates (CLDR), Monday first."""

from datetime import date

from embedsvc.read.dates.months import fold

_WHOLE = """
monday montag lundi lunedì lunes maandag måndag mandag maanantai poniedziałek pondělí pondelok hétfő
luni segunda-feira понедельник понеділок понеделник pazartesi δευτέρα ponedjeljak senin الاثنين الإثنين
دوشنبه שני
|tuesday dienstag mardi martedì martes dinsdag tisdag tirsdag tiistai wtorek úterý utorok kedd
terça-feira marți вторник вівторок salı τρίτη utorak selasa الثلاثاء سه‌شنبه שלישי
|wednesday mittwoch mercredi mercoledì miércoles woensdag onsdag keskiviikko środa středa streda szerda
miercuri quarta-feira среда середа сряда çarşamba τετάρτη srijeda rabu الأربعاء چهارشنبه רביעי
|thursday donnerstag jeudi giovedì jueves donderdag torsdag torstai czwartek čtvrtek štvrtok csütörtök
joi quinta-feira четверг четвер четвъртък perşembe πέμπτη četvrtak kamis الخميس پنجشنبه חמישי
|friday freitag vendredi venerdì viernes vrijdag fredag perjantai piątek pátek piatok péntek vineri
sexta-feira пятница п'ятниця петък cuma παρασκευή petak jumat الجمعة جمعه שישי
|saturday samstag sonnabend samedi sabato sábado zaterdag lördag lørdag lauantai sobota szombat sâmbătă
суббота субота събота cumartesi σάββατο subota sabtu السبت شنبه שבת
|sunday sonntag dimanche domenica domingo zondag söndag søndag sunnuntai niedziela neděle nedeľa vasárnap
duminică воскресенье неділя неделя pazar κυριακή nedjelja minggu الأحد یکشنبه ראשון
"""
_SHORT = """
mon mo lun ma mån man pon po h seg пн pzt δευ
|tue tues di mar tis tirs tir ti wt út ut k ter вт sal τρί uto
|wed mi mer mié wo ons ke śr st sze qua mie ср çar τετ sri
|thu thur thurs do jeu gio jue tors tor to czw čt št cs qui чт per πέμ čet
|fri fr ven vie vr fre pe pt pá pi p sex vin пт cum παρ pet
|sat sa sam sab sáb za lör lør la sob so szo sâm сб cmt σάβ sub
|sun so dim dom zo sön søn su niedz ne v dum вс нд paz κυρ ned
"""


def _days(table: str) -> list[frozenset[str]]:
    return [frozenset(map(fold, names.split())) for names in table.split("|")]


WHOLE = frozenset[str]().union(*_days(_WHOLE))
"""Every name that is not cut short."""

_NAMES = [whole | short for whole, short in zip(_days(_WHOLE), _days(_SHORT), strict=True)]


def is_named(word: str, day: date) -> bool:
    """Whether a folded word is a name of the day's weekday in any language."""
    return word in _NAMES[day.weekday()]
