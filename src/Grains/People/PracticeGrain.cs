using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Domain;
using PsyCare.Domain.Practices;

namespace PsyCare.Grains.People;

/// <summary>A practice: profile, policy, directory.</summary>
public sealed class PracticeGrain : Grain, IPracticeGrain
{
    private readonly IPersistentState<PracticeState> _practice;

    /// <summary>Made by the host.</summary>
    public PracticeGrain([PersistentState("practice", StreamNames.Storage)] IPersistentState<PracticeState> practice) => _practice = practice;

    private PracticeState State => _practice.State;

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
        return Task.FromResult(new PracticeProfile(this.GetPrimaryKeyString(), State.Name, State.EmotionAnalysisAllowed));
    }

    /// <inheritdoc/>
    public async Task SetEmotionAnalysisAllowedAsync(bool allowed)
    {
        RequireExists();
        State.EmotionAnalysisAllowed = allowed;
        await _practice.SaveAsync();
    }

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

    private void RequireExists()
    {
        if (State.Name.Length == 0)
            throw new RefusedException(Refusal.NotFound);
    }
}
