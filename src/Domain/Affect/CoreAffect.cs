namespace PsyCare.Domain.Affect;

/// <summary>
/// Where the emotions that a face resembles lie between unpleasant and pleasant (valence), calm and stirred (arousal). It adds nothing to them: it is
/// their mean, by the places that people gave the words for them (Russell and Mehrabian, "Evidence for a three-factor theory of emotions", Journal of
/// Research in Personality 11 (1977) 273-294). What of the face resembles no prototype counts as neither.
/// </summary>
/// <param name="Valence">-1 (unpleasant) to 1 (pleasant).</param>
/// <param name="ValenceDeviation">Standard deviation to be expected of it.</param>
/// <param name="Arousal">-1 (calm) to 1 (stirred).</param>
/// <param name="ArousalDeviation">Standard deviation to be expected of it.</param>
public sealed record CoreAffect(float Valence, float ValenceDeviation, float Arousal, float ArousalDeviation)
{
    /// <summary>How far apart the six words lie in their table: as much is not known of a face that resembles none.</summary>
    private const float UnclearValence = 0.58f;
    private const float UnclearArousal = 0.32f;

    /// <summary>Contempt is not estimated, and the table has no word for it that all would take.</summary>
    private static readonly Dictionary<Emotion, (float Valence, float Arousal)> Words = new()
    {
        [Emotion.Happiness] = (0.81f, 0.51f),
        [Emotion.Surprise] = (0.40f, 0.67f),
        [Emotion.Sadness] = (-0.63f, -0.27f),
        [Emotion.Anger] = (-0.51f, 0.59f),
        [Emotion.Disgust] = (-0.60f, 0.35f),
        [Emotion.Fear] = (-0.64f, 0.60f),
    };

    /// <summary>The place of a face.</summary>
    /// <param name="emotions">Its estimates; confidences that sum to more than 1 are taken as shares.</param>
    /// <returns>Null where no prototype is met: that is no statement, least of all that the face is neutral.</returns>
    public static CoreAffect? Of(IReadOnlyList<EmotionEstimate> emotions)
    {
        var known = emotions.Where(estimate => estimate.Confidence > 0 && Words.ContainsKey(estimate.Emotion)).ToList();
        if (known.Count == 0)
            return null;
        var sum = Math.Max(1, known.Sum(estimate => estimate.Confidence));
        var places = known.ConvertAll(estimate => (Share: estimate.Confidence / sum, Words[estimate.Emotion].Valence, Words[estimate.Emotion].Arousal));
        var (valence, valenceDeviation) = Spread(places.ConvertAll(place => (place.Share, place.Valence)), UnclearValence);
        var (arousal, arousalDeviation) = Spread(places.ConvertAll(place => (place.Share, place.Arousal)), UnclearArousal);
        return new(valence, valenceDeviation, arousal, arousalDeviation);
    }

    /// <summary>Mean and standard deviation of a mixture: the places by their shares, and the rest about 0.</summary>
    private static (float Mean, float Deviation) Spread(List<(float Share, float Place)> places, float unclear)
    {
        var rest = 1 - places.Sum(place => place.Share);
        var mean = places.Sum(place => place.Share * place.Place);
        var squares = places.Sum(place => place.Share * place.Place * place.Place) + (rest * unclear * unclear);
        return (mean, MathF.Sqrt(Math.Max(0, squares - (mean * mean))));
    }
}
