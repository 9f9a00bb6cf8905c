using Microsoft.Extensions.DependencyInjection;
using PsyCare.Contracts.Supervision;
using PsyCare.Domain.Supervision;

namespace PsyCare.EndToEnd.Tests.Prepared;

/// <summary>Thirty patients of the demo therapist in the newest closed month: as sessions enter themselves, without holding them.</summary>
internal static class LastMonth
{
    public static async Task FillAsync(PreparedPractice practice)
    {
        var now = practice.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var month = practice.Grains.GetGrain<IMonthFiguresGrain>(MonthFiguresKey.Of(practice.TherapistId, Months.Closed(now, 1)[0]));
        for (var i = 0; i < 30; i++)
        {
            await month.RecordAsync(new SessionFigures(
                $"s{i}", $"p{i}", i < 24 ? SessionOutcome.Held : i < 26 ? SessionOutcome.NoShow : SessionOutcome.Cancelled, Recording: i % 4 != 0,
                Analysis: i % 3 != 0, i % 2 == 0 ? ReadingQuality.Good : ReadingQuality.Fair, i < 12 ? NoteTiming.WithinDay : NoteTiming.WithinThreeDays));
        }
    }
}
