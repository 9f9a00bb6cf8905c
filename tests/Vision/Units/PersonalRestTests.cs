using PsyCare.Vision.Units;

namespace PsyCare.Vision.Tests.Units;

public class PersonalRestTests
{
    private const double FrameSeconds = 0.1;
    private readonly PersonalRest _rest = new();

    public PersonalRestTests() => _rest.Start(new float[UnitNetwork.EmbeddingSize]);

    [Fact]
    public void Starts_with_people_at_large() => Assert.Equal(0, _rest.Rest[0]);

    [Fact]
    public void Calm_face_is_learned_within_seconds()
    {
        Show(face: 1, activity: 3, seconds: 3);

        Assert.Equal(1, _rest.Rest[0], 0.15f);
    }

    [Fact]
    public void Face_that_looks_active_at_rest_is_learned_more_slowly()
    {
        Show(face: 1, activity: 6, seconds: 20);

        Assert.Equal(1, _rest.Rest[0], 0.15f);
    }

    [Fact]
    public void Smile_from_the_first_second_is_hardly_learned()
    {
        Show(face: 3, activity: 12, seconds: 8);

        Assert.Equal(0, _rest.Rest[0], 0.3f);
    }

    [Fact]
    public void Calm_moment_after_a_long_smile_wins()
    {
        Show(face: 3, activity: 12, seconds: 30);
        Show(face: 1, activity: 3, seconds: 3);

        Assert.Equal(1, _rest.Rest[0], 0.25f);
    }

    [Fact]
    public void Expression_after_calm_seconds_changes_next_to_nothing()
    {
        Show(face: 1, activity: 3, seconds: 10);
        Show(face: 4, activity: 10, seconds: 20);

        Assert.Equal(1, _rest.Rest[0], 0.15f);
    }

    [Fact]
    public void Slow_changes_are_followed()
    {
        Show(face: 1, activity: 3, seconds: 120);
        Show(face: 2, activity: 3, seconds: 600);

        Assert.Equal(2, _rest.Rest[0], 0.1f);
    }

    [Fact]
    public void One_picture_after_an_hour_counts_as_one_picture()
    {
        Show(face: 1, activity: 3, seconds: 10);
        _rest.Learn(Embedding(5), 3, seconds: 3600);

        Assert.InRange(_rest.Rest[0], 0.9f, 1.4f);
    }

    private void Show(float face, float activity, double seconds)
    {
        for (var time = 0.0; time < seconds; time += FrameSeconds)
            _rest.Learn(Embedding(face), activity, FrameSeconds);
    }

    private static float[] Embedding(float value)
    {
        var embedding = new float[UnitNetwork.EmbeddingSize];
        Array.Fill(embedding, value);
        return embedding;
    }
}
