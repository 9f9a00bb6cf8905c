using System.Globalization;
using PsyCare.Benchmarks.Cluster;

// ./bench cluster [KILLS]: the benchmark that needs the Cluster edition.
var kills = args is ["cluster", var n] ? int.Parse(n, CultureInfo.InvariantCulture) : 20;
await ClusterBenchmark.RunAsync(kills);
