using PsyCare.Domain.Media;
using PsyCare.Rtc.Rtp;

namespace PsyCare.Media.Rooms;

/// <summary>
/// Sums up the loudness that one participant's packets carry, window by window of the session clock, so that a listener hears of it five
/// times a second and not with every packet. Called under the server's lock.
/// </summary>
internal sealed class LevelMeter(RoomState room, ParticipantRole who, IAudioLevelTap[] taps)
{
    private const int WindowMs = IAudioLevelTap.WindowMs;
    private const int SilenceDBov = -127;

    /// <summary>Fainter than this is breath or a fan, whatever the sender takes it for.</summary>
    private const int FaintestVoiceDBov = -50;

    private static readonly double[] Power = [.. Enumerable.Range(0, -SilenceDBov + 1).Select(level => Math.Pow(10, -level / 10.0))];

    private long _window = -1;
    private double _power;
    private int _packets;
    private int _voiced;

    internal void OnPacket(AudioLevel level, TimeSpan now)
    {
        if (room.Clock is null || taps.Length == 0)
            return;
        Tick(now);
        _window = WindowAt(now);
        _power += Power[-level.DBov];
        _packets++;
        _voiced += level.IsVoice ? 1 : 0;
    }

    /// <summary>Tells of a window that is over.</summary>
    internal void Tick(TimeSpan now)
    {
        if (_packets == 0 || (room.Clock is not null && WindowAt(now) == _window))
            return;
        if (room.Clock is not null)
            Tell();
        (_power, _packets, _voiced) = (0, 0, 0);
    }

    private void Tell()
    {
        var dBov = Math.Max(SilenceDBov, (int)Math.Round(10 * Math.Log10(_power / _packets)));
        var voice = 2 * _voiced >= _packets && dBov >= FaintestVoiceDBov;
        foreach (var tap in taps)
            tap.OnLevel(room.SessionId, who, _window * WindowMs, dBov, voice);
    }

    private long WindowAt(TimeSpan now) => (long)room.Clock!.ToMs(now) / WindowMs;
}
