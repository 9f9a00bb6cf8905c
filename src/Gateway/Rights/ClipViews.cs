namespace PsyCare.Gateway.Rights;

/// <summary>What a therapist shares: from where to where, with whom, for how many days, and why.</summary>
internal sealed record ShareClipRequest(long FromMs, long ToMs, string SupervisorId, int Days, string Reason);

/// <summary>Somebody a clip can be shared with.</summary>
internal sealed record SupervisorView(string SupervisorId, string DisplayName);

/// <summary>A clip as the therapist sees it. It begins at the nearest picture that stands alone, so maybe a little before what was asked for.</summary>
internal sealed record SharedClipView(
    string ClipId, long FromMs, long ToMs, string SupervisorName, string Reason, DateTimeOffset SharedAt, DateTimeOffset ExpiresAt,
    DateTimeOffset? RevokedAt, bool Open);

/// <summary>A clip as its supervisor sees it: no patient's name.</summary>
internal sealed record ClipView(
    string SessionId, string ClipId, string TherapistName, DateTimeOffset? SessionAt, long LengthMs, string Reason, DateTimeOffset SharedAt,
    DateTimeOffset ExpiresAt);

/// <summary>A clip ready to be played; times of segments are the clip's own.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Watermark">To be drawn over the pictures.</param>
/// <param name="Segments">By participant and start.</param>
internal sealed record ClipPlayView(ClipView Clip, string Watermark, IReadOnlyList<Api.SegmentView> Segments);
