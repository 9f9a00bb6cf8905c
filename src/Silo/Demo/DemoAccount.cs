using PsyCare.Domain.Practices;

namespace PsyCare.Silo.Demo;

/// <summary>How to sign in to an account of the demo practice, known only at the moment it is made.</summary>
public sealed record DemoAccount(string Email, string Password)
{
    /// <summary>Keeps the password out of logs and debuggers.</summary>
    public override string ToString() => nameof(DemoAccount);
}

/// <summary>A member that the demo practice has from its first start.</summary>
/// <param name="Email">Sign-in name.</param>
/// <param name="DisplayName">As others see them.</param>
/// <param name="Roles">What they may do.</param>
public sealed record DemoMember(string Email, string DisplayName, MemberRoles Roles)
{
    /// <summary>The demo session's therapist.</summary>
    public static DemoMember Therapist { get; } = new("anna.rossi@demo.example", "Dr. Anna Rossi", MemberRoles.Therapist);

    /// <summary>Sees aggregates.</summary>
    public static DemoMember Supervisor { get; } = new("carla.bianchi@demo.example", "Dr. Carla Bianchi", MemberRoles.Supervisor);

    /// <summary>Manages the practice.</summary>
    public static DemoMember Administrator { get; } = new("davide.neri@demo.example", "Davide Neri", MemberRoles.Administrator);

    /// <summary>All of them; the therapist first.</summary>
    public static IReadOnlyList<DemoMember> All { get; } = [Therapist, Supervisor, Administrator];
}
