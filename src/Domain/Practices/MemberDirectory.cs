using System.Text.Json.Serialization;

namespace PsyCare.Domain.Practices;

/// <summary>A member of a practice, as its directory knows them.</summary>
/// <param name="MemberId">Their account.</param>
/// <param name="Email">Sign-in name, upper case, no blanks around it.</param>
/// <param name="Roles">What they may do.</param>
/// <param name="Disabled">Whether they are kept out for now; nothing of theirs is lost.</param>
/// <param name="SupervisorId">For a therapist: whose group they are in. One group at most, so that no two groups' figures overlap.</param>
/// <param name="Identity">Who they are for the practice's issuer; null where they sign in with a password alone.</param>
public sealed record Member(
    string MemberId, string Email, MemberRoles Roles, bool Disabled = false, string? SupervisorId = null, ExternalIdentity? Identity = null);

/// <summary>
/// Who belongs to a practice. A method returns why it refuses, or null; it changes nothing when it refuses. There is always somebody who
/// can let people in again: the last administrator can be neither demoted nor disabled.
/// </summary>
public sealed class MemberDirectory
{
    /// <summary>In the order in which they came.</summary>
    [JsonInclude]
    public IReadOnlyList<Member> Members { get; private set; } = [];

    /// <summary>The member with that id, or null.</summary>
    public Member? Find(string memberId) => Members.FirstOrDefault(m => m.MemberId == memberId);

    /// <summary>The member with that e-mail address (case and surrounding blanks do not matter), or null.</summary>
    public Member? FindByEmail(string email)
    {
        var normalised = Normalise(email);
        return Members.FirstOrDefault(m => m.Email == normalised);
    }

    /// <summary>The member whom the issuer knows so, or null.</summary>
    public Member? FindByIdentity(ExternalIdentity identity) => Members.FirstOrDefault(m => m.Identity == identity);

    /// <summary>
    /// Connects a member with who they are for the issuer; an earlier connection of theirs ends. Refuses with AlreadyExists where that person
    /// is another member.
    /// </summary>
    public Refusal? Connect(string memberId, ExternalIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        if (Find(memberId) is not { } member)
            return Refusal.NotFound;
        if (!identity.IsValid())
            return Refusal.Invalid;
        if (FindByIdentity(identity) is { } taken && taken != member)
            return Refusal.AlreadyExists;
        Members = [.. Members.Select(m => m == member ? m with { Identity = identity } : m)];
        return null;
    }

    /// <summary>Enters a member. Refuses an address or an account that is there already.</summary>
    public Refusal? Add(string memberId, string email, MemberRoles roles)
    {
        if (!Names.IsValid(email) || !Ids.IsValid(memberId) || !roles.AreValid())
            return Refusal.Invalid;
        if (FindByEmail(email) is not null || Find(memberId) is not null)
            return Refusal.AlreadyExists;
        Members = [.. Members, new Member(memberId, Normalise(email), roles)];
        return null;
    }

    /// <summary>Changes what a member may do.</summary>
    public Refusal? Change(string memberId, MemberRoles roles, bool disabled)
    {
        if (Find(memberId) is not { } member)
            return Refusal.NotFound;
        if (!roles.AreValid())
            return Refusal.Invalid;
        var changed = member with { Roles = roles, Disabled = disabled };
        if (!Members.Any(m => IsAdministrator(m == member ? changed : m)) && IsAdministrator(member))
            return Refusal.LastAdministrator;
        Members = [.. Members.Select(m => m == member ? changed : m)];
        return null;
    }

    /// <summary>Puts a therapist into a supervisor's group, or into none. Nobody supervises themselves.</summary>
    public Refusal? Assign(string therapistId, string? supervisorId)
    {
        if (Find(therapistId) is not { } therapist || (supervisorId is not null && Find(supervisorId) is null))
            return Refusal.NotFound;
        if (supervisorId is not null && (supervisorId == therapistId || !therapist.Roles.HasFlag(MemberRoles.Therapist)
            || !Find(supervisorId)!.Roles.HasFlag(MemberRoles.Supervisor)))
            return Refusal.Invalid;
        Members = [.. Members.Select(m => m == therapist ? m with { SupervisorId = supervisorId } : m)];
        return null;
    }

    /// <summary>How an e-mail address is compared.</summary>
    public static string Normalise(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        return email.Trim().ToUpperInvariant();
    }

    private static bool IsAdministrator(Member member) => !member.Disabled && member.Roles.HasFlag(MemberRoles.Administrator);
}
