"""Europass XML, of the portal and of the time before it, as a source; and PDFs that carry it."""

from __future__ import annotations

import html
import io
import re
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from commands import run
from foreign import lines
from fuzzing import examples
from hypothesis import given
from hypothesis import strategies as st

from cvrender import pipeline
from cvrender.errors import SourceError
from cvrender.syntax.xml_parser import read_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cvrender.errors import Fault, Position
    from cvrender.syntax.nodes import Node

PASSPORT = """\
<?xml version="1.0" encoding="UTF-8"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass" locale="de">
<DocumentInfo><DocumentType>ECV</DocumentType><XSDVersion>V3.3</XSDVersion></DocumentInfo>
<PrintingPreferences><Document type="ECV"><Field name="A" show="true"/></Document>
</PrintingPreferences>
<LearnerInfo>
<Identification>
 <PersonName><Title><Code>dr</Code><Label>Dr.</Label></Title>
  <FirstName>Ada</FirstName><Surname>Brandt</Surname></PersonName>
 <ContactInfo>
  <Address><Contact><AddressLine>Mühlweg 1</AddressLine><PostalCode>01067</PostalCode>
   <Municipality>Dresden</Municipality><Country><Code>DE</Code><Label>Deutschland</Label></Country>
  </Contact></Address>
  <Email><Contact>ada@brandt.example</Contact></Email>
  <TelephoneList>
   <Telephone><Contact>+49 351 901820</Contact><Use><Label>Mobil</Label></Use></Telephone>
   <Telephone><Contact>+49 351 901821</Contact></Telephone>
  </TelephoneList>
  <WebsiteList><Website><Contact>http://ada.example</Contact><Use><Code>blog</Code></Use></Website>
  </WebsiteList>
  <InstantMessagingList><InstantMessaging><Contact>ada.b</Contact>
   <Use><Code>skype</Code><Label>Skype</Label></Use></InstantMessaging></InstantMessagingList>
 </ContactInfo>
 <Demographics><Birthdate year="1990" month="--03" day="---10"/>
  <NationalityList><Nationality><Code>DE</Code><Label>deutsch</Label></Nationality>
   <Nationality><Label>polnisch</Label></Nationality></NationalityList></Demographics>
 <Photo><MimeType>image/jpeg</MimeType><Data>AAAA</Data></Photo>
</Identification>
<Headline><Type><Code>job_applied_for</Code></Type>
 <Description><Label>Programmiererin</Label></Description></Headline>
<WorkExperienceList>
 <WorkExperience><Period><From year="2019" month="--03"/><Current>true</Current></Period>
  <Documentation><ReferenceTo idref="ATT_1"/></Documentation>
  <Position><Label>Entwicklerin</Label></Position>
  <Activities>&lt;p&gt;Für die *Maschine*:&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Plante &lt;b&gt;alles\
&lt;/b&gt;&lt;/li&gt;&lt;li&gt;Baute um&lt;/li&gt;&lt;/ul&gt;</Activities>
  <Employer><Name>Engine &amp; Co</Name><ContactInfo>
    <Address><Contact><Municipality>Leipzig</Municipality></Contact></Address>
    <Website><Contact>https://engine.example</Contact></Website></ContactInfo>
   <Sector><Code>J</Code><Label>Information</Label></Sector></Employer></WorkExperience>
 <WorkExperience><Period><From year="2017"/><To year="2018" month="--12"/></Period>
  <Position><Label>Praktikantin</Label></Position></WorkExperience>
</WorkExperienceList>
<EducationList>
 <Education><Period><From year="2011"/></Period><Title>BSc</Title>
  <Organisation><Name>TU Dresden</Name></Organisation>
  <Level><Code>6</Code><Label>EQR 6</Label></Level></Education>
</EducationList>
<Skills>
 <Linguistic>
  <MotherTongueList><MotherTongue><Description><Code>de</Code><Label>Deutsch</Label></Description>
  </MotherTongue></MotherTongueList>
  <ForeignLanguageList>
   <ForeignLanguage><Description><Code>en</Code><Label>Englisch</Label></Description>
    <ProficiencyLevel><Listening>C1</Listening><Reading>C1</Reading>
     <SpokenInteraction>C1</SpokenInteraction><SpokenProduction>C1</SpokenProduction>
     <Writing>C1</Writing></ProficiencyLevel>
    <VerifiedBy><Certificate><Title>CAE</Title><AwardingBody>Cambridge</AwardingBody>
     <Date year="2015"/></Certificate></VerifiedBy></ForeignLanguage>
   <ForeignLanguage><Description><Label>Polnisch</Label></Description>
    <ProficiencyLevel><Listening>B1</Listening><SpokenProduction>A2</SpokenProduction>
    </ProficiencyLevel></ForeignLanguage>
  </ForeignLanguageList>
 </Linguistic>
 <Communication><Description>&lt;p&gt;Erklärt gern.&lt;/p&gt;</Description></Communication>
 <Computer><Description>&lt;ul&gt;&lt;li&gt;Rust&lt;/li&gt;&lt;li&gt;C#&lt;/li&gt;&lt;/ul&gt;\
</Description><ProficiencyLevel><Safety>C</Safety></ProficiencyLevel></Computer>
 <Driving><Description><Licence>A</Licence><Licence>B</Licence></Description></Driving>
</Skills>
<AchievementList>
 <Achievement><Title><Code>projects</Code><Label>Projekte</Label></Title>
  <Description>&lt;p&gt;Eins.&lt;/p&gt;</Description></Achievement>
 <Achievement><Title><Code>projects</Code><Label>Projekte</Label></Title>
  <Description>Zwei.</Description></Achievement>
 <Achievement><Title><Label>Theater</Label></Title><Description>Faust</Description></Achievement>
</AchievementList>
</LearnerInfo>
<AttachmentList><Attachment id="ATT_1"><Name>zeugnis.pdf</Name></Attachment></AttachmentList>
</SkillsPassport>
"""
READ_PASSPORT = [
    *("Dr. Ada Brandt", "Programmiererin", "ada@brandt.example  → mailto:ada@brandt.example"),
    "+49 351 901820 (Mobil)  → tel:+49351901820",
    "+49 351 901821  → tel:+49351901821",
    "Mühlweg 1, 01067 Dresden, Deutschland",
    *("Staatsangehörigkeit: deutsch, polnisch", "Geburtsdatum: 10. März 1990"),
    *("Führerschein: A, B", "Skype: ada.b", "Blog: ada.example  → http://ada.example"),
    *("Berufserfahrung", "Entwicklerin", "März 2019 – heute", "Engine & Co", "Leipzig"),
    *("engine.example  → https://engine.example", "Für die *Maschine*:", "Plante alles"),
    *("Baute um", "Branche", "Information"),
    *("Praktikantin", "2017 – Dez. 2018"),
    *("Ausbildung", "BSc", "2011", "TU Dresden", "Niveau", "EQR 6"),
    *("Sprachen", "Deutsch", "Muttersprache", "Englisch", "C1"),
    *("Polnisch", "Hören B1, Zusammenhängendes Sprechen A2"),
    *("Zertifikate", "CAE", "2015", "Cambridge"),
    *("Kenntnisse", "Digitale Kompetenzen", "Rust", "C#"),
    *("Kommunikative Fähigkeiten", "Erklärt gern."),
    *("Projekte", "Eins.", "Zwei.", "Theater", "Faust"),
]

