namespace PsyCare.Rtc.Bandwidth;

/// <summary>When the last packets went out and how large they were, by the number that every packet of the transport has.</summary>
internal sealed class SentLog
{
    /// <summary>Two seconds or more of a call; feedback comes ten times a second.</summary>
    internal const int Capacity = 512;

    private readonly Entry[] _entries = new Entry[Capacity];
    private ushort _next = 1;

    /// <summary>Notes a packet.</summary>
    /// <returns>Its number.</returns>
    internal ushort Add(int bytes, TimeSpan now)
    {
        _entries[_next % Capacity] = new Entry(now, _next, (ushort)bytes);
        return _next++;
    }

    /// <summary>Finds a packet; each once, so that feedback that comes twice counts once.</summary>
    internal bool TryTake(ushort sequenceNumber, out TimeSpan sentAt, out int bytes)
    {
        ref var entry = ref _entries[sequenceNumber % Capacity];
        (sentAt, bytes) = (entry.SentAt, entry.Bytes);
        var found = entry.Bytes > 0 && entry.SequenceNumber == sequenceNumber;
        if (found)
        {
            entry = default;
        }

        return found;
    }

    private readonly record struct Entry(TimeSpan SentAt, ushort SequenceNumber, ushort Bytes);
}
