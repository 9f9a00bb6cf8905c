using System.Text.Json.Serialization;
using PsyCare.Domain.Sessions;

namespace PsyCare.Domain.Practices;

/// <summary>A single-use, expiring way for a new member into the practice.</summary>
/// <param name="Id">Opaque; half of the link.</param>
/// <param name="Email">Their sign-in name.</param>
/// <param name="Roles">What they will be.</param>
/// <param name="MemberId">Their account's id, chosen beforehand so that accepting can be repeated.</param>
/// <param name="Invite">The other half: hash of the secret, expiry, use.</param>
public sealed record MemberInvitation(string Id, string Email, MemberRoles Roles, string MemberId, Invite Invite);

/// <summary>The invitations of a practice. A method returns why it refuses, or null; it changes nothing when it refuses.</summary>
public sealed class MemberInvitations
{
    private const int MaxKept = 200;

    /// <summary>Oldest first; used and expired ones stay for a while, so that an old link is told apart from a forged one.</summary>
    [JsonInclude]
    public IReadOnlyList<MemberInvitation> All { get; private set; } = [];

    /// <summary>Those that can still be accepted, newest first.</summary>
    public IReadOnlyList<MemberInvitation> Open(DateTimeOffset now) =>
        [.. All.Where(i => i.Invite.RedeemedAt is null && i.Invite.ExpiresAt > now).Reverse()];

    /// <summary>Invites somebody; an earlier invitation of the same address stops working.</summary>
    public Refusal? Issue(string email, MemberRoles roles, DateTimeOffset now, out string invitationId, out string secret)
    {
        (invitationId, secret) = ("", "");
        if (!Names.IsEmail(email) || !roles.AreValid())
            return Refusal.Invalid;
        (var invite, secret) = Invite.Issue(now);
        invitationId = Ids.New();
        var kept = All.Select(i => MemberDirectory.Normalise(i.Email) == MemberDirectory.Normalise(email) ? Expired(i, now) : i);
        All = [.. kept.TakeLast(MaxKept - 1), new MemberInvitation(invitationId, email.Trim(), roles, Ids.New(), invite)];
        return null;
    }

    /// <summary>Whether the link would be accepted now.</summary>
    public Refusal? Check(string invitationId, string secret, DateTimeOffset now, out MemberInvitation? invitation)
    {
        invitation = All.FirstOrDefault(i => i.Id == invitationId);
        return invitation is null ? Refusal.InviteUnknown : invitation.Invite.Check(secret, now);
    }

    /// <summary>Uses an invitation up.</summary>
    public void Use(MemberInvitation invitation, DateTimeOffset now) =>
        All = [.. All.Select(i => i == invitation ? i with { Invite = i.Invite with { RedeemedAt = now } } : i)];

    /// <summary>Takes an invitation back; nothing happens where there is none.</summary>
    public void Withdraw(string invitationId, DateTimeOffset now) =>
        All = [.. All.Select(i => i.Id == invitationId ? Expired(i, now) : i)];

    private static MemberInvitation Expired(MemberInvitation i, DateTimeOffset now) =>
        i.Invite.ExpiresAt <= now ? i : i with { Invite = i.Invite with { ExpiresAt = now } };
}
