using Orleans;
using Orleans.Concurrency;
using PsyCare.Domain.Practices;

namespace PsyCare.Contracts.People;

/// <summary>A practice: its profile, policy and directory of members. Key: practice id.</summary>
public interface IPracticeGrain : IGrainWithStringKey
{
    /// <summary>Creates the practice. Repeating it changes nothing.</summary>
    /// <returns>True when it was created by this call.</returns>
    Task<bool> EnsureCreatedAsync(string name);

    /// <summary>
    /// The profile. Refuses with NotFound. Answered beside everything else: members' accounts ask for it while the practice may be waiting for them.
    /// </summary>
    [AlwaysInterleave]
    Task<PracticeProfile> GetAsync();

    /// <summary>
    /// Changes of the policy what differs between the two; a live session follows within a minute. Refuses with Invalid, with ForbiddenByPolicy where
    /// the law forbids it, and with Conflict where somebody changed the same to something else after it was seen: it names these settings.
    /// </summary>
    /// <returns>The policy in force.</returns>
    Task<PracticePolicy> ChangePolicyAsync(PracticePolicy seen, PracticePolicy wanted);

    /// <summary>
    /// Replaces the policy. Only gateways of the release before <see cref="ChangePolicyAsync"/> call it, during a rolling upgrade (ADR 8): it goes with
    /// the release after. Refuses with Invalid, or ForbiddenByPolicy where the law forbids it.
    /// </summary>
    Task SetPolicyAsync(PracticePolicy policy);

    /// <summary>Enters a member in the directory by e-mail address. Refuses with AlreadyExists.</summary>
    Task RegisterClinicianAsync(string email, string clinicianId, MemberRoles roles = MemberRoles.Therapist);

    /// <summary>The member with that e-mail address (case and surrounding blanks do not matter), or null.</summary>
    [ReadOnly]
    Task<string?> FindClinicianAsync(string email);

    /// <summary>The member whom the issuer knows so, or null.</summary>
    [ReadOnly]
    Task<Member?> FindByIdentityAsync(ExternalIdentity identity);

    /// <summary>
    /// Connects a member with who they are for the issuer. Refuses with NotFound, Invalid, or AlreadyExists where that person is another member.
    /// </summary>
    Task ConnectAsync(string memberId, ExternalIdentity identity);

    /// <summary>All members, in the order in which they came.</summary>
    [ReadOnly]
    Task<IReadOnlyList<Member>> GetMembersAsync();

    /// <summary>
    /// Changes what a member may do, and their account with it. Refuses with NotFound, Invalid, or LastAdministrator. Repeating it makes sure
    /// that the account has followed.
    /// </summary>
    Task ChangeMemberAsync(string memberId, MemberRoles roles, bool disabled);

    /// <summary>Puts a therapist into a supervisor's group, or into none. Refuses with NotFound, or Invalid where the roles do not fit.</summary>
    Task AssignSupervisorAsync(string therapistId, string? supervisorId);

    /// <summary>Invites somebody. Refuses with Invalid, or AlreadyExists where the address is a member's.</summary>
    Task<IssuedInvitation> InviteMemberAsync(string email, MemberRoles roles);

    /// <summary>The invitations that can still be accepted, newest first.</summary>
    Task<IReadOnlyList<MemberInvitation>> GetInvitationsAsync();

    /// <summary>Takes an invitation back. Repeating it changes nothing.</summary>
    Task WithdrawInvitationAsync(string invitationId);

    /// <summary>The invitation, if it would be accepted now. Refuses with InviteUnknown, InviteUsed or InviteExpired.</summary>
    Task<MemberInvitation> InspectInvitationAsync(string invitationId, string secret);

    /// <summary>Uses an invitation up: makes the account and the member. Refuses as inspecting does, and with Invalid.</summary>
    /// <returns>The new member's id.</returns>
    Task<string> AcceptInvitationAsync(string invitationId, string secret, string displayName, string passwordHash);

    /// <summary>
    /// Uses an invitation up for somebody whom the issuer knows: makes the account, without a password, and the member. Refuses as inspecting
    /// does, with Invalid, and with AlreadyExists where that person is a member already.
    /// </summary>
    /// <returns>The new member's id.</returns>
    Task<string> JoinAsync(string invitationId, string secret, string displayName, ExternalIdentity identity);

    /// <summary>
    /// Makes a member of somebody whom the issuer knows and nobody invited. Repeating it changes nothing. Refuses with Invalid, and with
    /// AlreadyExists where the address is another member's.
    /// </summary>
    /// <returns>The member's id.</returns>
    Task<string> EnterAsync(string email, string displayName, MemberRoles roles, ExternalIdentity identity);
}
