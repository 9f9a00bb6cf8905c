namespace PsyCare.Domain.Practices;

/// <summary>What a member of a practice may do there; one person may hold several. The numbers rest on disk.</summary>
[Flags]
public enum MemberRoles
{
    /// <summary>None: such an account opens nothing.</summary>
    None = 0,

    /// <summary>Treats patients of their own and sees what belongs to them.</summary>
    Therapist = 1,

    /// <summary>Sees figures over a group of therapists and clips shared with them; what is a patient's only in an emergency.</summary>
    Supervisor = 2,

    /// <summary>Manages members and policy; sees what is clinical only in an emergency.</summary>
    Administrator = 4,
}

/// <summary>Reading <see cref="MemberRoles"/>.</summary>
public static class MemberRolesExtensions
{
    private static readonly MemberRoles[] Single = [MemberRoles.Therapist, MemberRoles.Supervisor, MemberRoles.Administrator];

    /// <summary>The roles one by one.</summary>
    public static IReadOnlyList<MemberRoles> Each(this MemberRoles roles) => [.. Single.Where(role => roles.HasFlag(role))];

    /// <summary>Whether these are roles that a member can have: at least one, and none that is unknown.</summary>
    public static bool AreValid(this MemberRoles roles) => roles != MemberRoles.None && roles.Each().Aggregate(MemberRoles.None, (a, b) => a | b) == roles;
}
