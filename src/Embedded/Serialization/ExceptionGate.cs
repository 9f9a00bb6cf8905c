using Orleans;
using Orleans.Serialization;

namespace PsyCare.Embedded.Serialization;

/// <summary>
/// Decides what a caller gets of an exception. As in Orleans, those of the platform and those with a generated serializer arrive;
/// any other arrives as a <see cref="CodecNotFoundException"/>, which is a bug to be found here rather than in the cluster.
/// </summary>
internal sealed class ExceptionGate(TypeRules types)
{
    private static readonly string[] PlatformNamespaces = ["System", "Microsoft", "Azure"];

    public Exception ToSend(Exception thrown)
    {
        for (var e = thrown; e is not null; e = e.InnerException)
        {
            if (ProblemWith(e.GetType()) is { } problem)
                return new CodecNotFoundException($"An exception could not be sent to the caller: {problem}. It was: {thrown.Message}");
        }

        return thrown;
    }

    private string? ProblemWith(Type type)
    {
        if (type.IsDefined(typeof(GenerateSerializerAttribute), false)) return types.ProblemWith(type);
        return Array.Exists(PlatformNamespaces, p => type.Namespace?.StartsWith(p, StringComparison.Ordinal) == true)
            ? null
            : $"{type} has no serializer; give it [GenerateSerializer]";
    }
}
