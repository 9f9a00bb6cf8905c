using Microsoft.Extensions.DependencyInjection;
using PsyCare.Domain.Media;
using PsyCare.Gateway.Media;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Media;

namespace PsyCare.Gateway.Tests.Media;

[Collection(SharedClinic.Name)]
public sealed class MediaEventsTests(ClinicFixture fixture)
{
    [Fact]
    public async Task A_recording_that_fails_is_shown_to_both_and_so_is_its_recovery()
    {
        var visit = await NewRecordedVisitAsync();
        await using var patient = await HubClient.ConnectAsync(visit.Patient);
        Assert.Equal("active", (await patient.JoinAsync(visit.SessionId)).GetProperty("session").GetProperty("recording").GetString());

        var events = fixture.Clinic.App.Services.GetRequiredService<MediaEvents>();
        events.OnRecording(visit.SessionId, ParticipantRole.Patient, SegmentState.Failed);
        await patient.PushAsync("session", s => s.GetProperty("recording").GetString() == "failed");
        events.OnRecording(visit.SessionId, ParticipantRole.Patient, SegmentState.Started);
        await patient.PushAsync("session", s => s.GetProperty("recording").GetString() == "active");
    }

    [Fact]
    public async Task A_recording_that_is_delayed_is_told_from_one_that_fails_and_goes_on_by_itself()
    {
        var visit = await NewRecordedVisitAsync();
        await using var therapist = await HubClient.ConnectAsync(fixture.Therapist);
        await therapist.JoinAsync(visit.SessionId);

        var events = fixture.Clinic.App.Services.GetRequiredService<MediaEvents>();
        events.OnRecording(visit.SessionId, ParticipantRole.Clinician, SegmentState.Started);
        events.OnRecording(visit.SessionId, ParticipantRole.Patient, SegmentState.Delayed);
        await therapist.PushAsync("session", s => s.GetProperty("recording").GetString() == "delayed");
        events.OnRecording(visit.SessionId, ParticipantRole.Patient, SegmentState.Started);
        await therapist.PushAsync("session", s => s.GetProperty("recording").GetString() == "active");
    }

    [Fact]
    public async Task Whoever_leaves_while_their_recording_fails_leaves_no_sign_behind()
    {
        var visit = await NewRecordedVisitAsync();
        await using var therapist = await HubClient.ConnectAsync(fixture.Therapist);
        await therapist.JoinAsync(visit.SessionId);

        var events = fixture.Clinic.App.Services.GetRequiredService<MediaEvents>();
        events.OnRecording(visit.SessionId, ParticipantRole.Patient, SegmentState.Failed);
        await therapist.PushAsync("session", s => s.GetProperty("recording").GetString() == "failed");
        events.OnConnection(visit.SessionId, ParticipantRole.Patient, "resource", ConnectionState.Closed);
        await therapist.PushAsync("session", s => s.GetProperty("recording").GetString() == "active");
    }

    [Fact]
    public async Task Pausing_and_resuming_show_on_both_sides()
    {
        var visit = await NewRecordedVisitAsync();
        await using var therapist = await HubClient.ConnectAsync(fixture.Therapist);
        await therapist.JoinAsync(visit.SessionId);
        foreach (var (decision, state) in new[] { ("paused", "paused"), ("granted", "active"), ("withdrawn", "withdrawn") })
        {
            await visit.ConsentAsync("recording", decision);
            await therapist.PushAsync("session", s => s.GetProperty("recording").GetString() == state);
        }
    }

    /// <summary>A live session whose patient has consented to recording.</summary>
    private async Task<Visit> NewRecordedVisitAsync()
    {
        var visit = await fixture.NewVisitAsync();
        await visit.ConsentAsync("recording");
        await visit.GoLiveAsync();
        return visit;
    }
}
