using System.Net.Sockets;
using Orleans;
using PsyCare.Silo.Audit;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Demo;
using PsyCare.Silo.Hosting;
using PsyCare.Silo.Transfer;
using PsyCare.Silo.Vault;
using PsyCare.Vault;
using PsyCare.Vault.Keys;
using PsyCare.Vision;

namespace PsyCare.Silo;

/// <summary>Starts the Embedded edition and waits for its end.</summary>
internal static class Program
{
    private const int CannotStart = 1;

    public static async Task<int> Main(string[] args)
    {
        if (args is ["--help" or "-h"])
        {
            Console.WriteLine(SiloOptionsReader.Help);
            return 0;
        }

        try
        {
            if (args is [AuditCommand.Name, .. var rest])
                return AuditCommand.Run(rest, ReadOptions, Console.Out);
            if (args is [StateCommand.Name, .. var move])
                await EmbeddedState.RunAsync(move, ReadOptions);
            else if (args is [KeysCommand.Name, KeysCommand.Retire, .. var retire])
                await RetireCommand.RunAsync(ReadOptions(retire), Console.Out);
            else if (args is [KeysCommand.Name, .. var keys])
                await KeysCommand.RunAsync(keys, ReadOptions, Console.Out);
            else if (args is [BackupCommand.Backup or BackupCommand.Restore, ..])
                await BackUpAsync(args, ReadOptions([.. args.Skip(2)]));
            else if (args is [EraseCommand.Erase or EraseCommand.Hold, ..])
                await OfflineGrains.RunAsync(
                    ReadOptions([.. args.Skip(EraseCommand.Length(args))]), grains => EraseCommand.RunAsync(args, grains, Console.Out));
            else
                await RunAsync(args);
            return 0;
        }
        catch (Exception e) when (Explain(e) is { } explanation)
        {
            var what = args is [EraseCommand.Erase or EraseCommand.Hold, ..] ? "Not done" : "PsyCare cannot start";
            await Console.Error.WriteLineAsync($"{what}: {explanation}");
            return CannotStart;
        }
    }

    private static async Task RunAsync(string[] args)
    {
        var options = ReadOptions(args);
        Console.WriteLine("Opening keys and data ...");
        await using var app = SiloHost.Build(options);
        app.Lifetime.ApplicationStopping.Register(() => Console.WriteLine("Stopping: finishing recordings and saving state ..."));
        Console.WriteLine("Starting grains, media and web ...");
        await app.StartAsync();
        if (options.Demo)
            await app.Services.GetRequiredService<DemoCourse>().EnsureAsync();
        Banner.Print(Console.Out, app, options, options.Demo ? await IssueDemoInviteAsync(app, options) : null);
        await app.WaitForShutdownAsync();
        Console.WriteLine("Stopped.");
    }

    private static Task BackUpAsync(string[] args, SiloOptions options) =>
        BackupCommand.RunAsync(args, options, copy => EmbeddedState.CopyAsync(options, copy), SiloHost.DatabaseFile, Console.Out);

    private static SiloOptions ReadOptions(string[] args) =>
        SiloOptionsReader.Read(args, Environment.GetEnvironmentVariables(), AppSettings());

    private static IConfigurationRoot AppSettings() => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).Build();

    private static Task<Uri> IssueDemoInviteAsync(WebApplication app, SiloOptions options) => DemoInvite.IssueAsync(
        app.Services.GetRequiredService<DemoPractice>(),
        app.Services.GetRequiredService<IClusterClient>(),
        options,
        SiloHost.Addresses(app).Http);

    /// <summary>What to tell a person; null for a fault of ours, which is better seen whole.</summary>
    private static string? Explain(Exception exception) => exception switch
    {
        SiloOptionsException or KeyRingException or SealBrokenException or VisionUnavailableException => exception.Message,
        SocketException e => $"the media port cannot be opened ({e.SocketErrorCode}): choose another with --media-port, or --media-tcp for TCP alone.",
        IOException e when e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException =>
            $"{e.Message} Choose other ports with --http-port and --https-port.",
        UnauthorizedAccessException e => e.Message,
        _ => null,
    };
}
