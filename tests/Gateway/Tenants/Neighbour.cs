using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PsyCare.Contracts.People;
using PsyCare.Domain;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Practices;
using PsyCare.Domain.Vault;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Media;
using PsyCare.Vault;
using PsyCare.Vault.Affect;
using PsyCare.Vault.Audit;
using PsyCare.Vault.Keys;

namespace PsyCare.Gateway.Tests.Tenants;

/// <summary>
/// Another practice in the same deployment: a gateway and an audit log of its own over the same grains, storage, vault and folder of keys, with
/// a therapist, a supervisor and an administrator.
/// </summary>
public sealed class Neighbour : IAsyncDisposable
{
    /// <summary>The log of its gateway.</summary>
    public const string LogName = "gateways/10.0.0.9-8080";

    private const string PracticeId = "neighbour";
    private const string Password = "a long enough secret";

    private readonly WebApplication _app;
    private readonly Clinic _clinic;

    private Neighbour(WebApplication app, Clinic clinic) => (_app, _clinic) = (app, clinic);

    public Uri Url => new($"http://localhost:{new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port}/");

    public Browser Therapist { get; private set; } = null!;

    public Browser Supervisor { get; private set; } = null!;

    public Browser Administrator { get; private set; } = null!;

    public string TherapistId { get; private set; } = "";

    public static async Task<Neighbour> StartAsync(Clinic clinic)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0));
        var shared = clinic.App.Services;
        builder.Services.AddSingleton(clinic.Grains).AddSingleton(TimeProvider.System)
            .AddSingleton(shared.GetRequiredService<RecordingVault>())
            .AddSingleton(shared.GetRequiredService<AuditedFiles>())
            .AddSingleton(shared.GetRequiredService<FollowedLogs>())
            .AddSingleton(shared.GetRequiredService<AffectTrackStore>())
            .AddSingleton(shared.GetRequiredService<IAffectTrackStore>())
            .AddSingleton(shared.GetRequiredService<IDataKeys>())
            .AddSingleton(shared.GetRequiredService<ISessionFiles>())
            .AddSingleton(AuditLog.Open(
                Directory.CreateDirectory(Path.Combine(Clinic.Options(clinic.Folder).DataFolder, LogName)).FullName,
                Path.Combine(Clinic.Options(clinic.Folder).KeysFolder, "audit-heads-10.0.0.9-8080.jsonl"), shared.GetRequiredService<KeyRing>(),
                TimeProvider.System, PracticeId))
            .AddSingleton(new MediaOptions { Port = 0, Addresses = [System.Net.IPAddress.Loopback] }).AddSingleton<IMediaEndpoint, MediaServer>();
        builder.Services.AddPsyCareGateway(new GatewayOptions
        {
            PracticeId = PracticeId,
            KeysFolder = Clinic.Options(clinic.Folder).KeysFolder,
            SignInsPerMinute = 100_000,
            InvitesPerMinute = 100_000,
        });
        var app = builder.Build();
        app.UsePsyCareGateway();
        await app.StartAsync();
        var neighbour = new Neighbour(app, clinic);
        await clinic.Grains.GetGrain<IPracticeGrain>(PracticeId).EnsureCreatedAsync("Next door");
        (neighbour.TherapistId, neighbour.Therapist) = await neighbour.AddAsync("anna@nextdoor.example", MemberRoles.Therapist);
        (_, neighbour.Supervisor) = await neighbour.AddAsync("carla@nextdoor.example", MemberRoles.Supervisor);
        (_, neighbour.Administrator) = await neighbour.AddAsync("davide@nextdoor.example", MemberRoles.Administrator);
        return neighbour;
    }

    public Browser NewBrowser() => new(Url);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task<(string Id, Browser Browser)> AddAsync(string email, MemberRoles roles)
    {
        var id = Ids.New();
        var hasher = _clinic.App.Services.GetRequiredService<IPasswordHasher<ClinicianAccount>>();
        await _clinic.Grains.GetGrain<IClinicianGrain>(id).CreateAsync(PracticeId, email, "Next Door", hasher.HashPassword(null!, Password), roles);
        await _clinic.Grains.GetGrain<IPracticeGrain>(PracticeId).RegisterClinicianAsync(email, id, roles);
        var browser = NewBrowser();
        (await browser.PostAsync("/api/auth/sign-in", new { email, password = Password })).EnsureSuccessStatusCode();
        return (id, browser);
    }
}
