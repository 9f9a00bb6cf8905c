namespace PsyCare.Rtc.Layers;

/// <summary>What a viewer is to get of the other side's picture.</summary>
/// <param name="Source">The layer; null for none: the network carries the sound alone.</param>
/// <param name="MaxTemporalId">The highest temporal layer of it (RFC 7741, TID).</param>
internal readonly record struct LayerChoice(IncomingSource? Source, int MaxTemporalId)
{
    /// <summary>Every temporal layer: TID has two bits.</summary>
    internal const int AllTemporal = 3;
}
