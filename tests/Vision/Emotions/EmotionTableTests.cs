using PsyCare.Domain.Affect;
using PsyCare.Vision.Emotions;

namespace PsyCare.Vision.Tests.Emotions;

public class EmotionTableTests
{
    [Theory]
    [InlineData(Emotion.Happiness, 6, 12, 25)]
    [InlineData(Emotion.Happiness, 6, 12)]
    [InlineData(Emotion.Sadness, 1, 4, 15, 17)]
    [InlineData(Emotion.Fear, 1, 2, 4, 5, 20, 25)]
    [InlineData(Emotion.Anger, 4, 7, 24)]
    [InlineData(Emotion.Anger, 4, 7, 17, 23, 24)]
    [InlineData(Emotion.Surprise, 1, 2, 5, 25, 26)]
    [InlineData(Emotion.Disgust, 9, 10, 17)]
    public void Prototype_leads_with_its_units_as_evidence(Emotion emotion, params int[] units)
    {
        var estimates = EmotionTable.Estimate(Face(5, units), quality: 1);

        Assert.Equal(emotion, estimates[0].Emotion);
        Assert.InRange(estimates[0].Confidence, 0.55f, 1);
        Assert.Equal(units.Order(), estimates[0].Evidence.Select(unit => (int)unit).Order());
    }

    [Theory]
    [InlineData]
    [InlineData(45)]
    [InlineData(25, 26)]
    [InlineData(4)]
    [InlineData(18)]
    public void Rest_blink_speech_and_a_single_frown_suggest_nothing(params int[] units) =>
        Assert.Empty(EmotionTable.Estimate(Face(5, units), quality: 1));

    [Fact]
    public void Traces_suggest_nothing() => Assert.Empty(EmotionTable.Estimate(Face(0.9f, 6, 12, 25), quality: 1));

    [Fact]
    public void Confidence_follows_intensity_and_the_quality_of_the_picture()
    {
        float Confidence(float intensity, float quality) =>
            EmotionTable.Estimate(Face(intensity, 6, 12, 25), quality)[0].Confidence;

        Assert.Equal(1, Confidence(5, 1), 0.001f);
        Assert.Equal(0.6f, Confidence(3, 1), 0.001f);
        Assert.Equal(0.5f, Confidence(5, 0.5f), 0.001f);
    }

    [Fact]
    public void Bad_picture_suggests_nothing() => Assert.Empty(EmotionTable.Estimate(Face(5, 6, 12, 25), quality: 0.2f));

    [Fact]
    public void Strongest_unit_is_named_first()
    {
        ActionUnitIntensity[] face = [new(ActionUnit.CheekRaiser, 2), new(ActionUnit.LipCornerPuller, 5), new(ActionUnit.LipsPart, 1.5f)];

        var evidence = EmotionTable.Estimate(face, quality: 1)[0].Evidence;

        Assert.Equal([ActionUnit.LipCornerPuller, ActionUnit.LipsPart, ActionUnit.CheekRaiser], evidence);
    }

    private static ActionUnitIntensity[] Face(float intensity, params int[] units) =>
        [.. Enum.GetValues<ActionUnit>().Select(unit => new ActionUnitIntensity(unit, units.Contains((int)unit) ? intensity : 0))];
}
