using Orleans;
using PsyCare.Domain;

namespace PsyCare.Contracts;

/// <summary>A grain refuses a request by the clinic's rules. Nothing has changed.</summary>
/// <remarks>Orleans carries only exceptions it has a codec for; this one is ours.</remarks>
[GenerateSerializer]
[Alias("psycare.refused")]
public sealed class RefusedException : Exception
{
    /// <summary>Needed by serializers.</summary>
    public RefusedException()
    {
    }

    /// <summary>A refusal without further words.</summary>
    /// <param name="refusal">The rule.</param>
    public RefusedException(Refusal refusal)
        : base($"Refused: {refusal}") => Refusal = refusal;

    /// <summary>Needed by the exception pattern.</summary>
    public RefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Needed by the exception pattern.</summary>
    public RefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Which rule.</summary>
    [Id(0)]
    public Refusal Refusal { get; set; }

    /// <summary>What of the request it is about, in the names of the clinic's rules; null where it names nothing.</summary>
    [Id(1)]
    public IReadOnlyList<string>? Fields { get; set; }

    /// <summary>Throws where a rule refused; does nothing where <paramref name="refusal"/> is null.</summary>
    public static void ThrowIf(Refusal? refusal)
    {
        if (refusal is { } reason)
            throw new RefusedException(reason);
    }
}
