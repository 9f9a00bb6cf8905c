using System.Text.Json;
using PsyCare.Domain.Practices;

namespace PsyCare.Domain.Tests;

/// <summary>Invitations of members, passwords, and what a policy may be.</summary>
public sealed class PracticeRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_invitation_works_once_until_it_expires()
    {
        var invitations = new MemberInvitations();
        Assert.Null(invitations.Issue("anna@practice.example", MemberRoles.Therapist, Now, out var id, out var secret));
        Assert.Null(invitations.Check(id, secret, Now.AddDays(6), out var invitation));
        Assert.Equal(Refusal.InviteExpired, invitations.Check(id, secret, Now.AddDays(7), out _));
        Assert.Equal(Refusal.InviteUnknown, invitations.Check(id, secret + "x", Now, out _));
        Assert.Equal(Refusal.InviteUnknown, invitations.Check("other", secret, Now, out _));

        invitations.Use(invitation!, Now);
        Assert.Equal(Refusal.InviteUsed, invitations.Check(id, secret, Now, out _));
        Assert.Empty(invitations.Open(Now));
    }

    [Fact]
    public void A_second_invitation_or_a_withdrawal_stops_the_first()
    {
        var invitations = new MemberInvitations();
        invitations.Issue("anna@practice.example", MemberRoles.Therapist, Now, out var first, out var firstSecret);
        invitations.Issue("Anna@practice.example ", MemberRoles.Supervisor, Now, out var second, out var secondSecret);
        Assert.Equal(Refusal.InviteExpired, invitations.Check(first, firstSecret, Now, out _));
        Assert.Equal([second], invitations.Open(Now).Select(i => i.Id));

        invitations.Withdraw(second, Now);
        Assert.Equal(Refusal.InviteExpired, invitations.Check(second, secondSecret, Now, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("anna")]
    [InlineData("@practice.example")]
    [InlineData("anna@")]
    [InlineData("an na@practice.example")]
    [InlineData("anna@practice.example\n")]
    public void Only_what_could_be_an_address_is_invited(string email)
    {
        var expected = email.Trim() == "anna@practice.example" ? (Refusal?)null : Refusal.Invalid;
        Assert.Equal(expected, new MemberInvitations().Issue(email, MemberRoles.Therapist, Now, out _, out _));
    }

    [Theory]
    [InlineData("correct horse battery", true)]
    [InlineData("zwölf Zeichen!", true)]
    [InlineData("elevenchars", false)]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("abababababab", false)]
    [InlineData("anna.rossi@demo", false)]
    [InlineData("psycare-psycare-1", false)]
    [InlineData("Rossi practised a long sonata", true)]
    public void A_password_is_long_and_not_made_of_what_stands_on_the_account(string password, bool good) =>
        Assert.Equal(good ? null : Refusal.WeakPassword, PasswordRules.Check(password, "anna.rossi@demo.example", "Anna Rossi"));

    [Fact]
    public void A_password_has_an_end() =>
        Assert.Equal(Refusal.WeakPassword, PasswordRules.Check(string.Concat(Enumerable.Repeat("abcdefgh", 33)), "a@b.example", "A"));

    [Fact]
    public void Where_the_law_forbids_emotion_analysis_no_policy_allows_it()
    {
        var illinois = new PracticePolicy { Jurisdiction = "us-il", EmotionAnalysis = false, MarkerSuggestions = false };
        Assert.Null(illinois.Check());
        Assert.Equal(Refusal.ForbiddenByPolicy, (illinois with { EmotionAnalysis = true }).Check());
        Assert.Equal(Refusal.ForbiddenByPolicy, (illinois with { MarkerSuggestions = true }).Check());
        Assert.Null((illinois with { Jurisdiction = "eu-it", EmotionAnalysis = true }).Check());
        Assert.Equal(Refusal.Invalid, (illinois with { Jurisdiction = "mars" }).Check());
    }

    [Fact]
    public void A_practice_has_a_few_crisis_lines_that_can_be_called()
    {
        CrisisLine line = new("Telefono Amico", "02 2327 2327", "every day, 9 to 24");
        Assert.Null(new PracticePolicy { CrisisLines = [line, line with { Hours = "" }] }.Check());
        foreach (var bad in new[] { line with { Name = " " }, line with { Number = "ask" }, line with { Hours = new string('x', 81) } })
            Assert.Equal(Refusal.Invalid, new PracticePolicy { CrisisLines = [line, bad] }.Check());
        Assert.Equal(Refusal.Invalid, new PracticePolicy { EmergencyNumber = "" }.Check());
        Assert.Equal(Refusal.Invalid, new PracticePolicy { CrisisLines = [.. Enumerable.Repeat(line, CrisisLine.MaxCount + 1)] }.Check());
    }

    [Fact]
    public void A_policy_of_before_there_were_crisis_lines_has_none_and_the_emergency_number_of_Europe()
    {
        var earlier = JsonSerializer.Deserialize<PracticePolicy>("""{"Jurisdiction":"eu-it"}""")!;
        Assert.Empty(earlier.CrisisLines);
        Assert.Equal("112", earlier.EmergencyNumber);
    }

    [Fact]
    public void A_required_second_factor_does_not_cut_a_session_in_progress_off()
    {
        var policy = new PracticePolicy { SecondFactorSince = Now };
        Assert.False(policy.MustEnrol(signedInAt: Now.AddHours(-1), Now.AddHours(2)));
        Assert.True(policy.MustEnrol(signedInAt: Now.AddHours(-1), Now.AddHours(12)));
        Assert.True(policy.MustEnrol(signedInAt: Now.AddMinutes(1), Now.AddHours(2)));
        Assert.False(new PracticePolicy().MustEnrol(Now, Now.AddDays(1)));
    }
}
