using Microsoft.Extensions.DependencyInjection;
using Orleans;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Recordings;
using PsyCare.Contracts.Reports;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Sessions;
using PsyCare.Silo.Demo;
using PsyCare.TestKit.Reports;

namespace PsyCare.Benchmarks;

/// <summary>Two years of weekly sessions in a running product.</summary>
internal static class BenchCourse
{
    private const int Sessions = 100;

    /// <summary>Makes them and waits until they are summed up.</summary>
    /// <returns>The patient.</returns>
    public static async Task<string> MakeAsync(IServiceProvider services)
    {
        var grains = services.GetRequiredService<IClusterClient>();
        var clinicianId = (await grains.GetGrain<IPracticeGrain>(DemoPractice.PracticeId).FindClinicianAsync(DemoPractice.Email))!;
        var patientId = Ids.New();
        await grains.GetGrain<IPatientGrain>(patientId).CreateAsync("Bench course", clinicianId);
        await grains.GetGrain<IClinicianGrain>(clinicianId).AddPatientAsync(patientId);
        var first = services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(-7 * Sessions);
        for (var i = 0; i < Sessions; i++)
            await AddAsync(services, grains, new CreateSession(DemoPractice.PracticeId, clinicianId, patientId, first.AddDays(7 * i)), i);
        await grains.GetGrain<ICourseGrain>(patientId).GetAsync();
        return patientId;
    }

    private static async Task AddAsync(IServiceProvider services, IClusterClient grains, CreateSession session, int index)
    {
        var sessionId = Ids.New();
        await grains.GetGrain<ISessionGrain>(sessionId).CreateAsync(session);
        await grains.GetGrain<IRecordingGrain>(sessionId).EnsureKeysAsync();
        var tracks = services.GetRequiredService<IAffectTrackStore>();
        foreach (var block in GeneratedCourse.Session(index).Chunk(1_500))
            await tracks.AppendAsync(sessionId, block, CancellationToken.None);
        var began = session.ScheduledFor!.Value;
        ConsentKind[] consents = [ConsentKind.Call, ConsentKind.EmotionAnalysis];
        await grains.GetGrain<ISessionGrain>(sessionId).ImportAsync(new PastSession(
            began,
            began.AddMilliseconds(GeneratedCourse.DurationMs),
            [.. consents.Select(kind => new ConsentEntry(kind, ConsentDecision.Granted, began, "bench"))],
            [new Marker("m1", 60_000, "Insight")]));
    }
}
