using PsyCare.Domain.Supervision;

namespace PsyCare.Domain.Tests;

/// <summary>A sum that somebody may know: which kinds of sessions of which therapist's month are in it, and on how many patients it rests.</summary>
internal sealed record SumOfSessions(string Name, IReadOnlyList<int> Atoms, int Patients);

/// <summary>
/// A random practice over two months: therapists with a few patients each, who move between three supervisors while these look at months again
/// and again. An atom is one combination of attributes in one therapist's month: the finest thing that can be asked about.
/// </summary>
internal sealed class PublishedPractice
{
    private static readonly string[] Therapists = ["t1", "t2", "t3", "t4"];
    private static readonly string[] Supervisors = ["s1", "s2", "s3"];
    private static readonly string[] MonthsOfPractice = ["2026-09", "2026-10"];
    private static readonly SessionFigures[] Kinds = [.. AllKinds()];

    private static readonly Dictionary<FigureKind, (Func<SessionFigures, bool> Whole, Dictionary<string, Func<SessionFigures, bool>> Parts)> Questions = new()
    {
        [FigureKind.Outcome] = (_ => true, new()
        {
            ["held"] = Held,
            ["noShow"] = s => s.Outcome == SessionOutcome.NoShow,
            ["cancelled"] = s => s.Outcome == SessionOutcome.Cancelled,
        }),
        [FigureKind.Recording] = (Held, new() { ["granted"] = s => s.Recording, ["notGranted"] = s => !s.Recording }),
        [FigureKind.Analysis] = (Held, new() { ["granted"] = s => s.Analysis, ["notGranted"] = s => !s.Analysis }),
        [FigureKind.Reading] = (s => Held(s) && s.Analysis, new()
        {
            ["good"] = s => s.Reading == ReadingQuality.Good,
            ["fair"] = s => s.Reading == ReadingQuality.Fair,
            ["poor"] = s => s.Reading == ReadingQuality.Poor,
            ["unknown"] = s => s.Reading == ReadingQuality.Unknown,
        }),
        [FigureKind.Notes] = (Held, new()
        {
            ["withinDay"] = s => s.Notes == NoteTiming.WithinDay,
            ["withinThreeDays"] = s => s.Notes == NoteTiming.WithinThreeDays,
            ["later"] = s => s.Notes == NoteTiming.Later,
            ["notSigned"] = s => s.Notes == NoteTiming.NotSigned,
        }),
    };

    private readonly Random _random;
    private readonly Dictionary<(string Therapist, string Month), MonthFigures> _months = [];
    private readonly Dictionary<(string Supervisor, string Month), List<string>> _groups = [];
    private readonly List<SumOfSessions> _published = [];

    public PublishedPractice(int seed)
    {
        _random = new Random(seed);
        foreach (var therapist in Therapists)
        {
            foreach (var month in MonthsOfPractice)
                _months[(therapist, month)] = RandomMonth(therapist);
        }

        LookAround();
    }

    public static int Atoms => Therapists.Length * MonthsOfPractice.Length * Kinds.Length;

    /// <summary>Every figure that was ever shown to anybody.</summary>
    public IReadOnlyList<SumOfSessions> Published => _published;

    /// <summary>Every category of every question, of each group's and each therapist's month.</summary>
    public IEnumerable<SumOfSessions> Categories => Blocks().SelectMany(b => Unions(b.Therapists, b.Month, single: true));

    /// <summary>Every category, and every union of categories, that rests on fewer than five patients.</summary>
    public IEnumerable<SumOfSessions> Secrets =>
        Blocks().SelectMany(b => Unions(b.Therapists, b.Month, single: false)).Where(u => u.Patients < Suppression.MinPatients);

    private static bool Held(SessionFigures s) => s.Outcome == SessionOutcome.Held;

    private IEnumerable<(IReadOnlyList<string> Therapists, string Month)> Blocks() =>
        _groups.Select(g => ((IReadOnlyList<string>)g.Value, g.Key.Month))
            .Concat(Therapists.SelectMany(t => MonthsOfPractice.Select(m => ((IReadOnlyList<string>)[t], m))));

