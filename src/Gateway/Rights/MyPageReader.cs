using Orleans;
using PsyCare.Contracts.Notes;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Recordings;
using PsyCare.Contracts.Rights;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Notes;
using PsyCare.Domain.Retention;
using PsyCare.Domain.Rights;
using PsyCare.Domain.Sessions;

namespace PsyCare.Gateway.Rights;

/// <summary>What is known of one session, gathered from its grains.</summary>
internal sealed record SessionRecord(
    SessionSnapshot Session, RecordingIndex Index, IReadOnlyList<Note> Notes, IReadOnlyList<Clip> Clips, IReadOnlyList<BreakGlass> Openings)
{
    /// <summary>Whether a legal hold keeps what there is.</summary>
    public bool Held { get; init; }

    /// <summary>How long the practice keeps what.</summary>
    public RetentionPolicy Policy { get; init; } = new();
}

/// <summary>Gathers what a patient may see about themselves.</summary>
internal sealed class MyPageReader(IClusterClient grains, MemberNames names, GatewayOptions options)
{
    /// <summary>All sessions of a patient, newest first.</summary>
    public async Task<IReadOnlyList<SessionRecord>> RecordsAsync(PatientFile file)
    {
        var held = await grains.GetGrain<IPatientGrain>(file.PatientId).IsHeldAsync();
        var policy = (await grains.GetGrain<IPracticeGrain>(options.PracticeId).GetAsync()).Policy.Retention;
        return await Task.WhenAll(file.SessionIds.Select(async id => await RecordAsync(id) with { Held = held, Policy = policy }));
    }

    /// <summary>The page.</summary>
    public async Task<MyPage> ReadAsync(PatientFile file)
    {
        var practice = await grains.GetGrain<IPracticeGrain>(options.PracticeId).GetAsync();
        var records = await RecordsAsync(file);
        var sessions = await Task.WhenAll(records.Select(SessionAsync));
        var accesses = await Task.WhenAll(records.Select(r => AccessesAsync(file.PatientId, r)));
        var erasure = await grains.GetGrain<IPatientAccessGrain>(file.PatientId).GetErasureAsync();
        var holds = await grains.GetGrain<IPatientGrain>(file.PatientId).GetHoldsAsync();
        return new MyPage(
            file.DisplayName,
            practice.Name,
            await names.FindAsync(file.ClinicianId) ?? "",
            sessions,
            [.. accesses.SelectMany(a => a).OrderByDescending(a => a.At)],
            erasure?.AskedAt)
        {
            Erasure = PatientRightsApi.View(erasure),
            Holds = await LegalHoldsApi.ViewAsync(holds.Where(h => h.Stands), names),
        };
    }

    /// <summary>What there is of a session.</summary>
    public static IReadOnlyList<MyData> DataOf(SessionRecord record)
    {
        var data = new List<MyData>();
        var (session, index) = (record.Session, record.Index);
        if (index.Segments.Count > 0)
            data.Add(new MyData("recording", LengthMs: LengthOf(index), DeletedOn: session.EndedAt?.AddDays(record.Policy.RecordingDays), Held: record.Held));
        else if (index.RecordingErasedAt is not null)
            data.Add(new MyData("recording", ErasedAt: index.RecordingErasedAt));
        if (session.LiveSince is not null && session.Consents.Any(c => c is { Kind: ConsentKind.EmotionAnalysis, Decision: ConsentDecision.Granted }))
        {
            var there = index.AffectErasedAt is null;
            data.Add(new MyData(
                "affect", DeletedOn: there ? session.EndedAt?.AddDays(record.Policy.AffectDays) : null, ErasedAt: index.AffectErasedAt,
                Held: there && record.Held));
        }

        if (record.Notes.Count > 0)
            data.Add(new MyData("notes", Count: record.Notes.Count));
        if (session.Markers.Count > 0)
            data.Add(new MyData("markers", Count: session.Markers.Count));
        return data;
    }

    /// <summary>Who opened what of a session, emergency openings among it, oldest first.</summary>
    public async Task<IReadOnlyList<MyAccess>> AccessesAsync(string patientId, SessionRecord record)
    {
        var session = record.Session;
        var looks = await Task.WhenAll(record.Index.Accesses.Select(async a => new MyAccess(
            a.At, session.SessionId, session.LiveSince, a.ActorId == patientId ? null : await names.FindAsync(a.ActorId) ?? a.ActorId, a.What, a.Under)));
        var openings = await Task.WhenAll(record.Openings.Select(async o => new MyAccess(
            o.OpenedAt, session.SessionId, session.LiveSince, await names.FindAsync(o.MemberId) ?? o.MemberId, "opened", "break-glass", o.Reason)));
        return [.. looks.Concat(openings).OrderBy(a => a.At)];
    }

    private async Task<SessionRecord> RecordAsync(string sessionId)
    {
        var session = grains.GetGrain<ISessionGrain>(sessionId);
        var oversight = grains.GetGrain<IOversightGrain>(sessionId);
        return new SessionRecord(
            await session.GetAsync(), await grains.GetGrain<IRecordingGrain>(sessionId).GetAsync(), await grains.GetGrain<INotesGrain>(sessionId).GetAsync(NoteKind.Record),
            await oversight.GetClipsAsync(), await oversight.GetOpeningsAsync());
    }

    private async Task<MySession> SessionAsync(SessionRecord record)
    {
        var session = record.Session;
        var clips = await Task.WhenAll(record.Clips.Select(async c => new MyClip(
            c.ToMs - c.FromMs, await names.FindAsync(c.SupervisorId) ?? "", c.SharedAt, c.ExpiresAt, c.RevokedAt)));
        return new MySession(
            session.SessionId, session.Phase, session.ScheduledFor, session.LiveSince, session.EndedAt, InForce(session), session.Consents,
            DataOf(record), clips);
    }

    private static List<ConsentKind> InForce(SessionSnapshot session) => [.. Enum.GetValues<ConsentKind>()
        .Where(kind => session.Consents.LastOrDefault(c => c.Kind == kind)?.Decision == ConsentDecision.Granted)];

    private static long LengthOf(RecordingIndex index)
    {
        var start = index.Segments.Min(s => s.StartMs);
        return index.Segments.Max(s => s.StartMs + (s.DurationMs ?? 0)) - start;
    }
}
