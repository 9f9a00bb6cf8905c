using PsyCare.Domain.Affect;
using PsyCare.Domain.Sessions;
using PsyCare.Domain.Suggestions;

namespace PsyCare.Domain.Tests.Suggestions;

public sealed class SuggestionTests
{
    private const int Every = 200;
    private readonly FaceWatch _watch = new();
    private readonly List<MarkerSuggestion> _found = [];
    private long _now;

    [Fact]
    public void A_sudden_tightening_of_brow_and_lids_is_suggested_with_what_it_rests_on()
    {
        Show(8_000, Wobbly());
        Show(1_400, (4, 3.1f), (7, 2.2f));
        var burst = Assert.Single(_found);
        Assert.Equal((SuggestionReason.TensionBurst, 8_000), (burst.Reason, burst.AtMs));
        Assert.Equal([new(ActionUnit.BrowLowerer, 3.1f), new(ActionUnit.LidTightener, 2.2f)], burst.Units);
    }

    [Fact]
    public void A_short_frown_a_lowered_brow_alone_and_a_steady_frown_are_not()
    {
        Show(8_000, Wobbly());
        Show(800, (4, 4f), (7, 4f));
        Show(8_000, Wobbly());
        Show(3_000, (4, 4f), (7, 0.5f));
        Assert.Empty(_found);
        Show(600_000, (4, 3f), (7, 3f), (12, 0), (15, 2));
        Assert.Single(_found, s => s.Reason == SuggestionReason.TensionBurst);
    }

    [Fact]
    public void Bursts_are_suggested_once_a_minute_at_most()
    {
        for (var i = 0; i < 6; i++)
        {
            Show(8_000, Wobbly());
            Show(2_000, (4, 4f), (7, 3f));
        }

        Assert.Single(_found);
    }

    [Fact]
    public void A_face_that_moves_only_to_blink_and_speak_for_twenty_seconds_is_suggested_once()
    {
        Show(60_000, i => [(1, 0.3f), (12, 0.2f + 0.1f * (i % 3)), (45, i % 20 == 0 ? 4 : 0), (25, i % 4), (26, i % 3)]);
        var still = Assert.Single(_found);
        Assert.Equal((SuggestionReason.StillFace, 0L), (still.Reason, still.AtMs));
        Assert.InRange(still.DurationMs, StillFaceRule.LeastMs, StillFaceRule.LeastMs + Every);
    }

    [Fact]
    public void A_smile_a_gap_and_a_bad_picture_end_the_stillness()
    {
        Show(18_000, (12, 0f));
        Show(400, (12, 2f));
        Show(18_000, (12, 0f));
        _now += 2_000;
        Show(18_000, (12, 0f));
        Next(FaceReading.None(NoReadingReason.TurnedAway));
        Show(18_000, (12, 0f));
        Next(Reading([new(ActionUnit.LipCornerPuller, 0)], quality: 0.3f));
        Show(18_000, (12, 0f));
        Assert.Empty(_found);
    }

    [Fact]
    public void A_silence_is_suggested_once_and_from_its_beginning()
    {
        var rule = new LongSilenceRule();
        Assert.Null(rule.Next(50_000, 14_900));
        var silence = rule.Next(51_000, 15_900);
        Assert.Equal((SuggestionReason.LongSilence, 35_100, 15_900), (silence!.Reason, silence.AtMs, silence.DurationMs));
        Assert.Null(rule.Next(52_000, 16_900));
        Assert.Null(rule.Next(53_000, 0));
        Assert.NotNull(rule.Next(90_000, 15_000));
    }

    [Fact]
    public void A_suggestion_is_open_until_it_becomes_a_marker_or_is_dismissed()
    {
        var session = Live(analysis: true);
        var (first, second) = (MarkerSuggestion.New(SuggestionReason.StillFace, 5_000, 20_000), MarkerSuggestion.New(SuggestionReason.LongSilence, 1_000, 15_000));
        Assert.Null(session.Suggest(first));
        Assert.Null(session.Suggest(second));
        var version = session.Version;
        Assert.Null(session.Suggest(first));
        Assert.Equal(version, session.Version);
        Assert.Empty(session.Markers);
        Assert.Equal([second, first], session.Suggestions);

        Assert.Null(session.PutMarker(new(first.Id, first.AtMs, "quiet") { CategoryId = "avoidance" }));
        Assert.Null(session.DismissSuggestion(second.Id));
        Assert.Null(session.DismissSuggestion(first.Id));
        Assert.Equal([SuggestionState.Dismissed, SuggestionState.Accepted], session.Suggestions.Select(s => s.State));
        Assert.Equal(Refusal.NotFound, session.DismissSuggestion("nothing"));

        session.RemoveMarker(first.Id);
        Assert.All(session.Suggestions, s => Assert.Equal(SuggestionState.Dismissed, s.State));
    }

    [Fact]
    public void Without_consent_to_analysis_nothing_is_suggested()
    {
        var suggestion = MarkerSuggestion.New(SuggestionReason.StillFace, 5_000, 20_000);
        Assert.Equal(Refusal.ConsentMissing, Live(analysis: false).Suggest(suggestion));
        var session = Live(analysis: true);
        session.DecideConsent(new(ConsentKind.EmotionAnalysis, ConsentDecision.Paused, default, "v1"));
        Assert.Equal(Refusal.ConsentMissing, session.Suggest(suggestion));
    }

    private static Session Live(bool analysis)
    {
        var session = new Session();
        session.Create("practice", "clinician", "patient", null);
        session.DecideConsent(new(ConsentKind.Call, ConsentDecision.Granted, default, "v1"));
        if (analysis)
            session.DecideConsent(new(ConsentKind.EmotionAnalysis, ConsentDecision.Granted, default, "v1"));
        session.EnterWaitingRoom();
        session.Admit(default);
        return session;
    }

    /// <summary>A face at ease that never keeps still.</summary>
    private static Func<int, (int, float)[]> Wobbly() => i => [(4, 0.4f), (7, 0.6f), (12, i % 10)];

    private void Show(long ms, params (int Unit, float Intensity)[] units) => Show(ms, _ => units);

    private void Show(long ms, Func<int, (int Unit, float Intensity)[]> units)
    {
        for (var i = 0; i < ms / Every; i++)
            Next(Reading([.. units(i).Select(u => new ActionUnitIntensity((ActionUnit)u.Unit, u.Intensity))]));
    }

    private static FaceReading Reading(IReadOnlyList<ActionUnitIntensity> units, float quality = 0.9f) =>
        new(null, new(quality, 0.4f, 0.5f, 0, 0), units, []);

    private void Next(FaceReading reading)
    {
        _found.AddRange(_watch.Next(new AffectSample(_now, _now, null, reading)));
        _now += Every;
    }
}
