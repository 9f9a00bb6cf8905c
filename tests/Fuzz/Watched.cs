namespace PsyCare.Fuzz;

/// <summary>
/// Runs a fuzzer and watches it from outside: an input that never ends, or that takes memory without end, is a finding, which the execution
/// itself cannot tell of any more.
/// </summary>
public static class Watched
{
    private const long MaxGrowth = 2L << 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Runs until the budget is spent, or until an execution has to be given up; its thread goes on then until the process ends.</summary>
    /// <param name="fuzzer">The fuzzer.</param>
    /// <param name="executions">Its budget.</param>
    /// <param name="patience">CPU time that one execution may take; a minute, as hardly any takes a millisecond.</param>
    /// <returns>The execution that was given up; null if there is none.</returns>
    public static Crash? Run(Fuzzer fuzzer, long executions, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(fuzzer);
        var limit = patience ?? Patience;
        var thread = new Thread(() => fuzzer.Run(executions)) { IsBackground = true, Name = "fuzzer" };
        var memory = Environment.WorkingSet;
        var (seen, since) = (0L, Environment.CpuUsage.TotalTime);
        thread.Start();
        while (!thread.Join(Look))
        {
            if (fuzzer.Executions != seen)
            {
                (seen, since) = (fuzzer.Executions, Environment.CpuUsage.TotalTime);
            }
            else if (Environment.CpuUsage.TotalTime - since > limit) // not the clock's: a machine may be busy with other things
            {
                return fuzzer.GiveUp(new TimeoutException($"The input took more than {limit.TotalSeconds} s of CPU time."));
            }

            if (Environment.WorkingSet - memory > MaxGrowth)
            {
                return fuzzer.GiveUp(new InsufficientMemoryException($"The process has grown by more than {MaxGrowth >> 20} MB."));
            }
        }

        return null;
    }
}
