"""Our own words in every language we know: what stands around the author's words in a document.

Titles are those that readers of CVs expect in each language; a section's own title goes before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import category

from cvrender.model import KINDS
from cvrender.outline import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["RIGHT_TO_LEFT", "WORDS", "between", "called", "title"]

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he"})
"""Languages whose script runs from right to left."""

_COMMAS = {"ar": "، ", "fa": "، ", "ja": "、", "zh": "、", "zh-Hant": "、"}
"""What stands between the items of a list, as in the CLDR; a comma in all other languages."""

WORDS: Mapping[str, Words] = {
    "ar": Words("حتى الآن", "صفحة {page} من {pages}", "الانتقال إلى المحتوى", "بيانات الاتصال"),
    "cs": Words("dosud", "Strana {page} z {pages}", "Přejít k obsahu", "Kontakt"),
    "de": Words("heute", "Seite {page} von {pages}", "Zum Inhalt springen", "Kontakt"),
    "en": Words("present", "Page {page} of {pages}", "Skip to content", "Contact"),
    "es": Words("actualidad", "Página {page} de {pages}", "Saltar al contenido", "Contacto"),
    "fa": Words("کنون", "صفحه {page} از {pages}", "پرش به محتوا", "اطلاعات تماس"),
    "fr": Words("aujourd’hui", "Page {page} sur {pages}", "Aller au contenu", "Contact"),
    "he": Words("היום", "עמוד {page} מתוך {pages}", "דילוג לתוכן", "פרטי קשר"),
    "hi": Words("वर्तमान", "पृष्ठ {page} / {pages}", "सामग्री पर जाएँ", "संपर्क"),
    "it": Words("oggi", "Pagina {page} di {pages}", "Vai al contenuto", "Contatti"),
    "ja": Words("現在", "{page} / {pages} ページ", "本文へ移動", "連絡先"),
    "ko": Words("현재", "{page} / {pages}쪽", "본문으로 건너뛰기", "연락처"),
    "nl": Words("heden", "Pagina {page} van {pages}", "Naar de inhoud", "Contact"),
    "pl": Words("obecnie", "Strona {page} z {pages}", "Przejdź do treści", "Kontakt"),
    "pt": Words("presente", "Página {page} de {pages}", "Pular para o conteúdo", "Contato"),
    "ru": Words("настоящее время", "Страница {page} из {pages}", "К содержанию", "Контакты"),
    "sv": Words("nu", "Sida {page} av {pages}", "Hoppa till innehållet", "Kontakt"),
    "tr": Words("günümüz", "Sayfa {page} / {pages}", "İçeriğe geç", "İletişim"),
    "uk": Words("дотепер", "Сторінка {page} з {pages}", "Перейти до вмісту", "Контакти"),
    "zh": Words("至今", "第 {page} 页，共 {pages} 页", "跳至正文", "联系方式"),
    "zh-Hant": Words("至今", "第 {page} 頁，共 {pages} 頁", "跳至內文", "聯絡方式"),
}

_TITLES: Mapping[str, tuple[str, ...]] = {
    "ar": (
        "نبذة شخصية", "أبرز الإنجازات", "الخبرة المهنية", "التعليم", "المشاريع", "العمل التطوعي",
        "الجوائز", "الشهادات المهنية", "المنشورات", "المحاضرات", "براءات الاختراع", "المهارات",
        "اللغات", "الاهتمامات", "المراجع",
    ),
    "cs": (
        "Profil", "Hlavní úspěchy", "Pracovní zkušenosti", "Vzdělání", "Projekty",
        "Dobrovolnictví", "Ocenění", "Certifikáty", "Publikace", "Přednášky", "Patenty",
        "Dovednosti", "Jazyky", "Zájmy", "Reference",
    ),
    "de": (
        "Profil", "Wichtigste Erfolge", "Berufserfahrung", "Ausbildung", "Projekte", "Ehrenamt",
        "Auszeichnungen", "Zertifikate", "Veröffentlichungen", "Vorträge", "Patente",
        "Kenntnisse", "Sprachen", "Interessen", "Referenzen",
    ),
    "en": (
        "Summary", "Highlights", "Experience", "Education", "Projects", "Volunteering", "Awards",
        "Certificates", "Publications", "Talks", "Patents", "Skills", "Languages", "Interests",
        "References",
    ),
    "es": (
        "Perfil", "Logros destacados", "Experiencia profesional", "Formación académica",
        "Proyectos", "Voluntariado", "Premios", "Certificaciones", "Publicaciones", "Ponencias",
        "Patentes", "Competencias", "Idiomas", "Intereses", "Referencias",
    ),
    "fa": (
        "درباره من", "دستاوردهای برجسته", "سوابق شغلی", "تحصیلات", "پروژه‌ها",
        "فعالیت‌های داوطلبانه", "جوایز و افتخارات", "گواهینامه‌ها", "مقالات و انتشارات",
        "سخنرانی‌ها", "اختراعات", "مهارت‌ها", "زبان‌ها", "علایق", "معرف‌ها",
    ),
    "fr": (
        "Profil", "Points forts", "Expérience professionnelle", "Formation", "Projets",
        "Bénévolat", "Distinctions", "Certifications", "Publications", "Conférences", "Brevets",
        "Compétences", "Langues", "Centres d’intérêt", "Références",
    ),
    "he": (
        "תקציר", "הישגים בולטים", "ניסיון תעסוקתי", "השכלה", "פרויקטים", "התנדבות", "פרסים",
        "תעודות והסמכות", "פרסומים", "הרצאות", "פטנטים", "מיומנויות", "שפות", "תחומי עניין",
        "ממליצים",
    ),
    "hi": (
        "परिचय", "प्रमुख उपलब्धियाँ", "कार्य अनुभव", "शिक्षा", "परियोजनाएँ", "स्वयंसेवा", "पुरस्कार",
        "प्रमाणपत्र", "प्रकाशन", "व्याख्यान", "पेटेंट", "कौशल", "भाषाएँ", "रुचियाँ", "संदर्भ",
    ),
    "it": (
        "Profilo", "Risultati principali", "Esperienza professionale", "Istruzione e formazione",
        "Progetti", "Volontariato", "Premi e riconoscimenti", "Certificazioni", "Pubblicazioni",
        "Conferenze", "Brevetti", "Competenze", "Lingue", "Interessi", "Referenze",
    ),
    "ja": (
        "職務要約", "主な実績", "職務経歴", "学歴", "プロジェクト", "ボランティア活動", "受賞歴",
        "資格", "論文・著作", "講演", "特許", "スキル", "語学力", "趣味・関心", "推薦者",
    ),
    "ko": (
        "자기소개", "주요 성과", "경력", "학력", "프로젝트", "봉사 활동", "수상 경력", "자격증",
        "논문 및 출판물", "강연", "특허", "보유 기술", "언어", "관심 분야", "추천인",
    ),
    "nl": (
        "Profiel", "Hoogtepunten", "Werkervaring", "Opleiding", "Projecten", "Vrijwilligerswerk",
        "Prijzen", "Certificaten", "Publicaties", "Lezingen", "Octrooien", "Vaardigheden",
        "Talen", "Interesses", "Referenties",
    ),
    "pl": (
        "Profil zawodowy", "Najważniejsze osiągnięcia", "Doświadczenie zawodowe",
        "Wykształcenie", "Projekty", "Wolontariat", "Nagrody", "Certyfikaty", "Publikacje",
        "Wystąpienia", "Patenty", "Umiejętności", "Języki obce", "Zainteresowania", "Referencje",
    ),
    "pt": (
        "Perfil", "Destaques", "Experiência profissional", "Formação acadêmica", "Projetos",
        "Voluntariado", "Prêmios", "Certificações", "Publicações", "Palestras", "Patentes",
        "Competências", "Idiomas", "Interesses", "Referências",
    ),
    "ru": (
        "О себе", "Ключевые достижения", "Опыт работы", "Образование", "Проекты",
        "Волонтёрская деятельность", "Награды", "Сертификаты", "Публикации", "Выступления",
        "Патенты", "Навыки", "Языки", "Интересы", "Рекомендации",
    ),
    "sv": (
        "Profil", "Höjdpunkter", "Arbetslivserfarenhet", "Utbildning", "Projekt",
        "Ideellt arbete", "Utmärkelser", "Certifikat", "Publikationer", "Föredrag", "Patent",
        "Kompetenser", "Språk", "Intressen", "Referenser",
    ),
    "tr": (
        "Profil", "Öne Çıkanlar", "İş Deneyimi", "Eğitim", "Projeler", "Gönüllü Çalışmalar",
        "Ödüller", "Sertifikalar", "Yayınlar", "Konuşmalar", "Patentler", "Beceriler", "Diller",
        "İlgi Alanları", "Referanslar",
    ),
    "uk": (
        "Про себе", "Ключові досягнення", "Досвід роботи", "Освіта", "Проєкти", "Волонтерство",
        "Нагороди", "Сертифікати", "Публікації", "Виступи", "Патенти", "Навички", "Мови",
        "Інтереси", "Рекомендації",
    ),
    "zh": (
        "个人简介", "主要成就", "工作经历", "教育背景", "项目经历", "志愿服务", "荣誉奖项",
        "资格证书", "发表论文", "演讲", "专利", "专业技能", "语言能力", "兴趣爱好", "推荐人",
    ),
    "zh-Hant": (
        "個人簡介", "主要成就", "工作經歷", "學歷", "專案經歷", "志工服務", "獲獎紀錄",
        "專業證照", "著作發表", "演講", "專利", "專業技能", "語言能力", "興趣", "推薦人",
    ),
}  # fmt: skip
"""In the order of KINDS."""


def between(items: Iterable[str], language: str) -> str:
    """What parts ``items`` in a line; a comma where none is in the letters of such a language."""
    has_own = any(category(char) == "Lo" for item in items for char in item)
    return _COMMAS.get(language, ", ") if has_own else ", "


def title(kind: str, language: str) -> str:
    """What a section of ``kind`` is called where its author gave it no title."""
    return _TITLES[language][KINDS.index(kind)]


def called(words: str, language: str) -> str:
    """The kind that ``words`` are the title of in ``language``; empty if there is none."""
    titles = [known.casefold() for known in _TITLES[language]]
    return KINDS[titles.index(words.casefold())] if words.casefold() in titles else ""
