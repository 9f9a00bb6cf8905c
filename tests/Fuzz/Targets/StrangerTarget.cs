using PsyCare.Rtc;

namespace PsyCare.Fuzz.Targets;

/// <summary>Somebody forges the client's address and knows no secret: nothing it sends ends the call.</summary>
internal sealed class StrangerTarget
{
    private const int ExecutionsPerCall = 20_000;
    private FuzzedCall _call = new();
    private int _executions;

    internal void Receive(ReadOnlySpan<byte> input)
    {
        if (++_executions % ExecutionsPerCall == 0)
        {
            _call.Dispose();
            _call = new FuzzedCall();
        }

        _call.Server.HandleDatagram(input, _call.Address, _call.Now);
        if (_executions % 20 == 0)
        {
            _call.Advance();
        }

        Check.That(_call.Server.State == RtcPeerState.Connected, "a forged datagram does not end the call");
    }
}
