using PsyCare.Domain.Affect;

namespace PsyCare.Vision.Tests.Reading;

/// <summary>The whole way from VP8 frames to readings, on a face whose expressions are known.</summary>
public sealed class ClipTests(ClipReadings clip) : IClassFixture<ClipReadings>
{
    /// <summary>Stretches in the middle of each event, without a blink.</summary>
    private static readonly Dictionary<string, (double From, double To)> Middle = new()
    {
        ["happiness"] = (4.5, 5.5),
        ["surprise"] = (8.9, 10.3),
        ["anger"] = (14, 15.3),
        ["sadness"] = (18.9, 20.3),
    };

    private static readonly (double From, double To)[] Neutral =
        [(1, 2.9), (6.8, 7.9), (11.8, 12.2), (16.8, 17.9), (21.4, 21.9), (28.2, 28.6)];

    [Theory]
    [InlineData("happiness", ActionUnit.CheekRaiser, 2.5)]
    [InlineData("happiness", ActionUnit.LipCornerPuller, 3.5)]
    [InlineData("surprise", ActionUnit.InnerBrowRaiser, 3.5)]
    [InlineData("surprise", ActionUnit.OuterBrowRaiser, 3.5)]
    [InlineData("surprise", ActionUnit.UpperLidRaiser, 3)]
    [InlineData("surprise", ActionUnit.LipsPart, 3)]
    [InlineData("surprise", ActionUnit.JawDrop, 2.5)]
    [InlineData("anger", ActionUnit.BrowLowerer, 3.5)]
    [InlineData("anger", ActionUnit.NoseWrinkler, 2)]
    [InlineData("anger", ActionUnit.LipsPart, 3)]
    [InlineData("sadness", ActionUnit.InnerBrowRaiser, 3.5)]
    [InlineData("sadness", ActionUnit.BrowLowerer, 2)]
    [InlineData("sadness", ActionUnit.LipCornerDepressor, 3.5)]
    [InlineData("sadness", ActionUnit.ChinRaiser, 2.5)]
    public void Unit_shown_rises_above_its_neutral(string shown, ActionUnit unit, double margin)
    {
        var (from, to) = Middle[shown];
        var rest = Neutral.Average(stretch => clip.Mean(unit, stretch.From, stretch.To));

        Assert.InRange(clip.Mean(unit, from, to) - rest, margin, 5);
    }

    [Theory]
    [InlineData("happiness", ActionUnit.BrowLowerer, ActionUnit.LipCornerDepressor, ActionUnit.NoseWrinkler, ActionUnit.JawDrop)]
    [InlineData("surprise", ActionUnit.LipCornerPuller, ActionUnit.LipCornerDepressor, ActionUnit.LipPressor)]
    [InlineData("anger", ActionUnit.OuterBrowRaiser, ActionUnit.LipCornerPuller, ActionUnit.LipCornerDepressor, ActionUnit.JawDrop)]
    [InlineData("sadness", ActionUnit.LipCornerPuller, ActionUnit.LipPressor, ActionUnit.JawDrop, ActionUnit.LipsPart)]
    public void Unit_not_shown_stays_low(string shown, params ActionUnit[] units)
    {
        var (from, to) = Middle[shown];

        Assert.All(units, unit => Assert.InRange(clip.Mean(unit, from, to), 0, 1));
    }

    /// <summary>A habit of the network on this clip, kept in bounds: a trace of AU4 beside strongly raised brows.</summary>
    [Fact]
    public void Raised_brows_are_far_stronger_than_the_lowered_brow_that_is_read_beside_them()
    {
        var (from, to) = Middle["surprise"];

        Assert.InRange(clip.Mean(ActionUnit.BrowLowerer, from, to), 0, 2);
        Assert.True(clip.Mean(ActionUnit.InnerBrowRaiser, from, to) > clip.Mean(ActionUnit.BrowLowerer, from, to) + 2.5);
    }

    [Fact]
    public void Neutral_face_shows_next_to_nothing()
    {
        foreach (var (from, to) in Neutral)
        {
            var units = clip.Between(from, to).First().Reading.ActionUnits.Select(estimate => estimate.Unit);
            Assert.All(units, unit => Assert.InRange(clip.Mean(unit, from, to), 0, 1));
            Assert.All(clip.Between(from, to), frame => Assert.Empty(frame.Reading.Emotions));
        }
    }

    [Theory]
    [InlineData("happiness", Emotion.Happiness, ActionUnit.LipCornerPuller)]
    [InlineData("surprise", Emotion.Surprise, ActionUnit.InnerBrowRaiser)]
    [InlineData("sadness", Emotion.Sadness, ActionUnit.LipCornerDepressor)]
    public void Leading_emotion_is_the_one_shown(string shown, Emotion emotion, ActionUnit evidence)
    {
        var (from, to) = Middle[shown];

        Assert.All(clip.Between(from, to), frame =>
        {
            Assert.Equal(emotion, frame.Reading.Emotions[0].Emotion);
            Assert.Contains(evidence, frame.Reading.Emotions[0].Evidence);
            Assert.InRange(frame.Reading.Emotions[0].Confidence, 0.25f, 1);
        });
    }

