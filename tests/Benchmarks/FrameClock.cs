using Microsoft.Playwright;

namespace PsyCare.Benchmarks;

/// <summary>
/// Tells when a frame left the patient's encoder and when its reading stood in the therapist's sidebar. Both pages run on this machine, so
/// their clocks agree; a frame is recognised by its RTP timestamp.
/// </summary>
internal static class FrameClock
{
    /// <summary>Notes the time of every encoded frame on its way to the network. Must run before the page opens its connection.</summary>
    /// <remarks>Chromium ignores a transform that is not set in the task that made the sender.</remarks>
    public static Task WatchSenderAsync(IPage page) => page.AddInitScriptAsync(
        """
        window.sentFrames = {};
        const source = `onrtctransform = ({ transformer }) => transformer.readable.pipeThrough(new TransformStream({
          transform(frame, out) {
            postMessage([frame.getMetadata().rtpTimestamp ?? frame.timestamp, performance.timeOrigin + performance.now()]);
            out.enqueue(frame);
          } })).pipeTo(transformer.writable);`;
        const Native = window.RTCPeerConnection;
        window.RTCPeerConnection = class extends Native {
          addTransceiver(...args) {
            const transceiver = super.addTransceiver(...args);
            if (transceiver.receiver.track.kind === 'video') {
              const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
              worker.onmessage = (e) => { window.sentFrames[e.data[0]] = e.data[1]; };
              transceiver.sender.transform = new RTCRtpScriptTransform(worker, {});
            }
            return transceiver;
          }
        };
        """);

    /// <summary>Notes when the sidebar showed the reading of a frame.</summary>
    public static Task WatchSidebarAsync(IPage page) => page.EvaluateAsync(
        """
        () => {
          window.shownFrames = {};
          window.addEventListener('psycare:affect-rendered', (e) => {
            if (e.detail.mediaTimestamp != null) window.shownFrames[e.detail.mediaTimestamp] = e.detail.renderedAt;
          });
        }
        """);

    /// <summary>Milliseconds from encoder to sidebar of every frame that was read, sorted.</summary>
    /// <remarks>
    /// The page may see timestamps without the random offset that RTP adds (RFC 3550, section 5.1); the offset is the one under which most
    /// frames are found at both ends. Capture times jitter, so a shift by whole frames does not fit.
    /// </remarks>
    public static async Task<double[]> LatenciesAsync(IPage sender, IPage sidebar)
    {
        var sent = await ReadAsync(sender, "sentFrames");
        var shown = await ReadAsync(sidebar, "shownFrames");
        if (sent.Count == 0 || shown.Count == 0)
            throw new InvalidOperationException($"{sent.Count} frames were sent and {shown.Count} shown: the run says nothing.");
        var (first, at) = shown.MinBy(s => s.Value);
        var offset = sent.Where(s => s.Value > at - 3_000 && s.Value < at)
            .Select(s => unchecked(first - s.Key))
            .MaxBy(o => shown.Count(s => sent.ContainsKey(unchecked(s.Key - o))));
        return [.. shown
            .Where(s => sent.ContainsKey(unchecked(s.Key - offset)))
            .Select(s => s.Value - sent[unchecked(s.Key - offset)])
            .Order()];
    }

    private static async Task<Dictionary<uint, double>> ReadAsync(IPage page, string name) =>
        (await page.EvaluateAsync<Dictionary<string, double>>($"() => window.{name}"))
        .ToDictionary(f => uint.Parse(f.Key, System.Globalization.CultureInfo.InvariantCulture), f => f.Value);
}
