"""Random but realistic CVs, each made in every format and read back: every file must be right.

Run by ``make fuzz``, or alone: ``python tests/random_cvs.py NUMBER [FIRST SEED]`` prints each file
that ``verify`` takes for damaged. A seed gives one CV, in one of the themes.
"""

from __future__ import annotations

import json
import random
import sys
from typing import Any

from cvrender import theme as themes
from cvrender.checks.validate import validate
from cvrender.compose import compose
from cvrender.errors import GlyphError, SourceError
from cvrender.extract import extract
from cvrender.model import CV
from cvrender.production import Document, render_format
from cvrender.renderers import registry
from cvrender.syntax import parse_yaml
from cvrender.verify import verify

WORDS = {
    "en": "Led built wrote shipped a the of and to with for team platform service customers, costs"
    " billing well-known state-of-the-art e-mail R&D C++ C# .NET Node.js CI/CD 24/7 faster office"
    " workflow efficient “quoted” it's O'Neill—then (see below) Ph.D. Misc. e.g. vs.",
    "de": "Leitete baute schrieb für die und mit ein Team Straße Größe Fußball Maßnahmen Qualität"
    " Vertriebs- und Marketing-Abteilung z. B. d. h. „Titel“ ‚so‘ Österreich 3,5 Mio. €",
    "fr": "Dirigé conçu l’équipe d’ingénieurs à été où ça naïve cœur œuvre «projet» été: très bien;"
    " 12 % n° 5, c’est-à-dire Hélène",
    "tr": "işletme yönetim iş deneyimi IŞIK ılık İstanbul şirket çalışma ğ ü ö ç yılında bilgi"
    " işlem müdürü 'nin kişilik takım yönetti İzmir diyarbakır",
    "ar": "خفض التكلفة بنسبة مهندسين قاد فريقا نظاما في من إلى مع الرياض لأنهار الإدارة ٢٠١٩ ۱۲ C++"
    " Python مؤسسة الملك، سعود؛ البرمجيات",
    "he": "ניהל צוות של מהנדסים בתל־אביב חברה פיתוח תוכנה עו״ד בע״מ צה״ל ו-Python של ה-API שנת",
    "fa": "مدیر پروژه می‌خواهم شرکت توسعه نرم‌افزار ۱۲٫۵ تهران و با",
    "ja": "東京 大阪で 開発 を担当。 チーム （リーダー） エンジニア、 株式会社"
    " ｶﾅ ～２０人 Python 10名",
    "zh": "在北京 领导了 一个团队， 负责 （平台） 开发；《项目》 12人 Python",
    "ko": "서울 개발팀 리더 프로젝트를 담당 했습니다 12명 Python",
    "ru": "Руководил команды разработки «Проект» — отдел Москва №5 ёлка",
    "hi": "टीम का नेतृत्व किया परियोजना हिन्दी विकास में १२",
    "es": "Dirigió diseñó el equipo de año señal ¿qué? ¡sí! niñez pingüino 3,5 % núm. 4 (abajo)",
    "pt": "Liderou a equipe de gestão ações você avó à coração nº 3 R$ 5,00 São João",
    "it": "Guidò il team perché città l’officina un’azienda è così 12° piano n. 5",
    "nl": "Leidde het team 's-Hertogenbosch ĳsvrij coöperatie zo'n geïnd € 5,- m.b.t.",
    "pl": "Kierował zespołem źródło łódź żółć się ćwierć „tak” nr 5 ok. 20 %",
    "el": "Διηύθυνε την ομάδα Άννα Ίσως «έργο» ναΐφ τους όρος 5 € π.χ. Όλγα",
    "vi": "Lãnh đạo nhóm kỹ sư phần mềm Nguyễn ở Hà Nội đã từng những được",
    "th": "นำทีม วิศวกร ที่ กรุงเทพฯ น้ำ ปี่ ผู้จัดการ โครงการ",
    "cs": "Vedl tým ředitel žluťoučký kůň úpěl „tak“ č. 5 Plzeň 3,5 % šťastný",
    "sv": "Ledde laget för åren ängen örat ”så” t.ex. 5 % Malmö café",
    "zh-Hant": "在臺北 領導了 一個團隊，負責 （平臺） 開發；《專案》 12人 Python",
    "uk": "Керував командою «Проєкт» — її ґанок м’ята №5 Київ",
}
NAMES = {
    "en": ("Ada Brandt-Lovelace", "J. R. O'Neill", "Zoë Quinn"),
    "de": ("Jürgen Groß", "Änne Weiß-Strauß"),
    "fr": ("Hélène d’Œuvré", "François L’Écuyer"),
    "tr": ("Sibel Işık", "İlker Yiğit", "nil ışıl"),
    "ar": ("لينا حداد", "عبد الله آل‌سعود"),
    "he": ("דנה כהן־לוי", "יעל בר-און"),
    "fa": ("سارا نیک‌پور",),
    "ja": ("山田 太郎", "佐藤花子"),
    "zh": ("王小明", "欧阳 娜娜"),
    "ko": ("김민준",),
    "ru": ("Пётр Иванов-Сидоров",),
    "hi": ("अनिल शर्मा",),
    "es": ("María José Núñez Íñiguez",),
    "pt": ("João d’Ávila",),
    "it": ("Niccolò D'Angelo",),
    "nl": ("Jan-Willem van 't Hof",),
    "pl": ("Łucja Żółć-Nowak",),
    "el": ("Άννα Παπαΐωάννου", "Ήρα Μαΐου"),
    "vi": ("Nguyễn Thị Hằng",),
    "th": ("สมชาย ใจดี",),
    "cs": ("Jiří Řehoř-Šťastný",),
    "sv": ("Åsa Öberg",),
    "zh-Hant": ("王小明",),
    "uk": ("Їржі Ґава",),
}
TITLES = ("Misc.", "Ph.D.", "Work", "Q&A", "C#", "Go", "R", "2020", "Sonstiges (Auswahl)", "¿Qué?")
ODD = (
    "22 % 🚀",
    "👩‍💻 lead",
    "4.8",
    "9",
    "-9",
    "+5",
    "$4",
    "A\u00a0B",
    "A\u2003B",
    "co\u2060op",
    "zero\u200bwidth",
    "soft\u00adhyphen",
    "½ day",
    "100 %",
    "→ next",
    "a • b",
    "· x",
    "o",
    "1. first",
    "https://www.example.org/with/many/parts/that/go/on/and/on?x=1#y",
    "`git rebase`",
    "**bold** and *slanted*",
    "[our page](https://x.example/#part)",
    "x@y.example",
    "😀",
    "naïve café",
    "Ａ１",
    "שלום and עולם",
    "…",
)
UNSPOKEN = ("el", "vi", "th")
"""Languages of CVs that have no words of ours: theirs are English."""
LOOKS = (
    "classic",
    "academic",
    "compact",
    "editorial",
    "executive",
    "modern",
    "plain",
    "sidebar",
    "tabular",
    "timeline",
)
FORMATS = ("pdf", "docx", "html", "md", "txt", "jsonresume")


