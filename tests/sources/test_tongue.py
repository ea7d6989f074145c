from __future__ import annotations

from typing import TYPE_CHECKING

from feedsvc.sources.tongue import Tongue
from feedsvc.text import language

if TYPE_CHECKING:
    import pytest

ENGLISH = (
    "The council said on Monday that the ferry to the old harbour would run again from the end of the month, after the "
    "repair of its engine. "
    "It had been out of service since the storm in the spring, and many of the people on the island had to go to work by the small boats.",
    "The bridge in the north of the town is to be closed for a week from Monday, the council said, so that the damage of the storm in the "
    "spring can be repaired. The people of the island will have to take the small boats or the ferry to go to work in the old harbour.",
    "The fish market is to move to the north of the harbour at the end of the year, the council said on Friday. The people who work in the "
    "market had asked for it since the storm in the spring, when the water of the river had come into the old halls of the market.",
    "A storm in the north of the island has damaged the roofs of the old halls of the market, the council said on Sunday. "
    "The people of the "
    "town had been told to stay in, and the ferry had been out of service since the end of the afternoon.",
)
INDONESIAN = (
    "Warga yang tinggal di tepi sungai itu mulai kembali ke rumah mereka pada hari Senin setelah air surut, kata petugas di balai desa. "
    "Bantuan untuk warga yang rumahnya rusak akan dibagikan pada akhir pekan ini, dan sekolah akan dibuka lagi pada hari Rabu."
)
SPANISH = (
    "El ayuntamiento dijo el lunes que el barco a la isla volverá a salir a finales de mes, después de la reparación de su motor. Estaba "
    "fuera de servicio desde la tormenta de la primavera, y muchos de los vecinos de la isla tenían que ir al trabajo en las "
    "barcas pequeñas.",
    "El puente del norte de la ciudad estará cerrado una semana desde el lunes, dijo el ayuntamiento, para que se puedan "
    "reparar los daños de "
    "la tormenta de la primavera. Los vecinos de la isla tendrán que tomar el barco o las barcas pequeñas para ir al trabajo.",
    "El mercado de pescado pasará al norte del puerto a finales de año, dijo el ayuntamiento el viernes. Los que trabajan en el mercado lo "
    "pedían desde la tormenta de la primavera, cuando el agua del río entró en las salas viejas del mercado de la ciudad.",
)
PORTUGUESE = (
    "A câmara disse na segunda-feira que o barco para a ilha volta a sair no fim do mês, depois da reparação do seu motor. Estava fora de "
    "serviço desde a tempestade da primavera, e muitos dos moradores da ilha tinham de ir para o trabalho nos barcos pequenos."
)


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []
    detect = language.detect

    def asking(text: str, hint: str = "") -> str:
        asked.append(text)
        return detect(text, hint)

    monkeypatch.setattr("feedsvc.sources.tongue.language.detect", asking)
    return asked


def test_the_classifier_is_not_asked_for_what_the_first_items_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = counted(monkeypatch)
    tongue = Tongue()
    assert [tongue.of(text, "") for text in ENGLISH * 10] == ["en"] * 40
    assert len(asked) < 5


def test_an_item_in_another_language_is_known_as_one() -> None:
    tongue = Tongue()
    assert [tongue.of(text, "en") for text in (*ENGLISH, INDONESIAN, ENGLISH[0], INDONESIAN)] == ["en"] * 4 + ["id", "en", "id"]


def test_nearest_relatives_are_told_apart() -> None:
    tongue = Tongue()
    assert [tongue.of(text, "") for text in (*SPANISH * 3, PORTUGUESE, *SPANISH)] == ["es"] * 9 + ["pt"] + ["es"] * 3


def test_a_short_text_is_of_the_declared_language() -> None:
    tongue = Tongue()
    answers = [tongue.of(text, "id") for text in (*ENGLISH[:3], "The ferry to the old harbour of the island")]
    assert answers == ["en"] * 3 + ["id"]
