namespace PsyCare.Grains.Media;

/// <summary>What <see cref="MediaRouteGrain"/> stores.</summary>
public sealed class MediaRouteState
{
    /// <summary>The gateway's internal address; null before the first claim.</summary>
    public string? Gateway { get; set; }
}
