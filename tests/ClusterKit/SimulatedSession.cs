using System.Diagnostics;
using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts.Notes;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Notes;
using PsyCare.Domain.Sessions;

namespace PsyCare.ClusterKit;

/// <summary>
/// A live session whose therapist writes without pause, and everything that was acknowledged to them. One caller at a time.
/// </summary>
public sealed class SimulatedSession(IClusterClient grains)
{
    private const string ConsentText = "1";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly List<string> _markers = [];
    private readonly string _noteId = Ids.New();
    private int _noteRevision;
    private string _noteText = "";
    private ConsentDecision _recording = ConsentDecision.Granted;
    private int _step;
    private Func<Task>? _pending;

    /// <summary>Its id.</summary>
    public string SessionId { get; } = Ids.New();

    /// <summary>Writes that were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>What the newest write writes.</summary>
    public string Writing { get; private set; } = "";

    private ISessionGrain Grain => grains.GetGrain<ISessionGrain>(SessionId);

    private INotesGrain Notes => grains.GetGrain<INotesGrain>(SessionId);

    /// <summary>Brings the session from nothing to live.</summary>
    public async Task StartAsync(string practiceId)
    {
        var patientId = Ids.New();
        await grains.GetGrain<IPatientGrain>(patientId).CreateAsync("Simulated", "simulated-clinician");
        await Grain.CreateAsync(new CreateSession(practiceId, "simulated-clinician", patientId, null));
        await Grain.DecideConsentAsync(ConsentKind.Call, ConsentDecision.Granted, ConsentText);
        await Grain.DecideConsentAsync(ConsentKind.Recording, ConsentDecision.Granted, ConsentText);
        await Grain.EnterWaitingRoomAsync();
        await Grain.AdmitAsync();
    }

    /// <summary>
    /// The next write: mostly markers, then a note's next revision, then a consent that changes. One that failed is repeated as it was, as the
    /// web client does: nobody knows whether it was made.
    /// </summary>
    public async Task WriteAsync()
    {
        _pending ??= NextWrite();
        await _pending();
        _pending = null;
        Acknowledged++;
    }

    /// <summary>How long the session takes to answer with its state, however often it must be asked.</summary>
    public async Task<TimeSpan> AnswerTimeAsync()
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await Grain.GetAsync();
                return Stopwatch.GetElapsedTime(started);
            }
            catch (Exception e) when (e is TimeoutException or OrleansException or OperationCanceledException && Stopwatch.GetElapsedTime(started) < Patience)
            {
                // Not yet.
            }
        }
    }

    /// <summary>Compares what the session holds with what was acknowledged, write by write in the order of each key.</summary>
    public async Task<Losses> CompareAsync()
    {
        if (_pending is not null)
            await WriteAsync();
        var session = await Grain.GetAsync();
        var stored = session.Markers.Select(m => m.Id).ToList();
        var lost = _markers.Except(stored).Count();
        var duplicated = stored.Count - stored.Distinct().Count();
        if (_noteRevision > 0)
        {
            var note = (await Notes.GetAsync(NoteKind.Record)).Single(n => n.Id == _noteId);
            lost += Math.Max(0, _noteRevision - note.Revision) + (note.Text == _noteText ? 0 : 1);
            duplicated += Math.Max(0, note.Revision - _noteRevision);
        }

        // Every decision differs from the one before, so two equal ones in a row are one that was entered twice.
        var decisions = session.Consents.Where(c => c.Kind == ConsentKind.Recording).Select(c => c.Decision).ToList();
        duplicated += decisions.Zip(decisions.Skip(1)).Count(p => p.First == p.Second);
        lost += decisions.LastOrDefault() == _recording ? 0 : 1;
        return new Losses(lost, duplicated);
    }

    private Func<Task> NextWrite()
    {
        var step = _step++;
        var id = Ids.New();
        (string, Func<Task>) next = (step % 4) switch
        {
            2 => ("note", WriteNoteAsync),
            3 => ("consent", DecideAsync),
            _ => ("marker", () => MarkAsync(new Marker(id, step, ""))),
        };
        (Writing, var write) = next;
        return write;
    }

    private async Task MarkAsync(Marker marker)
    {
        await Grain.PutMarkerAsync(marker);
        _markers.Add(marker.Id);
    }

    private async Task DecideAsync()
    {
        var next = _recording == ConsentDecision.Granted ? ConsentDecision.Withdrawn : ConsentDecision.Granted;
        await Grain.DecideConsentAsync(ConsentKind.Recording, next, ConsentText);
        _recording = next;
    }

    private async Task WriteNoteAsync()
    {
        var text = $"Revision {_noteRevision + 1} of session {SessionId}";
        var note = await Notes.PutAsync(NoteKind.Record, new NoteDraft(_noteId, 1, text, _noteRevision), "simulated-clinician");
        // The therapist's next save is made from this one: a revision that skips or repeats is a write that was lost or made twice.
        (_noteRevision, _noteText) = (_noteRevision + 1, text);
        if (note.Revision != _noteRevision)
            throw new InvalidOperationException($"Note revision {note.Revision} was acknowledged where {_noteRevision} is next.");
    }
}

/// <summary>Acknowledged writes that are gone, and writes that are there twice.</summary>
public readonly record struct Losses(int Lost, int Duplicated)
{
    /// <summary>Both, added up.</summary>
    public static Losses operator +(Losses a, Losses b) => new(a.Lost + b.Lost, a.Duplicated + b.Duplicated);
}