CANDIDATE = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Candidate xsi:schemaLocation="http://www.europass.eu/1.0 Candidate.xsd"
 xmlns="http://www.europass.eu/1.0" xmlns:oa="http://www.openapplications.org/oagis/9"
 xmlns:eures="http://www.europass_eures.eu/1.0" xmlns:hr="http://www.hr-xml.org/3"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<hr:DocumentID schemeID="1" schemeAgencyName="EUROPASS" schemeVersionID="4.0"/>
<CandidatePerson>
 <PersonName><oa:GivenName>Ada</oa:GivenName><hr:FamilyName>Brandt</hr:FamilyName></PersonName>
 <Communication><ChannelCode>Email</ChannelCode><oa:URI>ada@brandt.example</oa:URI></Communication>
 <Communication><ChannelCode>Telephone</ChannelCode><UseCode>mobile</UseCode>
  <CountryDialing>44</CountryDialing><oa:DialNumber>2079460001</oa:DialNumber>
  <CountryCode>uk</CountryCode></Communication>
 <Communication><ChannelCode>Web</ChannelCode><oa:URI>https://ada.example</oa:URI></Communication>
 <Communication><ChannelCode>Social Media</ChannelCode><UseCode>linkedin</UseCode>
  <oa:URI>https://www.linkedin.com/in/ada</oa:URI></Communication>
 <Communication><UseCode>home</UseCode><Address type="home"><oa:CityName>Ljubljana</oa:CityName>
  <CountryCode>si</CountryCode><oa:PostalCode>1000</oa:PostalCode></Address></Communication>
 <NationalityCode>si</NationalityCode>
 <hr:BirthDate>1990-03-10</hr:BirthDate>
 <PrimaryLanguageCode name="NORMAL">slv</PrimaryLanguageCode>
 <PrimaryLanguageCode name="FREE_TEXT">Klingon</PrimaryLanguageCode>
