using Microsoft.Extensions.DependencyInjection;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Media;
using PsyCare.Silo.Demo;
using PsyCare.TestKit.Time;

namespace PsyCare.Gateway.Tests.Api;

/// <summary>A member's own account: second factor, password, browsers.</summary>
public sealed class AccountTests : IAsyncLifetime
{
    private const string Email = "emma.gallo@demo.example";
    private const string Password = "a long enough secret";

    private readonly FakeTimeProvider _clock = new();
    private Clinic _clinic = null!;
    private Browser _member = null!;

    public async Task InitializeAsync()
    {
        _clinic = await Clinic.StartAsync(configure: s => s
            .AddSingleton<TimeProvider>(_clock)
            .AddSingleton<IMediaEndpoint>(p => ActivatorUtilities.CreateInstance<MediaServer>(p, TimeProvider.System)));
        await _clinic.AddClinicianAsync(Email, Password);
        _member = await _clinic.SignInAsync(Email, Password);
    }

    public async Task DisposeAsync() => await _clinic.DisposeAsync();

    [Fact]
    public async Task With_a_second_factor_the_password_alone_signs_nobody_in()
    {
        var (app, _) = await TurnOnAsync();
        Assert.Equal("codeRequired", await SignInAsync(code: null).ProblemAsync(401));
        Assert.Equal("wrongCode", await SignInAsync("000000").ProblemAsync(422));
        Assert.Equal("signInFailed", await SignInAsync(app.Code, password: "wrong").ProblemAsync(401));

        var code = app.Next();
        Assert.True((await SignInAsync(code)).IsSuccessStatusCode);
        Assert.Equal("wrongCode", await SignInAsync(code).ProblemAsync(422));
    }

    [Fact]
    public async Task Guessing_codes_locks_the_account()
    {
        await TurnOnAsync();
        for (var i = 0; i < 4; i++)
            Assert.Equal("wrongCode", await SignInAsync($"00000{i}").ProblemAsync(422));
        Assert.Equal("lockedOut", await SignInAsync("000009").ProblemAsync(423));
    }

    [Fact]
    public async Task A_recovery_code_stands_in_for_the_phone_once()
    {
        var (_, codes) = await TurnOnAsync();
        Assert.True((await SignInAsync(codes[0])).IsSuccessStatusCode);
        Assert.Equal("wrongCode", await SignInAsync(codes[0]).ProblemAsync(422));
        Assert.Equal(9, (await _member.GetAsync("/api/account").JsonAsync()).GetProperty("recoveryCodesLeft").GetInt32());
    }

    [Fact]
    public async Task An_open_browser_is_not_enough_to_change_the_account()
    {
        Assert.Equal("wrongPassword", await _member.PostAsync("/api/account/second-factor", new { password = "x" }).ProblemAsync(422));
        await TurnOnAsync();
        Assert.Equal("wrongPassword", await _member.PostAsync("/api/account/second-factor/remove", new { password = "x" }).ProblemAsync(422));
        var change = new { password = "x", newPassword = "another long secret" };
        Assert.Equal("wrongPassword", await _member.PostAsync("/api/account/password", change).ProblemAsync(422));
    }

    [Fact]
    public async Task A_new_password_is_checked_and_signs_other_browsers_out()
    {
        var elsewhere = await _clinic.SignInAsync(Email, Password);
        Assert.Equal("weakPassword", await ChangePasswordAsync("short").ProblemAsync(422));
        Assert.True((await ChangePasswordAsync("another long secret")).IsSuccessStatusCode);
        _clock.Advance(Auth.AccountCheck.FreshFor);
        Assert.Equal("notSignedIn", await elsewhere.GetAsync("/api/account").ProblemAsync(401));
        Assert.Single((await _member.GetAsync("/api/account").JsonAsync()).GetProperty("devices").EnumerateArray());
        Assert.Equal("signInFailed", await SignInAsync(code: null).ProblemAsync(401));
    }

    [Fact]
    public async Task One_sees_where_one_is_signed_in_and_ends_one_or_all()
    {
        var phone = _clinic.NewBrowser();
        await phone.SendAsync(HttpMethod.Post, "/api/auth/sign-in", request =>
        {
            request.Headers.Add("X-PsyCare", "1");
            request.Headers.TryAddWithoutValidation("User-Agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605.1 Version/18.0 Safari/604.1");
            request.Content = System.Net.Http.Json.JsonContent.Create(new { email = Email, password = Password });
        });
        var devices = (await _member.GetAsync("/api/account").JsonAsync()).GetProperty("devices").EnumerateArray().ToList();
        Assert.Equal([false, true], devices.Select(d => d.GetProperty("here").GetBoolean()));
        Assert.Equal("Safari, iPhone", devices[0].GetProperty("name").GetString());

        await _member.SendAsync(HttpMethod.Delete, $"/api/account/devices/{devices[0].GetProperty("deviceId").GetString()}");
        Assert.Equal("notSignedIn", await phone.GetAsync("/api/account").ProblemAsync(401));
        await _member.PostAsync("/api/account/sign-out-everywhere");
        Assert.Equal("notSignedIn", await _member.GetAsync("/api/account").ProblemAsync(401));
    }

    [Fact]
    public async Task Where_the_policy_wants_a_second_factor_nothing_else_opens_before_it_is_set_up()
    {
        var administrator = await _clinic.SignInAsync(DemoMember.Administrator);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await SetPolicyAsync(administrator, secondFactorRequired: true);
        Assert.Equal(200, (int)(await _member.GetAsync("/api/patients")).StatusCode);

        _member = await _clinic.SignInAsync(Email, Password);
        Assert.True((await _member.GetAsync("/api/auth/me").JsonAsync()).GetProperty("mustEnrol").GetBoolean());
        Assert.Equal("forbidden", await _member.GetAsync("/api/patients").ProblemAsync(403));
        await TurnOnAsync();
        Assert.Equal(200, (int)(await _member.GetAsync("/api/patients")).StatusCode);
        Assert.Equal("forbiddenByPolicy", await _member.PostAsync("/api/account/second-factor/remove", new { password = Password }).ProblemAsync(403));
    }

    private static async Task SetPolicyAsync(Browser administrator, bool secondFactorRequired) =>
        (await administrator.PutAsync("/api/practice/policy", new
        {
            jurisdiction = "other",
            emotionAnalysis = true,
            markerSuggestions = true,
            supervisionNeedsConsent = true,
            secondFactorRequired,
        })).EnsureSuccessStatusCode();

    private async Task<(AuthenticatorApp App, IReadOnlyList<string> Codes)> TurnOnAsync()
    {
        var begun = await _member.PostAsync("/api/account/second-factor", new { password = Password }).JsonAsync();
        var app = new AuthenticatorApp(begun.GetProperty("secret").GetString()!, _clock);
        Assert.Equal("wrongCode", await _member.PostAsync("/api/account/second-factor/confirm", new { code = "abc" }).ProblemAsync(422));
        var confirmed = await _member.PostAsync("/api/account/second-factor/confirm", new { code = app.Code }).JsonAsync();
        return (app, [.. confirmed.GetProperty("codes").EnumerateArray().Select(c => c.GetString()!)]);
    }

    private Task<HttpResponseMessage> ChangePasswordAsync(string newPassword) =>
        _member.PostAsync("/api/account/password", new { password = Password, newPassword });

    private Task<HttpResponseMessage> SignInAsync(string? code, string password = Password) =>
        _clinic.NewBrowser().PostAsync("/api/auth/sign-in", new { email = Email, password, code });
}
