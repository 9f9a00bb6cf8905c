using System.Globalization;
using PsyCare.Benchmarks.Cluster;

// ./bench cluster | gateways [KILLS]: the benchmarks that need the Cluster edition.
var kills = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20;
switch (args)
{
    case ["cluster", ..]:
        await ClusterBenchmark.RunAsync(kills);
        return 0;
    case ["gateways", ..]:
        await GatewayBenchmark.RunAsync(kills);
        return 0;
    default:
        Console.Error.WriteLine("usage: ./bench cluster [KILLS] | gateways [KILLS]");
        return 2;
}
