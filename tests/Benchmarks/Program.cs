using Microsoft.Extensions.Logging.Abstractions;
using PsyCare.Benchmarks;
using PsyCare.Benchmarks.Media;
using PsyCare.Media;

// ./bench NAME: prints a table and closes with one line "RESULT NAME key=value ...".
switch (args)
{
    case ["session"]:
        await SessionBenchmark.RunAsync();
        return 0;
    case ["vault"]:
        await VaultBenchmark.RunAsync();
        return 0;
    case ["media", .. var rest]:
        await MediaBenchmark.RunAsync(rest);
        return 0;
    case [EndpointHost.Command]:
        await EndpointHost.ServeAsync((options, nothing) => new MediaServer(
            options, nothing, [nothing], nothing, nothing, TimeProvider.System, NullLogger<MediaServer>.Instance));
        return 0;
    case ["faces"]:
        FacesBenchmark.Run();
        return 0;
    case ["report"]:
        await ReportBenchmark.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine("usage: ./bench session | vault | media | faces | report");
        return 2;
}
