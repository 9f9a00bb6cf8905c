using PsyCare.Domain.Media;

namespace PsyCare.Grains.Sessions;

/// <content>What each side's page says it sends: a courtesy to the other one, kept in memory for as long as the page is there.</content>
public sealed partial class SessionGrain
{
    private readonly Dictionary<ParticipantRole, SentMedia> _sending = [];

    /// <inheritdoc/>
    public async Task ReportSendingAsync(ParticipantRole participant, SentMedia sent)
    {
        RequireExists();
        if (_sending.TryGetValue(participant, out var before) && before == sent)
            return;
        _sending[participant] = sent;
        await NotifyAsync();
    }

    private SentMedia? SentBy(ParticipantRole participant) =>
        _present.Contains(participant) && _sending.TryGetValue(participant, out var sent) ? sent : null;
}
