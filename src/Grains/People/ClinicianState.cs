using PsyCare.Domain.Practices;

namespace PsyCare.Grains.People;

/// <summary>What is stored of a member.</summary>
public sealed class ClinicianState
{
    /// <summary>Their practice.</summary>
    public string PracticeId { get; set; } = "";

    /// <summary>Empty until created.</summary>
    public string Email { get; set; } = "";

    /// <summary>As patients see it.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>ASP.NET Core Identity's format.</summary>
    public string PasswordHash { get; set; } = "";

    /// <summary>Whoever was stored before there were roles is a therapist.</summary>
    public MemberRoles Roles { get; set; } = MemberRoles.Therapist;

    /// <summary>Kept out for now.</summary>
    public bool Disabled { get; set; }

    /// <summary>Failures since the last success or lock.</summary>
    public int FailedSignIns { get; set; }

    /// <summary>End of the present lock.</summary>
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>Where they are signed in.</summary>
    public DeviceSessions Devices { get; set; } = new();

    /// <summary>What signing in asks for besides the password.</summary>
    public SecondFactor SecondFactor { get; set; } = new();

    /// <summary>What they may sign in with instead.</summary>
    public Passkeys Passkeys { get; set; } = new();

    /// <summary>Oldest first.</summary>
    public List<string> PatientIds { get; set; } = [];
}
