using System.Globalization;

namespace PsyCare.Domain.Supervision;

/// <summary>
/// Calendar months in UTC, written <c>2026-11</c>: the only periods that figures are made for, since freely chosen ones could be subtracted
/// from each other.
/// </summary>
public static class Months
{
    private const string Format = "yyyy-MM";

    /// <summary>How long after a month's end notes may still be signed before its figures are made, once and for good.</summary>
    public static TimeSpan ClosedAfter { get; } = TimeSpan.FromDays(7);

    /// <summary>The month of a moment.</summary>
    public static string Of(DateTimeOffset at) => at.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Whether this is a month whose figures may be made now.</summary>
    public static bool IsClosed(string month, DateTimeOffset now) =>
        DateTimeOffset.TryParseExact(month, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)
        && now >= start.AddMonths(1) + ClosedAfter;

    /// <summary>The newest closed months, newest first.</summary>
    public static IReadOnlyList<string> Closed(DateTimeOffset now, int count)
    {
        var newest = new DateTimeOffset(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(-1);
        if (!IsClosed(Of(newest), now))
            newest = newest.AddMonths(-1);
        return [.. Enumerable.Range(0, count).Select(back => Of(newest.AddMonths(-back)))];
    }
}
