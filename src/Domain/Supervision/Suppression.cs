namespace PsyCare.Domain.Supervision;

/// <summary>What a set of figures is about.</summary>
public enum FigureKind
{
    /// <summary>What became of the sessions.</summary>
    Outcome = 1,

    /// <summary>Consent to recording, of the sessions held.</summary>
    Recording = 2,

    /// <summary>Consent to emotion analysis, of the sessions held.</summary>
    Analysis = 3,

    /// <summary>Reading quality, of the sessions held with emotion analysis.</summary>
    Reading = 4,

    /// <summary>Note timeliness, of the sessions held.</summary>
    Notes = 5,
}

/// <summary>One figure.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Category">Which part, e.g. <c>noShow</c>.</param>
/// <param name="Sessions">How many sessions; null where it is not shown.</param>
public sealed record FigureCell(FigureKind Kind, string Category, int? Sessions);

/// <summary>
/// Which figures of a group's month may be shown, so that none tells of fewer than five patients, by itself or by subtraction. The rule, and why
/// it is enough: infra/adr/0015.
/// </summary>
public static class Suppression
{
    /// <summary>Fewest patients that a figure, and any difference of figures, rests on.</summary>
    public const int MinPatients = 5;

    /// <summary>Shown figures are multiples of this: differences that hold only by chance stay blurred.</summary>
    public const int RoundedTo = 5;

    private static readonly (string Category, Func<SessionFigures, bool> Is)[] Outcomes =
    [
        ("held", s => s.Outcome == SessionOutcome.Held), ("noShow", s => s.Outcome == SessionOutcome.NoShow),
        ("cancelled", s => s.Outcome == SessionOutcome.Cancelled),
    ];

    private static readonly (string Category, Func<SessionFigures, bool> Is)[] RecordingConsents =
        [("granted", s => s.Recording), ("notGranted", s => !s.Recording)];

    private static readonly (string Category, Func<SessionFigures, bool> Is)[] AnalysisConsents =
        [("granted", s => s.Analysis), ("notGranted", s => !s.Analysis)];

    private static readonly (string Category, Func<SessionFigures, bool> Is)[] Readings =
    [
        ("good", s => s.Reading == ReadingQuality.Good), ("fair", s => s.Reading == ReadingQuality.Fair),
        ("poor", s => s.Reading == ReadingQuality.Poor), ("unknown", s => s.Reading == ReadingQuality.Unknown),
    ];

    private static readonly (string Category, Func<SessionFigures, bool> Is)[] NoteTimings =
    [
        ("withinDay", s => s.Notes == NoteTiming.WithinDay), ("withinThreeDays", s => s.Notes == NoteTiming.WithinThreeDays),
        ("later", s => s.Notes == NoteTiming.Later), ("notSigned", s => s.Notes == NoteTiming.NotSigned),
    ];

    /// <summary>What may be shown of a group's month.</summary>
    public static IReadOnlyList<FigureCell> Publish(IReadOnlyCollection<SessionFigures> sessions) =>
        [.. Exact(sessions).Select(c => c with { Sessions = Round(c.Sessions) })];

    /// <summary>The same before rounding. Never leaves the house; it is what the rule is proved on.</summary>
    public static IReadOnlyList<FigureCell> Exact(IReadOnlyCollection<SessionFigures> sessions)
    {
        var held = sessions.Where(s => s.Outcome == SessionOutcome.Held).ToList();
        // No total of outcomes is shown or known, so each stands alone.
        var outcomes = Count(FigureKind.Outcome, sessions, Outcomes).Select(c => c.Patients >= MinPatients ? c.Shown : c.Hidden).ToList();
        var heldShown = outcomes[0].Sessions is not null;
        var analysis = Parts(FigureKind.Analysis, held, AnalysisConsents, heldShown);
        var analysed = held.Where(s => s.Analysis).ToList();
        return
        [
            .. outcomes,
            .. Parts(FigureKind.Recording, held, RecordingConsents, heldShown),
            .. analysis,
            .. Parts(FigureKind.Reading, analysed, Readings, wholeShown: analysis[0].Sessions is not null),
            .. Parts(FigureKind.Notes, held, NoteTimings, heldShown),
        ];
    }

    /// <summary>
    /// The parts of a known whole. What is hidden can be had together by subtraction, so it is added to, the smallest part first, until it rests
    /// on enough patients as well. Where the whole is hidden so are its parts: their sum would be the whole.
    /// </summary>
    private static List<FigureCell> Parts(
        FigureKind kind, IReadOnlyCollection<SessionFigures> whole, (string Category, Func<SessionFigures, bool> Is)[] categories, bool wholeShown)
    {
        var cells = Count(kind, whole, categories);
        var hidden = cells.Where(c => !wholeShown || c.Patients < MinPatients).ToHashSet();
        while (hidden.Count > 0 && hidden.Count < cells.Count && PatientsOf(hidden.SelectMany(c => c.Of)) < MinPatients)
            hidden.Add(cells.Except(hidden).MinBy(c => c.Patients)!);
        return [.. cells.Select(c => hidden.Contains(c) ? c.Hidden : c.Shown)];
    }

    private static List<Counted> Count(
        FigureKind kind, IReadOnlyCollection<SessionFigures> sessions, (string Category, Func<SessionFigures, bool> Is)[] categories) =>
        [.. categories.Select(c => new Counted(kind, c.Category, [.. sessions.Where(c.Is)]))];

    private static int PatientsOf(IEnumerable<SessionFigures> sessions) => sessions.Select(s => s.PatientId).Distinct().Count();

    private static int? Round(int? sessions) => (sessions + (RoundedTo / 2)) / RoundedTo * RoundedTo;

    private sealed record Counted(FigureKind Kind, string Category, IReadOnlyList<SessionFigures> Of)
    {
        public int Patients { get; } = PatientsOf(Of);

        public FigureCell Shown => new(Kind, Category, Of.Count);

        public FigureCell Hidden => new(Kind, Category, null);
    }
}