</CandidatePerson>
<CandidateProfile languageCode="en">
 <hr:ID schemeID="1"/>
 <hr:ExecutiveSummary>&lt;p&gt;Builds &lt;strong&gt;quiet&lt;/strong&gt; systems.&lt;/p&gt;\
</hr:ExecutiveSummary>
 <EmploymentHistory><EmployerHistory>
  <hr:OrganizationName>Engine &amp; Co</hr:OrganizationName>
  <OrganizationContact><Communication><Address><oa:CityName>Graz</oa:CityName>
    <CountryCode>at</CountryCode></Address></Communication>
   <Communication><ChannelCode>Web</ChannelCode><oa:URI>https://engine.example</oa:URI>
   </Communication></OrganizationContact>
  <hr:IndustryCode>J</hr:IndustryCode>
  <PositionHistory><PositionTitle typeCode="FREETEXT">Programmer</PositionTitle>
   <eures:EmploymentPeriod><eures:StartDate><hr:FormattedDateTime>2019-03</hr:FormattedDateTime>
    </eures:StartDate><hr:CurrentIndicator>true</hr:CurrentIndicator></eures:EmploymentPeriod>
   <oa:Description>&lt;ol&gt;&lt;li data-list="bullet"&gt;Planned it&lt;/li&gt;&lt;li \
data-list="bullet"&gt;Wrote it&lt;/li&gt;&lt;/ol&gt;</oa:Description>
   <City>Graz</City><Country>at</Country></PositionHistory>
  <Department>Engine &amp; Co</Department><Link>https://team.example</Link>
 </EmployerHistory></EmploymentHistory>
 <EducationHistory><EducationOrganizationAttendance>
  <hr:OrganizationName>University of Ljubljana</hr:OrganizationName>
  <EducationLevelCode>7</EducationLevelCode>
  <AttendancePeriod><StartDate><hr:FormattedDateTime>2010</hr:FormattedDateTime></StartDate>
   <EndDate><hr:FormattedDateTime>2015-06</hr:FormattedDateTime></EndDate>
   <Ongoing>false</Ongoing></AttendancePeriod>
  <EducationDegree><hr:DegreeName>MSc Mathematics</hr:DegreeName>
   <FieldOfStudy typeCode="URI"><MainFieldOfStudy><ProgramConcentration>05</ProgramConcentration>
   </MainFieldOfStudy></FieldOfStudy>
   <FinalGrade><hr:ScoreText>9/10</hr:ScoreText></FinalGrade><Thesis>On looms</Thesis>
  </EducationDegree></EducationOrganizationAttendance></EducationHistory>
 <eures:Licenses><eures:License><hr:LicenseTypeCode>B</hr:LicenseTypeCode></eures:License>
 </eures:Licenses>
 <Certifications/>
 <PublicationHistory><Publication><Title>Ledgers that heal</Title><Year>2021</Year>
  <Authors>Ada Brandt</Authors><Journal>Queue</Journal><DOI><Link>10.5555/q.1</Link></DOI>
  </Publication></PublicationHistory>
 <PersonQualifications>
  <PersonCompetency><CompetencyID schemeName="NORMAL">eng</CompetencyID>
   <hr:TaxonomyID>language</hr:TaxonomyID>
   <eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Understanding-Listening\
