using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Media;
using PsyCare.TestKit.Time;

namespace PsyCare.Gateway.Tests.Api;

/// <summary>What ends by itself, on a clock that only moves when told to.</summary>
public sealed class ExpiryTests
{
    [Fact]
    public async Task Invites_and_lock_outs_end_by_the_clock()
    {
        var clock = new FakeTimeProvider();
        // The media server stays on real time: a week of its ticks is too many to play.
        await using var clinic = await Clinic.StartAsync(configure: s => s
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IMediaEndpoint>(p => ActivatorUtilities.CreateInstance<MediaServer>(p, TimeProvider.System)));
        var therapist = await clinic.SignInAsync();
        var visit = await Visit.CreateAsync(clinic, therapist);
        var invite = await therapist.PostAsync($"/api/sessions/{visit.SessionId}/invite").JsonAsync();
        for (var i = 0; i < 5; i++)
            await clinic.NewBrowser().PostAsync("/api/auth/sign-in", new { email = "anna.rossi@demo.example", password = "wrong" });
        await Assert.ThrowsAsync<HttpRequestException>(() => clinic.SignInAsync());

        clock.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));
        await clinic.SignInAsync();
        clock.AdvanceTo(invite.GetProperty("expiresAt").GetDateTimeOffset());
        var token = invite.GetProperty("token").GetString();
        Assert.Equal("inviteExpired", await clinic.NewBrowser().PostAsync("/api/invites/redeem", new { token }).ProblemAsync(410));
    }

    [Fact]
    public void A_media_token_is_good_for_ten_minutes_and_for_nobody_who_alters_it()
    {
        var clock = new FakeTimeProvider();
        var tokens = new MediaTokens(new EphemeralDataProtectionProvider(), clock);
        var grant = new MediaGrant(Ids.New(), ParticipantRole.Patient, Ids.New());
        var (token, expiresAt) = tokens.Issue(grant);

        Assert.Equal(grant, tokens.Read(token));
        for (var i = 0; i < token.Length; i++)
            Assert.Null(tokens.Read(token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..]) is { } read && read != grant ? read : null);
        Assert.Null(tokens.Read(""));
        Assert.Null(tokens.Read(new string('A', 100_000)));
        Assert.Null(new MediaTokens(new EphemeralDataProtectionProvider(), clock).Read(token));

        clock.AdvanceTo(expiresAt);
        Assert.Null(tokens.Read(token));
    }
}
