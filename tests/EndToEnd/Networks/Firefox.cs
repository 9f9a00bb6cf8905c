using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PsyCare.EndToEnd.Tests.Networks;

/// <summary>Debian's Firefox, headless, with a profile of its own, a fake camera and a fake microphone. One page.</summary>
internal sealed class Firefox : IAsyncDisposable
{
    public const string Path = "/usr/bin/firefox-esr";
    private const string Listening = "WebDriver BiDi listening on ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string[] Preferences =
    [
        "user_pref('media.navigator.streams.fake', true);",
        "user_pref('media.navigator.permission.disabled', true);",
        "user_pref('media.peerconnection.ice.loopback', true);", // the server is on this machine
        "user_pref('media.autoplay.default', 0);",
        "user_pref('remote.active-protocols', 1);",
        "user_pref('app.update.enabled', false);",
        "user_pref('datareporting.policy.dataSubmissionEnabled', false);",
        "user_pref('toolkit.telemetry.enabled', false);",
        "user_pref('browser.shell.checkDefaultBrowser', false);",
        "user_pref('network.captive-portal-service.enabled', false);",
        "user_pref('network.connectivity-service.enabled', false);",
    ];

    private readonly string _profile = Directory.CreateTempSubdirectory("psycare-firefox-").FullName;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process _process = null!;
    private WebDriverBiDi _driver = null!;
    private string _page = "";

    /// <summary>Starts one.</summary>
    public static async Task<Firefox> StartAsync()
    {
        var firefox = new Firefox();
        File.WriteAllLines(System.IO.Path.Combine(firefox._profile, "user.js"), Preferences);
        firefox._process = Process.Start(firefox.Command())!;
        firefox._process.OutputDataReceived += static (_, _) => { };
        firefox._process.ErrorDataReceived += (_, e) => firefox.Read(e.Data);
        firefox._process.BeginOutputReadLine();
        firefox._process.BeginErrorReadLine();
        firefox._driver = await WebDriverBiDi.ConnectAsync(await firefox._address.Task.WaitAsync(Patience));
        var tree = await firefox._driver.SendAsync("browsingContext.getTree", []);
        firefox._page = tree.GetProperty("contexts")[0].GetProperty("context").GetString()!;
        return firefox;
    }

    /// <summary>Runs a script in every page from now on, before anything of its own.</summary>
    public Task AddScriptAsync(string script) =>
        _driver.SendAsync("script.addPreloadScript", new JsonObject { ["functionDeclaration"] = $"() => {{ {script} }}" });

    /// <summary>Opens an address.</summary>
    public Task OpenAsync(string url) =>
        _driver.SendAsync("browsingContext.navigate", new JsonObject { ["context"] = _page, ["url"] = url, ["wait"] = "interactive" });

    /// <summary>Runs an expression in the page and waits for its promise.</summary>
    /// <returns>Its value, which must be a string, a number or nothing, as text.</returns>
    public async Task<string?> EvaluateAsync(string expression)
    {
        var answer = await _driver.SendAsync("script.evaluate", new JsonObject
        {
            ["expression"] = expression,
            ["target"] = new JsonObject { ["context"] = _page },
            ["awaitPromise"] = true,
            ["userActivation"] = true,
        });
        if (answer.GetProperty("type").GetString() != "success")
            throw new InvalidOperationException($"{expression}: {answer.GetProperty("exceptionDetails").GetProperty("text")}");
        return answer.GetProperty("result").TryGetProperty("value", out var value) ? value.ToString() : null;
    }

    /// <summary>Clicks an element when it is there.</summary>
    public Task ClickAsync(string testId) => WithAsync(testId, "e.click()");

    /// <summary>Types into a field when it is there, as React hears it.</summary>
    public Task FillAsync(string testId, string text) => WithAsync(
        testId,
        $"Object.getOwnPropertyDescriptor(Object.getPrototypeOf(e), 'value').set.call(e, {JsonSerializer.Serialize(text)}); "
        + "e.dispatchEvent(new Event('input', { bubbles: true }))");

    /// <summary>Waits until an expression is true, at most half a minute.</summary>
    public async Task WaitForAsync(string condition)
    {
        var outcome = await EvaluateAsync(
            $$"""
            (async () => {
              for (const began = performance.now(); performance.now() - began < 30000; await new Promise((next) => setTimeout(next, 50)))
                if ({{condition}}) return 'met';
              return document.body.innerText;
            })()
            """);
        Assert.True(outcome == "met", $"Not met: {condition}. The page says: {outcome}");
    }

    public async ValueTask DisposeAsync()
    {
        _driver?.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        _process.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    private async Task WithAsync(string testId, string script)
    {
        var element = $"document.querySelector('[data-testid=\"{testId}\"]')";
        await WaitForAsync($"{element}?.disabled === false || ({element} && !('disabled' in {element}))");
        await EvaluateAsync($"(() => {{ const e = {element}; {script}; }})()");
    }

    private ProcessStartInfo Command()
    {
        var start = new ProcessStartInfo(Path, ["--headless", "--no-remote", "--profile", _profile, "--remote-debugging-port", "0", "about:blank"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = _profile; // nothing of it stays
        start.Environment["MOZ_CRASHREPORTER_DISABLE"] = "1";
        return start;
    }

    private void Read(string? line)
    {
        if (line?.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            _address.TrySetResult(new Uri(line[(at + Listening.Length)..].Trim() + "/"));
    }
}
