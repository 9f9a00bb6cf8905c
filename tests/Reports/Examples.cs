using PsyCare.Domain.Affect;
using PsyCare.Domain.Reports;
using PsyCare.Domain.Sessions;
using PsyCare.TestKit.Reports;

namespace PsyCare.Reports.Tests;

/// <summary>Documents of a generated course.</summary>
internal static class Examples
{
    public const string Note = "Perché dorme poco? =SUM(1) <b>bold</b>";

    public static DateTimeOffset Began { get; } = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    public static Heading Heading { get; } = new("p_1", "Łucja Rossi-Conti", "c_1", "Dr. Anna Rossi", "Studio È", Began.AddDays(90));

    public static IReadOnlyList<AffectSample> Samples { get; } = GeneratedCourse.Session(0);

    public static IReadOnlyList<CourseSession> Sessions { get; } =
    [
        .. Enumerable.Range(0, 8).Select(i => new CourseSession(
            $"s_{i}", Began.AddDays(7 * i), Attendance.Held, SessionReport.Of(GeneratedCourse.Session(i), GeneratedCourse.DurationMs).Summary)),
        new CourseSession("s_8", Began.AddDays(56), Attendance.NotHeld, null),
    ];

    public static SessionDocument Session { get; } = new(
        Sessions[7],
        GeneratedCourse.DurationMs,
        SessionReport.Of(GeneratedCourse.Session(7), GeneratedCourse.DurationMs),
        Course.Baseline(Sessions, Sessions[7].At),
        [new Marker("m1", 61_000, "Insight"), new Marker("m2", 125_000, "")],
        [new DocumentNote("n1", 63_000, Note, Began.AddHours(1)), new DocumentNote(new string('n', 64), 70_000, LongText(), Began.AddHours(1))],
        [
            new ConsentEntry(ConsentKind.Call, ConsentDecision.Granted, Began, "2026-11/it"),
            new ConsentEntry(ConsentKind.EmotionAnalysis, ConsentDecision.Granted, Began, "2026-11/it"),
            new ConsentEntry(ConsentKind.Recording, ConsentDecision.Withdrawn, Began, "2026-11/it"),
        ]);

    /// <summary>Several pages, a word that is longer than a line, and characters that no font has.</summary>
    private static string LongText() =>
        string.Join(' ', Enumerable.Repeat("lorem ipsum", 1_500)) + "\n" + new string('x', 400) + " \u0007 \ud800 the end";
}
