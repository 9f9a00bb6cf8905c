using PsyCare.Domain.Sessions;

namespace PsyCare.Domain.Tests;

public sealed class InviteTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_invite_works_once()
    {
        var session = NewSession();
        session.IssueInvite(Now, out var secret);

        Assert.Null(session.CheckInvite(secret, Now));
        Assert.Null(session.RedeemInvite(secret, Now));
        Assert.Equal(Refusal.InviteUsed, session.RedeemInvite(secret, Now));
    }

    [Fact]
    public void An_invite_expires()
    {
        var session = NewSession();
        session.IssueInvite(Now, out var secret);
        Assert.Equal(Refusal.InviteExpired, session.RedeemInvite(secret, Now + Invite.Lifetime));
    }

    [Fact]
    public void A_new_invite_replaces_the_one_before()
    {
        var session = NewSession();
        session.IssueInvite(Now, out var first);
        session.IssueInvite(Now, out var second);
        Assert.Equal(Refusal.InviteExpired, session.RedeemInvite(first, Now));
        Assert.Null(session.RedeemInvite(second, Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_forged_invite_is_unknown(string secret)
    {
        var session = NewSession();
        Assert.Equal(Refusal.InviteUnknown, session.RedeemInvite(secret, Now));
        session.IssueInvite(Now, out _);
        Assert.Equal(Refusal.InviteUnknown, session.RedeemInvite(secret, Now));
        Assert.Equal(Refusal.InviteUnknown, session.RedeemInvite(new string('x', 1_000_000), Now));
    }

    [Fact]
    public void An_invite_ends_with_its_session()
    {
        var session = NewSession();
        session.IssueInvite(Now, out var secret);
        session.End(Now);
        Assert.Equal(Refusal.InviteExpired, session.RedeemInvite(secret, Now));
        Assert.Equal(Refusal.WrongPhase, session.IssueInvite(Now, out _));
    }

    private static Session NewSession()
    {
        var session = new Session();
        session.Create("practice", "clinician", "patient", null);
        return session;
    }
}
