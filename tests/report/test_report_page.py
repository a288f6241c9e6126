"""The manager's report: what it says, what it refuses, what it does not tell."""

import re
from datetime import date

from records_for import DAY, NINE, alert, helped, move, presence, visit, workshop

from mediation.coop import Nature
from report.writing import Writing
from screen.roles import Role

JUNE = "from=2022-06-01&to=2022-06-30"


def test_the_four_figures_are_told_with_their_definition_and_the_period_before(hosted, ask):
    hosted.keep(
        *[presence(3, date="2022-06-14")] * 7,
        *[presence(2, office="lievin", date="2022-05-14")] * 5,
        *[helped(Nature.DIGITAL_HELP, 12)] * 6,
        *[helped(Nature.INFORMATION, 4, office="lievin")] * 18,
    )

    status, page = ask(f"/manager/report?{JUNE}")

    assert status == 200
    for words in (
        "21 h",
        "11 h de plus que sur la période d'avant (+110 %)",
        "Du 1er juin 2022 au 30 juin 2022",
        "50 %",
    ):
        assert words in page
    assert "Temps de présence des médiateurs" in page
    assert re.search(r'number">6</strong> <span>accompagnements', page)
    assert "La période d'avant, aussi longue : du 1er mai 2022 au 31 mai 2022" in page


def test_a_report_of_one_office_counts_that_office_alone(hosted, ask):
    hosted.keep(presence(3), presence(2, office="lievin"))

    assert "5 h" in ask(f"/manager/report?{JUNE}")[1]
    assert "3 h" in ask(f"/manager/report?{JUNE}&office=lens")[1]
    assert "5 h" in ask(f"/manager/report?{JUNE}&office=lens&office=lievin")[1]


def test_fewer_than_five_people_are_not_told(hosted, ask):
    hosted.keep(*[helped()] * 3, presence())

    page = ask(f"/manager/report?{JUNE}")[1]

    assert re.search(r'number">moins de 5</strong> <span>accompagnements', page)


def test_one_mediators_report_tells_what_they_did_and_nothing_of_the_queue(hosted, ask):
    hosted.keep(presence(3), presence(2, mediator="M2"), *[visit()] * 9, *[alert(True)] * 6, *[move()] * 6)

    page = ask(f"/manager/report?{JUNE}&mediator=M2")[1]

    assert "2 h" in page
    assert "elles ne se comptent pas par personne" in page
    assert "Attente et service" not in page
    assert "Alertes de tension" not in page


def test_every_part_says_what_it_counts(hosted, ask):
    hosted.keep(presence(), *[visit()] * 9, *[helped()] * 9, workshop(), *[alert(True)] * 6, *[move()] * 6)

    page = ask(f"/manager/report?{JUNE}")[1]

    parts = re.findall(r'<section class="part" aria-labelledby="(\w+)">.*?</section>', page, re.DOTALL)
    assert parts == [
        "offices",
        "actions",
        "progress",
        "workshops",
        "orientations",
        "needs",
        "waits",
        "moves",
        "alerts",
        "method",
    ]
    assert page.count('<p class="definition">') >= len(parts)


def test_a_chart_has_its_numbers_in_a_table_beside_it(hosted, ask):
    hosted.keep(*[visit(hour=hour) for hour in (9, 10, 11) for _ in range(7)], presence(), presence(date="2022-07-04"))

    page = ask("/manager/report?from=2022-06-01&to=2022-07-31")[1]

    assert page.count("<figure") == 3
    for month in ("juin 2022", "juillet 2022"):
        assert f'<th scope="row">{month}</th>' in page
    assert '<th scope="row">10 h</th><td class="figure">7</td><td class="figure">6 min</td>' in page


def test_what_cannot_be_reported_is_said_and_the_question_kept(hosted, ask):
    queries = {
        "from=2022-06-31&to=2022-07-01": "n'est pas une date que le rapport comprend",
        "from=2022-06-30&to=2022-06-01": "Le dernier jour est avant le premier",
        "from=2022-06-30": "Il manque une date",
        f"{JUNE}&office=paris": "Le bureau « paris » n'est pas tenu ici",
        f"{JUNE}&mediator=Personne": "Personne ne s'appelle « Personne »",
    }
    for question, sentence in queries.items():
        for address in ("/manager/report", "/manager/report/print", "/manager/report/records.csv"):
            status, page = ask(f"{address}?{question}")
            assert (status, sentence in page) == (422, True), question