    /// <summary>The clip's "anger" is AU4 with AU9 and AU10, teeth bared: by the table nearer to disgust, so only its units are certain.</summary>
    [Fact]
    public void Anger_with_a_wrinkled_nose_is_read_as_anger_or_disgust_from_the_lowered_brow()
    {
        var (from, to) = Middle["anger"];

        Assert.All(clip.Between(from, to), frame =>
        {
            Assert.Contains(frame.Reading.Emotions[0].Emotion, new[] { Emotion.Anger, Emotion.Disgust });
            Assert.Contains(ActionUnit.BrowLowerer, frame.Reading.Emotions[0].Evidence);
        });
    }

    [Fact]
    public void Every_blink_is_seen_and_nothing_else_is_taken_for_one()
    {
        var readable = clip.Between(0, 29).Where(frame => frame.Reading.NoReading is null).ToList();

        Assert.All(readable, frame =>
        {
            var blink = ClipReadings.Intensity(frame.Reading, ActionUnit.Blink);
            if (frame.Shown.Activation(ActionUnit.Blink) == 1 && frame.Shown.T > 1)
                Assert.InRange(blink, 2.5f, 5);
            else if (frame.Shown.Activation(ActionUnit.Blink) == 0)
                Assert.InRange(blink, 0, 1);
        });
    }

    [Fact]
    public void Head_turned_away_gives_no_reading_and_says_why()
    {
        var turned = clip.Between(22, 24.5).Where(frame => frame.Shown.Yaw > 47).ToList();

        Assert.True(turned.Count > 20);
        Assert.All(turned, frame => Assert.Equal(NoReadingReason.TurnedAway, frame.Reading.NoReading));
        Assert.All(turned, frame => Assert.Empty(frame.Reading.ActionUnits));
    }

    [Fact]
    public void Dark_face_gives_no_reading_and_says_why()
    {
        var dark = clip.Between(25.5, 28).Where(frame => frame.Shown.Light < 0.1).ToList();

        Assert.True(dark.Count > 20);
        Assert.All(dark, frame => Assert.Equal(NoReadingReason.TooDark, frame.Reading.NoReading));
    }

    [Fact]
    public void Yaw_follows_the_head_and_is_positive_to_the_persons_left()
    {
        var frames = clip.Between(22, 22.3).Where(frame => frame.Reading.Quality is not null).ToList();

        Assert.All(frames, frame => Assert.InRange(frame.Reading.Quality!.YawDegrees, frame.Shown.Yaw - 3, (frame.Shown.Yaw * 1.3) + 3));
    }

    [Fact]
    public void Every_reading_is_within_its_scales()
    {
        Assert.All(clip.Between(0, 29), frame =>
        {
            var reading = frame.Reading;
            Assert.All(reading.ActionUnits, unit => Assert.InRange(unit.Intensity, 0, 5));
            Assert.Equal(reading.NoReading is null, reading.ActionUnits.Count >= 12);
            Assert.Equal(reading.ActionUnits.OrderBy(unit => unit.Unit), reading.ActionUnits);
            Assert.All(reading.Emotions, emotion => Assert.InRange(emotion.Confidence, 0, 1));
            if (reading.Quality is { } quality)
                Assert.All([quality.Overall, quality.FaceHeight, quality.Brightness], value => Assert.InRange(value, 0, 1));
        });
    }

    [Fact]
    public void Smile_from_the_first_second_is_not_taken_for_neutral()
    {
        const int InTheMiddleOfTheSmile = 57;
        var late = ClipReadings.Read(InTheMiddleOfTheSmile);
        float Mean(ActionUnit unit, double from, double to) => late
            .Where(frame => frame.Shown.T >= from && frame.Shown.T <= to)
            .Average(frame => ClipReadings.Intensity(frame.Reading, unit));

        Assert.InRange(Mean(ActionUnit.LipCornerPuller, 4.4, 5.4), 2.5f, 5);
        Assert.InRange(Mean(ActionUnit.LipCornerPuller, 6.8, 7.9), 0, 1);
        Assert.InRange(Mean(ActionUnit.LipCornerDepressor, 6.8, 7.9), 0, 1.5f);
        Assert.InRange(Mean(ActionUnit.InnerBrowRaiser, 8.9, 10.3), 2.5f, 5);
        Assert.InRange(Mean(ActionUnit.LipCornerDepressor, 18.9, 20.3), 2.5f, 5);
    }
}
