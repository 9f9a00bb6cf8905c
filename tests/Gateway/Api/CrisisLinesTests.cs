using Microsoft.Extensions.DependencyInjection;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Gateway.Tests.Tenants;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Tests.Api;

/// <summary>The practice's own crisis lines: set by an administrator, read by anybody who came to this practice.</summary>
public sealed class CrisisLinesTests(TenantFixture fixture) : IClassFixture<TenantFixture>
{
    private const string Path = "/api/crisis-lines";

    private static readonly object Friend = new { name = " Telefono Amico ", number = "02 2327 2327", hours = "every day, 9 to 24" };

    [Fact]
    public async Task What_an_administrator_sets_is_read_by_strangers_at_this_practice_and_at_no_other()
    {
        var audit = fixture.Clinic.App.Services.GetRequiredService<AuditLog>();
        await SetAsync("112").JsonAsync();
        var before = audit.Size;
        await SetAsync("118", Friend, new { name = "Samaritans", number = "116 123", hours = "" }).JsonAsync();
        Assert.Equal(before + 2, audit.Size);
        await SetAsync("118", Friend, new { name = "Samaritans", number = "116 123", hours = "" }).JsonAsync();
        Assert.Equal(before + 2, audit.Size);

        var read = await fixture.Clinic.NewBrowser().GetAsync(Path).JsonAsync();
        Assert.Equal("118", read.GetProperty("emergencyNumber").GetString());
        var lines = read.GetProperty("lines").EnumerateArray().Select(l => l.ToString());
        Assert.Equal(
            ["""{"name":"Telefono Amico","number":"02 2327 2327","hours":"every day, 9 to 24"}""", """{"name":"Samaritans","number":"116 123","hours":""}"""],
            lines);
        Assert.Equal("""{"emergencyNumber":"112","lines":[]}""", (await fixture.Neighbour.NewBrowser().GetAsync(Path).JsonAsync()).ToString());
    }

    [Fact]
    public async Task A_change_of_the_policy_leaves_them_and_a_change_of_them_leaves_the_policy()
    {
        await SetAsync("112").JsonAsync();
        var policy = await fixture.Own.Administrator.GetAsync("/api/practice/policy").JsonAsync();
        var set = await SetAsync("112", Friend).JsonAsync();
        Assert.Equal(policy.ToString(), (await fixture.Own.Administrator.GetAsync("/api/practice/policy").JsonAsync()).ToString());
        (await fixture.Own.Administrator.PutAsync("/api/practice/policy", policy)).EnsureSuccessStatusCode();
        Assert.Equal(set.ToString(), (await fixture.Clinic.NewBrowser().GetAsync(Path).JsonAsync()).ToString());
    }

    [Theory]
    [InlineData("""{"emergencyNumber":"now","lines":[]}""")]
    [InlineData("""{"emergencyNumber":"112","lines":[null]}""")]
    [InlineData("""{"emergencyNumber":"112","lines":[{"name":"","number":"116 123","hours":""}]}""")]
    [InlineData("""{"emergencyNumber":"112","lines":[{"name":"Samaritans","number":"javascript:1234","hours":""}]}""")]
    [InlineData("""{"emergencyNumber":"112","lines":[{"name":"Samaritans","number":"116 123","hours":"nights\u0000"}]}""")]
    public async Task What_cannot_be_shown_or_called_is_refused(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        Assert.Equal("invalid", await fixture.Own.Administrator.PutAsync("/api/practice/crisis-lines", content).ProblemAsync(422));
    }

    [Fact]
    public async Task Somebody_in_need_is_not_to_read_a_directory() =>
        Assert.Equal("invalid", await SetAsync("112", Friend, Friend, Friend, Friend, Friend).ProblemAsync(422));

    private Task<HttpResponseMessage> SetAsync(string emergencyNumber, params object[] lines) =>
        fixture.Own.Administrator.PutAsync("/api/practice/crisis-lines", new { emergencyNumber, lines });
}
