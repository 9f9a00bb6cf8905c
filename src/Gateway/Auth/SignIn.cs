using Microsoft.AspNetCore.Identity;
using Orleans;
using PsyCare.Contracts.People;
using PsyCare.Gateway.Problems;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Auth;

/// <summary>Checks a member's e-mail address, password and, where they have one, second factor. Each try is an entry of the audit log before it is answered.</summary>
internal sealed class SignIn(
    IClusterClient grains, IPasswordHasher<ClinicianAccount> hasher, GatewayOptions options, AuditLog audit,
    TimeProvider time)
{
    private const int MaxEmailLength = 254;
    private const int MaxPasswordLength = 256;

    // An unknown address costs the same hash as a known one, so that time does not tell the two apart.
    private readonly ClinicianAccount _nobody = new("", "", "", "", hasher.HashPassword(null!, Guid.NewGuid().ToString()), null);

    /// <summary>The account, or why not.</summary>
    /// <param name="email">As typed.</param>
    /// <param name="password">As typed.</param>
    /// <param name="code">Of the authenticator app, or a recovery code; null where it was not asked for yet.</param>
    public async Task<(ClinicianAccount? Account, ProblemKind? Problem)> CheckAsync(string email, string password, string? code)
    {
        if (await IsPasswordOffAsync())
            return (null, ProblemKind.PasswordSignInOff);
        var clinicianId = email.Length > MaxEmailLength || password.Length > MaxPasswordLength
            ? null
            : await grains.GetGrain<IPracticeGrain>(options.PracticeId).FindClinicianAsync(email);
        var (account, problem) = clinicianId is null
            ? (null, Unknown(password))
            : await CheckAsync(grains.GetGrain<IClinicianGrain>(clinicianId), password, code);
        if (problem == ProblemKind.CodeRequired)
            return (null, problem);
        GatewayMetrics.CountSignIn("password", account is not null);
        var action = account is null ? AuditAction.SignInRefused : AuditAction.SignedIn;
        await audit.AppendAsync(action, clinicianId ?? AuditEntry.Unknown, detail: problem == ProblemKind.LockedOut ? "locked-out" : null);
        return (account, problem);
    }

    /// <summary>Whether members sign in by the practice's issuer alone.</summary>
    public async Task<bool> IsPasswordOffAsync() =>
        options.Oidc is not null && (await grains.GetGrain<IPracticeGrain>(options.PracticeId).GetAsync()).Policy.PasswordSignInOff;

    /// <summary>Whether the code of the member's second factor is right; null when it is, else why not.</summary>
    public async Task<ProblemKind?> CheckCodeAsync(string memberId, string code)
    {
        var clinician = grains.GetGrain<IClinicianGrain>(memberId);
        if (IsLocked(await clinician.GetAsync()))
            return ProblemKind.LockedOut;
        var right = await clinician.UseSecondFactorAsync(code);
        var locked = IsLocked(await clinician.RecordSignInAsync(right));
        if (right && !locked)
            return null;
        await audit.AppendAsync(AuditAction.SignInRefused, memberId, detail: locked ? "locked-out" : null);
        return locked ? ProblemKind.LockedOut : ProblemKind.WrongCode;
    }

    private ProblemKind Unknown(string password)
    {
        if (password.Length <= MaxPasswordLength)
            hasher.VerifyHashedPassword(_nobody, _nobody.PasswordHash, password);
        return ProblemKind.SignInFailed;
    }

    /// <summary>Whether this is the member's password. A wrong one counts like a failed sign-in.</summary>
    public async Task<bool> ConfirmAsync(string memberId, string password)
    {
        var clinician = grains.GetGrain<IClinicianGrain>(memberId);
        var account = await clinician.GetAsync();
        if (IsLocked(account) || password.Length > MaxPasswordLength)
            return false;
        var right = hasher.VerifyHashedPassword(account, account.PasswordHash, password) != PasswordVerificationResult.Failed;
        return !IsLocked(await clinician.RecordSignInAsync(right)) && right;
    }

    private async Task<(ClinicianAccount? Account, ProblemKind? Problem)> CheckAsync(IClinicianGrain clinician, string password, string? code)
    {
        var account = await clinician.GetAsync();
        if (IsLocked(account))
            return (null, ProblemKind.LockedOut);
        if (account.IssuerOnly)
            return (null, Unknown(password));

        var verdict = hasher.VerifyHashedPassword(account, account.PasswordHash, password);
        var right = verdict != PasswordVerificationResult.Failed;
        // Told like a wrong password: who is kept out is the practice's affair.
        if (right && account.Disabled)
            return (null, ProblemKind.SignInFailed);
        if (right && account.HasSecondFactor && string.IsNullOrWhiteSpace(code))
            return (null, ProblemKind.CodeRequired);
        var complete = right && (!account.HasSecondFactor || await clinician.UseSecondFactorAsync(code!));
        var after = await clinician.RecordSignInAsync(complete);
        // Asked again after counting: guesses that ran side by side must not slip past the lock.
        if (IsLocked(after))
            return (null, ProblemKind.LockedOut);
        if (!complete)
            return (null, right ? ProblemKind.WrongCode : ProblemKind.SignInFailed);
        if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
            await clinician.ReplacePasswordHashAsync(hasher.HashPassword(account, password));
        return (account, null);
    }

    private bool IsLocked(ClinicianAccount account) => account.LockedUntil > time.GetUtcNow();
}
