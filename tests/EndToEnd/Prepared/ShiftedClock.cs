namespace PsyCare.EndToEnd.Tests.Prepared;

/// <summary>The machine's clock, moved: hours pass in a moment, and timers run as ever.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private TimeSpan _shift;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;

    /// <summary>Moves the clock.</summary>
    public void Pass(TimeSpan time) => _shift += time;
}
