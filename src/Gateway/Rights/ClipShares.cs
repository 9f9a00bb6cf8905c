using Orleans;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Recordings;
using PsyCare.Domain.Media;
using PsyCare.Domain.Practices;
using PsyCare.Domain.Rights;
using PsyCare.Vault;

namespace PsyCare.Gateway.Rights;

/// <summary>What clips need of directory, index and vault.</summary>
internal sealed class ClipShares(IClusterClient grains, RecordingVault vault, MemberNames names)
{
    /// <summary>The practice's supervisors who can sign in.</summary>
    public async Task<IReadOnlyList<SupervisorView>> SupervisorsAsync(string practiceId)
    {
        var members = await grains.GetGrain<IPracticeGrain>(practiceId).GetMembersAsync();
        var supervisors = members.Where(m => m.Roles.HasFlag(MemberRoles.Supervisor) && !m.Disabled);
        return await Task.WhenAll(supervisors.Select(async m => new SupervisorView(m.MemberId, await names.FindAsync(m.MemberId) ?? m.MemberId)));
    }

    /// <summary>
    /// The patient's last whole picture at or before a moment of the session: a clip that began between two of them would need bytes from
    /// before its beginning. Where there is none the moment itself.
    /// </summary>
    public async ValueTask<long> PictureBeforeAsync(string sessionId, RecordingIndex index, long atMs)
    {
        var segment = index.Segments.LastOrDefault(s => s.Participant == ParticipantRole.Patient && s.StartMs <= atMs);
        var picture = segment is null ? null : await vault.KeyframeBeforeAsync(sessionId, segment.SegmentId, atMs - segment.StartMs);
        return picture is { } ms ? segment!.StartMs + ms : atMs;
    }

    /// <summary>The parts of a session's segments that lie in a clip, on the clip's own clock.</summary>
    public async Task<IReadOnlyList<Api.SegmentView>> SegmentsAsync(string sessionId, Clip clip, RecordingIndex index) =>
        [.. (await Task.WhenAll(index.Segments.Select(s => PartAsync(sessionId, clip, s)))).OfType<Api.SegmentView>()];

    private async Task<Api.SegmentView?> PartAsync(string sessionId, Clip clip, RecordingSegment segment)
    {
        var length = segment.DurationMs ?? (await vault.DescribeAsync(sessionId, segment.SegmentId))?.DurationMs ?? 0;
        var from = Math.Max(clip.FromMs, segment.StartMs);
        var to = Math.Min(clip.ToMs, segment.StartMs + length);
        return to <= from
            ? null
            : new Api.SegmentView(
                segment.SegmentId, segment.Participant, from - clip.FromMs, to - from,
                $"/api/clips/{sessionId}/{clip.Id}/recording/{segment.SegmentId}");
    }
}