class Author:
    """Writes one CV, by chance."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.language = self.random.choice([*WORDS, "tr", "ar", "he", "ja", "de", "fr", "en"])

    def maybe(self, chance: float = 0.5) -> bool:
        return self.random.random() < chance

    def words(self, least: int, most: int, odd: float = 0.15) -> str:
        language = self.language if self.maybe(0.9) else "en"
        pool = WORDS[language].split()
        found = [self.random.choice(pool) for _ in range(self.random.randint(least, most))]
        if self.maybe(odd):
            found.insert(self.random.randrange(len(found) + 1), self.random.choice(ODD))
        return " ".join(found)

    def title(self) -> str:
        return self.random.choice(TITLES) if self.maybe(0.2) else self.words(1, 4, 0.05)

    def dates(self) -> dict[str, Any]:
        start = f"{self.random.randint(1990, 2019)}-{self.random.randint(1, 12):02}"
        end = f"{self.random.randint(2019, 2024)}-{self.random.randint(1, 12):02}"
        return self.random.choice(
            [
                {},
                {"start": start, "end": end},
                {"start": start, "end": "present"},
                {"end": "present"},
                {"end": end[:4]},
                {"start": start[:4], "end": end[:4]},
                {"date": end},
            ]
        )

    def entry(self, deep: bool = False) -> dict[str, Any]:
        made: dict[str, Any] = {"title": self.title(), **self.dates()}
        if self.maybe():
            made["organization"] = self.title()
        if self.maybe():
            made["location"] = self.words(1, 3, 0.02)
        if self.maybe(0.3):
            made["summary"] = self.words(4, 30)
        if self.maybe():
            made["bullets"] = self.bullets()
        if self.maybe(0.2):
            made["facts"] = self.facts()
        if self.maybe(0.2):
            made["keywords"] = [self.words(1, 2, 0) for _ in range(3)]
        if not deep and self.maybe(0.1):
            for key in ("start", "end", "date"):
                made.pop(key, None)
            made["roles"] = [self.entry(deep=True) for _ in range(2)]
            for role in made["roles"]:
                role.pop("organization", None)
        return made

    def bullets(self) -> list[Any]:
        texts = [self.words(1, 25) for _ in range(self.random.randint(1, 5))]
        if self.maybe(0.15):
            texts.append(self.random.choice(ODD))
        if self.maybe(0.1):
            return [*texts, {"text": self.words(2, 8), "bullets": [self.words(1, 9)]}]
        return texts

    def facts(self) -> dict[str, str]:
        return {
            self.words(1, 2, 0): self.random.choice(ODD) if self.maybe(0.2) else self.words(1, 8)
            for _ in range(self.random.randint(1, 4))
        }

    def section(self) -> dict[str, Any]:
        made: dict[str, Any] = {"title": self.title()}
        if self.maybe(0.3):
            made["kind"] = self.random.choice(["work", "education", "skills", "languages"])
        if self.maybe(0.4):
            made["text"] = self.words(3, 40)
        if self.maybe(0.7):
            made["entries"] = [self.entry() for _ in range(self.random.randint(1, 4))]
        if self.maybe(0.3):
            made["bullets"] = self.bullets()
        if len(made) < 3 or self.maybe(0.3):
            made["facts"] = self.facts()
        return made

    def cv(self) -> dict[str, Any]:
        made: dict[str, Any] = {
            "name": self.random.choice(NAMES[self.language]),
            "language": "en" if self.language in UNSPOKEN else self.language,
        }
        if self.maybe():
            made["headline"] = self.words(2, 6, 0.05)
        if self.maybe(0.8):
            made["email"] = "ada@brandt.example"
        if self.maybe(0.6):
            made["phone"] = "+49 30 123456"
        if self.maybe(0.5):
            made["location"] = self.words(1, 2, 0)
        if self.maybe(0.4):
            made["links"] = [
                {"label": "GitHub", "url": "https://github.com/ada"},
                {"url": "https://www.ada.example/"},
            ]
        made["sections"] = [self.section() for _ in range(self.random.randint(1, 5))]
        return made


def wrong(seed: int, formats: tuple[str, ...] = FORMATS) -> list[str]:
    """What is said to be lost in the files of the CV ``seed``."""
    author = Author(seed)
    source = json.dumps(author.cv(), ensure_ascii=False)
    look = author.random.choice(LOOKS)
    try:
        outline = compose(validate(parse_yaml(source, "cv.yaml"), CV))
        theme = themes.find(look)
        document = Document.of("cv", outline, theme)
        rendered = [(registry.load(name), render_format(document, name)) for name in formats]
    except (GlyphError, SourceError) as error:  # a source with faults says nothing of verify
        return [f"{seed} refused {type(error).__name__} {error}"] if "-v" in sys.argv else []
    return [
        f"{seed} {author.language} {look} {renderer.name} {read.reader}: {finding.message}"
        for renderer, data in rendered
        for read in extract(data, renderer.suffix)
        for finding in verify(document.outline_for(renderer), read, theme.typesetting).findings
        if finding.loss
    ]


def main() -> None:
    number, first = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    found = [lines for seed in range(first, first + number) if (lines := wrong(seed))]
    for lines in found:
        sys.stdout.write("\n".join((*lines[:4], "")))
    sys.stdout.write(f"{len(found)} of {number} CVs have a file that is said to be damaged\n")


if __name__ == "__main__":
    main()
