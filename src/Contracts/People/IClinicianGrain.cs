using Orleans;
using Orleans.Concurrency;
using PsyCare.Domain.Practices;

namespace PsyCare.Contracts.People;

/// <summary>
/// A member of a practice: account, the browsers they are signed in with, and, for a therapist, the caseload. Key: clinician id.
/// </summary>
public interface IClinicianGrain : IGrainWithStringKey
{
    /// <summary>Creates the account. Refuses with AlreadyExists.</summary>
    Task CreateAsync(
        string practiceId, string email, string displayName, string passwordHash, MemberRoles roles = MemberRoles.Therapist);

    /// <summary>Creates an account that has no password: its member signs in by the practice's issuer. Refuses with AlreadyExists.</summary>
    Task CreateWithoutPasswordAsync(string practiceId, string email, string displayName, MemberRoles roles);

    /// <summary>The account. Refuses with NotFound.</summary>
    [ReadOnly]
    Task<ClinicianAccount> GetAsync();

    /// <summary>
    /// Takes over what the practice's directory says of this member, whose rules have checked it. A change signs all browsers out.
    /// </summary>
    Task SetStandingAsync(MemberRoles roles, bool disabled);

    /// <summary>Counts a sign-in: five failures in a row lock the account for 15 minutes, success clears the count.</summary>
    /// <returns>The account after counting.</returns>
    Task<ClinicianAccount> RecordSignInAsync(bool succeeded);

    /// <summary>Replaces the hash of the same password, e.g. after a rehash with newer parameters.</summary>
    Task ReplacePasswordHashAsync(string passwordHash);

    /// <summary>Sets another password and signs all browsers out, but for one if it is named.</summary>
    Task SetPasswordAsync(string passwordHash, string? keepDeviceId = null);

    /// <summary>Signs a browser in. Refuses with NotFound where the account is disabled.</summary>
    /// <returns>The id for its cookie.</returns>
    Task<string> OpenDeviceAsync(string name);

    /// <summary>Signs a browser in whose member the practice's issuer has named. Refuses with NotFound where the account is disabled.</summary>
    /// <param name="name">The browser in words.</param>
    /// <param name="vouched">Whether the issuer vouched for a second factor: then the practice's own is not asked for.</param>
    /// <returns>The id for its cookie.</returns>
    Task<string> OpenDeviceFromIssuerAsync(string name, bool vouched);

    /// <summary>What a signed-in browser may do now; null when it is signed in no longer.</summary>
    Task<MemberStanding?> CheckDeviceAsync(string deviceId);

    /// <summary>Where the member is signed in, newest first.</summary>
    [ReadOnly]
    Task<IReadOnlyList<DeviceSession>> GetDevicesAsync();

    /// <summary>Signs a browser out. Repeating it changes nothing.</summary>
    Task CloseDeviceAsync(string deviceId);

    /// <summary>Signs out all browsers that came from the practice's issuer. Repeating it changes nothing.</summary>
    Task CloseDevicesFromIssuerAsync();

    /// <summary>Signs all browsers out.</summary>
    Task CloseAllDevicesAsync();

    /// <summary>Begins setting up a second factor. Refuses with WrongPhase where there is one.</summary>
    /// <returns>The secret for the authenticator app.</returns>
    Task<NewSecondFactor> BeginSecondFactorAsync();

    /// <summary>Turns the second factor on by a first code. Refuses with WrongCode, or WrongPhase where none was begun.</summary>
    /// <returns>The recovery codes, known only now.</returns>
    Task<IReadOnlyList<string>> ConfirmSecondFactorAsync(string code);

    /// <summary>Whether the code of the app, or a recovery code, is right; each counts once.</summary>
    Task<bool> UseSecondFactorAsync(string code);

    /// <summary>Forgets the second factor. Repeating it changes nothing.</summary>
    Task RemoveSecondFactorAsync();

    /// <summary>Signs a browser in that has shown a passkey, which counts as a second factor too.</summary>
    /// <returns>The browser's id.</returns>
    Task<string> OpenDeviceByPasskeyAsync(string name);

    /// <summary>In the order of adding.</summary>
    [ReadOnly]
    Task<IReadOnlyList<Passkey>> GetPasskeysAsync();

    /// <summary>Adds one; refuses with Invalid (name, or too many) or AlreadyExists.</summary>
    Task AddPasskeyAsync(Passkey passkey);

    /// <summary>Gives one another name; refuses with Invalid or NotFound.</summary>
    Task RenamePasskeyAsync(string passkeyId, string name);

    /// <summary>Removes one; it may be gone already.</summary>
    Task RemovePasskeyAsync(string passkeyId);

    /// <summary>Removes all, e.g. when the phone is lost.</summary>
    Task RemoveAllPasskeysAsync();

    /// <summary>Notes that one was used.</summary>
    /// <returns>False where it no longer counts.</returns>
    Task<bool> UsePasskeyAsync(byte[] credentialId, uint signCount);

    /// <summary>Adds a patient to the caseload. Repeating it changes nothing.</summary>
    Task AddPatientAsync(string patientId);

    /// <summary>Takes a patient off the caseload. Repeating it changes nothing.</summary>
    Task RemovePatientAsync(string patientId);

    /// <summary>The caseload's patient ids, newest first.</summary>
    [ReadOnly]
    Task<IReadOnlyList<string>> GetCaseloadAsync();
}
