using Orleans;
using Orleans.Concurrency;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Rights;

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

    /// <summary>What the therapist says to that. Refuses with WrongPhase where nobody asked, and with Invalid.</summary>
    Task AnswerErasureAsync(string memberId, string text);

    /// <summary>That wish and its answer; null where there is none.</summary>
    [ReadOnly]
    Task<ErasureRequest?> GetErasureAsync();
}