def test_what_was_asked_is_shown_as_text(hosted):
    page = hosted.at(Role.MANAGER).get("/manager/report?from=<script>&to=2022-06-01").get_data(as_text=True)

    assert "« &lt;script&gt; » n" in page
    assert "<script>" not in page


def test_an_office_without_a_record_has_a_report_of_nothing(hosted, ask):
    status, page = ask("/manager/report")

    assert status == 200
    assert "Aucun ticket n'a été fermé." in page
    assert "Rien d'enregistré sur la période d'avant." in page


def test_only_whole_months_that_are_over_are_printed_to_be_published(hosted, ask):
    hosted.keep(presence(), presence(mediator="M2"), *[helped()] * 9)
    for question in ("from=2022-06-01&to=2022-06-29", "from=2022-06-06&to=2022-06-12", "span=today", "span=this_month"):
        status, page = ask(f"/manager/report/print?{question}")
        assert (status, "mois entiers et terminés" in page) == (422, True), question
    status, page = ask(f"/manager/report/print?{JUNE}&mediator=M2")
    assert (status, "toute l'équipe" in page) == (422, True)

    for question in (JUNE, "from=2022-05-01&to=2022-07-31", "span=last_month", "span=everything"):
        assert ask(f"/manager/report/print?{question}")[0] == 200, question


def test_the_page_leads_to_the_months_that_may_be_published_and_says_what_is_not_to_be(hosted, ask):
    hosted.keep(presence(), *[helped()] * 9)

    page = ask("/manager/report?from=2022-05-17&to=2022-07-14&office=lens")[1]

    assert "/manager/report/print?from=2022-06-01&to=2022-06-30&office=lens" in page
    assert "Chiffres internes" in page
    assert "Ce ne sont pas des chiffres à publier" in page
    assert "Rien à publier encore" in ask("/manager/report?span=today")[1]


def test_what_is_printed_leaves_out_a_month_of_one_to_four_people_and_says_so(hosted, ask):
    hosted.keep(*[helped(date="2022-06-14")] * 20, *[helped(date="2022-05-14")] * 3, presence())

    inside = ask("/manager/report?from=2022-05-01&to=2022-06-30")[1]
    paper = ask("/manager/report/print?from=2022-05-01&to=2022-06-30&office=lens")[1]

    assert re.search(r'number">23</strong> <span>accompagnements', inside)
    assert re.search(r'number">20</strong> <span>accompagnements', paper)
    assert "n'est pas dans les sommes" in paper
    assert "n'est pas dans les sommes" not in ask(f"/manager/report/print?{JUNE}&office=lens")[1]


def test_only_the_manager_sees_the_report(hosted):
    for role in (Role.CONSOLE, Role.COUNTER):
        staff = hosted.at(role)
        for page in ("report", "report/print", "report/records.csv", "report/records.xlsx", "report/records.json"):
            assert staff.get(f"/manager/{page}").status_code == 403


def test_all_days_are_the_months_of_the_presences(hosted, ask):
    hosted.keep(presence(date="2021-06-05"), presence(date="2023-02-27"))

    assert "Du 1er juin 2021 au 28 février 2023" in ask("/manager/report?span=everything")[1]


def test_records_are_dated_by_their_business_day(hosted, ask):
    hosted.keep(presence(3, date=DAY, started=NINE, ended=NINE + 3 * 3_600_000))

    assert "3 h" in ask(f"/manager/report?from={DAY}&to={DAY}")[1]


def test_numbers_are_written_as_their_reader_expects_them():
    of = {
        "fr": ["5", "1\u202f184", "1\u202f234\u202f567", "3,2", "1\u202f200,0", "48\u00a0%", "1er juin 2021"],
        "en": ["5", "1,184", "1,234,567", "3.2", "1,200.0", "48%", "1 June 2021"],
    }
    for language, expected in of.items():
        writing = Writing(language, {})
        assert [
            writing.number(5),
            writing.number(1184.4),
            writing.number(1234567),
            writing.tenths(3.25),
            writing.tenths(1200),
            writing.percent(48),
            writing.day(date(2021, 6, 1)),
        ] == expected
