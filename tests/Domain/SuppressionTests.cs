using PsyCare.Domain.Supervision;

namespace PsyCare.Domain.Tests;

/// <summary>Single cases of the rule; <see cref="SuppressionAttackTests"/> has the attacker.</summary>
public sealed class SuppressionTests
{
    private readonly List<SessionFigures> _sessions = [];

    [Fact]
    public void A_figure_of_fewer_than_five_patients_is_not_shown_however_many_sessions_it_has()
    {
        Add(patients: 10, SessionOutcome.Held);
        Add(patients: 4, SessionOutcome.NoShow, sessionsEach: 9);
        Assert.Equal(10, Exact(FigureKind.Outcome, "held"));
        Assert.Null(Exact(FigureKind.Outcome, "noShow"));
        Assert.Null(Exact(FigureKind.Outcome, "cancelled"));
    }

    [Fact]
    public void Where_subtraction_would_tell_of_a_few_the_other_side_is_hidden_too()
    {
        Add(patients: 30, recording: true);
        Add(patients: 2, recording: false);
        Assert.Equal(32, Exact(FigureKind.Outcome, "held"));
        Assert.Null(Exact(FigureKind.Recording, "notGranted"));
        Assert.Null(Exact(FigureKind.Recording, "granted"));
    }

    [Fact]
    public void That_everybody_agreed_is_not_told_either()
    {
        Add(patients: 30, recording: true);
        Assert.Null(Exact(FigureKind.Recording, "granted"));
    }

    [Fact]
    public void Of_several_parts_only_so_many_are_hidden_as_are_needed()
    {
        Add(patients: 20, notes: NoteTiming.WithinDay);
        Add(patients: 9, notes: NoteTiming.WithinThreeDays);
        Add(patients: 3, notes: NoteTiming.Later);
        Assert.Equal(20, Exact(FigureKind.Notes, "withinDay"));
        Assert.Null(Exact(FigureKind.Notes, "withinThreeDays"));
        Assert.Null(Exact(FigureKind.Notes, "later"));
        Assert.Null(Exact(FigureKind.Notes, "notSigned"));
    }

    [Fact]
    public void Reading_quality_is_hidden_where_the_number_of_analysed_sessions_is()
    {
        Add(patients: 30, analysis: true, reading: ReadingQuality.Good);
        Add(patients: 30, analysis: true, reading: ReadingQuality.Poor);
        Add(patients: 30, analysis: true, reading: ReadingQuality.Fair);
        Add(patients: 30, analysis: true, reading: ReadingQuality.Unknown);
        Add(patients: 3, analysis: false);
        Assert.All(Suppression.Exact(_sessions).Where(c => c.Kind == FigureKind.Reading), c => Assert.Null(c.Sessions));
    }

    [Fact]
    public void Shown_figures_are_multiples_of_five()
    {
        Add(patients: 12);
        Assert.Equal(10, Published(FigureKind.Outcome, "held"));
        Add(patients: 1);
        Assert.Equal(15, Published(FigureKind.Outcome, "held"));
    }

    [Fact]
    public void A_month_goes_into_one_groups_figures_and_stays_as_it_was()
    {
        var month = new MonthFigures();
        var planned = new SessionFigures("s1", "p1", SessionOutcome.Planned, false, false, ReadingQuality.Unknown, NoteTiming.NotSigned);
        Assert.True(month.Record(planned));
        Assert.False(month.Record(planned));
        Assert.Equal(SessionOutcome.NoShow, Assert.Single(month.Claim("carla")).Outcome);
        Assert.Empty(month.Claim("dora"));
        Assert.False(month.Record(planned with { Outcome = SessionOutcome.Held }));
        Assert.Equal(SessionOutcome.NoShow, Assert.Single(month.Claim("carla")).Outcome);
    }

    [Theory]
    [InlineData("2026-10", "2026-11-07T23:59:59Z", false)]
    [InlineData("2026-10", "2026-11-08T00:00:00Z", true)]
    [InlineData("2026-11", "2026-11-25T00:00:00Z", false)]
    [InlineData("2026-13", "2030-01-01T00:00:00Z", false)]
    [InlineData("2026-1", "2030-01-01T00:00:00Z", false)]
    [InlineData("", "2030-01-01T00:00:00Z", false)]
    public void Figures_are_of_closed_calendar_months(string month, string now, bool closed) =>
        Assert.Equal(closed, Months.IsClosed(month, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void The_list_begins_with_the_newest_closed_month()
    {
        Assert.Equal(["2026-10", "2026-09"], Months.Closed(new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero), 2));
        Assert.Equal(["2026-09", "2026-08"], Months.Closed(new(2026, 11, 3, 0, 0, 0, TimeSpan.Zero), 2));
        Assert.Equal(["2025-12", "2025-11"], Months.Closed(new(2026, 1, 31, 23, 0, 0, TimeSpan.Zero), 2));
    }

    private int? Exact(FigureKind kind, string category) => Suppression.Exact(_sessions).Single(c => c.Kind == kind && c.Category == category).Sessions;

    private int? Published(FigureKind kind, string category) =>
        Suppression.Publish(_sessions).Single(c => c.Kind == kind && c.Category == category).Sessions;

    private void Add(
        int patients, SessionOutcome outcome = SessionOutcome.Held, bool recording = false, bool analysis = false,
        ReadingQuality reading = ReadingQuality.Unknown, NoteTiming notes = NoteTiming.NotSigned, int sessionsEach = 1)
    {
        for (var i = 0; i < patients; i++)
        {
            var patient = $"p{_sessions.Count}";
            for (var s = 0; s < sessionsEach; s++)
                _sessions.Add(new SessionFigures($"{patient}-{s}", patient, outcome, recording, analysis, reading, notes));
        }
    }
}
