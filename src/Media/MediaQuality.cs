namespace PsyCare.Media;

/// <summary>How well the calls go now, over all peers; nothing in it tells one from another.</summary>
public sealed record MediaQuality
{
    /// <summary>Peers in their handshake.</summary>
    public required int Connecting { get; init; }

    /// <summary>Peers with media flowing.</summary>
    public required int Connected { get; init; }

    /// <summary>Of those, the ones that are reached over TCP, for want of UDP.</summary>
    public required int OverTcp { get; init; }

    /// <summary>Peers that have been silent for seconds.</summary>
    public required int Disconnected { get; init; }

    /// <summary>Round trip to the peers that report it, seconds.</summary>
    public required Spread? RoundTrip { get; init; }

    /// <summary>Interarrival jitter of what they send us, the worse of sound and picture, seconds (RFC 3550).</summary>
    public required Spread? Jitter { get; init; }

    /// <summary>Share of what we sent that they lost lately, the worse of sound and picture, 0-1; retransmissions make up for most of it.</summary>
    public required Spread? SendLoss { get; init; }

    /// <summary>How much of the other side's picture the peers get.</summary>
    public required Viewers Viewers { get; init; }
}

/// <summary>Peers to which a picture is sent, by how much of it their networks carry.</summary>
/// <param name="Whole">All that the other side sends.</param>
/// <param name="Part">A smaller picture, or fewer frames.</param>
/// <param name="None">The sound alone.</param>
public sealed record Viewers(long Whole, long Part, long None);

/// <summary>How a figure is spread over the peers.</summary>
/// <param name="Median">Half of them have at most this.</param>
/// <param name="P95">One in twenty has more.</param>
public sealed record Spread(double Median, double P95)
{
    /// <summary>Null for no values.</summary>
    internal static Spread? Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? null : new(sorted[(sorted.Count - 1) / 2], sorted[(int)Math.Ceiling(0.95 * sorted.Count) - 1]);
    }
}
