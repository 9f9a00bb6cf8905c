using Orleans.Storage;

namespace PsyCare.Grains.Tests.Hosting;

/// <summary>Grain state as System.Text.Json writes it, as in the product; Orleans' memory storage would use another serializer.</summary>
public sealed class StateSerializer : IGrainStorageSerializer
{
    /// <inheritdoc/>
    public BinaryData Serialize<T>(T? input) => BinaryData.FromObjectAsJson(input);

    /// <inheritdoc/>
    public T Deserialize<T>(BinaryData input) => input.ToObjectFromJson<T>()!;
}
