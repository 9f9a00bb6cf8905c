namespace Orleans.Serialization;

/// <summary>A value could not cross a grain boundary.</summary>
[GenerateSerializer]
public class SerializerException(string message) : Exception(message);

/// <summary>A value's type may not cross a grain boundary: it is neither known, nor generated, nor carried as JSON.</summary>
[GenerateSerializer]
public sealed class CodecNotFoundException(string message) : SerializerException(message);
