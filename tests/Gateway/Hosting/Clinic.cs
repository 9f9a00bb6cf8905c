using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using PsyCare.Contracts.People;
using PsyCare.Domain;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Practices;
using PsyCare.Gateway.Media;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Demo;
using PsyCare.Silo.Hosting;

namespace PsyCare.Gateway.Tests.Hosting;

/// <summary>The real product in this process: free ports, folders of its own; only the face reader is a fake.</summary>
public sealed class Clinic : IAsyncDisposable
{
    public const string OtherEmail = "bruno.verdi@demo.example";
    public const string OtherPassword = "correct horse battery staple";

    private readonly bool _ownsFolder;

    private Clinic(WebApplication app, string folder, bool ownsFolder, FakeFaceReaders faces, LogCapture log)
    {
        (App, Folder, _ownsFolder, Faces, Log) = (app, folder, ownsFolder, faces, log);
        Url = SiloHost.Addresses(app).Http;
    }

    public WebApplication App { get; }

    public string Folder { get; }

    public FakeFaceReaders Faces { get; }

    public LogCapture Log { get; }

    public Uri Url { get; }

    public IClusterClient Grains => App.Services.GetRequiredService<IClusterClient>();

    internal FrameTap Tap => App.Services.GetRequiredService<FrameTap>();

    /// <summary>Starts a clinic; in an existing folder it is a restart.</summary>
    public static async Task<Clinic> StartAsync(
        string? folder = null, Action<IServiceCollection>? configure = null, Func<GatewayOptions, GatewayOptions>? gateway = null,
        string? webRoot = null, Func<SiloOptions, SiloOptions>? silo = null)
    {
        var owns = folder is null;
        folder ??= Directory.CreateTempSubdirectory("psycare-gateway-").FullName;
        var faces = new FakeFaceReaders();
        var log = new LogCapture();
        var defaultOptions = Options(folder) with { WebRoot = webRoot };
        var options = silo?.Invoke(defaultOptions) ?? defaultOptions;
        var app = SiloHost.Build(options, services =>
        {
            services.AddSingleton<IFaceReaderFactory>(faces);
            services.AddLogging(l => l.ClearProviders().AddProvider(log).AddFilter("PsyCare", LogLevel.Trace));
            var defaults = (GatewayOptions)services.Last(s => s.ServiceType == typeof(GatewayOptions)).ImplementationInstance!;
            var patient = defaults with { SignInsPerMinute = 100_000, InvitesPerMinute = 100_000, PresenceGrace = TimeSpan.FromMilliseconds(50) };
            services.AddSingleton(gateway?.Invoke(patient) ?? patient);
            configure?.Invoke(services);
        });
        await app.StartAsync();
        return new Clinic(app, folder, owns, faces, log);
    }

    public static SiloOptions Options(string folder) => new()
    {
        DataFolder = Path.Combine(folder, "data"),
        KeysFolder = Path.Combine(folder, "keys"),
        HttpPort = 0,
        HttpsPort = 0,
        MediaPort = 0,
        Advertise = [System.Net.IPAddress.Loopback],
    };

    /// <summary>A browser that nobody has used yet.</summary>
    public Browser NewBrowser() => new(Url);

    /// <summary>A browser in which the demo therapist is signed in.</summary>
    public Task<Browser> SignInAsync() => SignInAsync(DemoMember.Therapist);

    /// <summary>A browser in which a member of the demo practice is signed in.</summary>
    public async Task<Browser> SignInAsync(DemoMember member)
    {
        var lines = await File.ReadAllLinesAsync(App.Services.GetRequiredService<DemoPractice>().SignInFile);
        return await SignInAsync(member.Email, lines[Array.IndexOf(lines, member.Email) + 1]);
    }

    public async Task<Browser> SignInAsync(string email, string password)
    {
        var browser = NewBrowser();
        (await browser.PostAsync("/api/auth/sign-in", new { email, password })).EnsureSuccessStatusCode();
        return browser;
    }

    /// <summary>Adds an account, as an administrator would.</summary>
    public async Task<string> AddClinicianAsync(
        string email, string password, int? iterations = null, MemberRoles roles = MemberRoles.Therapist)
    {
        IPasswordHasher<ClinicianAccount> hasher = iterations is null
            ? App.Services.GetRequiredService<IPasswordHasher<ClinicianAccount>>()
            : new PasswordHasher<ClinicianAccount>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = iterations.Value }));
        var clinicianId = Ids.New();
        await Grains.GetGrain<IClinicianGrain>(clinicianId)
            .CreateAsync(DemoPractice.PracticeId, email, "Dr. Bruno Verdi", hasher.HashPassword(null!, password), roles);
        await Grains.GetGrain<IPracticeGrain>(DemoPractice.PracticeId).RegisterClinicianAsync(email, clinicianId, roles);
        return clinicianId;
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        if (_ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }
}
