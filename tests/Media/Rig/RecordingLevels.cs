using PsyCare.Domain.Media;

namespace PsyCare.Media.Tests.Rig;

/// <summary>Keeps how loud the participants were.</summary>
internal sealed class RecordingLevels : IAudioLevelTap
{
    private readonly List<Level> _levels = [];

    internal IReadOnlyList<Level> All
    {
        get
        {
            lock (_levels)
                return [.. _levels];
        }
    }

    public void OnLevel(string sessionId, ParticipantRole participant, long atMs, int dBov, bool voice)
    {
        lock (_levels)
            _levels.Add(new Level(sessionId, participant, atMs, dBov, voice));
    }

    internal sealed record Level(string SessionId, ParticipantRole Participant, long AtMs, int DBov, bool Voice);
}