</hr:CompetencyDimensionTypeCode><eures:Score><hr:ScoreText>C1</hr:ScoreText></eures:Score>
   </eures:CompetencyDimension>
   <eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Writing-Production\
</hr:CompetencyDimensionTypeCode><eures:Score><hr:ScoreText>B2</hr:ScoreText></eures:Score>
   </eures:CompetencyDimension></PersonCompetency>
 </PersonQualifications>
 <eures:Attachment><oa:EmbeddedData>AAAA</oa:EmbeddedData></eures:Attachment>
 <Skills><PersonCompetency><hr:TaxonomyID>Digital_Skill</hr:TaxonomyID>
   <hr:CompetencyName>Rust</hr:CompetencyName></PersonCompetency>
  <SkillsGroup><Title>Office</Title><PersonCompetency><hr:CompetencyName>Excel</hr:CompetencyName>
   </PersonCompetency><PersonCompetency><hr:CompetencyName>Word</hr:CompetencyName>
   </PersonCompetency></SkillsGroup></Skills>
 <ConferencesAndSeminars><ConferenceAndSeminar><Title>Applied statistics</Title>
  <Date><StartDate><hr:FormattedDateTime>2022-09-19</hr:FormattedDateTime></StartDate>
   <Ongoing>false</Ongoing></Date><Location>Ljubljana</Location>
  <Link>https://as.example</Link></ConferenceAndSeminar></ConferencesAndSeminars>
 <Others><Title>Scholarships</Title><Other><Title>OeAD</Title>
  <Description>&lt;p&gt;One year&lt;/p&gt;</Description></Other></Others>
 <Others><Title>Scholarships</Title><Other><Title>Watson</Title></Other></Others>
