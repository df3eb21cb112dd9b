"""Labels before a date that mark it as that of a change: "Updated", "mis à jour le"."""

import re

from embedsvc.read.folding import fold

_PHRASES = (
    *("updated", "update", "modified", "revised", "edited", "amended", "corrected"),
    *("aktualisiert", "aktualisierung", "geändert", "bearbeitet", "überarbeitet"),
    *("mis à jour", "mise à jour", "maj", "modifié", "modifiée", "actualisé"),
    *("actualizado", "actualizada", "actualización", "modificado", "modificada"),
    *("atualizado", "atualizada", "atualização", "aggiornato", "aggiornata", "aggiornamento", "modificato"),
    *("bijgewerkt", "gewijzigd", "uppdaterad", "uppdaterat", "ändrad", "oppdatert", "endret"),
    *("opdateret", "ændret", "päivitetty", "muokattu", "zaktualizowano", "aktualizacja"),
    *(
        "aktualizováno",
        "aktualizace",
        "upraveno",
        "aktualizované",
        "aktualizácia",
        "ažurirano",
        "izmijenjeno",
    ),
    *("posodobljeno", "frissítve", "frissítés", "módosítva", "actualizat", "actualizată"),
    *("güncelleme", "güncellendi", "güncellenme", "diperbarui", "cập nhật", "atnaujinta", "atjaunots"),
    *("обновлено", "обновлён", "обновлена", "изменено", "отредактировано", "оновлено", "змінено"),
    *("актуализирана", "обновена", "ажурирано", "ενημέρωση", "ενημερώθηκε", "թարմացվել"),
    *("last changed", "reviewed", "änderung", "letzte änderung", "dernière modification", "modification"),
    *("modificación", "ultima modifica", "actualitzat", "aangepast", "laatst gewijzigd", "uppdaterades"),
    *(
        "ostatnia modyfikacja",
        "zmieniono",
        "poslední změna",
        "posledná zmena",
        "utolsó módosítás",
        "frissült",
    ),
    *(
        "actualizare",
        "actualizării",
        "muudetud",
        "atjaunināts",
        "izmjena",
        "izmena",
        "измена",
        "последна промяна",
    ),
    *(
        "обновено",
        "обновление",
        "обновлены",
        "актуализации",
        "изменён",
        "изменен",
        "оновлення",
        "актуалізації",
    ),
    *("به روز شده", "به روزرسانی", "อัปเดต"),
    *("עודכן", "עדכון", "تحديث", "التحديث", "تعديل", "بروزرسانی", "به‌روزرسانی"),
)
_UNSPACED = ("更新", "修改", "수정", "업데이트")
_WORDS = "|".join(re.escape(fold(phrase)) for phrase in _PHRASES)
_CHANGE = re.compile(rf"(?<![^\W\d_])(?:{_WORDS})(?![^\W\d_])|{'|'.join(map(fold, _UNSPACED))}")
_LONGEST_LABEL = 48


def is_change(before: str) -> bool:
    """Whether the last 48 characters before a date have such a label."""
    label = before[-_LONGEST_LABEL:].strip()
    return bool(label) and _CHANGE.search(fold(label)) is not None
