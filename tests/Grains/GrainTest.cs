using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.Affect;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Sessions;
using PsyCare.Grains.Tests.Hosting;

namespace PsyCare.Grains.Tests;

/// <summary>A practice with one clinician, one patient and one session, on a fresh host.</summary>
public abstract class GrainTest : IAsyncLifetime
{
    private IGrainHost? _host;

    protected GrainFakes Fakes { get; } = new();

    protected IGrainHost Host => _host!;

    protected string SessionId { get; } = Ids.New();

    protected string PatientId { get; } = Ids.New();

    protected ISessionGrain Session => Host.Client.GetGrain<ISessionGrain>(SessionId);

    protected IAffectGrain Affect => Host.Client.GetGrain<IAffectGrain>(SessionId);

    public async Task InitializeAsync()
    {
        _host = await GrainHost.StartAsync(Fakes);
        await Host.Client.GetGrain<IPracticeGrain>("practice").EnsureCreatedAsync("Practice");
        await Host.Client.GetGrain<IPatientGrain>(PatientId).CreateAsync("Maria", "clinician");
        await Session.CreateAsync(new CreateSession("practice", "clinician", PatientId, null));
    }

    public async Task DisposeAsync()
    {
        Fakes.Gate.Set();
        await Host.DisposeAsync();
        Fakes.Dispose();
    }

    protected Task GrantAsync(ConsentKind kind) => Session.DecideConsentAsync(kind, ConsentDecision.Granted, "v1");

    protected async Task GoLiveAsync(params ConsentKind[] consents)
    {
        await GrantAsync(ConsentKind.Call);
        foreach (var consent in consents)
            await GrantAsync(consent);
        await Session.EnterWaitingRoomAsync();
        await Session.AdmitAsync();
    }

    /// <summary>One frame into the stream, as the gateway's tap does.</summary>
    protected Task SendFrameAsync(long atMs, bool isKeyframe = true) =>
        Host.Client.GetStreamProvider(StreamNames.Provider)
            .GetStream<FrameMessage>(StreamId.Create(StreamNames.Frames, SessionId))
            .OnNextAsync(new FrameMessage([1, 2, 3], (uint)(atMs * 90), isKeyframe, atMs));

    protected static async Task<Refusal> RefusalOf(Func<Task> request) => (await Assert.ThrowsAsync<RefusedException>(request)).Refusal;
}