</CandidateProfile>
<RenderingInformation><Design><Template>Template1</Template></Design></RenderingInformation>
</Candidate>
"""
READ_CANDIDATE = [
    *("Ada Brandt", "ada@brandt.example  → mailto:ada@brandt.example"),
    "+44 2079460001 (mobile)  → tel:+442079460001",
    *("1000 Ljubljana, SI", "Nationality: SI", "Date of birth: 10 March 1990"),
    *("Driving licence: B", "ada.example  → https://ada.example"),
    "LinkedIn: linkedin.com/in/ada  → https://www.linkedin.com/in/ada",
    *("Summary", "Builds quiet systems."),
    *("Experience", "Programmer", "Mar 2019 – present", "Engine & Co", "Graz, AT"),
    *("engine.example  → https://engine.example", "Planned it", "Wrote it"),
    *("Links", "team.example  → https://team.example"),
    *("Education", "MSc Mathematics", "2010 – Jun 2015", "University of Ljubljana"),
    *("Grade", "9/10", "Thesis", "On looms", "Level", "EQF 7"),
    *("Languages", "Slovenian", "Mother tongue", "Klingon", "Mother tongue"),
    *("English", "Listening C1, Writing B2"),
    *("Skills", "Rust", "Office", "Excel, Word"),
    *("Scholarships", "OeAD", "One year", "Watson"),
    *("Publications", "Ledgers that heal", "2021", "Ada Brandt", "Queue"),
    "doi:10.5555/q.1  → https://doi.org/10.5555/q.1",
    *("Conferences and seminars", "Applied statistics", "Sep 2022", "Ljubljana"),
    "as.example  → https://as.example",
]


def read(folder: Path, text: str | bytes, name: str = "cv.xml") -> pipeline.Source:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return pipeline.read(path)


def told(folder: Path, faults: tuple[Fault, ...]) -> list[str]:
    return [str(fault).removeprefix(f"{folder}/").replace("warning: ", "") for fault in faults]


def faults(folder: Path, text: str | bytes, name: str = "cv.xml") -> list[str]:
    with pytest.raises(SourceError) as caught:
        read(folder, text, name)
    return told(folder, caught.value.faults)


def attached(files: dict[str, bytes]) -> bytes:
    """A PDF of one white page with these files attached."""
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for name, data in files.items():
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)
        pdf.save(made)
    return made.getvalue()


def test_a_skills_passport_is_read_in_its_language_and_the_rest_is_told(tmp_path: Path) -> None:
    source = read(tmp_path, PASSPORT)
    assert lines(source) == READ_PASSPORT
    assert told(tmp_path, source.warnings) == [
        "cv.xml:27:2: the picture in the file is left out; save it beside the CV and name it in "
        "`photo`",
        "cv.xml:65:108: `ProficiencyLevel` has no place in a CV and is left out",
        "cv.xml:76:1: `AttachmentList` has no place in a CV and is left out",
    ]


def test_a_candidate_of_the_portal_is_read_and_the_rest_is_told(tmp_path: Path) -> None:
    source = read(tmp_path, CANDIDATE)
    assert lines(source) == READ_CANDIDATE
    assert told(tmp_path, source.warnings) == [
        "cv.xml:65:2: the picture in the file is left out; save it beside the CV and name it in "
        "`photo`",
        "cv.xml:32:3: `IndustryCode` has no place in a CV and is left out",
        "cv.xml:47:4: `fieldCodes` has no place in a CV and is left out",
    ]


SILENT = {
    "locale", "schemaLocation", "DocumentInfo", "DocumentID", "PrintingPreferences", "ID",
    "RenderingInformation", "Code", "idref", "Current", "CurrentIndicator", "Ongoing", "type",
    "languageCode", "ChannelCode", "UseCode", "CountryCode", "CompetencyID", "TaxonomyID",
    "CompetencyDimensionTypeCode", "month", "FormattedDateTime", "BirthDate", "PrimaryLanguageCode",
}  # fmt: skip
"""What is for programs, or is said in other words: dates, codes of languages and countries."""
MORE = {
    "<NationalityCode>": """
<Communication><ChannelCode>Fax</ChannelCode><oa:DialNumber>5551</oa:DialNumber></Communication>
<Communication><Address><oa:CityName>Maribor</oa:CityName></Address></Communication>
<NationalityCode>""",
    "</OrganizationContact>": """
<Communication><ChannelCode>Telephone</ChannelCode><oa:DialNumber>777</oa:DialNumber></Communication>
</OrganizationContact>""",
    "</eures:License>": "<hr:Since>2009</hr:Since></eures:License>",
    "<Certifications/>": """
