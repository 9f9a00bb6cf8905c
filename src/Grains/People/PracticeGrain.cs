using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Domain;
using PsyCare.Domain.Practices;

namespace PsyCare.Grains.People;

/// <summary>A practice: profile, policy, directory.</summary>
public sealed partial class PracticeGrain : Grain, IPracticeGrain
{
    private readonly IPersistentState<PracticeState> _practice;
    private readonly TimeProvider _clock;

    /// <summary>Made by the host.</summary>
    public PracticeGrain(
        [PersistentState("practice", StreamNames.Storage)] IPersistentState<PracticeState> practice, TimeProvider clock)
    {
        _practice = practice;
        _clock = clock;
    }

    private PracticeState State => _practice.State;

    private PracticePolicy Policy => State.Policy ?? new PracticePolicy { EmotionAnalysis = State.EmotionAnalysisAllowed };

    /// <summary>The members; whoever was stored before there were roles is taken over. Nobody ever leaves it, so the count tells.</summary>
    private MemberDirectory Directory
    {
        get
        {
            if (State.Directory.Members.Count < State.CliniciansByEmail.Count)
            {
                foreach (var (email, clinicianId) in State.CliniciansByEmail)
                    State.Directory.Add(clinicianId, email, MemberRoles.Therapist);
            }

            return State.Directory;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> EnsureCreatedAsync(string name)
    {
        if (State.Name.Length > 0)
            return false;
        if (!Names.IsValid(name))
            throw new RefusedException(Refusal.Invalid);
        State.Name = name.Trim();
        await _practice.SaveAsync();
        return true;
    }

    /// <inheritdoc/>
    public Task<PracticeProfile> GetAsync()
    {
        RequireExists();
        return Task.FromResult(new PracticeProfile(this.GetPrimaryKeyString(), State.Name, Policy.EmotionAnalysis, Policy));
    }

    /// <inheritdoc/>
    public async Task<PracticePolicy> ChangePolicyAsync(PracticePolicy seen, PracticePolicy wanted)
    {
        RequireExists();
        if (new PolicyEdit(seen, wanted).Apply(Policy, out var changed, out var conflicts) is { } reason)
            throw new RefusedException(reason) { Fields = conflicts.ToArray() };
        State.Policy = changed;
        await _practice.SaveAsync();
        return changed;
    }

    /// <inheritdoc/>
    public Task SetPolicyAsync(PracticePolicy policy) => ChangePolicyAsync(Policy, policy);

    /// <inheritdoc/>
    public async Task RegisterClinicianAsync(string email, string clinicianId, MemberRoles roles)
    {
        RequireExists();
        RefusedException.ThrowIf(Directory.Add(clinicianId, email, roles));
        await _practice.SaveAsync();
    }

    /// <inheritdoc/>
    public Task<string?> FindClinicianAsync(string email) => Task.FromResult(Directory.FindByEmail(email)?.MemberId);

    /// <inheritdoc/>
    public Task<Member?> FindByIdentityAsync(ExternalIdentity identity) => Task.FromResult(Directory.FindByIdentity(identity));

    /// <inheritdoc/>
    public Task<IReadOnlyList<Member>> GetMembersAsync()
    {
        RequireExists();
        return Task.FromResult(Directory.Members);
    }

    /// <inheritdoc/>
    public async Task ChangeMemberAsync(string memberId, MemberRoles roles, bool disabled)
    {
        RequireExists();
        RefusedException.ThrowIf(Directory.Change(memberId, roles, disabled));
        await _practice.SaveAsync();
        await GrainFactory.GetGrain<IClinicianGrain>(memberId).SetStandingAsync(roles, disabled);
    }

    /// <inheritdoc/>
    public async Task AssignSupervisorAsync(string therapistId, string? supervisorId)
    {
        RequireExists();
        RefusedException.ThrowIf(Directory.Assign(therapistId, supervisorId));
        await _practice.SaveAsync();
    }

    /// <inheritdoc/>
    public async Task<IssuedInvitation> InviteMemberAsync(string email, MemberRoles roles)
    {
        RequireExists();
        if (Directory.FindByEmail(email) is not null)
            throw new RefusedException(Refusal.AlreadyExists);
        RefusedException.ThrowIf(State.Invitations.Issue(email, roles, _clock.GetUtcNow(), out var id, out var secret));
        await _practice.SaveAsync();
        return new IssuedInvitation(id, secret, State.Invitations.All[^1].Invite.ExpiresAt);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<MemberInvitation>> GetInvitationsAsync() => Task.FromResult(State.Invitations.Open(_clock.GetUtcNow()));

    /// <inheritdoc/>
    public async Task WithdrawInvitationAsync(string invitationId)
    {
        RequireExists();
        State.Invitations.Withdraw(invitationId, _clock.GetUtcNow());
        await _practice.SaveAsync();
    }

    /// <inheritdoc/>
    public Task<MemberInvitation> InspectInvitationAsync(string invitationId, string secret)
    {
        RefusedException.ThrowIf(State.Invitations.Check(invitationId, secret, _clock.GetUtcNow(), out var invitation));
        return Task.FromResult(invitation!);
    }

    /// <inheritdoc/>
    public async Task<string> AcceptInvitationAsync(string invitationId, string secret, string displayName, string passwordHash)
    {
        var invitation = await InspectInvitationAsync(invitationId, secret);
        // The account first: whoever is in the directory can sign in. Left over from an interrupted try, it takes the newer password.
        var account = GrainFactory.GetGrain<IClinicianGrain>(invitation.MemberId);
        try
        {
            await account.CreateAsync(this.GetPrimaryKeyString(), invitation.Email, displayName, passwordHash, invitation.Roles);
        }
        catch (RefusedException e) when (e.Refusal == Refusal.AlreadyExists)
        {
            await account.SetPasswordAsync(passwordHash);
        }

        RefusedException.ThrowIf(Directory.Add(invitation.MemberId, invitation.Email, invitation.Roles));
        State.Invitations.Use(invitation, _clock.GetUtcNow());
        await _practice.SaveAsync();
        return invitation.MemberId;
    }

    private void RequireExists()
    {
        if (State.Name.Length == 0)
            throw new RefusedException(Refusal.NotFound);
    }
}
