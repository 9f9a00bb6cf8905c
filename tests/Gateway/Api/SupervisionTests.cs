using Microsoft.Extensions.DependencyInjection;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Tests.Api;

/// <summary>What a supervisor is shown, and how an administrator puts their group together.</summary>
[Collection(SharedClinic.Name)]
public sealed class SupervisionTests(ClinicFixture fixture)
{
    [Fact]
    public async Task A_supervisor_sees_closed_months_of_their_group_and_leaves_an_entry_of_the_audit_log()
    {
        var members = (await fixture.Administrator.GetAsync("/api/practice/members").JsonAsync()).EnumerateArray().ToList();
        string Id(string email) => members.Single(m => m.GetProperty("email").GetString() == email).GetProperty("memberId").GetString()!;
        var path = $"/api/practice/members/{Id("anna.rossi@demo.example")}/supervisor";
        var assigned = await fixture.Administrator.PutAsync(path, new { supervisorId = Id("carla.bianchi@demo.example") });
        Assert.Equal(204, (int)assigned.StatusCode);
        Assert.Equal("invalid", await fixture.Administrator.PutAsync(path, new { supervisorId = Id("davide.neri@demo.example") }).ProblemAsync(422));

        var months = (await fixture.Supervisor.GetAsync("/api/supervision/months").JsonAsync()).EnumerateArray().Select(m => m.GetString()).ToList();
        Assert.Equal(12, months.Count);
        var audit = fixture.Clinic.App.Services.GetRequiredService<AuditLog>();
        var before = audit.Size;
        var figures = await fixture.Supervisor.GetAsync($"/api/supervision/months/{months[0]}").JsonAsync();
        Assert.Equal(1, figures.GetProperty("therapists").GetInt32());
        // Nobody was seen that month: nothing rests on five patients.
        Assert.All(figures.GetProperty("cells").EnumerateArray(), c => Assert.Equal(System.Text.Json.JsonValueKind.Null, c.GetProperty("sessions").ValueKind));
        Assert.True(audit.Size > before);
    }

    [Theory]
    [InlineData("2999-01", 409)]
    [InlineData("2026-13", 409)]
    [InlineData("2026-10-01", 404)]
    public async Task What_is_no_closed_month_is_refused(string month, int status) =>
        Assert.Equal(status, (int)(await fixture.Supervisor.GetAsync($"/api/supervision/months/{Uri.EscapeDataString(month)}")).StatusCode);
}