<Certifications><Certification><hr:CertificationName>CKA</hr:CertificationName>
<Unheard>Of</Unheard></Certification></Certifications>
<HobbiesAndInterests><HobbyOrInterest>Chess</HobbyOrInterest></HobbiesAndInterests>
<DigitalSkills><DigitalSkillsGroup><Title>Web</Title><DigitalSkill>HTML</DigitalSkill>
</DigitalSkillsGroup></DigitalSkills>
<VoluntaryWorks><VoluntaryWork><Title>Driver</Title><Organisation>Tafel</Organisation>
</VoluntaryWork></VoluntaryWorks>""",
    "CEF-Writing-Production": "CEF-Writing-Speed",
}
"""Elements that few files have, and what they stand before or for."""


@pytest.mark.parametrize("more", [False, True])
@pytest.mark.parametrize("text", [PASSPORT, CANDIDATE], ids=["passport", "candidate"])
def test_no_word_is_lost_in_silence(tmp_path: Path, text: str, more: bool) -> None:
    for place, words in MORE.items() if more else ():
        text = text.replace(place, words)
    source = read(tmp_path, text)
    said = {warning.position.line for warning in source.warnings}
    shown = " ".join(lines(source))
    lost = [
        (path, node.value)
        for path, node in leaves(read_xml(text.encode(), "cv.xml"))
        if not SILENT & set(path) and not said & {place.line for place in path.values()}
        if any(word not in shown for word in re.findall(r"\w+", re.sub("<.*?>", " ", node.value)))
    ]
    assert lost == []


def leaves(node: Node, path: dict[str, Position] | None = None) -> Iterator[Any]:
    """Each text, and the names of the elements that it stands in with their places."""
    for name, held in node.fields.items():
        for one in held.items or [held]:
            yield from leaves(one, {**(path or {}), name: one.key or one.position})
    if isinstance(node.value, str):
        yield path, node


def test_a_value_leads_to_its_place_in_the_file(tmp_path: Path) -> None:
    source = read(tmp_path, CANDIDATE)
    title = source.node.at(("sections", 1, "entries", 0, "title"))
    assert str(title.position) == f"{tmp_path}/cv.xml:33:55"
    bad = CANDIDATE.replace("ada@brandt.example", "ada at home")
    assert "cv.xml:9:49: `ada at home` is not an e-mail address and is left out" in told(
        tmp_path, read(tmp_path, bad).warnings
    )


def test_a_language_that_ours_does_not_know_by_name_is_told(tmp_path: Path) -> None:
    text = CANDIDATE.replace('languageCode="en"', 'languageCode="it"').replace(">eng<", ">deu<")
    source = read(tmp_path, text)
    assert [line for line in lines(source) if line in ("Deutsch", "Slovenian", "Klingon")] == [
        "Slovenian", "Klingon", "Deutsch",
    ]  # fmt: skip
    assert "cv.xml:20:37: the language `slv` is shown as Slovenian" in told(
        tmp_path, source.warnings
    )


def test_several_positions_at_one_organization_are_its_roles(tmp_path: Path) -> None:
    second = """<PositionHistory><PositionTitle>Clerk</PositionTitle><eures:EmploymentPeriod>
     <eures:StartDate><hr:FormattedDateTime>2017</hr:FormattedDateTime></eures:StartDate>
     <eures:EndDate><hr:FormattedDateTime>2018</hr:FormattedDateTime></eures:EndDate>
     </eures:EmploymentPeriod><City>Maribor</City></PositionHistory>"""
    text = CANDIDATE.replace("<Department>", f"{second}<Department>")
    shown = lines(read(tmp_path, text))
    start = shown.index("Experience") + 1
    assert shown[start : shown.index("Education")] == [
        *("Engine & Co", "Graz, AT", "engine.example  → https://engine.example"),
        *("Links", "team.example  → https://team.example"),
        *("Programmer", "Mar 2019 – present", "Graz, AT", "Planned it", "Wrote it"),
        *("Clerk", "2017 – 2018", "Maribor"),
    ]


def test_a_second_value_of_one_name_is_told(tmp_path: Path) -> None:
    text = CANDIDATE.replace(
        "</EducationDegree>",
        """</EducationDegree>
