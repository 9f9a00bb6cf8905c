using Microsoft.Playwright;

namespace PsyCare.Browsers;

/// <summary>What a &lt;video&gt; element really plays.</summary>
public static class VideoExtensions
{
    private const int Patience = 30_000;

    /// <summary>Frames decoded since the element got its source.</summary>
    public static Task<int> DecodedFramesAsync(this ILocator video) =>
        video.EvaluateAsync<int>("v => v.getVideoPlaybackQuality().totalVideoFrames");

    /// <summary>Bytes of sound decoded since the element got its source.</summary>
    public static Task<long> DecodedSoundAsync(this ILocator video) => video.EvaluateAsync<long>("v => v.webkitAudioDecodedByteCount ?? 0");

    /// <summary>Waits until pictures move.</summary>
    public static Task WaitForPictureAsync(this ILocator video) => video.WaitForFramesAsync(1);

    /// <summary>Waits until <paramref name="more"/> further frames were decoded.</summary>
    public static async Task WaitForFramesAsync(this ILocator video, int more)
    {
        await video.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await video.EvaluateAsync(
            """
            (v, [more, patience]) => new Promise((resolve, reject) => {
              const frames = () => v.getVideoPlaybackQuality().totalVideoFrames;
              const start = frames();
              const began = performance.now();
              const poll = setInterval(() => {
                if (frames() - start >= more) { clearInterval(poll); resolve(); }
                else if (performance.now() - began > patience) { clearInterval(poll); reject(new Error(`only ${frames() - start} of ${more} frames`)); }
              }, 50);
            })
            """,
            new[] { more, Patience });
    }
}
