using Microsoft.Extensions.DependencyInjection;
using PsyCare.Contracts.Sessions;
using PsyCare.Contracts.Talk;
using PsyCare.Domain.Media;
using PsyCare.Domain.Suggestions;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests.Hubs;

[Collection(SharedClinic.Name)]
public sealed class SessionTalkTests(ClinicFixture fixture)
{
    private IAudioLevelTap Tap => fixture.Clinic.App.Services.GetServices<IAudioLevelTap>().Single();

    [Fact]
    public async Task The_therapist_hears_how_the_talk_stands_and_the_patient_hears_nothing_of_it()
    {
        var (visit, therapist, patient) = await BothThereAsync("emotionAnalysis");
        var grain = fixture.Clinic.Grains.GetGrain<ISessionGrain>(visit.SessionId);
        await grain.SuggestMarkerAsync(MarkerSuggestion.New(SuggestionReason.StillFace, 1, 20_000));
        await therapist.PushAsync("session", s => s.GetProperty("suggestions").GetArrayLength() == 1);

        // The first window says that this gateway carries the sound; what is spoken before anybody listens does not count.
        Tap.OnLevel(visit.SessionId, ParticipantRole.Patient, 0, -20, voice: true);
        await therapist.PushAsync("talk", t => t.GetProperty("patientMs").GetInt64() == 0);
        for (var atMs = 1_000; atMs < 3_000; atMs += IAudioLevelTap.WindowMs)
            Tap.OnLevel(visit.SessionId, ParticipantRole.Patient, atMs, -20, voice: true);
        await therapist.PushAsync("talk", t => t.GetProperty("patientMs").GetInt64() == 2_000 && t.GetProperty("clinicianMs").GetInt64() == 0);

        await visit.EndAsync();
        await patient.PushAsync("session", s => s.GetProperty("phase").GetString() == "ended");
        Assert.DoesNotContain(patient.Drain(), p => p.GetRawText().Contains("talk", StringComparison.Ordinal)
            || p.GetRawText().Contains("suggestion", StringComparison.OrdinalIgnoreCase));
        await therapist.DisposeAsync();
        await patient.DisposeAsync();
        var talk = fixture.Clinic.Grains.GetGrain<ITalkGrain>(visit.SessionId);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var i = 0; i < 200 && (await talk.GetAsync()).Turns.Count == 0; i++)
            await poll.WaitForNextTickAsync();
        var turn = Assert.Single((await talk.GetAsync()).Turns);
        Assert.Equal((ParticipantRole.Patient, 2_000), (turn.Speaker, turn.DurationMs));
    }

    [Fact]
    public async Task Without_consent_to_analysis_nobody_listens()
    {
        var (visit, therapist, patient) = await BothThereAsync("recording");
        await using var _ = therapist;
        await using var __ = patient;
        for (var atMs = 0; atMs < 3_000; atMs += IAudioLevelTap.WindowMs)
            Tap.OnLevel(visit.SessionId, ParticipantRole.Patient, atMs, -20, voice: true);
        await visit.ConsentAsync("emotionAnalysis");
        var talk = await therapist.PushAsync("talk");
        Assert.Equal(0, talk.GetProperty("patientMs").GetInt64());
    }

    private async Task<(Visit Visit, HubClient Therapist, HubClient Patient)> BothThereAsync(string consent)
    {
        var visit = await fixture.NewVisitAsync();
        await visit.ConsentAsync(consent);
        await visit.GoLiveAsync();
        var therapist = await HubClient.ConnectAsync(fixture.Therapist);
        var patient = await HubClient.ConnectAsync(visit.Patient);
        await therapist.JoinAsync(visit.SessionId);
        await patient.JoinAsync(visit.SessionId);
        await therapist.PushAsync("session", s => s.GetProperty("patientPresent").GetBoolean() && s.GetProperty("clinicianPresent").GetBoolean());
        return (visit, therapist, patient);
    }
}
