using System.Text.Json;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Gateway.Tests.Rights;

namespace PsyCare.Gateway.Tests.Tenants;

/// <summary>Two practices in one deployment: the clinic with a recorded session, a live one and a shared clip, and its neighbour with nothing.</summary>
public sealed class TenantFixture : IAsyncLifetime
{
    private readonly ClinicFixture _clinic = new();

    internal Clinic Clinic => _clinic.Clinic;

    internal ClinicFixture Own => _clinic;

    internal RecordedVisit Recorded { get; private set; } = null!;

    /// <summary>A session that is going on.</summary>
    internal Visit Live { get; private set; } = null!;

    internal Neighbour Neighbour { get; private set; } = null!;

    /// <summary>The neighbour's own patient and their session; the patient's two browsers.</summary>
    internal string NeighbourSessionId { get; private set; } = "";

    internal Browser NeighbourPatient { get; private set; } = null!;

    internal Browser NeighbourOwnPage { get; private set; } = null!;

    /// <summary>An invitation of the clinic that has not been accepted.</summary>
    internal JsonElement Invitation { get; private set; }

    public async Task InitializeAsync()
    {
        await _clinic.InitializeAsync();
        Recorded = await RecordedVisit.CreateAsync(_clinic);
        await Recorded.ShareAsync("c1");
        Live = await (await _clinic.NewVisitAsync()).GoLiveAsync();
        var invite = new { email = "invited@demo.example", roles = new[] { "administrator" } };
        Invitation = await _clinic.Administrator.PostAsync("/api/practice/invitations", invite).JsonAsync();
        Neighbour = await Neighbour.StartAsync(Clinic);
        await AddPatientAsync();
    }

    public async Task DisposeAsync()
    {
        await Neighbour.DisposeAsync();
        await _clinic.DisposeAsync();
    }

    private async Task AddPatientAsync()
    {
        var patient = await Neighbour.Therapist.PostAsync("/api/patients", new { displayName = "Next door's patient" }).JsonAsync();
        var patientId = patient.GetProperty("patientId").GetString();
        var session = await Neighbour.Therapist.PostAsync($"/api/patients/{patientId}/sessions", new { }).JsonAsync();
        NeighbourSessionId = session.GetProperty("sessionId").GetString()!;
        var invite = await Neighbour.Therapist.PostAsync($"/api/sessions/{NeighbourSessionId}/invite").JsonAsync();
        NeighbourPatient = Neighbour.NewBrowser();
        (await NeighbourPatient.PostAsync("/api/invites/redeem", new { token = invite.GetProperty("token").GetString() })).EnsureSuccessStatusCode();
        var link = await Neighbour.Therapist.PostAsync($"/api/patients/{patientId}/access-link").JsonAsync();
        NeighbourOwnPage = Neighbour.NewBrowser();
        var token = new Uri(link.GetProperty("url").GetString()!).Fragment[1..];
        (await NeighbourOwnPage.PostAsync("/api/access/redeem", new { token })).EnsureSuccessStatusCode();
    }
}
