using System.Diagnostics;
using System.Globalization;

namespace PsyCare.Benchmarks.Media;

/// <summary>A media server in a process of its own, and how a call is set up in it.</summary>
internal abstract class ServerUnderTest(Process process) : IAsyncDisposable
{
    private const double ClockTicksPerSecond = 100; // USER_HZ, which Linux fixes

    /// <summary>Connects both participants of one call.</summary>
    /// <returns>The clients that are to send.</returns>
    internal abstract Task<IReadOnlyList<LoadPeer>> CallAsync(LoadGenerator generator, int number);

    /// <summary>CPU time of the whole process so far, the kernel's share included.</summary>
    internal TimeSpan Cpu
    {
        get
        {
            var fields = File.ReadAllText($"/proc/{process.Id}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            double Field(int index) => double.Parse(fields[index], CultureInfo.InvariantCulture);
            return TimeSpan.FromSeconds((Field(11) + Field(12)) / ClockTicksPerSecond);
        }
    }

    /// <summary>Memory of the process that is in RAM, kB.</summary>
    internal long ResidentKb => File.ReadLines($"/proc/{process.Id}/status")
        .Where(l => l.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(l => long.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture))
        .First();

    /// <summary>Bytes allocated by the managed process so far; null where there is no such thing.</summary>
    internal virtual long? AllocatedBytes => null;

    /// <summary>Starts a program on the first core; the load has the others.</summary>
    protected static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("taskset")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["-c", "0", program, .. arguments])
            start.ArgumentList.Add(argument);
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
