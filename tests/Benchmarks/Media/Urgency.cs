using System.Diagnostics;

namespace PsyCare.Benchmarks.Media;

/// <summary>
/// Lets this process, and those it starts from now on, run before whatever else the machine does (SCHED_FIFO of Linux). A delay of a
/// millisecond is otherwise told by the other programs.
/// </summary>
internal static class Urgency
{
    /// <summary>Raises it.</summary>
    /// <returns>False where the system does not allow it.</returns>
    internal static bool Raise()
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessorCount < 2)
            return false;
        var start = new ProcessStartInfo("chrt", ["--all-tasks", "--fifo", "--pid", "1", $"{Environment.ProcessId}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var chrt = Process.Start(start) ?? throw new InvalidOperationException("chrt does not start.");
        chrt.WaitForExit();
        return chrt.ExitCode == 0;
    }
}
