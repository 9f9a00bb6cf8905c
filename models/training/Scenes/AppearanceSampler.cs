using System.Numerics;

namespace PsyCare.Training.Scenes;

/// <summary>Draws how people look. Skin tones of the Monk scale are equally frequent.</summary>
internal static class AppearanceSampler
{
    /// <summary>The Monk skin tone scale (Monk, 2023), sRGB.</summary>
    private static readonly int[] Monk =
        [0xf6ede4, 0xf3e7db, 0xf7ead0, 0xeadaba, 0xd7bd96, 0xa07e56, 0x825c43, 0x604134, 0x3a312a, 0x292420];

    private static readonly int[] HairColours = [0x0b0907, 0x1b130d, 0x3a2618, 0x5a3a22, 0x8a6239, 0xb58b55, 0x7a3318, 0x777777, 0xc8c4bc];
    private static readonly int[] IrisColours = [0x2e1a0e, 0x4a2d17, 0x5f4a25, 0x56683f, 0x5f7f8f, 0x7a94a8];

    /// <summary>One person; the same dice give the same person in another tone, but for skin, and hair and eyes that go with it.</summary>
    /// <param name="random">The dice.</param>
    /// <param name="tone">Monk scale, 1 to 10.</param>
    public static Appearance Draw(Random random, int tone)
    {
        var skin = Linear(Monk[tone - 1]) * 0.9f * (Vector3.One + (0.08f * random.Colour(-1, 1)));
        var age = random.Chance(0.5) ? random.Between(0, 0.3f) : random.Between(0.2f, 1);
        var isDark = random.Chance(0.8);
        var hair = Linear(random.OneOf<int>(tone > 6 && isDark ? HairColours.AsSpan(0, 2) : age > 0.7f ? HairColours.AsSpan(7) : HairColours));
        var isMade = random.Chance(0.3);
        var hasBeard = random.Chance(0.3);
        return new()
        {
            Tone = tone,
            Skin = skin,
            Hair = hair,
            Brow = Vector3.Lerp(hair, new(0.01f), random.NextSingle() * 0.7f),
            Lips = Lips(random, skin, isMade),
            Iris = Linear(random.OneOf<int>(tone > 5 ? IrisColours.AsSpan(0, 3) : IrisColours)),
            Age = age,
            BrowWidth = random.Between(0.22f, 0.75f),
            BrowLift = random.Between(-0.2f, 0.25f),
            BrowDensity = random.Between(0.35f, 1.1f),
            LipStrength = random.Between(0.25f, 1),
            LidLine = isMade ? random.Between(0.5f, 0.95f) : random.Between(0.05f, 0.5f),
            LidShadow = isMade ? random.Between(0, 0.5f) : random.Between(0, 0.25f),
            Beard = hasBeard ? random.OneOf(0.25f, 0.4f, 0.8f, 1) : 0,
            Moustache = hasBeard && random.Chance(0.8) ? random.Between(0.3f, 1) : random.Chance(0.04) ? 1 : 0,
            Freckles = random.Chance(0.3) ? random.Between(0, 0.35f) : 0,
            Blotches = random.Between(0, 0.14f),
            Blush = random.Between(0, 1),
            Hairline = random.Chance(0.12) ? 12 : random.Between(5.8f, 9.8f),
            HairVolume = random.Between(0.1f, 2),
            LongHair = random.Chance(0.4) ? random.Between(6, 22) : 0,
            Shine = random.Between(0, 0.5f),
            Glasses = random.Chance(0.28) ? DrawGlasses(random) : null,
            Seed = new(random.Between(0, 200), random.Between(0, 200)),
        };
    }

    /// <summary>Linear light of an sRGB colour, by a gamma of 2.2.</summary>
    private static Vector3 Linear(int srgb)
    {
        static float Channel(int value) => MathF.Pow((value & 0xff) / 255f, 2.2f);
        return new(Channel(srgb >> 16), Channel(srgb >> 8), Channel(srgb));
    }

    private static Vector3 Lips(Random random, Vector3 skin, bool isMade) => isMade
        ? new(random.Between(0.2f, 0.55f), random.Between(0.01f, 0.12f), random.Between(0.02f, 0.15f))
        : skin * new Vector3(random.Between(0.7f, 1.05f), random.Between(0.35f, 0.7f), random.Between(0.4f, 0.75f));

    private static Glasses DrawGlasses(Random random) => new(
        random.Chance(0.7) ? new Vector3(random.Between(0.005f, 0.05f)) : random.Colour(0.02f, 0.5f),
        random.Between(0.12f, 0.5f),
        new(random.Between(2.2f, 2.9f), random.Between(1.5f, 2.4f)),
        random.Between(2, 6),
        random.Chance(0.4) ? random.Between(0.1f, 0.5f) : 0);
}
