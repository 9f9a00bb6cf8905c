using Microsoft.Playwright;

namespace PsyCare.Browsers;

/// <summary>What a &lt;video&gt; element really plays.</summary>
public static class VideoExtensions
{
    private const int Patience = 90_000;

    /// <summary>Frames decoded since the element got its source.</summary>
    public static Task<int> DecodedFramesAsync(this ILocator video) =>
        video.EvaluateAsync<int>("v => v.getVideoPlaybackQuality().totalVideoFrames");

    /// <summary>Waits until something is heard: the fake microphone beeps once a second.</summary>
    public static Task WaitForSoundAsync(this ILocator video) => video.EvaluateAsync(
        """
        (v, patience) => new Promise((resolve, reject) => {
          const context = new AudioContext();
          const analyser = context.createAnalyser();
          context.createMediaStreamSource(v.srcObject).connect(analyser);
          const samples = new Float32Array(analyser.fftSize);
          const began = performance.now();
          const poll = setInterval(() => {
            analyser.getFloatTimeDomainData(samples);
            const heard = samples.some((s) => Math.abs(s) > 0.01);
            if (!heard && performance.now() - began <= patience) return;
            clearInterval(poll);
            void context.close();
            if (heard) resolve(); else reject(new Error('nothing is heard'));
          }, 20);
        })
        """,
        Patience);

    /// <summary>Waits until pictures move.</summary>
    public static Task WaitForPictureAsync(this ILocator video) => video.WaitForFramesAsync(1);

    /// <summary>Waits until <paramref name="more"/> further frames were decoded, over new sources if the element gets one.</summary>
    public static async Task WaitForFramesAsync(this ILocator video, int more)
    {
        await video.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await video.EvaluateAsync(
            """
            (v, [more, patience]) => new Promise((resolve, reject) => {
              const frames = () => v.getVideoPlaybackQuality().totalVideoFrames;
              let seen = 0;
              let last = frames();
              const began = performance.now();
              const poll = setInterval(() => {
                const now = frames();
                seen += now >= last ? now - last : now;
                last = now;
                if (seen >= more) { clearInterval(poll); resolve(); }
                else if (performance.now() - began > patience) { clearInterval(poll); reject(new Error(`only ${seen} of ${more} frames`)); }
              }, 50);
            })
            """,
            new[] { more, Patience });
    }
}
