using PsyCare.Domain.Sessions;

namespace PsyCare.Domain.Tests;

public sealed class SafetyTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);
    private static readonly SafetyDetails Home = new("Via Roma 1, Torino", "+39 333 123 4567", "Lucia (sister)", "011 / 555-12.34");

    [Fact]
    public void A_patient_confirms_where_they_are_and_may_correct_it()
    {
        var session = NewSession();
        Assert.Null(session.ConfirmSafety(Home with { Location = " Via Roma 1, Torino\n" }, Start));
        Assert.Equal(new SafetyConfirmation(Home, Start), session.Safety);
        var version = session.Version;
        Assert.Null(session.ConfirmSafety(Home, Start.AddMinutes(1)));
        Assert.Equal(version, session.Version);
        Assert.Null(session.ConfirmSafety(Home with { Location = "On a train" }, Start.AddMinutes(2)));
        Assert.Equal(Start.AddMinutes(2), session.Safety!.At);
    }

    [Theory]
    [InlineData("", "+39 333 1", "Lucia", "112")]
    [InlineData("Via Roma", "call me", "Lucia", "112")]
    [InlineData("Via Roma", "+39 333 1", " ", "112")]
    [InlineData("Via Roma", "+39 333 1", "Lucia", "1; drop")]
    public void Details_that_help_nobody_are_refused(string location, string number, string contact, string contactNumber) =>
        Assert.Equal(Refusal.Invalid, NewSession().ConfirmSafety(new(location, number, contact, contactNumber), Start));

    [Fact]
    public void A_passcode_opens_the_invite_and_five_wrong_ones_close_it()
    {
        var session = NewSession();
        session.IssueInvite(Start, out var secret, withPasscode: true);
        var passcode = session.Invite!.Passcode!;
        Assert.Matches("^[0-9]{6}$", passcode);
        Assert.Equal(Refusal.PasscodeWrong, session.RedeemInvite(secret, Start));
        Assert.Null(Copy(session).RedeemInvite(secret, Start, passcode));

        for (var i = 1; i < Invite.MaxPasscodeFailures; i++)
            Assert.Equal(Refusal.PasscodeWrong, session.RedeemInvite(secret, Start, "nope"));
        Assert.Equal(Refusal.InviteExpired, session.RedeemInvite(secret, Start, passcode));
    }

    [Fact]
    public void An_invite_without_a_passcode_asks_for_none()
    {
        var session = NewSession();
        session.IssueInvite(Start, out var secret);
        Assert.Null(session.RedeemInvite(secret, Start));
    }

    [Fact]
    public void A_session_is_planned_for_fifty_minutes_unless_said_otherwise()
    {
        var session = NewSession();
        Assert.Equal(50, session.PlannedMinutes);
        Assert.Null(session.Plan(90));
        Assert.Equal(Refusal.Invalid, session.Plan(0));
        Assert.Equal(90, session.PlannedMinutes);
    }

    private static Session Copy(Session session) =>
        System.Text.Json.JsonSerializer.Deserialize<Session>(System.Text.Json.JsonSerializer.Serialize(session))!;

    private static Session NewSession()
    {
        var session = new Session();
        session.Create("practice", "clinician", "patient", null);
        return session;
    }
}
