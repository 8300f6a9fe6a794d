"""The language of another tool's file is known by its texts, where they leave no doubt."""

from __future__ import annotations

import pytest

from cvrender.errors import Position
from cvrender.readers.foreign.language import detected
from cvrender.syntax.nodes import Node

HERE = Position("file", 1, 1)
SAID = {
    "ar": "تطوير منصة الدفع وإدارة فريق الدعم",
    "cs": (
        "Vývoj platformy pro platby a vedení týmu podpory. Zodpovědný za migraci do "
        "cloudu a testování. Tvorba zpráv pro vedení a školení nových zaměstnanců ve "
        "firmě. Práce se zákazníky a spolupráce s partnery v Praze na projektech, které "
        "se týkají bank."
    ),
    "de": (
        "Entwicklung und Betrieb der Plattform für die Abrechnung. Leitung eines Teams "
        "mit fünf Personen, Einführung von Kubernetes und Ablösung der alten Systeme. "
        "Verantwortlich für das Budget und die Schulung der Kolleginnen und Kollegen."
    ),
    "es": (
        "Desarrollo de la plataforma de pagos y gestión del equipo de soporte. "
        "Responsable de la migración a la nube con Kubernetes y de las pruebas. "
        "Creación de los informes para la dirección, así como formación de nuevos "
        "empleados en Madrid."
    ),
    "fa": "توسعه پلتفرم پرداخت و مدیریت تیم پشتیبانی",
    "fr": (
        "Mise en place de l'architecture des services et gestion des équipes. "
        "Développement d'une application pour les clients avec React. Responsable du "
        "budget et des relations avec les fournisseurs dans toute la France."
    ),
    "he": "פיתוח פלטפורמה וניהול צוות",
    "hi": "मंच का विकास और टीम प्रबंधन",
    "it": (
        "Sviluppo della piattaforma di pagamento e gestione del team di supporto. "
        "Responsabile della migrazione con Kubernetes e dei test. Creazione dei "
        "rapporti per la direzione e formazione di nuovi dipendenti nel settore."
    ),
    "ja": "決済プラットフォームの開発とチームの管理を担当しました。テストの責任者。",
    "ko": "결제 플랫폼 개발 및 팀 관리 담당. 클라우드 이전과 테스트 책임자.",
    "nl": (
        "Ontwikkeling van het betaalplatform en leiding geven aan een team van vijf "
        "personen. Verantwoordelijk voor de migratie naar de cloud met Kubernetes en "
        "voor het testen van de software bij klanten."
    ),
    "pl": (
        "Rozwój platformy płatności oraz zarządzanie zespołem wsparcia. Odpowiedzialny "
        "za migrację do chmury i testy. Tworzenie raportów dla zarządu oraz szkolenie "
        "nowych pracowników w firmie. Praca z klientami i współpraca z partnerami od "
        "2015 roku."
    ),
    "pt": (
        "Desenvolvimento da plataforma de pagamentos e gestão da equipe de suporte. "
        "Responsável pela migração para a nuvem com Kubernetes e pelos testes. Criação "
        "dos relatórios para a direção e formação de novos funcionários no Brasil."
    ),
    "ru": (
        "Разработка платформы и управление командой. Ответственный за миграцию в облако "
        "и тестирование."
    ),
    "sv": (
        "Utveckling av betalplattformen och ledning av ett team med fem personer. "
        "Ansvarig för migrering till molnet och för testning. Skapade rapporter för "
        "ledningen och utbildade nya medarbetare i Stockholm. Arbetade med kunder och "
        "partner på svenska."
    ),
    "tr": (
        "Ödeme platformunun geliştirilmesi ve destek ekibinin yönetimi. Buluta geçiş ve "
        "testler için sorumluluk. Yönetim için raporların hazırlanması ve yeni "
        "çalışanların eğitimi. Müşteriler ile çalışma ve iş ortakları ile bir araya "
        "gelme, çok daha fazlası."
    ),
    "uk": "Розробка платформи та керування командою. Відповідальний за міграцію в хмару.",
    "zh": "支付平台开发和团队管理，负责云迁移和测试。",
    "zh-Hant": "支付平台開發與團隊管理，負責雲端遷移和測試。",
    "-en": (
        "Led development of the payments platform and managed a team of five. "
        "Responsible for migration to the cloud and for testing with partners in "
        "Berlin. Built dashboards as a service."
    ),
    "-da": (
        "Udvikling af betalingsplatformen og ledelse af et team med fem personer. "
        "Ansvarlig for migrering til skyen og for test. Lavede rapporter for ledelsen "
        "og uddannede nye medarbejdere i København. Arbejdede med kunder og partnere på "
        "dansk."
    ),
    "-bg": (
        "Разработка на платформа за плащания и управление на екипа. Отговорен за "
        "миграцията към облака и тестването."
    ),
    "-sr": (
        "Развој платформе за плаћања и вођење тима за подршку. Одговоран за миграцију у "
        "облак и тестирање."
    ),
    "-ur": "ادائیگی پلیٹ فارم کی ترقی اور سپورٹ ٹیم کا انتظام",
    "-sk": (
        "Vývoj platformy pre platby a vedenie tímu podpory. Zodpovedný za migráciu do "
        "cloudu a testovanie. Tvorba správ pre vedenie a školenie nových zamestnancov "
        "vo firme. Práca so zákazníkmi a spolupráca s partnermi v Bratislave na "
        "projektoch."
    ),
}
"""By the language; behind a hyphen, languages that we have no words of, or that are the default."""


@pytest.mark.parametrize("language", SAID)
def test_a_language_is_known_by_its_script_and_its_small_words(language: str) -> None:
    found = detected(Node({"summary": Node(SAID[language], HERE)}, HERE))
    assert found in ((language,) if language[0] != "-" else ("", "en"))


def test_a_few_words_and_names_tell_no_language() -> None:
    texts = ["Jan van der Berg", "und der", "2013年5月", "https://a.example/und/der/die"]
    assert detected(Node([Node(text, HERE) for text in texts], HERE)) == ""


def test_pictures_and_words_of_others_tell_no_language() -> None:
    own = Node(SAID["de"], HERE)
    others = Node([Node({"reference": Node(SAID["-en"] * 2, HERE)}, HERE)], HERE)
    picture = Node("data:image/png;base64," + "and+the/of+to/in+" * 99, HERE)
    key = Node("TheAndOfTo" * 40, HERE)
    for name in ("references", "testimonials", "Recommendations"):
        tree = Node({"summary": own, name: others, "image": picture, "key": key}, HERE)
        assert detected(tree) == "de"
    assert detected(Node({"references": Node([own], HERE)}, HERE)) == "de"
