namespace PsyCare.Grains.People;

/// <summary>A browser of a member.</summary>
public sealed record ExternalDevice(string MemberId, string DeviceId);

/// <summary>What is stored of a session at the issuer.</summary>
public sealed class ExternalSessionState
{
    /// <summary>Oldest first.</summary>
    public IReadOnlyList<ExternalDevice> Devices { get; set; } = [];
}
