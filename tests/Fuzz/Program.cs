using System.Globalization;
using System.Security.Cryptography;
using PsyCare.Fuzz;

// PsyCare.Fuzz [executions over all targets] [seed] [folder that gets crash inputs] [the one target to run]
var budget = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 12_000_000;
var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
var folder = args.Length > 2 ? args[2] : "Crashes";
FuzzTarget[] targets = args.Length > 3 ? [FuzzTarget.All.Single(t => t.Name == args[3])] : [.. FuzzTarget.All];

var shares = targets.Sum(t => t.Share);
var (executions, crashes) = (0L, 0);
foreach (var target in targets)
{
    var fuzzer = new Fuzzer(target, seed);
    var stuck = Watched.Run(fuzzer, budget * target.Share / shares + 1);
    Crash[] found = stuck is null ? [.. fuzzer.Crashes] : [.. fuzzer.Crashes, stuck];
    executions += fuzzer.Executions;
    crashes += found.Length;
    Console.WriteLine($"{target.Name,-12} {fuzzer.Executions,10} executions {found.Length,4} crashes");
    foreach (var crash in found)
    {
        var path = Path.Combine(folder, target.Name, Convert.ToHexStringLower(SHA256.HashData(crash.Input))[..12] + ".bin");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, crash.Input);
        Console.WriteLine($"  {path} (execution {crash.Execution})\n  {crash.Reason}");
    }

    if (stuck is not null)
    {
        break; // its thread goes on, and would take what the others need
    }
}

Console.WriteLine($"RESULT fuzz executions={executions} crashes={crashes}");
return crashes == 0 ? 0 : 1;
