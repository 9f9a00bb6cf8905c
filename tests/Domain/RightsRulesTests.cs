using PsyCare.Domain.Rights;
using PsyCare.Domain.Sessions;

namespace PsyCare.Domain.Tests;

public sealed class RightsRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 1_000, 7, "Why", null)]
    [InlineData(-1, 1_000, 7, "Why", Refusal.Invalid)]
    [InlineData(1_000, 1_000, 7, "Why", Refusal.Invalid)]
    [InlineData(0, Clip.MaxLengthMs + 1, 7, "Why", Refusal.Invalid)]
    [InlineData(0, 1_000, 0, "Why", Refusal.Invalid)]
    [InlineData(0, 1_000, 31, "Why", Refusal.Invalid)]
    [InlineData(0, 1_000, 7, "  ", Refusal.Invalid)]
    public void A_clip_is_a_part_with_a_reason_and_an_end(long from, long to, int days, string reason, Refusal? expected) =>
        Assert.Equal(expected, new Oversight().Share("p", new Clip("c", from, to, "s", reason, Now, Now.AddDays(days))));

    [Fact]
    public void A_clip_is_open_until_its_end_or_until_it_is_taken_back()
    {
        var oversight = new Oversight();
        oversight.Share("p", new Clip("c", 0, 1_000, "s", "Why", Now, Now.AddDays(7)));
        Assert.True(oversight.Clips[0].IsOpen(Now.AddDays(7).AddTicks(-1)));
        Assert.False(oversight.Clips[0].IsOpen(Now.AddDays(7)));

        Assert.Null(oversight.Revoke("c", Now.AddDays(1)));
        Assert.Null(oversight.Revoke("c", Now.AddDays(2)));
        Assert.Equal(Now.AddDays(1), oversight.Clips[0].RevokedAt);
        Assert.Equal(Refusal.NotFound, oversight.Revoke("another", Now));
    }

    [Fact]
    public void Emergency_access_lasts_an_hour_is_one_member_s_and_can_be_closed()
    {
        var oversight = new Oversight();
        Assert.Equal(Refusal.Invalid, oversight.Open("p", Opening("b1", "m", "too short", Now)));
        Assert.Null(oversight.Open("p", Opening("b1", "m", "A reason of some length", Now)));
        Assert.NotNull(oversight.OpenTo("m", Now.AddMinutes(59)));
        Assert.Null(oversight.OpenTo("m", Now.AddMinutes(60)));
        Assert.Null(oversight.OpenTo("another", Now));

        // Another try while it is open does not make it longer.
        oversight.Open("p", Opening("b2", "m", "A reason of some length", Now.AddMinutes(30)));
        Assert.Single(oversight.Openings);
        oversight.Close("m", Now.AddMinutes(10));
        Assert.Null(oversight.OpenTo("m", Now.AddMinutes(11)));
        Assert.Equal(Now.AddMinutes(10), oversight.Openings[0].EndsAt);
    }

    [Fact]
    public void A_link_works_once_and_every_new_one_or_its_withdrawal_counts_the_browsers_of_before_out()
    {
        var access = new PatientAccess();
        Assert.Equal(Refusal.InviteUnknown, access.Redeem("x", Now));
        var first = access.Issue("p", Now);
        Assert.Null(access.Redeem(first, Now));
        Assert.Equal(Refusal.InviteUsed, access.Redeem(first, Now));
        Assert.Equal(1, access.Generation);

        var second = access.Issue("p", Now);
        Assert.Equal(2, access.Generation);
        Assert.Equal(Refusal.InviteUnknown, access.Redeem(first, Now));
        Assert.Equal(Refusal.InviteExpired, access.Redeem(second, Now + Invite.Lifetime));
        access.Revoke();
        Assert.Equal((3, Refusal.InviteUnknown), (access.Generation, access.Redeem(second, Now)));
    }

    [Theory]
    [InlineData(ConsentKind.Recording, ConsentDecision.Withdrawn, null)]
    [InlineData(ConsentKind.EmotionAnalysis, ConsentDecision.Withdrawn, null)]
    [InlineData(ConsentKind.Recording, ConsentDecision.Granted, Refusal.WrongPhase)]
    [InlineData(ConsentKind.Call, ConsentDecision.Withdrawn, Refusal.WrongPhase)]
    [InlineData(ConsentKind.Supervision, ConsentDecision.Granted, null)]
    [InlineData(ConsentKind.Supervision, ConsentDecision.Withdrawn, null)]
    public void After_a_session_consents_are_taken_back_and_only_supervision_is_given(ConsentKind kind, ConsentDecision decision, Refusal? expected)
    {
        var session = new Session();
        session.Create("practice", "clinician", "patient", null);
        session.DecideConsent(new ConsentEntry(ConsentKind.Recording, ConsentDecision.Granted, Now, "1"));
        session.End(Now);
        Assert.Equal(expected, session.DecideConsent(new ConsentEntry(kind, decision, Now, "1")));
    }

    private static BreakGlass Opening(string id, string member, string reason, DateTimeOffset at) =>
        new(id, member, reason, at, at + BreakGlass.Length);
}
