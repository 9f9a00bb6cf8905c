using System.Diagnostics;
using System.Globalization;

namespace PsyCare.Benchmarks;

/// <summary>Which cores of this machine whose processes may run on: in life the therapist's browser shares its machine with nobody.</summary>
internal static class Cores
{
    /// <summary>
    /// Gives the first core to the processes below those whose command line holds <paramref name="mark"/>, and the others to the rest of this
    /// benchmark. Nothing happens on a machine with one core.
    /// </summary>
    /// <returns>How the cores are split, in words.</returns>
    public static string GiveFirstTo(string mark)
    {
        if (Environment.ProcessorCount < 2)
            return "one core for all";
        var family = Family(Environment.ProcessId);
        var roots = family.Where(pid => CommandLine(pid).Contains(mark, StringComparison.Ordinal)).ToList();
        if (roots.Count == 0)
            throw new InvalidOperationException($"No process of this benchmark was started with {mark}.");
        var alone = roots.SelectMany(Family).ToHashSet();
        foreach (var pid in family)
            Bind(pid, alone.Contains(pid) ? "0" : $"1-{Environment.ProcessorCount - 1}");
        return $"the therapist's browser alone on one core of {Environment.ProcessorCount}, everything else on the rest";
    }

    /// <summary>A process and all below it.</summary>
    private static List<int> Family(int root)
    {
        var parents = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0)
            .Select(pid => (Pid: pid, Parent: ParentOf(pid)))
            .ToLookup(p => p.Parent, p => p.Pid);
        List<int> family = [root];
        for (var i = 0; i < family.Count; i++)
            family.AddRange(parents[family[i]]);
        return family;
    }

    private static int ParentOf(int pid)
    {
        // proc(5): the name stands in brackets and may hold anything; state and parent follow the last one.
        var stat = Read($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 1 ? int.Parse(fields[1], CultureInfo.InvariantCulture) : 0;
    }

    private static string CommandLine(int pid) => Read($"/proc/{pid}/cmdline");

    /// <summary>Empty where the process has gone meanwhile.</summary>
    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static void Bind(int pid, string cores)
    {
        using var taskset = Process.Start(new ProcessStartInfo("taskset", ["-a", "-c", "-p", cores, $"{pid}"]) { RedirectStandardOutput = true })!;
        taskset.StandardOutput.ReadToEnd();
        taskset.WaitForExit();
    }
}
