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
    public async Task RegisterClinicianAsync(string email, string clinicianId)
    {
        RequireExists();
        if (!Names.IsValid(email) || !Ids.IsValid(clinicianId))
            throw new RefusedException(Refusal.Invalid);
        if (!State.CliniciansByEmail.TryAdd(Normalise(email), clinicianId))
            throw new RefusedException(Refusal.AlreadyExists);
        await _practice.SaveAsync();
    }

    /// <inheritdoc/>
    public Task<string?> FindClinicianAsync(string email) => Task.FromResult(State.CliniciansByEmail.GetValueOrDefault(Normalise(email)));

    private static string Normalise(string email) => email.Trim().ToUpperInvariant();

    private void RequireExists()
    {
        if (State.Name.Length == 0)
            throw new RefusedException(Refusal.NotFound);
    }
}

/// <summary>What is stored of a practice.</summary>
public sealed class PracticeState
{
    /// <summary>Empty until created.</summary>
    public string Name { get; set; } = "";

    /// <summary>The practice's policy.</summary>
    public bool EmotionAnalysisAllowed { get; set; } = true;

    /// <summary>Clinician ids by upper-case e-mail address.</summary>
    public Dictionary<string, string> CliniciansByEmail { get; set; } = [];
}