    private void LookAround()
    {
        var supervisorOf = Therapists.ToDictionary(t => t, _ => Pick(Supervisors));
        for (var i = 0; i < 25; i++)
        {
            if (_random.Next(3) == 0)
                supervisorOf[Pick(Therapists)] = Pick(Supervisors);
            else
                Look(Pick(Supervisors), Pick(MonthsOfPractice), supervisorOf);
        }
    }

    /// <summary>What SupervisionGrain does.</summary>
    private void Look(string supervisor, string month, Dictionary<string, string> supervisorOf)
    {
        if (_groups.ContainsKey((supervisor, month)))
            return;
        var assigned = Therapists.Where(t => supervisorOf[t] == supervisor).ToList();
        var sessions = assigned.SelectMany(t => _months[(t, month)].Claim(supervisor)).ToList();
        var group = assigned.Where(t => _months[(t, month)].ClaimedBy == supervisor).ToList();
        if (group.Count == 0)
            return;
        _groups[(supervisor, month)] = group;
        foreach (var cell in Suppression.Exact(sessions).Where(c => c.Sessions is not null))
            _published.Add(Sum(group, month, cell.Kind, [cell.Category]));
    }

    private IEnumerable<SumOfSessions> Unions(IReadOnlyList<string> therapists, string month, bool single)
    {
        foreach (var (kind, (_, parts)) in Questions)
        {
            var names = parts.Keys.ToArray();
            for (var mask = 1; mask < 1 << names.Length; mask++)
            {
                if (!single || int.PopCount(mask) == 1)
                    yield return Sum(therapists, month, kind, [.. names.Where((_, i) => (mask & (1 << i)) != 0)]);
            }
        }
    }

    private SumOfSessions Sum(IReadOnlyList<string> therapists, string month, FigureKind kind, IReadOnlyList<string> categories)
    {
        var (whole, parts) = Questions[kind];
        bool IsIn(SessionFigures s) => whole(s) && categories.Any(c => parts[c](s));
        var atoms = therapists.SelectMany(t => Enumerable.Range(0, Kinds.Length).Where(k => IsIn(Kinds[k])).Select(k => Column(t, month, k)));
        var patients = therapists.SelectMany(t => _months[(t, month)].Sessions).Where(IsIn).Select(s => s.PatientId).Distinct().Count();
        return new SumOfSessions($"{string.Join('+', therapists)} {month} {kind} {string.Join('+', categories)}", [.. atoms], patients);
    }

    private static int Column(string therapist, string month, int kind) =>
        (((Array.IndexOf(Therapists, therapist) * MonthsOfPractice.Length) + Array.IndexOf(MonthsOfPractice, month)) * Kinds.Length) + kind;

    private MonthFigures RandomMonth(string therapist)
    {
        var month = new MonthFigures();
        var rare = _random.NextDouble() * 0.4;
        for (var patient = _random.Next(18); patient > 0; patient--)
        {
            for (var session = _random.Next(1, 4); session > 0; session--)
            {
                var kind = _random.NextDouble() < rare ? Pick(Kinds) : Kinds[0];
                month.Record(kind with { SessionId = $"{patient}-{session}", PatientId = $"{therapist}-{patient}" });
            }
        }

        return month;
    }

    private T Pick<T>(T[] of) => of[_random.Next(of.Length)];

    private static IEnumerable<SessionFigures> AllKinds()
    {
        foreach (var recording in (bool[])[true, false])
        {
            foreach (var reading in (ReadingQuality?[])[.. Enum.GetValues<ReadingQuality>().Cast<ReadingQuality?>(), null])
            {
                foreach (var notes in Enum.GetValues<NoteTiming>())
                    yield return new("", "", SessionOutcome.Held, recording, reading is not null, reading ?? ReadingQuality.Unknown, notes);
            }
        }

        foreach (var outcome in (SessionOutcome[])[SessionOutcome.NoShow, SessionOutcome.Cancelled])
            yield return new("", "", outcome, false, false, ReadingQuality.Unknown, NoteTiming.NotSigned);
    }
}
