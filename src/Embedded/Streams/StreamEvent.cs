using Orleans.Streams;

namespace PsyCare.Embedded.Streams;

/// <summary>An event on its way to one consumer; the item is that consumer's own copy.</summary>
internal sealed class StreamEvent<T>(T item, long sequence) : IStreamEvent
{
    public async ValueTask<bool> DeliverAsync(object observer)
    {
        if (observer is not IAsyncObserver<T> typed) return false;
        await typed.OnNextAsync(item, new SequenceToken(sequence));
        return true;
    }

    public Task ReportAsync(object observer, Exception exception) =>
        (observer as IAsyncObserver<T>)?.OnErrorAsync(exception) ?? Task.CompletedTask;
}

/// <summary>An event's number within its provider.</summary>
internal sealed class SequenceToken(long number) : StreamSequenceToken
{
    public override long SequenceNumber { get; protected set; } = number;

    public override int EventIndex { get; protected set; }

    public override bool Equals(StreamSequenceToken? other) => other?.SequenceNumber == SequenceNumber;

    public override bool Equals(object? obj) => Equals(obj as StreamSequenceToken);

    public override int GetHashCode() => SequenceNumber.GetHashCode();

    public override int CompareTo(StreamSequenceToken? other) => other is null ? 1 : SequenceNumber.CompareTo(other.SequenceNumber);
}
