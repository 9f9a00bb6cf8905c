using PsyCare.Domain.Practices;
using PsyCare.Domain.Retention;

namespace PsyCare.Domain.Tests;

/// <summary>Two administrators who save at once.</summary>
public sealed class PolicyEditTests
{
    private static readonly PracticePolicy Before = new();

    /// <summary>Every property of the policy, changed: a new one that is forgotten in the edit fails here.</summary>
    private static readonly PracticePolicy AllChanged = new()
    {
        Jurisdiction = Jurisdiction.Italy.Code,
        EmotionAnalysis = false,
        MarkerSuggestions = false,
        SupervisionNeedsConsent = false,
        SecondFactorSince = new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero),
        PasswordSignInOff = true,
        EmergencyNumber = "118",
        CrisisLines = [new CrisisLine("Samaritans", "116 123", "")],
        Retention = new RetentionPolicy(RecordingDays: 100, AffectDays: 101, RecordDays: 102, NoticeDays: 13),
    };

    public static TheoryData<string> Properties =>
        [.. typeof(PracticePolicy).GetProperties().Where(p => p.CanWrite).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Properties))]
    public void Each_part_is_changed_alone_and_what_another_changed_meanwhile_stays(string name)
    {
        var mine = With(Before, name, AllChanged);
        var theirs = With(AllChanged, name, Before);
        Assert.Null(new PolicyEdit(Before, mine).Apply(theirs, out var changed, out _));
        foreach (var property in typeof(PracticePolicy).GetProperties().Where(p => p.CanWrite))
            Assert.Equal(property.GetValue(AllChanged), property.GetValue(changed));
    }

    [Fact]
    public void The_same_changed_to_something_else_meanwhile_is_a_conflict_and_to_the_same_is_none()
    {
        var mine = new PolicyEdit(Before, Before with { Retention = new RetentionPolicy(RecordingDays: 10) });
        Assert.Equal(Refusal.Conflict, mine.Apply(Before with { Retention = new RetentionPolicy(RecordingDays: 20) }, out _, out var conflicts));
        Assert.Equal(["RecordingDays"], conflicts);
        Assert.Null(mine.Apply(mine.Wanted, out var changed, out conflicts));
        Assert.Empty(conflicts);
        Assert.Equal(10, changed.Retention.RecordingDays);

        CrisisLine line = new("Samaritans", "116 123", "");
        var lines = new PolicyEdit(Before with { CrisisLines = [line] }, Before with { CrisisLines = [line, line] });
        Assert.Null(lines.Apply(Before with { CrisisLines = [line with { }] }, out _, out _));
        Assert.Equal(Refusal.Conflict, lines.Apply(Before with { CrisisLines = [line with { Number = "118" }] }, out _, out conflicts));
        Assert.Equal(["CrisisLines"], conflicts);
    }

    [Fact]
    public void Two_times_of_what_is_kept_are_two_settings()
    {
        var mine = new PolicyEdit(Before, Before with { Retention = Before.Retention with { AffectDays = 30 } });
        Assert.Null(mine.Apply(Before with { Retention = Before.Retention with { RecordingDays = 20 } }, out var changed, out _));
        Assert.Equal((20, 30), (changed.Retention.RecordingDays, changed.Retention.AffectDays));
    }

    [Fact]
    public void What_two_changes_make_together_must_be_lawful()
    {
        var analysis = new PolicyEdit(Before with { EmotionAnalysis = false, MarkerSuggestions = false }, Before with { MarkerSuggestions = false });
        var illinois = Before with { Jurisdiction = Jurisdiction.Illinois.Code, EmotionAnalysis = false, MarkerSuggestions = false };
        Assert.Equal(Refusal.ForbiddenByPolicy, analysis.Apply(illinois, out _, out _));
    }

    private static PracticePolicy With(PracticePolicy policy, string name, PracticePolicy from)
    {
        var copy = policy with { };
        var property = typeof(PracticePolicy).GetProperty(name)!;
        property.SetValue(copy, property.GetValue(from));
        return copy;
    }
}
