using Orleans.Storage;

namespace PsyCare.Silo.Cluster.Storage;

/// <summary>A grain's state as it is stored: sealed JSON.</summary>
public sealed class SealedState
{
    /// <summary>The sealed bytes; empty where nothing is stored.</summary>
    public byte[] Payload { get; set; } = [];
}

/// <summary>Hands sealed bytes to a storage provider as they are.</summary>
internal sealed class SealedStateSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new((input as SealedState ?? throw NotSealed(typeof(T))).Payload);

    public T Deserialize<T>(BinaryData input) =>
        new SealedState { Payload = input.ToArray() } is T state ? state : throw NotSealed(typeof(T));

    private static InvalidOperationException NotSealed(Type type) => new($"State of type {type.Name} was about to be stored unsealed.");
}
