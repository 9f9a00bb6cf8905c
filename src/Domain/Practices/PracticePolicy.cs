using PsyCare.Domain.Retention;

namespace PsyCare.Domain.Practices;

/// <summary>Law that decides which AI features a practice may have at all.</summary>
/// <param name="Code">E.g. <c>us-il</c>; the client has the words and the source for it.</param>
/// <param name="ForbidsEmotionAnalysis">Whether detecting emotions from a patient's face is forbidden, whatever the patient says.</param>
public sealed record Jurisdiction(string Code, bool ForbidsEmotionAnalysis)
{
    /// <summary>
    /// European Union and Italy: allowed with explicit consent (GDPR article 9(2)(a)), the patient told (AI Act article 50(3), Italian law
    /// 132/2025 articles 7 and 13).
    /// </summary>
    public static Jurisdiction Italy { get; } = new("eu-it", ForbidsEmotionAnalysis: false);

    /// <summary>Illinois: Public Act 104-0054 forbids that AI detects emotions or mental states in therapy.</summary>
    public static Jurisdiction Illinois { get; } = new("us-il", ForbidsEmotionAnalysis: true);

    /// <summary>Anywhere else: the practice decides, on its own advice.</summary>
    public static Jurisdiction Other { get; } = new("other", ForbidsEmotionAnalysis: false);

    /// <summary>All that are known.</summary>
    public static IReadOnlyList<Jurisdiction> All { get; } = [Italy, Illinois, Other];
}

/// <summary>What a practice allows, requires and forbids, for all of its members and patients.</summary>
public sealed record PracticePolicy
{
    /// <summary>Code of the <see cref="Practices.Jurisdiction"/>.</summary>
    public string Jurisdiction { get; init; } = Practices.Jurisdiction.Other.Code;

    /// <summary>Whether the analysis of a consenting patient's face exists at all.</summary>
    public bool EmotionAnalysis { get; init; } = true;

    /// <summary>Whether markers are suggested from that analysis and from silences.</summary>
    public bool MarkerSuggestions { get; init; } = true;

    /// <summary>Whether a clip is shown to a supervisor only with the patient's consent to supervision.</summary>
    public bool SupervisionNeedsConsent { get; init; } = true;

    /// <summary>Since when every member needs a second factor to sign in; null where they do not.</summary>
    public DateTimeOffset? SecondFactorSince { get; init; }

    /// <summary>
    /// Whether members sign in by the practice's issuer alone. Without effect where none is configured: taking the issuer out of the
    /// configuration is how an operator lets passwords in again.
    /// </summary>
    public bool PasswordSignInOff { get; init; }

    /// <summary>The number to call in an emergency; 112 is that of the European Union, and of mobile telephones nearly everywhere.</summary>
    public string EmergencyNumber { get; init; } = "112";

    /// <summary>Whom patients can call in a crisis, beside the emergency number; at most <see cref="CrisisLine.MaxCount"/>, in the order shown.</summary>
    public IReadOnlyList<CrisisLine> CrisisLines { get; init; } = [];

    /// <summary>How long what is kept.</summary>
    public RetentionPolicy Retention { get; init; } = new();

    /// <summary>Browsers that were signed in before stay in for so long: a session in progress is not cut off.</summary>
    public static TimeSpan SecondFactorGrace { get; } = TimeSpan.FromHours(12);

    /// <summary>Why this policy cannot be; null when it can.</summary>
    public Refusal? Check()
    {
        if (Practices.Jurisdiction.All.FirstOrDefault(j => j.Code == Jurisdiction) is not { } law)
            return Refusal.Invalid;
        if (!Retention.IsValid() || !TelephoneNumber.IsValid(EmergencyNumber))
            return Refusal.Invalid;
        if (CrisisLines.Count > CrisisLine.MaxCount || !CrisisLines.All(l => l.IsValid))
            return Refusal.Invalid;
        return law.ForbidsEmotionAnalysis && (EmotionAnalysis || MarkerSuggestions) ? Refusal.ForbiddenByPolicy : null;
    }

    /// <summary>Whether a browser without second factor may only be used to set one up.</summary>
    public bool MustEnrol(DateTimeOffset signedInAt, DateTimeOffset now) =>
        SecondFactorSince is { } since && (signedInAt >= since || now - since >= SecondFactorGrace);
}
