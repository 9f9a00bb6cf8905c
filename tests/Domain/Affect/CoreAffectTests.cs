using PsyCare.Domain.Affect;

namespace PsyCare.Domain.Tests.Affect;

public sealed class CoreAffectTests
{
    [Theory]
    [InlineData(Emotion.Happiness, 0.81, 0.51)]
    [InlineData(Emotion.Surprise, 0.40, 0.67)]
    [InlineData(Emotion.Sadness, -0.63, -0.27)]
    [InlineData(Emotion.Anger, -0.51, 0.59)]
    [InlineData(Emotion.Disgust, -0.60, 0.35)]
    [InlineData(Emotion.Fear, -0.64, 0.60)]
    public void A_prototype_that_is_fully_met_lies_where_the_table_puts_its_word(Emotion emotion, double valence, double arousal)
    {
        var place = Of((emotion, 1));

        Assert.Equal((valence, arousal), (Math.Round(place!.Valence, 2), Math.Round(place.Arousal, 2)));
        Assert.InRange(place.ValenceDeviation, 0, 0.01f);
    }

    [Fact]
    public void What_resembles_nothing_draws_to_the_middle_and_adds_doubt()
    {
        var (clear, faint) = (Of((Emotion.Happiness, 0.9f))!, Of((Emotion.Happiness, 0.3f))!);

        Assert.InRange(faint.Valence, 0.2f, clear.Valence - 0.4f);
        Assert.True(faint.ValenceDeviation > clear.ValenceDeviation + 0.2f);
        Assert.True(faint.ValenceDeviation > faint.Valence);
        Assert.True(clear.ValenceDeviation < clear.Valence);
    }

    [Fact]
    public void Emotions_that_contradict_each_other_leave_valence_open_and_agree_on_arousal()
    {
        var place = Of((Emotion.Happiness, 0.9f), (Emotion.Fear, 0.9f))!;

        Assert.InRange(place.Valence, -0.2f, 0.2f);
        Assert.True(place.ValenceDeviation > 0.6f);
        Assert.True(place.Arousal > 3 * place.ArousalDeviation);
    }

    [Fact]
    public void A_face_that_meets_no_prototype_has_no_place() => Assert.Null(Of());

    [Fact]
    public void Contempt_alone_has_no_place() => Assert.Null(Of((Emotion.Contempt, 1)));

    private static CoreAffect? Of(params (Emotion Emotion, float Confidence)[] emotions) =>
        CoreAffect.Of([.. emotions.Select(e => new EmotionEstimate(e.Emotion, e.Confidence, [ActionUnit.LipCornerPuller]))]);
}
