using System.Security.Claims;
using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Rights;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;

namespace PsyCare.Gateway.Auth;

/// <summary>A session that the asking person may see.</summary>
internal sealed record OwnSession(ISessionGrain Grain, SessionSnapshot Snapshot);

/// <summary>A session that the asking person may look at afterwards.</summary>
/// <param name="Grain">The session.</param>
/// <param name="Snapshot">Its state.</param>
/// <param name="Under"><c>break-glass</c> where it is not theirs; else null.</param>
internal sealed record ReviewedSession(ISessionGrain Grain, SessionSnapshot Snapshot, string? Under);

/// <summary>
/// Ownership: a clinician reaches their own patients and sessions, a patient the one session of their cookie. Everything else is
/// answered as if it did not exist. So is what belongs to another practice than the one this gateway serves, whoever asks: several practices
/// may share grains and storage (ADR 23).
/// </summary>
internal sealed class SessionAccess(IClusterClient grains, GatewayOptions options)
{
    /// <summary>By what right an overseer looks, as the access record has it.</summary>
    public const string BreakGlass = "break-glass";

    /// <summary>The session, or a refusal with NotFound.</summary>
    public async Task<OwnSession> OpenAsync(ClaimsPrincipal user, string sessionId)
    {
        if (!Ids.IsValid(sessionId) || (user.PatientSessionId() is { } own && own != sessionId))
            throw new RefusedException(Refusal.NotFound);
        var grain = grains.GetGrain<ISessionGrain>(sessionId);
        var snapshot = await grain.GetAsync();
        var allowed = user.ClinicianId() is { } clinicianId ? snapshot.ClinicianId == clinicianId : user.PatientSessionId() == sessionId;
        return allowed && IsHere(snapshot) ? new OwnSession(grain, snapshot) : throw new RefusedException(Refusal.NotFound);
    }

    /// <summary>
    /// The session for its own therapist alone, or a refusal with NotFound: for what no one else may ever see, whatever else opens a session.
    /// </summary>
    public async Task<OwnSession> OpenOwnAsync(ClaimsPrincipal user, string sessionId)
    {
        var own = await OpenAsync(user, sessionId);
        return own.Snapshot.ClinicianId == user.ClinicianId() ? own : throw new RefusedException(Refusal.NotFound);
    }

    /// <summary>The session for its therapist, or for an overseer while the glass is broken; else a refusal with NotFound.</summary>
    public async Task<ReviewedSession> OpenForReviewAsync(ClaimsPrincipal user, string sessionId)
    {
        if (!Ids.IsValid(sessionId) || user.ClinicianId() is not { } memberId)
            throw new RefusedException(Refusal.NotFound);
        var grain = grains.GetGrain<ISessionGrain>(sessionId);
        var snapshot = await grain.GetAsync();
        if (!IsHere(snapshot))
            throw new RefusedException(Refusal.NotFound);
        if (snapshot.ClinicianId == memberId)
            return new ReviewedSession(grain, snapshot, Under: null);
        var opening = user.IsOverseer() ? await grains.GetGrain<IOversightGrain>(sessionId).FindOpeningAsync(memberId) : null;
        return opening is not null ? new ReviewedSession(grain, snapshot, BreakGlass) : throw new RefusedException(Refusal.NotFound);
    }

    /// <summary>Refuses with NotFound where the session is not of this practice.</summary>
    public async Task RequireInPracticeAsync(string sessionId)
    {
        if (!Ids.IsValid(sessionId) || !IsHere(await grains.GetGrain<ISessionGrain>(sessionId).GetAsync()))
            throw new RefusedException(Refusal.NotFound);
    }

    /// <summary>Whether there is such a session in this practice: for links, whose bearer nobody knows yet.</summary>
    public Task<bool> HasSessionAsync(string sessionId) => ExistsAsync(async () => IsHere(await grains.GetGrain<ISessionGrain>(sessionId).GetAsync()));

    /// <summary>Whether there is such a patient in this practice: for links, whose bearer nobody knows yet.</summary>
    public Task<bool> HasPatientAsync(string patientId) => ExistsAsync(async () =>
    {
        var file = await grains.GetGrain<IPatientGrain>(patientId).GetAsync();
        return (await grains.GetGrain<IClinicianGrain>(file.ClinicianId).GetAsync()).PracticeId == options.PracticeId;
    });

    /// <summary>The clinician's own patient, or a refusal with NotFound.</summary>
    public async Task<(IPatientGrain Grain, PatientFile File)> OpenPatientAsync(ClaimsPrincipal user, string patientId)
    {
        if (!Ids.IsValid(patientId))
            throw new RefusedException(Refusal.NotFound);
        var grain = grains.GetGrain<IPatientGrain>(patientId);
        var file = await grain.GetAsync();
        return file.ClinicianId == user.ClinicianId() ? (grain, file) : throw new RefusedException(Refusal.NotFound);
    }

    private bool IsHere(SessionSnapshot session) => session.PracticeId == options.PracticeId;

    private static async Task<bool> ExistsAsync(Func<Task<bool>> look)
    {
        try
        {
            return await look();
        }
        catch (RefusedException)
        {
            return false;
        }
    }
}
