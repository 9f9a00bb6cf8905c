using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using PsyCare.Contracts;
using PsyCare.Embedded;
using PsyCare.Embedded.Storage;
using PsyCare.Gateway;
using PsyCare.Grains.Sessions;
using PsyCare.Media;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Demo;
using PsyCare.Silo.Https;
using PsyCare.Silo.Rooms;
using PsyCare.Silo.Telemetry;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Keys;

namespace PsyCare.Silo.Hosting;

/// <summary>Puts the Embedded edition together: everything in one process. Tests and benchmarks start the real product with it.</summary>
public static class SiloHost
{
    internal const string DatabaseFile = "clinic.db";
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(8);

    /// <summary>Builds the process; starting it opens the ports. Nothing is printed.</summary>
    /// <param name="options">Validated options; ports of 0 take free ones (see <see cref="Addresses"/>).</param>
    /// <param name="configure">Replaces services, e.g. a test's clock or face reader; runs last.</param>
    /// <exception cref="KeyRingException">The practice's keys cannot be used.</exception>
    public static WebApplication Build(SiloOptions options, Action<IServiceCollection>? configure = null)
    {
        OwnerOnlyFile.CreateFolder(options.DataFolder);
        OwnerOnlyFile.CreateFolder(options.KeysFolder);
        DemoInvite.Forget(options);
        var addresses = options.Advertise.Count > 0 ? options.Advertise : LocalAddresses.OfNetwork();

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Host.ConfigureHostOptions(o => o.ShutdownTimeout = StopWithin);
        builder.Logging.UseQuietLogging();
        AddServices(builder.Services, options, addresses);
        builder.Services.AddTelemetry(options);
        configure?.Invoke(builder.Services);
        Listen(builder, options, addresses);

        var app = builder.Build();
        app.UseTelemetry(options);
        app.UsePsyCareGateway();
        return app;
    }

    /// <summary>Where a started process listens: HTTP on this machine, and HTTPS with the port it has on all addresses.</summary>
    public static (Uri Http, Uri Https) Addresses(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var bound = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses
            .Select(BindingAddress.Parse).ToList();
        var http = bound.First(a => a.Scheme == Uri.UriSchemeHttp);
        var https = bound.First(a => a.Scheme == Uri.UriSchemeHttps);
        return (new Uri($"http://localhost:{http.Port}/"), new Uri($"https://localhost:{https.Port}/"));
    }

    private static void AddServices(IServiceCollection services, SiloOptions options, IReadOnlyList<IPAddress> addresses)
    {
        services.AddSingleton(options).AddSingleton(TimeProvider.System).AddHostedService<DataFolderLock>();
        AddVault(services, options);
        AddGrains(services, options);
        services.AddSingleton<DemoPractice>().AddSingleton<DemoCourse>().AddHostedService<FirstStart>();
        services.AddSingleton(MediaSettings.Read(options, addresses)).AddSingleton<IMediaEndpoint, MediaServer>();
        services.AddPsyCareGateway(new GatewayOptions
        {
            PracticeId = options.Practice,
            KeysFolder = options.KeysFolder,
            WebRoot = options.WebRoot ?? WebRoot.Find(),
            PublicUrl = options.PublicUrl,
            Turn = TurnSettings.Read(options),
            Oidc = options.Oidc.ToOptions(),
            NetworkUrls = options.HttpsPort == 0 ? [] : NetworkUrls(addresses, options.HttpsPort),
        });
    }

    internal static void AddVault(IServiceCollection services, SiloOptions options) => services.AddVault(options)
        .AddSingleton<IGrainStateProtector, StateProtector>()
        .AddSingleton(s => AuditLog.Open(
            options.DataFolder, options.TreeHeadsFile, s.GetRequiredService<KeyRing>(), s.GetRequiredService<TimeProvider>(), options.Practice));

    internal static void AddGrains(IServiceCollection services, SiloOptions options)
    {
        services.AddInference();
        services.AddEmbeddedGrains(grains => grains
            .AddGrainsFrom(typeof(SessionGrain).Assembly)
            .AddStorage(StreamNames.Storage)
            .AddStreams(StreamNames.Provider)
            .CarryAsJson("PsyCare.Domain")
            .UseSqlite(Path.Combine(options.DataFolder, DatabaseFile)));
    }

    private static void Listen(WebApplicationBuilder builder, SiloOptions options, IReadOnlyList<IPAddress> addresses)
    {
        builder.WebHost.UseUrls().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            var time = kestrel.ApplicationServices.GetRequiredService<TimeProvider>();
            var certificate = HttpsCertificate.LoadOrCreate(options.KeysFolder, addresses, time.GetUtcNow());
            if (options.HttpPort == 0)
                kestrel.Listen(IPAddress.Loopback, 0);
            else
                kestrel.ListenLocalhost(options.HttpPort);
            if (options.MetricsPort is { } metrics)
                kestrel.ListenLocalhost(metrics);
            kestrel.ListenAnyIP(options.HttpsPort, o => o.UseHttps(certificate));
        });
    }

    private static List<Uri> NetworkUrls(IReadOnlyList<IPAddress> addresses, int port) =>
        [.. addresses.Select(a => new UriBuilder(Uri.UriSchemeHttps, a.ToString(), port).Uri)];
}
