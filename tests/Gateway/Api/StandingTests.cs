using Microsoft.Extensions.DependencyInjection;
using PsyCare.Contracts.People;
using PsyCare.Domain.Practices;
using PsyCare.Gateway.Auth;
using PsyCare.Gateway.Hubs;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Media;
using PsyCare.Silo.Demo;
using PsyCare.TestKit.Time;

namespace PsyCare.Gateway.Tests.Api;

/// <summary>What happens to what is open when a member's account changes, on a clock that only moves when told to.</summary>
public sealed class StandingTests : IAsyncLifetime
{
    private const string Email = "emma.gallo@demo.example";
    private const string Password = "a long enough password";

    private readonly FakeTimeProvider _clock = new();
    private Clinic _clinic = null!;
    private Browser _member = null!;
    private string _memberId = null!;

    public async Task InitializeAsync()
    {
        _clinic = await Clinic.StartAsync(configure: s => s
            .AddSingleton<TimeProvider>(_clock)
            .AddSingleton<IMediaEndpoint>(p => ActivatorUtilities.CreateInstance<MediaServer>(p, TimeProvider.System)));
        _memberId = await _clinic.AddClinicianAsync(Email, Password);
        _member = await _clinic.SignInAsync(Email, Password);
    }

    public async Task DisposeAsync() => await _clinic.DisposeAsync();

    [Fact]
    public async Task Disabling_a_member_ends_their_cookies_and_their_sign_ins_until_enabled_again()
    {
        Assert.Equal(200, await StatusAsync("/api/patients"));
        await Practice.ChangeMemberAsync(_memberId, MemberRoles.Therapist, disabled: true);

        Assert.Equal(200, await StatusAsync("/api/patients"));
        _clock.Advance(AccountCheck.FreshFor);
        Assert.Equal("notSignedIn", await _member.GetAsync("/api/patients").ProblemAsync(401));
        Assert.Null(_member.Cookie);
        Assert.Equal("signInFailed", await SignInAsync().ProblemAsync(401));

        await Practice.ChangeMemberAsync(_memberId, MemberRoles.Therapist, disabled: false);
        Assert.True((await SignInAsync()).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Other_roles_need_a_new_sign_in_and_open_other_doors()
    {
        await Practice.ChangeMemberAsync(_memberId, MemberRoles.Supervisor, disabled: false);
        _clock.Advance(AccountCheck.FreshFor);
        Assert.Equal("notSignedIn", await _member.GetAsync("/api/auth/me").ProblemAsync(401));

        _member = await _clinic.SignInAsync(Email, Password);
        var me = await _member.GetAsync("/api/auth/me").JsonAsync();
        Assert.Equal(["supervisor"], me.GetProperty("roles").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal("forbidden", await _member.GetAsync("/api/patients").ProblemAsync(403));
    }

    [Fact]
    public async Task An_open_hub_connection_ends_within_a_minute_of_signing_out_everywhere()
    {
        var visit = await Visit.CreateAsync(_clinic, _member);
        await using var hub = await HubClient.ConnectAsync(_member);
        await hub.JoinAsync(visit.SessionId);
        await using var patient = await HubClient.ConnectAsync(visit.Patient);
        await patient.JoinAsync(visit.SessionId);

        await Account.CloseAllDevicesAsync();
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromMinutes(1); passed += SignedOutSweep.Every)
            _clock.Advance(SignedOutSweep.Every);
        await hub.ClosedAsync();
        Assert.False(patient.IsClosed);
    }

    [Fact]
    public async Task A_media_token_is_worth_nothing_once_its_browser_is_signed_out()
    {
        var visit = await (await Visit.CreateAsync(_clinic, _member)).GoLiveAsync();
        var token = (await _member.PostAsync($"/api/sessions/{visit.SessionId}/media-token").JsonAsync()).GetProperty("token").GetString();
        Assert.Equal(422, await OfferAsync(visit, token!));

        await Account.CloseAllDevicesAsync();
        _clock.Advance(AccountCheck.FreshFor);
        Assert.Equal(401, await OfferAsync(visit, token!));
    }

    [Fact]
    public async Task Another_password_signs_all_other_browsers_out()
    {
        var elsewhere = await _clinic.SignInAsync(Email, Password);
        var here = (await Account.GetDevicesAsync())[^1];
        await Account.SetPasswordAsync("hash", here.Id);
        _clock.Advance(AccountCheck.FreshFor);
        Assert.Equal(200, await StatusAsync("/api/patients"));
        Assert.Equal("notSignedIn", await elsewhere.GetAsync("/api/patients").ProblemAsync(401));
    }

    [Fact]
    public async Task Signing_out_ends_the_cookie_itself_not_only_its_copy_in_the_browser()
    {
        var cookie = _member.Cookie!;
        await _member.PostAsync("/api/auth/sign-out");
        var thief = _clinic.NewBrowser();
        var response = thief.SendAsync(HttpMethod.Get, "/api/patients", r => r.Headers.Add("Cookie", cookie));
        Assert.Equal("notSignedIn", await response.ProblemAsync(401));
    }

    [Fact]
    public async Task The_demo_practice_has_one_account_for_each_role()
    {
        foreach (var member in DemoMember.All)
        {
            var browser = await _clinic.SignInAsync(member);
            var me = await browser.GetAsync("/api/auth/me").JsonAsync();
            Assert.Equal([Principals.Name(member.Roles)], me.GetProperty("roles").EnumerateArray().Select(r => r.GetString()));
        }
    }

    private IPracticeGrain Practice => _clinic.Grains.GetGrain<IPracticeGrain>(DemoPractice.PracticeId);

    private IClinicianGrain Account => _clinic.Grains.GetGrain<IClinicianGrain>(_memberId);

    private Task<HttpResponseMessage> SignInAsync() =>
        _clinic.NewBrowser().PostAsync("/api/auth/sign-in", new { email = Email, password = Password });

    private async Task<int> StatusAsync(string path) => (int)(await _member.GetAsync(path)).StatusCode;

    private async Task<int> OfferAsync(Visit visit, string token) =>
        (int)(await _clinic.NewBrowser().SendAsync(HttpMethod.Post, $"/api/whip/{visit.SessionId}", request =>
        {
            request.Headers.Authorization = new("Bearer", token);
            request.Content = new StringContent("v=0\r\n", System.Text.Encoding.UTF8, "application/sdp");
        })).StatusCode;
}
