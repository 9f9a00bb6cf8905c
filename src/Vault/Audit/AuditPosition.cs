using System.Globalization;

namespace PsyCare.Vault.Audit;

/// <summary>
/// A place in the one order of all entries of several logs: newest first, then by the log's name, then the later entry first. The moment is the latest
/// that the log had borne up to its entry, so that it never falls along a log, even where a clock was set back.
/// </summary>
/// <param name="LatestMs">That moment, ms since 1970.</param>
/// <param name="Log">The log's name.</param>
/// <param name="Index">The entry's index in it.</param>
public sealed record AuditPosition(long LatestMs, string Log, long Index)
{
    private const int MaxLength = 160;
    private const char Separator = '.';

    /// <summary>The first place of all entries that are no newer than a moment.</summary>
    public static AuditPosition At(DateTimeOffset moment) => new(moment.ToUnixTimeMilliseconds(), "", long.MaxValue);

    /// <summary>Reads what <see cref="ToString"/> wrote; null where it is something else.</summary>
    public static AuditPosition? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= MaxLength
            && text.Split(Separator, 3) is [var at, var index, var log]
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var atMs)
            && long.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new AuditPosition(atMs, log, number)
                : null;
    }

    /// <summary>The order.</summary>
    internal static IComparer<AuditPosition> Order { get; } = Comparer<AuditPosition>.Create(static (one, other) =>
    {
        var byTime = other.LatestMs.CompareTo(one.LatestMs);
        var byLog = byTime != 0 ? byTime : string.CompareOrdinal(one.Log, other.Log);
        return byLog != 0 ? byLog : other.Index.CompareTo(one.Index);
    });

    /// <summary>Whether this place comes later in the order; behind nothing comes every place.</summary>
    internal bool IsBehind(AuditPosition? other) => other is null || Order.Compare(this, other) > 0;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{LatestMs}{Separator}{Index}{Separator}{Log}");
}
