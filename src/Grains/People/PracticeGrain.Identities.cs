using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Domain;
using PsyCare.Domain.Practices;

namespace PsyCare.Grains.People;

/// <content>Members whom the practice's issuer knows.</content>
public sealed partial class PracticeGrain
{
    /// <inheritdoc/>
    public async Task ConnectAsync(string memberId, ExternalIdentity identity)
    {
        RequireExists();
        RefusedException.ThrowIf(Directory.Connect(memberId, identity));
        await _practice.SaveAsync();
    }

    /// <inheritdoc/>
    public async Task<string> JoinAsync(string invitationId, string secret, string displayName, ExternalIdentity identity)
    {
        var invitation = await InspectInvitationAsync(invitationId, secret);
        await AddAsync(invitation.MemberId, invitation.Email, displayName, invitation.Roles, identity);
        State.Invitations.Use(invitation, _clock.GetUtcNow());
        await _practice.SaveAsync();
        return invitation.MemberId;
    }

    /// <inheritdoc/>
    public async Task<string> EnterAsync(string email, string displayName, MemberRoles roles, ExternalIdentity identity)
    {
        RequireExists();
        if (Directory.FindByIdentity(identity) is { } known)
            return known.MemberId;
        var memberId = Ids.New();
        await AddAsync(memberId, email, displayName, roles, identity);
        await _practice.SaveAsync();
        return memberId;
    }

    /// <summary>The account first: whoever is in the directory can sign in. One that an interrupted try left over is taken as it is.</summary>
    private async Task AddAsync(string memberId, string email, string displayName, MemberRoles roles, ExternalIdentity identity)
    {
        if (!Names.IsEmail(email) || !identity.IsValid())
            throw new RefusedException(Refusal.Invalid);
        if (Directory.FindByIdentity(identity) is not null || Directory.FindByEmail(email) is not null)
            throw new RefusedException(Refusal.AlreadyExists);
        try
        {
            await GrainFactory.GetGrain<IClinicianGrain>(memberId)
                .CreateWithoutPasswordAsync(this.GetPrimaryKeyString(), email, displayName, roles);
        }
        catch (RefusedException e) when (e.Refusal == Refusal.AlreadyExists)
        {
        }

        RefusedException.ThrowIf(Directory.Add(memberId, email, roles));
        RefusedException.ThrowIf(Directory.Connect(memberId, identity));
    }
}
