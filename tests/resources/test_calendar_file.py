"""`/agenda.ics` goes into people's own calendars, and says there when something is called off (R-26, R-49)."""

import datetime

import pytest
from django.test import Client
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from resources.lifecycle import State
from resources.models import ActionPage
from tests.resources.calendar import announce, convene
from tests.search.factories import BassinFactory, EtablissementFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def planted(small_site, on_day):
    on_day("2026-03-10")
    return small_site


def calendar(address="/agenda.ics"):
    response = Client().get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    lines = response.content.split(b"\r\n")
    assert max(map(len, lines)) <= 75, "RFC 5545 § 3.1: folded at 75 octets"
    assert b"\n" not in b"".join(lines)
    read = Calendar.from_ical(response.content)
    assert read.errors == []
    # RFC 5545 § 3.4 and § 3.6.1: at least one component, and what each event must have.
    assert read.subcomponents
    assert all(name in event for event in read.events for name in ("UID", "DTSTAMP", "DTSTART"))
    return read


def events(address="/agenda.ics"):
    return {str(event["SUMMARY"]): event for event in calendar(address).events}


def test_each_session_and_temps_fort_is_an_event_in_the_time_of_paris(planted):
    announce(planted, "Forum", ("2026-03-16 14:00", "2026-03-16 16:30"), place="CDI, 1er étage")
    convene(planted, "Été", "2026-07-01 09:00", summary="Une ligne ; deux, \\ trois.\nQuatre. " + "Très long. " * 20)
    found = events()
    forum, summer = found["Forum"], found["Été"]
    paris = "Europe/Paris"
    assert forum["DTSTART"].params["TZID"] == summer["DTSTART"].params["TZID"] == paris
    assert forum.start.isoformat() == "2026-03-16T14:00:00+01:00"
    assert forum.end.isoformat() == "2026-03-16T16:30:00+01:00"
    assert summer.start.isoformat() == "2026-07-01T09:00:00+02:00"
    assert summer.end - summer.start == datetime.timedelta(hours=1)
    assert (str(forum["LOCATION"]), forum["STATUS"]) == ("CDI, 1er étage", "CONFIRMED")
    assert str(summer["DESCRIPTION"]).startswith("Une ligne ; deux, \\ trois.\nQuatre.")
    assert str(forum["URL"]).endswith("/forum/")
    assert {str(zone["TZID"]) for zone in calendar().timezones} == {paris}


def test_what_has_no_end_or_ends_before_it_begins_lasts_an_hour(planted):
    convene(planted, "À l’envers", "2026-03-16 14:00", "2026-03-16 09:00")
    announce(planted, "Sans fin", "2026-03-16 14:00")
    for event in events().values():
        assert event.end - event.start == datetime.timedelta(hours=1)


def test_what_lasts_several_days_is_one_event(planted):
    announce(planted, "Exposition", ("2026-03-16 09:00", "2026-03-18 17:00"))
    assert events()["Exposition"].end.isoformat() == "2026-03-18T17:00:00+01:00"


@pytest.mark.parametrize(("state", "word"), [(State.CANCELLED, "Annulée"), (State.POSTPONED, "Reportée")])
def test_what_is_called_off_says_so_in_the_calendars_that_hold_it(planted, state, word):
    page = announce(planted, "Forum", "2026-03-16 09:00")
    uid = events()["Forum"]["UID"]
    ActionPage.objects.get(pk=page.pk).move_to(state)
    [(summary, event)] = events().items()
    assert (summary, event["STATUS"], event["UID"]) == (f"{word}\u00a0: Forum", "CANCELLED", uid)


def test_an_event_keeps_its_name_when_the_page_changes_so_that_calendars_move_it(planted):
    page = announce(planted, "Forum", "2026-03-16 09:00", "2026-03-17 09:00")
    before = [event["UID"] for event in calendar().events]
    assert len(set(before)) == 2
    revised = ActionPage.objects.get(pk=page.pk)
    revised.title = "Grand forum"
    for session in revised.sessions.all():
        session.starts_at += datetime.timedelta(hours=1)
        revised.sessions.add(session)
    revised.save_revision().publish()
    after = calendar().events
    assert [event["UID"] for event in after] == before
    assert {str(event["SUMMARY"]) for event in after} == {"Grand forum"}
    assert {event.start.hour for event in after} == {10}


