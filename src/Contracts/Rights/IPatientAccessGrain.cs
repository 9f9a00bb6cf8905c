using Orleans;
using Orleans.Concurrency;
using PsyCare.Contracts.Sessions;

namespace PsyCare.Contracts.Rights;

/// <summary>A patient's way to their own page, and what they asked for there. Key: patient id.</summary>
public interface IPatientAccessGrain : IGrainWithStringKey
{
    /// <summary>Issues a link; an earlier one stops working, and browsers that came in by it are out.</summary>
    Task<IssuedInvite> IssueLinkAsync();

    /// <summary>Uses the link up. Refuses with InviteUnknown, InviteUsed or InviteExpired.</summary>
    /// <returns>The generation for the browser's cookie.</returns>
    Task<int> RedeemAsync(string secret);

    /// <summary>Whether a browser that came in under a generation still counts.</summary>
    [ReadOnly]
    Task<bool> IsCurrentAsync(int generation);

    /// <summary>Takes the access back: link and browsers.</summary>
    Task RevokeAsync();

    /// <summary>Records that the patient asks for everything to be erased. Repeating it changes nothing.</summary>
    Task AskErasureAsync();

    /// <summary>When the patient asked for that; null where they did not.</summary>
    [ReadOnly]
    Task<DateTimeOffset?> GetErasureAskedAsync();
}
