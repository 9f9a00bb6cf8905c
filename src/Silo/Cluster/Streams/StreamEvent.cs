using Orleans;
using Orleans.Providers.Streams.Common;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Streams;

namespace PsyCare.Silo.Cluster.Streams;

/// <summary>
/// What was published to a stream in one go, as bytes: only the process that consumes it makes objects of them. It goes unchanged from the publisher
/// through the queue to the consumer.
/// </summary>
[GenerateSerializer]
[Immutable]
[Alias("psycare.stream-event")]
[SerializationCallbacks(typeof(OnDeserializedCallbacks))]
internal sealed class StreamEvent : IBatchContainer, IOnDeserialized
{
    [NonSerialized]
    private Serializer _serializer;

    private StreamEvent(StreamId stream, byte[] payload, long number, Serializer serializer)
    {
        StreamId = stream;
        Payload = payload;
        Number = number;
        _serializer = serializer;
    }

    /// <inheritdoc/>
    [Id(0)]
    public StreamId StreamId { get; private init; }

    /// <summary>The events, serialized as an array.</summary>
    [Id(1)]
    public byte[] Payload { get; private init; }

    /// <summary>Its place in its queue, which gives it; later ones have higher numbers.</summary>
    [Id(2)]
    public long Number { get; private init; }

    /// <inheritdoc/>
    public StreamSequenceToken SequenceToken => new EventSequenceTokenV2(Number);

    /// <summary>Events that no queue has taken yet.</summary>
    public static StreamEvent Of<T>(StreamId stream, IEnumerable<T> events, Serializer serializer) =>
        new(stream, serializer.SerializeToArray(events.ToArray()), 0, serializer);

    /// <summary>The same with its place in the queue.</summary>
    public StreamEvent Numbered(long number) => new(StreamId, Payload, number, _serializer);

    /// <inheritdoc/>
    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>() =>
        _serializer.Deserialize<T[]>(Payload)!.Select((item, i) => Tuple.Create<T, StreamSequenceToken>(item, new EventSequenceTokenV2(Number, i)));

    /// <summary>Nothing travels beside the events.</summary>
    public bool ImportRequestContext() => false;

    /// <inheritdoc/>
    void IOnDeserialized.OnDeserialized(DeserializationContext context) => _serializer = context.ServiceProvider.GetRequiredService<Serializer>();
}