def test_the_file_takes_the_filters_of_the_page_and_is_a_calendar_when_nothing_is_left(planted):
    bassin = BassinFactory(name="Sénart")
    lead = EtablissementFactory(bassin=bassin, departement=bassin.departement)
    announce(planted, "À Sénart", "2026-03-16 09:00", lead=lead)
    announce(planted, "Ailleurs", "2026-03-16 09:00")
    assert set(events()) == {"À Sénart", "Ailleurs"}
    assert set(events("/agenda.ics?bassin=senart")) == {"À Sénart"}
    assert "Sénart" in str(calendar("/agenda.ics?bassin=senart")["X-WR-CALNAME"])
    assert events("/agenda.ics?bassin=atlantide") == {}


def test_the_file_goes_a_month_back_and_leaves_out_what_has_no_date(planted):
    convene(planted, "Il y a deux semaines", "2026-02-24 09:00")
    convene(planted, "Il y a deux mois", "2026-01-10 09:00")
    convene(planted, "Dans dix mois", "2027-01-10 09:00")
    convene(planted, "Dans dix ans", "2036-03-10 09:00")
    announce(planted, "Dans deux ans", "2028-03-10 09:00")
    convene(planted, "Sans date", usual_date="En décembre")
    assert set(events()) == {"Il y a deux semaines", "Dans dix mois"}


def asked_again(response):
    return Client().get(response.request["PATH_INFO"], headers={"if-none-match": response["ETag"]})


def test_a_calendar_that_follows_the_file_takes_it_once_until_something_changes(planted):
    page = announce(planted, "Forum", "2026-03-16 09:00")
    for address in ("/agenda.ics", f"/agenda/{page.pk}.ics"):
        first = Client().get(address)
        again = asked_again(first)
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        for response in (first, again):
            assert response["Cache-Control"] == "public, max-age=300"
            assert not response.cookies
        assert not response.has_header("Vary")


@pytest.mark.parametrize("change", ["title", "state", "place", "draft", "private"])
def test_what_changes_is_in_the_file_at_the_next_request(planted, change):
    page = announce(planted, "Forum", "2026-03-16 09:00")
    first = Client().get("/agenda.ics")
    page = ActionPage.objects.get(pk=page.pk)
    if change == "title":
        page.title = "Grand forum"
        page.save_revision().publish()
    elif change == "state":
        page.move_to(State.CANCELLED)
    elif change == "place":
        page.sessions.update(place="Gymnase")
    elif change == "draft":
        page.unpublish()
    else:
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    again = asked_again(first)
    assert again.status_code == 200
    assert (b"BEGIN:VEVENT" in again.content) == (change in ("title", "state", "place"))


def test_a_whole_semaine_is_read_in_a_few_statements(planted, django_assert_max_num_queries):
    for number in range(3):
        announce(planted, f"Forum {number}", "2026-03-16 09:00", "2026-03-17 09:00")
    events()
    with django_assert_max_num_queries(4):
        assert len(calendar().events) == 6


def test_each_action_and_temps_fort_has_a_file_of_its_own_linked_from_its_page(planted):
    action = announce(planted, "Forum", "2026-03-16 09:00", "2026-03-17 09:00")
    event = convene(planted, "Conférence", "2026-03-18 09:00")
    announce(planted, "Autre", "2026-03-16 09:00")
    for page, number in ((action, 2), (event, 1)):
        own = f"/agenda/{page.pk}.ics"
        assert f'href="{own}"' in Client().get(page.get_url()).content.decode()
        assert [str(found["SUMMARY"]) for found in calendar(own).events] == [page.title] * number
        everything = {found["UID"] for found in calendar().events}
        assert {found["UID"] for found in calendar(own).events} <= everything


def test_the_past_and_what_is_called_off_is_not_offered_to_calendars(planted):
    off = announce(planted, "Annulée", "2026-03-16 09:00", state=State.CANCELLED)
    past = convene(planted, "Passée", "2026-03-01 09:00")
    for page in (off, past):
        assert ".ics" not in Client().get(page.get_url()).content.decode()


def test_what_has_no_date_no_public_page_or_no_page_at_all_has_no_file(planted):
    undated = convene(planted, "Sans date")
    draft = announce(planted, "Brouillon", "2026-03-16 09:00", live=False, state=State.DRAFT)
    for key in (undated.pk, draft.pk, planted.home.pk, 0, 10**30):
        assert Client().get(f"/agenda/{key}.ics").status_code == 404
    assert Client().post("/agenda.ics").status_code == 405
