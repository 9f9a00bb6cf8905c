using Orleans;
using PsyCare.Contracts.Notes;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Recordings;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Notes;
using PsyCare.Domain.Sessions;
using PsyCare.Silo.Configuration;

namespace PsyCare.Silo.Demo;

/// <summary>
/// A patient with a past course, so that reports can be seen: made-up readings, markers and notes that say that they are made up.
/// </summary>
public sealed class DemoCourse(IClusterClient grains, IAffectTrackStore tracks, SiloOptions options, TimeProvider time)
{
    /// <summary>What the patient is called: nobody takes this course for a person's.</summary>
    public const string PatientName = "Demonstration data (made up)";

    private const int Sessions = 16;
    private const int BlockSamples = 1_500;
    private const string TextVersion = "demo";
    private static readonly TimeSpan Apart = TimeSpan.FromDays(7);
    private static readonly string[] Labels = ["Insight", "Avoidance", "Rupture", "Insight", "Silence"];

    private static readonly string[] Texts =
    [
        "Made up for the demonstration. Speaks of the week at work; smiles when the sister is mentioned.",
        "Made up for the demonstration. Perché dorme poco: goes to bed late, wakes early.",
        "Made up for the demonstration. Practised the breathing exercise twice; found it useful before a meeting.",
        "Made up for the demonstration. Long silence after the question about home.",
    ];

    /// <summary>Makes what is missing of the course; can be repeated.</summary>
    public async Task EnsureAsync()
    {
        var clinicianId = await grains.GetGrain<IPracticeGrain>(options.Practice).FindClinicianAsync(DemoPractice.Email)
            ?? throw new InvalidOperationException("The demo practice is missing.");
        var patientId = await PatientAsync(clinicianId);
        var made = (await grains.GetGrain<IPatientGrain>(patientId).GetAsync()).SessionIds.Count;
        for (var i = made; i < Sessions; i++)
            await AddAsync(clinicianId, patientId, i);
    }

    private async Task<string> PatientAsync(string clinicianId)
    {
        var clinician = grains.GetGrain<IClinicianGrain>(clinicianId);
        foreach (var known in await clinician.GetCaseloadAsync())
        {
            if ((await grains.GetGrain<IPatientGrain>(known).GetAsync()).DisplayName == PatientName)
                return known;
        }

        var patientId = Ids.New();
        await grains.GetGrain<IPatientGrain>(patientId).CreateAsync(PatientName, clinicianId);
        await clinician.AddPatientAsync(patientId);
        return patientId;
    }

    private async Task AddAsync(string clinicianId, string patientId, int index)
    {
        var sessionId = Ids.New();
        var began = time.GetUtcNow() - (Apart * (Sessions - index));
        var length = TimeSpan.FromMinutes(28 + (index % 5));
        var session = grains.GetGrain<ISessionGrain>(sessionId);
        await session.CreateAsync(new CreateSession(options.Practice, clinicianId, patientId, began));
        // One that the patient did not come to.
        if (index == 9)
        {
            await session.EndAsync();
            return;
        }

        await grains.GetGrain<IRecordingGrain>(sessionId).EnsureKeysAsync();
        foreach (var block in new DemoReadings(index, Sessions, (long)length.TotalMilliseconds).All().Chunk(BlockSamples))
            await tracks.AppendAsync(sessionId, block, CancellationToken.None);
        await session.ImportAsync(Past(index, began, length));
        var note = new NoteDraft("demo", 95_000, Texts[index % Texts.Length], BaseRevision: 0);
        await grains.GetGrain<INotesGrain>(sessionId).PutAsync(NoteKind.Record, note, clinicianId);
    }

    private static PastSession Past(int index, DateTimeOffset began, TimeSpan length)
    {
        ConsentKind[] consents = [ConsentKind.Call, ConsentKind.EmotionAnalysis];
        return new PastSession(
            began,
            began + length,
            [.. consents.Select(kind => new ConsentEntry(kind, ConsentDecision.Granted, began, TextVersion))],
            [.. Enumerable.Range(0, 3).Select(i => new Marker($"demo-{i}", (i + 1) * 420_000 + (index * 1_000), Labels[(index + i) % Labels.Length]))]);
    }
}
