using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PsyCare.Browsers;
using static Microsoft.Playwright.Assertions;

namespace PsyCare.EndToEnd.Tests.Networks;

/// <summary>A session with a patient whose browser has H.264 alone, from the call to the review.</summary>
public sealed partial class H264CallTests(RunningProduct running) : IClassFixture<RunningProduct>
{
    /// <summary>The page's browser sends and takes pictures in H.264 constrained baseline only; its newest connection is <c>window.connection</c>.</summary>
    private const string H264Only =
        """
        {
          const createOffer = RTCPeerConnection.prototype.createOffer;
          const isTaken = ({ mimeType, sdpFmtpLine }) => mimeType === 'video/rtx'
            || (mimeType === 'video/H264' && sdpFmtpLine.includes('packetization-mode=1') && sdpFmtpLine.includes('42e01f'));
          RTCPeerConnection.prototype.createOffer = function (...options) {
            window.connection = this;
            const codecs = RTCRtpReceiver.getCapabilities('video').codecs.filter(isTaken);
            this.getTransceivers().filter((t) => t.receiver.track.kind === 'video').forEach((t) => t.setCodecPreferences(codecs));
            return createOffer.apply(this, options);
          };
        }
        """;

    [Fact]
    public async Task A_patient_with_h264_alone_is_seen_read_recorded_and_reviewed()
    {
        var (therapist, patient) = await running.NewLiveSessionAsync("Safari Patient", recording: true, analysis: true, H264Only);
        await running.ShowOnFailureAsync(() => WalkAsync(therapist, patient), therapist.Page, patient.Page);
    }

    private static async Task WalkAsync(TherapistPage therapist, PatientPage patient)
    {
        await therapist.RemoteVideo.WaitForFramesAsync(60);
        await patient.RemoteVideo.WaitForFramesAsync(60);
        Assert.Equal(["video/H264", "video/H264"], await CodecsAsync(patient.Page));
        await Expect(therapist.Page.GetByTestId("au-bar-12")).ToHaveAttributeAsync("data-intensity", ANumber(), new() { Timeout = 40_000 });

        await therapist.EndAsync();
        await therapist.Page.GetByTestId("open-review").First.ClickAsync();
        var video = therapist.Page.GetByTestId("review-video-patient");
        await video.WaitForAsync();
        await therapist.Page.GetByTestId("review-play").ClickAsync();
        await video.WaitForFramesAsync(20);
        await therapist.Page.GetByTestId("review-video-clinician").WaitForFramesAsync(20);
        var sought = await SeekAsync(video);
        Assert.Equal("video/mp4", sought.GetProperty("type").GetString());
        Assert.True(sought.GetProperty("seconds").GetDouble() > 3);
        Assert.True(sought.GetProperty("width").GetInt32() > 0);
    }

    [GeneratedRegex(@"^\d")]
    private static partial Regex ANumber();

    /// <summary>What the patient's connection sends and receives pictures in.</summary>
    private static Task<string[]> CodecsAsync(IPage page) => page.EvaluateAsync<string[]>(
        """
        async () => {
          const stats = await window.connection.getStats();
          const flows = [...stats.values()].filter((s) => s.kind === 'video' && (s.framesSent > 0 || s.framesDecoded > 0));
          return [...new Set(flows.map((s) => s.type))].map((type) => stats.get(flows.find((s) => s.type === type).codecId).mimeType);
        }
        """);

    /// <summary>Plays the same file in an element of its own and goes to its last second.</summary>
    private static Task<JsonElement> SeekAsync(ILocator video) => video.EvaluateAsync<JsonElement>(
        """
        async ({ currentSrc }) => {
          const answer = await fetch(currentSrc, { headers: { Range: 'bytes=0-99' } });
          const other = document.createElement('video');
          const happens = (name) => new Promise((resolve, reject) => {
            other.addEventListener(name, resolve, { once: true });
            other.addEventListener('error', () => reject(new Error(other.error?.message)), { once: true });
            setTimeout(() => reject(new Error(`no ${name}`)), 20000);
          });
          other.muted = true;
          other.src = currentSrc;
          await happens('loadeddata');
          other.currentTime = other.duration - 1;
          await happens('seeked');
          return { type: answer.headers.get('content-type'), seconds: other.currentTime, width: other.videoWidth };
        }
        """);
}
