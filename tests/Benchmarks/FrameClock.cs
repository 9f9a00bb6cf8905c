using Microsoft.Playwright;

namespace PsyCare.Benchmarks;

/// <summary>
/// Tells when a frame left the patient's encoder and when its reading stood in the therapist's sidebar. Both pages run on this machine, so
/// their clocks agree; a frame is recognised by its RTP timestamp.
/// </summary>
internal static class FrameClock
{
    /// <summary>Notes the time of every encoded frame on its way to the network. Must run before the page opens its connection.</summary>
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
          async setLocalDescription(...args) {
            const done = await super.setLocalDescription(...args);
            for (const sender of this.getSenders())
              if (sender.track?.kind === 'video' && !sender.transform) {
                const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
                worker.onmessage = (e) => { window.sentFrames[e.data[0]] = e.data[1]; };
                sender.transform = new RTCRtpScriptTransform(worker, {});
              }
            return done;
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
    public static async Task<double[]> LatenciesAsync(IPage sender, IPage sidebar)
    {
        var sent = await sender.EvaluateAsync<Dictionary<string, double>>("() => window.sentFrames");
        var shown = await sidebar.EvaluateAsync<Dictionary<string, double>>("() => window.shownFrames");
        return [.. shown.Where(s => sent.ContainsKey(s.Key)).Select(s => s.Value - sent[s.Key]).Order()];
    }
}
