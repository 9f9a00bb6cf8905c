using System.Runtime.InteropServices;

namespace PsyCare.Media.Net;

/// <summary>
/// CPU time of the calling thread. On a busy machine the time between two instants mostly measures the other processes; this does not.
/// </summary>
internal static partial class ThreadCpu
{
    private const int ThreadCpuTimeClock = 3; // CLOCK_THREAD_CPUTIME_ID

    /// <summary>CPU time that the calling thread has used since it began; zero where the system does not tell.</summary>
    internal static TimeSpan Now() => OperatingSystem.IsLinux() && ClockGetTime(ThreadCpuTimeClock, out var time) == 0
        ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick)
        : TimeSpan.Zero;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
