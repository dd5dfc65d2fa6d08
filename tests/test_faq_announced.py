"""Sections that a heading announces: read to their end, in any language, without numbers and marks."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from newsarchive.extract.blocks import blocks
from newsarchive.extract.document import Document
from newsarchive.extract.faq.find import find_faqs
from newsarchive.extract.faq.lines import line_of
from newsarchive.extract.faq.pairs import answer_text, question_text
from newsarchive.extract.faq.sections import read_section
from newsarchive.items import FaqEntry
from tests.faq_pages import PAIRS, SECTIONS, TEXT, URL, each, page, pairs_of, read


@pytest.mark.parametrize("kind", SECTIONS)
@pytest.mark.parametrize(
    "behind",
    [
        "",
        "<h2>The view from the quay</h2><p>Nobody at the quay had an umbrella with them that day.</p>",
        "<h2>More about Rain</h2><p>Nobody at the quay had an umbrella with them that day.</p>",
        "<p><em>Update: this article was corrected after publication.</em></p>",
    ],
    ids=["end", "heading", "more", "note"],
)
def test_an_announced_section_is_read_to_its_end(kind: str, behind: str) -> None:
    html = page(f"<h2>Frequently Asked Questions (FAQs) about Rain</h2>{SECTIONS[kind]}", behind=behind)
    document = Document.parse(html, URL)
    container = document.root.find(".//div")
    section = find_faqs(document, container)
    assert tuple((entry.question, entry.answer) for entry in section.entries) == PAIRS
    article = read(html)
    assert pairs_of(article) == PAIRS
    assert article.body[: len(TEXT)] == TEXT
    assert not {"Warm air rises.", "Why does it rain?", "Frequently Asked Questions (FAQs) about Rain"} & set(
        article.body
    )
    if "umbrella" in behind:
        assert "Nobody at the quay had an umbrella with them that day." in article.body
    if "Update" in behind:
        assert article.body[-1] == "Update: this article was corrected after publication."


@pytest.mark.parametrize(
    "announcement",
    [
        "<h2>FAQ</h2>",
        "<h2>FAQs</h2>",
        "<h3>F.A.Q.</h3>",
        "<h2>Rain FAQ</h2>",
        "<h2>Common questions about rain</h2>",
        "<h2>People also ask</h2>",
        "<p><strong>Frequently asked questions</strong></p>",
        "<p>Frequently Asked Questions:</p>",
        "<h2>Häufig gestellte Fragen zum Regen</h2>",
        "<h2>Häufige Fragen und Antworten</h2>",
        "<h2>Questions fréquentes</h2>",
        "<h2>Foire aux questions (FAQ)</h2>",
        "<h2>Preguntas frecuentes sobre la lluvia</h2>",
        "<h2>Perguntas frequentes</h2>",
        "<h2>Dúvidas frequentes</h2>",
        "<h2>Domande frequenti</h2>",
        "<h2>Domande e risposte frequenti</h2>",
        "<h2>Preguntas y respuestas frecuentes</h2>",
        "<h2>Questions et réponses fréquentes</h2>",
        "<h2>Merak edilen sorular</h2>",
        "<h2>Veelgestelde vragen</h2>",
        "<h2>Najczęściej zadawane pytania</h2>",
        "<h2>Часто задаваемые вопросы</h2>",
        "<h2>Поширені запитання</h2>",
        "<h2>Sıkça Sorulan Sorular</h2>",
        "<h2>الأسئلة الشائعة حول المطر</h2>",
        "<h2>अक्सर पूछे जाने वाले प्रश्न</h2>",
        "<h2>常见问题</h2>",
        "<h2>常見問題</h2>",
        "<h2>よくある質問</h2>",
        "<h2>자주 묻는 질문</h2>",
        "<h2>Συχνές ερωτήσεις</h2>",
        "<h2>Často kladené otázky</h2>",
        "<h2>Vanliga frågor</h2>",
        "<h2>Ofte stillede spørgsmål</h2>",
        "<h2>Usein kysytyt kysymykset</h2>",
        "<h2>Gyakran ismételt kérdések</h2>",
        "<h2>Întrebări frecvente</h2>",
        "<h2>Câu hỏi thường gặp</h2>",
        "<h2>Pertanyaan yang sering diajukan</h2>",
        "<h2>שאלות נפוצות</h2>",
        "<h2>Често поставувани прашања</h2>",
        "<h2>Жиі қойылатын сұрақтар</h2>",
        "<h2>Tez-tez verilən suallar</h2>",
        "<h2>ხშირად დასმული კითხვები</h2>",
        "<h2>Հաճախ տրվող հարցեր</h2>",
        "<h2>Maiz egindako galderak</h2>",
        "<h2>اکثر پوچھے گئے سوالات</h2>",
        "<h2>সাধারণ জিজ্ঞাসা</h2>",
        "<h2>Most asked questions</h2>",
        "<h2>Les questions que vous vous posez</h2>",
        "<h2>Часто спрашивают</h2>",
        "<h2>よくある疑問</h2>",
    ],
)
def test_sections_are_announced_in_many_languages(announcement: str) -> None:
    article = read(page(announcement + each("<h4>{q}</h4>{p}")))
    assert (pairs_of(article), article.body) == (PAIRS, TEXT)


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("१. बारिश क्यों होती है?", "क्योंकि हवा ऊपर उठती है।", "बारिश क्यों होती है?"),
        ("لماذا تمطر؟", "لأن الهواء يرتفع.", "لماذا تمطر؟"),
        ("为什么会下雨？", "因为空气上升。", "为什么会下雨？"),
        ("Γιατί βρέχει;", "Επειδή ο αέρας ανεβαίνει.", "Γιατί βρέχει;"),
        ("¿Por qué llueve?", "Porque el aire sube.", "¿Por qué llueve?"),
        ("В: Почему идёт дождь?", "О: Потому что воздух поднимается.", "Почему идёт дождь?"),
    ],
)
def test_question_marks_and_numbers_of_other_scripts(question: str, answer: str, expected: str) -> None:
    article = read(page(f"<h2>FAQ</h2><p>{question}</p><p>{answer}</p>"))
    assert article.faqs == (FaqEntry(expected, answer.removeprefix("О: "), "paragraph"),)


@pytest.mark.parametrize(
    ("printed", "question"),
    [
        ("1. Why?", "Why?"),
        ("(2) Why?", "Why?"),
        ("#3 Why?", "Why?"),
        ("4 - Why?", "Why?"),
        ("Q: Why?", "Why?"),
        ("Q5. Why?", "Why?"),
        ("Question 6: Why?", "Why?"),
        ("7) Frage: Warum?", "Warum?"),
        ("Q – Why?", "Why?"),
        ("问题1：为什么？", "为什么？"),
        ("5.30 pm trains: why so full?", "5.30 pm trains: why so full?"),
        ("Q-tips: what for?", "Q-tips: what for?"),
        ("24 hours of rain: why?", "24 hours of rain: why?"),
        ("2023: what happened?", "2023: what happened?"),
        ("Question time: when?", "Question time: when?"),
    ],
)
def test_numbers_and_marks_are_taken_off_a_question_and_nothing_else(printed: str, question: str) -> None:
    assert question_text(printed) == question


@pytest.mark.parametrize(
    ("printed", "answer"),
    [
        ("A: So.", "So."),
        ("Answer: So.", "So."),
        ("Antwort – So.", "So."),
        ("答：因为。", "因为。"),
        ("A storm came.", "A storm came."),
        ("C:\\Users is the folder.", "C:\\Users is the folder."),
        ("A.", "A."),
    ],
)
def test_marks_are_taken_off_an_answer_and_nothing_else(printed: str, answer: str) -> None:
    assert answer_text([printed]) == answer


def test_an_introduction_leaves_with_the_section() -> None:
    article = read(page("<h2>FAQ</h2><p>What do readers ask us most?</p>" + each("<h3>{q}</h3>{p}")))
    assert (pairs_of(article), article.body) == (PAIRS, TEXT)


@pytest.mark.parametrize("form", ["<h3 id=q{n}>{q}</h3>{p}", "<p id=q{n}><b>({n}) {q}</b></p>{p}"])
def test_a_list_of_contents_before_the_questions_is_none_of_them(form: str) -> None:
    contents = "<ul>" + each("<li><a href='#q{n}'>{q}</a></li>") + "</ul>"
    article = read(page(f"<h2>FAQ</h2>{contents}{each(form)}"))
    assert (pairs_of(article), article.body) == (PAIRS, TEXT)


def test_headings_over_groups_of_questions_are_none_though_an_introduction_follows_them() -> None:
    groups = "".join(f"<h3>{name}</h3><p>What readers ask.</p>{{}}" for name in ("Clouds", "Weather"))
    pairs = [f"<h4>{q}</h4><p>{a}</p><h4>{q[:-1]} at night?</h4><p>{a}</p>" for q, a in SHORT]
    assert len(pairs_of(read(page("<h2>FAQ</h2>" + groups.format(*pairs))))) == 4
    alone = "<h3>Clouds</h3><p>Warm air rises.</p><h4>And then?</h4><p>It cools.</p><h3>Weather</h3><p>It rains.</p>"
    assert [question for question, _ in pairs_of(read(page(f"<h2>FAQ</h2>{alone}")))] == ["Clouds", "Weather"]


def test_a_list_of_other_pages_below_a_heading_that_asks_nothing_is_no_answer() -> None:
    links = "<ul><li><a href=/snow/>Why snow is white</a></li><li><a href=/hail/>How hail is made</a></li></ul>"
    faq = "<h2>FAQ</h2>" + each("<h3>{q}</h3>{p}")
    assert pairs_of(read(page(f"{faq}<h3>More sky for our readers</h3>{links}"))) == PAIRS
    assert len(pairs_of(read(page(f"{faq}<h3>Where may I read more?</h3>{links}")))) == 3
    assert len(pairs_of(read(page(f"{faq}<h3>Hail</h3><p>Ice.</p>")))) == 3


@pytest.mark.parametrize(
    "form",
    [
        "<div><button class=faq-question><span>{q}</span><span>➕</span></button><p class=faq-answer>{a}</p></div>",
        "<div class=faq-item><div class=faq-title><span>+</span>{q}</div><div class=faq-content>{a}</div></div>",
        "<div class=faq-item><h3 class=faq-title>{q} <i>+</i><i>−</i></h3><div class=faq-content>{a}</div></div>",
        "<dl class=faq><dt><i>Q</i>{q}</dt><dd><i>A</i>{a}</dd></dl>",
    ],
)
def test_signs_and_letters_beside_question_and_answer_are_none_of_them(form: str) -> None:
    faq = "".join(form.format(q=q, a=a) for q, a in SHORT)
    assert pairs_of(read(page(f"<h2>FAQ</h2>{faq}"))) == SHORT


SHORT = (("Why does it rain?", "Warm air rises and cools."), ("When does it stop?", "When the cloud is gone."))


def test_microdata_may_tell_in_meta_elements_and_stand_in_no_other_item() -> None:
    form = (
        "<div itemscope itemtype='https://schema.org/Question'><meta itemprop=name content='{q}'>"
        "<div itemscope itemprop=acceptedAnswer itemtype='https://schema.org/Answer'>"
        "<meta itemprop=text content='{a}'><button>{q}</button></div></div>"
    )
    told = "".join(form.format(q=q, a=a) for q, a in SHORT)
    assert pairs_of(read(page(told))) == SHORT
    assert pairs_of(read(page(f"<div itemscope itemtype='https://schema.org/QAPage'>{told}</div>"))) == ()


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("before", "question", "answer"),
    [
        ("<p><a href='#q'>Why is this so?</a></p>", "Why is this so?", "So."),
        ("<h2>One topic</h2><p>A word.</p>", "Why?", "So."),
    ],
)
def test_a_section_is_read_in_linear_time(before: str, question: str, answer: str) -> None:
    count = 15_000
    root = fromstring(f"<div>{before * count}{f'<h3>{question}</h3><p>{answer}</p>' * (count + 1)}</div>")
    section = read_section([line_of(block, root) for block in blocks(root)])
    assert section is not None
    assert {(pair.question, pair.answer) for pair in section.pairs} == {(question, answer)}
    assert len(section.pairs) == count + 1


@pytest.mark.parametrize("foot", ["<p>Published: Sat 14 March 2024 by the desk</p>", "Published <a href=/x>here</a>"])
def test_the_footer_behind_the_last_answer_is_none_of_it(foot: str) -> None:
    foot = f"<footer>{foot}</footer>"
    html = page(f"<h2>FAQ</h2>{SECTIONS['heading']}{foot}")
    assert pairs_of(read(html)) == PAIRS


@pytest.mark.parametrize("name", ["sr-only", "icon visually-hidden", "screen-reader-text"])
def test_what_is_only_read_out_is_no_part_of_an_answer(name: str) -> None:
    link = f"<a href=#q><span class='{name}'>Section titled “{{q}}”</span></a>"
    html = page("<h2>FAQ</h2>" + each("<div><h3 id=q>{q}</h3>" + link + "</div>{p}"))
    assert pairs_of(read(html)) == PAIRS


@pytest.mark.parametrize(
    "foot",
    ["<p><a href=#top>Back to top</a></p>", "<div>Was this helpful? <button>Yes</button> <button>No</button></div>",
     "<p>War diese Antwort hilfreich?</p>", "<p><a href=#>Retour en haut ↑</a></p>", "<p>Было ли это полезно? Да</p>"],
)  # fmt: skip
def test_what_a_template_puts_below_each_answer_is_none_of_it(foot: str) -> None:
    html = page("<h2>FAQ</h2>" + each("<h3>{q}</h3>{p}" + foot))
    assert pairs_of(read(html)) == PAIRS


@pytest.mark.parametrize(
    "marks", [("Q:", "A:"), ("Q1.", "A1."), ("Question 1:", "Answer:"), ("1.", ""), ("Frage 2:", "Antwort:")]
)
def test_only_the_mark_before_question_and_answer_may_be_bold(marks: tuple[str, str]) -> None:
    rows = "".join(
        f"<p><b>{marks[0]}</b> {question}</p><p><b>{marks[1]}</b> {answer}</p>" for question, answer in PAIRS
    )
    wanted = tuple((question, " ".join(answer.split())) for question, answer in PAIRS)
    assert pairs_of(read(page(f"<h2>FAQ</h2>{rows}"))) == wanted


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Q:", "A:"), ("F:", "A:"), ("P:", "R:"), ("V:", "A:"), ("P:", "O:"), ("В:", "О:"), ("П:", "В:"), ("S:", "C:"),
        ("F:", "S:"), ("Fråga:", "Svar:"), ("Kérdés:", "Válasz:"), ("س1:", "ج1:"), ("Q．", "A．"), ("Ｑ．", "Ａ．"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "form",
    [
        "<p>{q} Why {n}?</p><p>{a} Because of {n}.</p>",
        "<p><b>{q} Why {n}?</b><br>{a} Because of {n}.</p>",
        "<p><b>{q}</b> Why {n}?</p><p><b>{a}</b> Because of {n}.</p>",
        "<h3>{q} Why {n}?</h3><p>{a} Because of {n}.</p>",
    ],
)
def test_marks_of_any_language_are_no_words_of_question_or_answer(question: str, answer: str, form: str) -> None:
    section = "".join(form.format(q=question, a=answer, n=number) for number in ("rain", "snow"))
    assert pairs_of(read(page(f"<h2>Frequently asked questions</h2>{section}"))) == (
        ("Why rain?", "Because of rain."),
        ("Why snow?", "Because of snow."),
    )