<EducationDegree><hr:DegreeName>BSc</hr:DegreeName></EducationDegree>""",
    )
    assert "cv.xml:51:18: `studyType 2` has no place in a CV and is left out" in told(
        tmp_path, read(tmp_path, text).warnings
    )


def test_the_json_of_a_skills_passport_is_read_alike(tmp_path: Path) -> None:
    text = """{"SkillsPassport": {"Locale": "en", "LearnerInfo": {
      "Identification": {"PersonName": {"FirstName": "Ada", "Surname": "Brandt"},
        "ContactInfo": {"Telephone": [{"Contact": "+49 351 901820"}]}},
      "WorkExperience": [{"Period": {"From": {"Year": 2019, "Month": 3}, "Current": true},
        "Position": {"Label": "Clerk"}, "Employer": {"Name": "Engine"}}]}}}"""
    assert lines(read(tmp_path, text, "cv.json")) == [
        *("Ada Brandt", "+49 351 901820  → tel:+49351901820"),
        *("Experience", "Clerk", "Mar 2019 – present", "Engine"),
    ]


@pytest.mark.parametrize("name", ["attachment.xml", "Europass-CV.xml"])
def test_a_pdf_of_europass_carries_its_xml(tmp_path: Path, name: str) -> None:
    data = attached({"photo.png": b"\x89PNG", name: CANDIDATE.encode()})
    source = read(tmp_path, data, "cv.pdf")
    assert lines(source) == READ_CANDIDATE
    assert str(source.warnings[1].position) == f"{tmp_path}/cv.pdf/{name}:32:3"


def test_a_pdf_of_ours_carries_its_source(made: Callable[..., Any], tmp_path: Path) -> None:
    path, target = tmp_path / "cv.pdf", tmp_path / "cv.yaml"
    path.write_bytes(made("pdf", "cv", "classic").data)
    assert run("convert", str(path), str(target)).exit_code == 0
    assert pipeline.read(target).cv.sections == pipeline.read(path).cv.sections


def test_a_pdf_without_a_source_is_none(tmp_path: Path) -> None:
    convert = "`cvrender convert` makes a draft of a Word file or PDF"
    message = f"cv.pdf:1:1: this is a PDF, not a text file; {convert}"
    assert faults(tmp_path, attached({"a.txt": b"A"}), "cv.pdf") == [message]
    assert faults(tmp_path, b"%PDF-1.7 and no more", "cv.pdf") == [
        "cv.pdf:1:1: cannot read the PDF: it is damaged"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"<a>\n<b></a>", "cv.xml:2:6: this is not XML: mismatched tag"),
        (b"", "cv.xml:1:1: this is not XML: no element found"),
        (b"<!DOCTYPE a SYSTEM '/etc/passwd'>\n<a/>",
         "cv.xml:1:33: a document type is not read: it may name other files; remove the line "
         "`<!DOCTYPE …>`"),
        (b"<!DOCTYPE a [<!ENTITY b 'bbbbbbbb'><!ENTITY c '&b;&b;'>]><a>&c;</a>",
         "cv.xml:1:13: a document type is not read: it may name other files; remove the line "
         "`<!DOCTYPE …>`"),
        (b"<a>" * 40, "cv.xml:1:97: nested more than 32 levels deep"),
        (b"<a>" + b"<b/>" * 50_000, "cv.xml:1:200000: the file holds more than 50,000 values"),
        (b"<a>" + b" " * 20_000_000, "cv.xml:1:1: the file is larger than 20,000,000 bytes"),
        (b"<html><body/></html>", "cv.xml:1:1: `name` is missing"),
    ],
)  # fmt: skip
def test_xml_that_is_broken_or_dangerous_is_refused(
    tmp_path: Path, text: bytes, message: str
) -> None:
    assert message in faults(tmp_path, text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_xml_is_read_in_the_encoding_that_it_names(tmp_path: Path, encoding: str) -> None:
    declared = PASSPORT.replace('"UTF-8"', f'"{encoding.removesuffix("-sig")}"')
    assert lines(read(tmp_path, declared.encode(encoding))) == READ_PASSPORT


WORDS = st.text(
    st.one_of(st.sampled_from("<>&\"'*`[]()\n #"), st.characters(codec="utf-8", categories="LN")),
    min_size=1,
    max_size=30,
).filter(lambda words: words.strip() == words)


@examples(100)
@given(WORDS, WORDS)
def test_any_words_of_an_element_arrive(one: str, other: str) -> None:
    text = f"<a><b>{html.escape(one)}</b><c d='e'>{html.escape(other)}</c></a>"
    assert read_xml(text.encode(), "a.xml").plain() == {"a": {"b": one, "c": other}}
