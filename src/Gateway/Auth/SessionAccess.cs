using System.Security.Claims;
using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;

namespace PsyCare.Gateway.Auth;

/// <summary>A session that the asking person may see.</summary>
internal sealed record OwnSession(ISessionGrain Grain, SessionSnapshot Snapshot);

/// <summary>
/// Ownership: a clinician reaches their own patients and sessions, a patient the one session of their cookie. Everything else is
/// answered as if it did not exist.
/// </summary>
internal sealed class SessionAccess(IClusterClient grains)
{
    /// <summary>The session, or a refusal with NotFound.</summary>
    public async Task<OwnSession> OpenAsync(ClaimsPrincipal user, string sessionId)
    {
        if (!Ids.IsValid(sessionId) || (user.PatientSessionId() is { } own && own != sessionId))
            throw new RefusedException(Refusal.NotFound);
        var grain = grains.GetGrain<ISessionGrain>(sessionId);
        var snapshot = await grain.GetAsync();
        var allowed = user.ClinicianId() is { } clinicianId ? snapshot.ClinicianId == clinicianId : user.PatientSessionId() == sessionId;
        return allowed ? new OwnSession(grain, snapshot) : throw new RefusedException(Refusal.NotFound);
    }

    /// <summary>
    /// The session for its own therapist alone, or a refusal with NotFound: for what no one else may ever see, whatever else opens a session.
    /// </summary>
    public async Task<OwnSession> OpenOwnAsync(ClaimsPrincipal user, string sessionId)
    {
        var own = await OpenAsync(user, sessionId);
        return own.Snapshot.ClinicianId == user.ClinicianId() ? own : throw new RefusedException(Refusal.NotFound);
    }

    /// <summary>The clinician's own patient, or a refusal with NotFound.</summary>
    public async Task<(IPatientGrain Grain, PatientFile File)> OpenPatientAsync(ClaimsPrincipal user, string patientId)
    {
        if (!Ids.IsValid(patientId))
            throw new RefusedException(Refusal.NotFound);
        var grain = grains.GetGrain<IPatientGrain>(patientId);
        var file = await grain.GetAsync();
        return file.ClinicianId == user.ClinicianId() ? (grain, file) : throw new RefusedException(Refusal.NotFound);
    }
}
