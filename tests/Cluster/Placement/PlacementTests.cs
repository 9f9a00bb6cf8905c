using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.TestingHost;
using PsyCare.Contracts;
using PsyCare.Contracts.Affect;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Sessions;
using PsyCare.Grains.Tests.Hosting;
using PsyCare.Silo.Cluster;
using PsyCare.Silo.Cluster.Placement;
using PsyCare.Silo.Cluster.Streams;

namespace PsyCare.Cluster.Tests.Placement;

/// <summary>Three silos, two of which read faces, in two zones; the gateway is in the second zone.</summary>
public sealed class PlacementTests : IAsyncLifetime, IDisposable
{
    private const string PracticeId = "practice";
    private const int Sessions = 12;
    private static readonly (string Zone, bool Infers)[] Silos = [("one", true), ("two", true), ("two", false)];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(50);
    private readonly GrainFakes _fakes = new();
    private readonly InProcessTestCluster _cluster;

    public PlacementTests()
    {
        var builder = new InProcessTestClusterBuilder(initialSilosCount: (short)Silos.Length);
        builder.ConfigureSilo((options, silo) =>
        {
            silo.AddMemoryGrainStorage(StreamNames.Storage, o => o.GrainStorageSerializer = new StateSerializer())
                .AddMemoryGrainStorage("PubSubStore")
                .UseInMemoryReminderService();
            SessionStreams.Use(silo);
            silo.Services.AddSingleton(TimeProvider.System).AddMessages();
            _fakes.AddTo(silo.Services);
            var (zone, infers) = Silos[NumberOf(options.SiloName)];
            NearGateway.Use(silo, zone, infers);
        });
        builder.ConfigureClient(client =>
        {
            SessionStreams.Use(client);
            client.AddOutgoingGrainCallFilter(new ZoneOfCalls("two"));
            client.Services.AddSingleton(TimeProvider.System).AddMessages();
        });
        _cluster = builder.Build();
    }

    public async Task InitializeAsync()
    {
        await _cluster.DeployAsync();
        // A silo asks the others what they are only once they have joined.
        using var patience = new CancellationTokenSource(Patience);
        using var poll = new PeriodicTimer(PollEvery);
        while (!_cluster.Silos.All(KnowsAll))
            await poll.WaitForNextTickAsync(patience.Token);
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    public void Dispose() => _fakes.Dispose();

    [Fact]
    public async Task Faces_are_read_on_a_silo_meant_for_it_in_the_zone_of_the_sessions_gateway_and_elsewhere_once_there_is_none()
    {
        for (var i = 0; i < Sessions; i++)
            Assert.Equal(1, await WhereAsync(await BeginAsync()));

        await _cluster.StopSiloAsync(_cluster.Silos.Single(s => NumberOf(s.Name) == 1));
        for (var i = 0; i < Sessions; i++)
            Assert.Equal(0, await WhereAsync(await BeginAsync()));
    }

    private static int NumberOf(string siloName) => siloName[^1] - '0';

    private bool KnowsAll(InProcessSiloHandle silo)
    {
        var known = silo.ServiceProvider.GetRequiredService<ISiloMetadataCache>();
        return _cluster.Silos.All(s => known.GetSiloMetadata(s.SiloAddress).Metadata.ContainsKey(ZoneOfCalls.Key));
    }

    /// <summary>A session whose patient consents to analysis goes live.</summary>
    private async Task<string> BeginAsync()
    {
        var (sessionId, patientId) = (Ids.New(), Ids.New());
        var session = _cluster.Client.GetGrain<ISessionGrain>(sessionId);
        await _cluster.Client.GetGrain<IPracticeGrain>(PracticeId).EnsureCreatedAsync("Practice");
        await _cluster.Client.GetGrain<IPatientGrain>(patientId).CreateAsync("Patient", "clinician");
        await session.CreateAsync(new CreateSession(PracticeId, "clinician", patientId, null));
        await session.DecideConsentAsync(ConsentKind.Call, ConsentDecision.Granted, "1");
        await session.DecideConsentAsync(ConsentKind.EmotionAnalysis, ConsentDecision.Granted, "1");
        await session.EnterWaitingRoomAsync();
        await session.AdmitAsync();
        return sessionId;
    }

    /// <summary>Number of the silo that the session's faces are read on.</summary>
    private async Task<int> WhereAsync(string sessionId)
    {
        var management = _cluster.Client.GetGrain<IManagementGrain>(0);
        var affect = _cluster.Client.GetGrain<IAffectGrain>(sessionId);
        using var patience = new CancellationTokenSource(Patience);
        using var poll = new PeriodicTimer(PollEvery);
        SiloAddress? at;
        while ((at = await management.GetActivationAddress(affect)) is null)
            await poll.WaitForNextTickAsync(patience.Token);
        return NumberOf(_cluster.Silos.Single(s => s.SiloAddress.Equals(at)).Name);
    }
}
