using PsyCare.Domain.Notes;
using PsyCare.Domain.Sessions;

namespace PsyCare.Domain.Tests;

public sealed class SessionTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_session_goes_from_scheduled_through_waiting_to_live_and_ended()
    {
        var session = NewSession();
        Assert.Equal(SessionPhase.Scheduled, session.Phase);

        Grant(session, ConsentKind.Call);
        Assert.Null(session.EnterWaitingRoom());
        Assert.Equal(SessionPhase.Waiting, session.Phase);

        Assert.Null(session.Admit(Start));
        Assert.Equal(Start, session.LiveSince);

        Assert.Null(session.End(Start.AddMinutes(50)));
        Assert.Equal(SessionPhase.Ended, session.Phase);
    }

    [Fact]
    public void Nobody_waits_without_consent_to_the_call() =>
        Assert.Equal(Refusal.ConsentMissing, NewSession().EnterWaitingRoom());

    [Fact]
    public void Consent_to_the_call_alone_is_enough_for_the_call()
    {
        var session = Waiting();
        Assert.Null(session.Admit(Start));
        Assert.Null(session.Consents.InForce(ConsentKind.Recording));
        Assert.Null(session.Consents.InForce(ConsentKind.EmotionAnalysis));
    }

    [Fact]
    public void Nobody_is_admitted_who_does_not_wait() => Assert.Equal(Refusal.WrongPhase, NewSession().Admit(Start));

    [Fact]
    public void Consent_to_the_call_taken_back_in_the_waiting_room_stops_admission()
    {
        var session = Waiting();
        Assert.Null(session.DecideConsent(new(ConsentKind.Call, ConsentDecision.Withdrawn, Start, "v1")));
        Assert.Equal(Refusal.ConsentMissing, session.Admit(Start));
    }

    [Fact]
    public void Repeating_a_step_changes_nothing()
    {
        var session = Waiting();
        session.Admit(Start);
        var version = session.Version;

        Assert.Null(session.Admit(Start.AddMinutes(1)));
        Assert.Null(session.EnterWaitingRoom());
        Assert.Equal((version, Start), (session.Version, session.LiveSince));
    }

    [Fact]
    public void An_ended_session_takes_no_more_consents_and_no_patient()
    {
        var session = Waiting();
        session.End(Start);

        Assert.Equal(Refusal.WrongPhase, session.EnterWaitingRoom());
        Assert.Equal(Refusal.WrongPhase, session.Admit(Start));
        Assert.Equal(Refusal.WrongPhase, session.DecideConsent(new(ConsentKind.Call, ConsentDecision.Withdrawn, Start, "v1")));
    }

    [Fact]
    public void Markers_are_kept_by_time_and_their_label_can_be_edited()
    {
        var session = Live();
        session.PutMarker(new("b", 2_000, ""));
        session.PutMarker(new("a", 1_000, ""));
        session.PutMarker(new("b", 2_000, "insight"));

        Assert.Equal([new("a", 1_000, ""), new("b", 2_000, "insight")], session.Markers);
    }

    [Fact]
    public void A_marker_before_the_session_is_live_has_no_clock_to_stand_on() =>
        Assert.Equal(Refusal.WrongPhase, NewSession().PutMarker(new("a", 0, "")));

    [Fact]
    public void A_label_that_is_too_long_is_refused_and_the_marker_stays()
    {
        var session = Live();
        session.PutMarker(new("a", 1, "short"));
        Assert.Equal(Refusal.Invalid, session.PutMarker(new("a", 1, new string('x', Marker.MaxLabelLength + 1))));
        Assert.Equal("short", Assert.Single(session.Markers).Label);
    }

    [Fact]
    public void A_marker_carries_its_category_and_can_change_it()
    {
        var session = Live();
        session.PutMarker(new("a", 1, "") { CategoryId = "insight" });
        session.PutMarker(new("a", 1, "") { CategoryId = "risk" });
        Assert.Equal("risk", Assert.Single(session.Markers).CategoryId);
        Assert.Equal(Refusal.Invalid, session.PutMarker(new("a", 1, "") { CategoryId = "not an id" }));
    }

    [Fact]
    public void A_session_from_before_notes_had_a_book_and_markers_a_category_still_loads()
    {
        const string Stored = """
            {"Version":7,"PracticeId":"p","ClinicianId":"c","PatientId":"x","Phase":4,"Markers":[{"Id":"m","AtMs":5,"Label":"smiles"}],
             "Notes":[{"Id":"n","AtMs":1,"Text":"He *smiled*","Revision":3,"UpdatedAt":"2026-11-21T09:00:00+00:00"}]}
            """;
        var session = System.Text.Json.JsonSerializer.Deserialize<Session>(Stored)!;
        Assert.Equal(new Marker("m", 5, "smiles"), Assert.Single(session.Markers));
        Assert.Equal(("He *smiled*", NoteFormat.Plain), (session.Notes[0].Text, session.Notes[0].Format));
        Assert.Equal(50, session.PlannedMinutes);
        Assert.Null(session.Safety);
    }

    [Fact]
    public void A_session_survives_being_stored_as_json()
    {
        var session = Live();
        session.IssueInvite(Start, out var secret);
        session.PutMarker(new("a", 1, "l"));
        session.ConfirmSafety(new("Via Roma 1", "+39 333 1", "Sister", "112"), Start);

        var json = System.Text.Json.JsonSerializer.Serialize(session);
        var copy = System.Text.Json.JsonSerializer.Deserialize<Session>(json)!;

        Assert.Equal(json, System.Text.Json.JsonSerializer.Serialize(copy));
        Assert.Null(copy.CheckInvite(secret, Start));
        Assert.DoesNotContain(secret, json, StringComparison.Ordinal);
    }

    private static Session NewSession()
    {
        var session = new Session();
        Assert.Null(session.Create("practice", "clinician", "patient", null));
        return session;
    }

    private static Session Waiting()
    {
        var session = NewSession();
        Grant(session, ConsentKind.Call);
        session.EnterWaitingRoom();
        return session;
    }

    private static Session Live()
    {
        var session = Waiting();
        session.Admit(Start);
        return session;
    }

    private static void Grant(Session session, ConsentKind kind) =>
        Assert.Null(session.DecideConsent(new(kind, ConsentDecision.Granted, Start, "v1")));
}
