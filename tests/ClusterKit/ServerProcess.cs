using System.Diagnostics;

namespace PsyCare.ClusterKit;

/// <summary>A server as a process of its own.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(25);
    private readonly Process _process;
    private readonly Queue<string> _output = new();

    private ServerProcess(Process process) => _process = process;

    /// <summary>The last lines it printed.</summary>
    public string Output
    {
        get { lock (_output) return string.Join('\n', _output); }
    }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>CPU time it has used.</summary>
    public TimeSpan Cpu => Running().TotalProcessorTime;

    /// <summary>Memory that is its own, bytes.</summary>
    public long Memory => Running().WorkingSet64;

    /// <summary>Starts a program.</summary>
    public static ServerProcess Start(string program, params string[] arguments) => StartWith([], program, arguments);

    /// <summary>Starts a program with variables of its own.</summary>
    public static ServerProcess StartWith(IReadOnlyCollection<KeyValuePair<string, string>> environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_gcServer"] = "0";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var server = new ServerProcess(Process.Start(start)!);
        server._process.OutputDataReceived += (_, e) => server.Keep(e.Data);
        server._process.ErrorDataReceived += (_, e) => server.Keep(e.Data);
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Waits until it ends by itself; returns the exit status.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; returns the exit status.</summary>
    public async Task<int> StopAsync()
    {
        await SignalAsync("-TERM");
        using var patience = new CancellationTokenSource(StopPatience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Holds the process still: it answers nothing and closes nothing.</summary>
    public async Task StandStillAsync(TimeSpan time)
    {
        await SignalAsync("-STOP");
        await Task.Delay(time, TimeProvider.System);
        await SignalAsync("-CONT");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    /// <summary>The process with figures of now; one that has ended has none, and its output says why.</summary>
    private Process Running()
    {
        _process.Refresh();
        return _process.HasExited ? throw new InvalidOperationException($"The process has ended:\n{Output}") : _process;
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_output)
        {
            _output.Enqueue(line);
            if (_output.Count > 200)
                _output.Dequeue();
        }
    }
}
