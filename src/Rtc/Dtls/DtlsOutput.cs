namespace PsyCare.Rtc.Dtls;

/// <summary>What OpenSSL writes, as datagrams: records are put together up to the MTU, and wait here to be sent.</summary>
internal sealed class DtlsOutput(nint bio, int mtu)
{
    private const int MaxQueued = 128;

    private readonly Queue<byte[]> _queue = new();
    private uint _plainSequence;

    /// <summary>Takes the oldest datagram that waits.</summary>
    internal bool TryDequeue(Span<byte> destination, out int length)
    {
        length = 0;
        if (!_queue.TryDequeue(out var datagram))
            return false;
        datagram.CopyTo(destination);
        length = datagram.Length;
        return true;
    }

    /// <summary>What OpenSSL has written is to be sent.</summary>
    /// <returns>The datagrams, to be queued again if they are a flight that gets no answer.</returns>
    internal List<byte[]> Flush()
    {
        var datagrams = Drain();
        Enqueue(datagrams);
        return datagrams;
    }

    /// <summary>
    /// These are to be sent, for the first time or again. Plain records get our own numbers, so that a repeated flight has new ones (RFC 6347
    /// section 4.2.4): a peer that dropped a record as premature has still marked its number as seen. Encrypted ones are bound to theirs and
    /// repeat unchanged.
    /// </summary>
    internal void Enqueue(IReadOnlyList<byte[]> datagrams)
    {
        foreach (var datagram in datagrams)
        {
            if (_queue.Count >= MaxQueued)
                return;
            var copy = datagram.ToArray();
            for (var offset = 0; offset < copy.Length; offset += DtlsRecord.Length(copy.AsSpan(offset)))
                if (DtlsRecord.Epoch(copy.AsSpan(offset)) == 0)
                    DtlsRecord.SetSequence(copy.AsSpan(offset), _plainSequence++);
            _queue.Enqueue(copy);
        }
    }

    // A memory BIO keeps no datagram boundaries: cut at the record headers, then fill datagrams up to the MTU.
    private List<byte[]> Drain()
    {
        Span<byte> buffer = stackalloc byte[16 * 1024];
        var datagrams = new List<byte[]>();
        int length;
        while ((length = OpenSsl.BIO_read(bio, buffer, buffer.Length)) > 0)
            Cut(buffer[..length], datagrams);
        return datagrams;
    }

    private void Cut(ReadOnlySpan<byte> records, List<byte[]> datagrams)
    {
        var filled = 0;
        while (filled < records.Length)
        {
            var next = DtlsRecord.Length(records[filled..]);
            if (next < 0)
                throw new InvalidOperationException("The TLS library wrote something that is not a record.");
            if (filled > 0 && filled + next > mtu)
            {
                datagrams.Add(records[..filled].ToArray());
                records = records[filled..];
                filled = 0;
            }

            filled += next;
        }

        if (filled > 0)
            datagrams.Add(records[..filled].ToArray());
    }
}
