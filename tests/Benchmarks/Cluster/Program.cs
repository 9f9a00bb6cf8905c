using System.Globalization;
using PsyCare.Benchmarks.Cluster;

// ./bench cluster [KILLS [SESSIONS]] | gateways [KILLS]: the benchmarks that need the Cluster edition.
var kills = Number(1, otherwise: 20);
switch (args)
{
    case ["cluster", ..]:
        await ClusterBenchmark.RunAsync(kills, Number(2, otherwise: 10_000));
        return 0;
    case ["gateways", ..]:
        await GatewayBenchmark.RunAsync(kills);
        return 0;
    default:
        Console.Error.WriteLine("usage: ./bench cluster [KILLS [SESSIONS]] | gateways [KILLS]");
        return 2;
}

int Number(int place, int otherwise) => args.Length > place ? int.Parse(args[place], CultureInfo.InvariantCulture) : otherwise;
