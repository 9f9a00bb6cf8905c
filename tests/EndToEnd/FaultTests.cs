using System.Collections.Concurrent;
using PsyCare.Browsers;
using static Microsoft.Playwright.Assertions;

namespace PsyCare.EndToEnd.Tests;

/// <summary>What goes wrong in real life: each time a clear message, and nothing that was captured is lost.</summary>
public sealed class FaultTests(RunningProduct running) : IClassFixture<RunningProduct>, IAsyncLifetime
{
    private const int Patience = 60_000;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => running.EveryoneLeavesAsync();

    [Fact]
    public async Task A_second_person_with_the_same_link_is_told_that_it_was_used()
    {
        var therapist = await running.NewTherapistAsync();
        var invite = await therapist.InviteNewPatientAsync("Used Invite");
        var first = await running.NewPatientAsync();
        await first.OpenInviteAsync(invite);
        await Expect(first.Page.GetByTestId("device-check-continue")).ToBeVisibleAsync();

        var second = await running.NewPatientAsync("it-IT");
        await second.Page.GotoAsync(invite);
        await Expect(second.Page.GetByTestId("join-inviteUsed")).ToBeVisibleAsync();
        await RunningProduct.ScreenshotAsync(second.Page, "invite-used-phone-it");
    }

    [Fact]
    public async Task A_forged_link_is_told_from_a_real_one()
    {
        var stranger = await running.NewPatientAsync();
        await stranger.Page.GotoAsync($"{running.Product.Address}/join#AAAAAAAAAAAAAAAAAAAAAA.forged");
        await Expect(stranger.Page.GetByTestId("join-inviteUnknown")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_patient_who_declines_recording_and_analysis_still_gets_the_call_and_nothing_is_kept()
    {
        var (therapist, patient) = await running.NewLiveSessionAsync("Declines Everything", recording: false, analysis: false);
        await therapist.RemoteVideo.WaitForFramesAsync(30);
        await Expect(therapist.NoReading).ToBeVisibleAsync();
        await Expect(therapist.Page.GetByTestId("status-recording")).ToHaveAttributeAsync("data-state", "notConsented");

        var sessionId = new Uri(therapist.Page.Url).Segments[^1].Trim('/');
        await therapist.EndAsync();
        await Expect(patient.Page.GetByTestId("join-ended")).ToBeVisibleAsync();
        Assert.DoesNotContain(
            Directory.GetFileSystemEntries(running.Product.DataFolder, "*", SearchOption.AllDirectories),
            f => f.Contains(sessionId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_patient_who_closes_the_laptop_is_missed_and_comes_back_without_being_admitted_again()
    {
        var (therapist, patient) = await running.NewLiveSessionAsync("Closes Laptop", recording: false, analysis: true);
        var context = patient.Page.Context;
        var address = patient.Page.Url;
        await patient.Page.CloseAsync();
        var away = therapist.Page.GetByTestId("other-away");
        await Expect(away).ToContainTextAsync("was lost at", new() { Timeout = Patience });
        await Expect(away.GetByTestId("call-back")).ToHaveAttributeAsync("href", "tel:+393331234567");

        var back = new PatientPage(await context.NewPageAsync());
        await back.Page.GotoAsync(address);
        await back.RemoteVideo.WaitForFramesAsync(10);
        await therapist.RemoteVideo.WaitForFramesAsync(10);

        await back.Page.GetByTestId("leave").ClickAsync();
        await Expect(away).ToContainTextAsync("left the call");
        await back.Page.GetByTestId("come-back").ClickAsync();
        await therapist.RemoteVideo.WaitForFramesAsync(10);
        await Expect(away).Not.ToBeVisibleAsync();
    }

    [Fact]
    public async Task Ten_seconds_without_a_network_bring_both_back_into_the_same_session()
    {
        var (therapist, patient) = await running.NewLiveSessionAsync("Lost Network", recording: true, analysis: true);
        await running.Product.StandStillAsync(TimeSpan.FromSeconds(10));

        await therapist.RemoteVideo.WaitForFramesAsync(60);
        await patient.RemoteVideo.WaitForFramesAsync(60);
        await Expect(therapist.Page.GetByTestId("status-recording")).ToHaveAttributeAsync("data-state", "active");
        await Expect(therapist.Page.GetByTestId("reading-quality")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Another_network_restarts_ice_on_the_same_connection()
    {
        var (therapist, patient) = await running.NewLiveSessionAsync("Changes Network", recording: true, analysis: true, RunningProduct.KeepConnection);
        var signalling = new ConcurrentQueue<string>();
        patient.Page.Request += (_, request) =>
        {
            if (request.Url.Contains("/api/whip/", StringComparison.Ordinal))
                signalling.Enqueue(request.Method);
        };
        var answer = await patient.Page.RunAndWaitForResponseAsync(
            () => patient.Page.EvaluateAsync("window.dispatchEvent(new Event('online'))"), r => r.Request.Method == "PATCH");
        Assert.Equal(200, answer.Status);

        // The pair in use is one of the new generation: its remote side has the credentials of the answer.
        await patient.Page.WaitForFunctionAsync(
            """
            async (ufrag) => {
              const stats = await window.connection.getStats();
              const transport = [...stats.values()].find((s) => s.type === 'transport');
              const pair = stats.get(transport.selectedCandidatePairId);
              return transport.dtlsState === 'connected' && stats.get(pair.remoteCandidateId).usernameFragment === ufrag && pair.responsesReceived > 0;
            }
            """,
            (await answer.HeaderValueAsync("etag"))!.Trim('"'));
        await therapist.RemoteVideo.WaitForFramesAsync(60);
        await patient.RemoteVideo.WaitForFramesAsync(60);
        Assert.Equal(["PATCH"], signalling);
    }

    [Fact]
    public async Task A_killed_process_loses_at_most_the_last_chunk_and_the_session_goes_on()
    {
        var (therapist, patient) = await running.NewLiveSessionAsync("Power Cut", recording: true, analysis: true);
        await therapist.Page.GetByTestId("note-new").ClickAsync();
        await therapist.Page.GetByTestId("note-text").First.FillAsync("kept through the power cut");
        await Expect(therapist.Page.GetByTestId("note-status").First).ToHaveAttributeAsync("data-status", "saved");
        await therapist.RemoteVideo.WaitForFramesAsync(150);

        await running.Product.KillAsync();
        await running.Product.StartAsync();
        await therapist.RemoteVideo.WaitForFramesAsync(60);
        await patient.RemoteVideo.WaitForFramesAsync(30);

        await therapist.EndAsync();
        await therapist.Page.GetByTestId("open-review").First.ClickAsync();
        await therapist.Page.GetByTestId("review-video-patient").WaitForAsync();
        await therapist.Page.GetByTestId("review-play").ClickAsync();
        await therapist.Page.GetByTestId("review-video-patient").WaitForFramesAsync(60);
        await Expect(therapist.Page.GetByText("kept through the power cut").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_camera_that_is_missing_has_a_clear_message_in_the_patients_language()
    {
        var therapist = await running.NewTherapistAsync();
        var invite = await therapist.InviteNewPatientAsync("No Camera");
        var patient = await running.NewPatientAsync("it-IT");
        await patient.Page.AddInitScriptAsync(
            """
            const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
            navigator.mediaDevices.getUserMedia = (wanted) => wanted.video
              ? Promise.reject(new DOMException('Requested device not found', 'NotFoundError')) : native(wanted);
            """);
        await patient.OpenInviteAsync(invite);
        await Expect(patient.Page.GetByTestId("camera-fault")).ToBeVisibleAsync();
        await RunningProduct.ScreenshotAsync(patient.Page, "no-camera-phone-it");
        await patient.PassDeviceCheckAsync();
        await patient.ConsentAsync(recording: false, analysis: false);
    }
}
