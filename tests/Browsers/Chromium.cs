using Microsoft.Playwright;

namespace PsyCare.Browsers;

/// <summary>A headless Chromium of its own, with a fake microphone and, where given, a clip as its camera.</summary>
public sealed class Chromium : IAsyncDisposable
{
    /// <summary>A laptop's window.</summary>
    public static readonly ViewportSize Laptop = new() { Width = 1366, Height = 768 };

    /// <summary>A phone's window.</summary>
    public static readonly ViewportSize Phone = new() { Width = 360, Height = 740 };

    /// <summary>How long a page may take for what is expected of it, ms: a busy machine is slow, and a missing thing is missing after any time.</summary>
    private const float Patience = 60_000;

    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--allow-loopback-in-peer-connection",
        "--autoplay-policy=no-user-gesture-required", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
        "--disable-background-timer-throttling", "--disable-backgrounding-occluded-windows", "--disable-renderer-backgrounding",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>Starts one.</summary>
    /// <param name="cameraClip">A .y4m file that plays as the camera, in a loop; null for Chromium's own test picture.</param>
    /// <param name="extraFlags">Further command line flags.</param>
    public static async Task<Chromium> StartAsync(string? cameraClip = null, params string[] extraFlags)
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        string[] camera = cameraClip is null ? [] : [$"--use-file-for-fake-video-capture={cameraClip}"];
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("PSYCARE_CHROMIUM") ?? "/usr/bin/chromium",
            Args = [.. Flags, .. camera, .. extraFlags],
        });
        return new Chromium(playwright, browser);
    }

    /// <summary>A window of a person who has not been here before: no cookies, no storage.</summary>
    /// <param name="size">The window's size.</param>
    /// <param name="locale">Their browser's language.</param>
    /// <param name="bypassContentPolicy">Lets a benchmark put its own script into the page.</param>
    public async Task<IPage> NewPersonAsync(ViewportSize size, string locale = "en-GB", bool bypassContentPolicy = false)
    {
        var context = await _browser.NewContextAsync(new()
        {
            ViewportSize = size,
            Locale = locale,
            IgnoreHTTPSErrors = true,
            BypassCSP = bypassContentPolicy,
            Permissions = ["camera", "microphone", "clipboard-read", "clipboard-write"],
        });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    /// <summary>Everybody closes their windows.</summary>
    public async Task EveryoneLeavesAsync()
    {
        foreach (var person in _browser.Contexts.ToArray())
            await person.CloseAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
    }
}
