using PsyCare.Domain.Practices;

namespace PsyCare.Gateway.Api;

internal sealed record PasswordRequest(string Password, string NewPassword);

/// <summary>The password that confirms a change of the account.</summary>
internal sealed record ConfirmRequest(string Password);

internal sealed record CodeRequest(string Code);

internal sealed record InviteMemberRequest(string Email, IReadOnlyList<MemberRoles> Roles);

internal sealed record ChangeMemberRequest(IReadOnlyList<MemberRoles> Roles, bool Disabled);

/// <summary>Null = in nobody's group.</summary>
internal sealed record SupervisorRequest(string? SupervisorId);

internal sealed record MemberInviteRequest(string Token);

internal sealed record AcceptMemberRequest(string Token, string DisplayName, string Password);

/// <summary>The account of whoever is signed in; <paramref name="Provider"/> is the name of the practice's issuer, null where there is none.</summary>
internal sealed record AccountView(
    string Email, string DisplayName, IReadOnlyList<MemberRoles> Roles, bool HasSecondFactor, int RecoveryCodesLeft, bool SecondFactorRequired,
    IReadOnlyList<DeviceView> Devices, bool HasPassword, string? Provider, bool Connected);

/// <summary>A browser that a member is signed in with.</summary>
internal sealed record DeviceView(string DeviceId, string Name, DateTimeOffset SignedInAt, DateTimeOffset LastSeenAt, bool Here);

/// <summary>A secret for the authenticator app.</summary>
/// <param name="Secret">Base32, to be typed.</param>
/// <param name="Uri"><c>otpauth:</c>, to be shown as a QR code.</param>
internal sealed record SecondFactorView(string Secret, string Uri);

/// <summary>Recovery codes, shown once.</summary>
internal sealed record RecoveryCodesView(IReadOnlyList<string> Codes);

/// <summary>A member as an administrator sees them.</summary>
internal sealed record MemberView(
    string MemberId, string DisplayName, string Email, IReadOnlyList<MemberRoles> Roles, bool Disabled, bool HasSecondFactor, DateTimeOffset? LastSeenAt,
    bool You, string? SupervisorId);

/// <summary>An invitation that can still be accepted.</summary>
internal sealed record InvitationView(string InvitationId, string Email, IReadOnlyList<MemberRoles> Roles, DateTimeOffset ExpiresAt);

/// <summary>A fresh invitation; the token stands in the URL's fragment, which no browser sends and no server logs.</summary>
internal sealed record InvitationLink(string InvitationId, string Url, string Token, DateTimeOffset ExpiresAt);

/// <summary>What an invitation is for.</summary>
internal sealed record MemberInviteView(string PracticeName, string Email, IReadOnlyList<MemberRoles> Roles);

/// <summary>The practice's policy; <paramref name="Provider"/> is the name of its issuer, which nobody sets here.</summary>
internal record PolicyView(
    string Jurisdiction, bool EmotionAnalysis, bool MarkerSuggestions, bool SupervisionNeedsConsent, bool SecondFactorRequired,
    bool PasswordSignInOff = false, string? Provider = null)
{
    /// <summary>The policy with these, and otherwise as it is.</summary>
    /// <param name="policy">The one in force.</param>
    /// <param name="now">Since when a second factor is needed, if it is from now on.</param>
    public PracticePolicy Onto(PracticePolicy policy, DateTimeOffset now) => policy with
    {
        Jurisdiction = Jurisdiction,
        EmotionAnalysis = EmotionAnalysis,
        MarkerSuggestions = MarkerSuggestions,
        SupervisionNeedsConsent = SupervisionNeedsConsent,
        SecondFactorSince = SecondFactorRequired ? policy.SecondFactorSince ?? now : null,
        PasswordSignInOff = PasswordSignInOff,
    };
}

/// <summary>The policy is to become this.</summary>
internal sealed record PolicyRequest(
    string Jurisdiction, bool EmotionAnalysis, bool MarkerSuggestions, bool SupervisionNeedsConsent, bool SecondFactorRequired,
    bool PasswordSignInOff = false)
    : PolicyView(Jurisdiction, EmotionAnalysis, MarkerSuggestions, SupervisionNeedsConsent, SecondFactorRequired, PasswordSignInOff)
{
    /// <summary>What the administrator had before them; left out, what holds now.</summary>
    public PolicyView? Seen { get; init; }
}
