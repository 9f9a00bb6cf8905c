using PsyCare.Domain.Affect;

namespace PsyCare.Training.Peer;

/// <summary>
/// What each unit does to the measures at full strength, and how the measures of neutral faces vary from person to person. Taken through this
/// very pipeline (attention mesh, pose, measures) from pictures of 11 different heads, rendered in varied light, skin tone and pose from the
/// ICT-FaceKit morphable model (Li et al., Learning Formation of Physically-Based Face Attributes, 2020), each neutral and with one unit
/// alone; means over the heads, changes within the noise left out. Units whose muscle the model lacks (AU23), or which are read
/// directly (AU25), have no pattern.
/// </summary>
internal static class UnitPatterns
{
    /// <summary>The units that have a pattern, in FACS order.</summary>
    public static readonly ActionUnit[] Units =
    [
        ActionUnit.InnerBrowRaiser, ActionUnit.OuterBrowRaiser, ActionUnit.BrowLowerer, ActionUnit.UpperLidRaiser,
        ActionUnit.CheekRaiser, ActionUnit.LidTightener, ActionUnit.NoseWrinkler, ActionUnit.UpperLipRaiser,
        ActionUnit.LipCornerPuller, ActionUnit.Dimpler, ActionUnit.LipCornerDepressor, ActionUnit.ChinRaiser,
        ActionUnit.LipPucker, ActionUnit.LipStretcher, ActionUnit.LipPressor, ActionUnit.JawDrop, ActionUnit.LipSuck,
        ActionUnit.Blink,
    ];

    /// <summary>For each unit, the change of each <see cref="Measure"/>, in its order.</summary>
    public static readonly float[][] Patterns =
    [
        // AU1
        [
            0.33f, 0.23f, -0.02f, 0.14f, -0.02f, -0.04f, 0f, -0.02f, -0.07f, -0.04f, -0.07f, 0f, 0.03f, 0.03f, 0f, 0.03f, 0f,
            0f, 0f, 0f, 0f,
        ],
        // AU2
        [
            0.25f, -0.25f, 0.14f, 0.06f, -0.03f, -0.06f, 0.01f, -0.02f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0.04f, 0f, 0f, 0f, -0.09f,
            0f,
        ],
        // AU4
        [
            -0.20f, 0.04f, -0.08f, -0.09f, 0f, 0f, 0f, 0.02f, 0f, 0f, 0f, -0.07f, -0.02f, 0f, 0f, -0.02f, 0.04f, 0f, 0f,
            0.13f, 0.07f,
        ],
        // AU5
        [
            -0.02f, 0f, 0f, 0f, 0.09f, -0.04f, 0.05f, -0.02f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f,
        ],
        // AU6
        [
            -0.09f, 0f, -0.01f, -0.04f, -0.06f, 0.08f, -0.04f, 0.04f, 0f, 0.11f, 0f, 0f, 0.06f, 0.06f, 0.24f, -0.08f, 0.08f,
            0f, 0f, 0.20f, 0.09f,
        ],
        // AU7
        [
            -0.08f, 0f, 0f, 0f, -0.06f, 0.06f, -0.04f, 0.01f, -0.06f, 0.04f, 0f, 0f, 0f, 0f, 0f, 0f, 0.03f, 0f, 0f, 0.04f, 0f,
        ],
        // AU9
        [
            -0.36f, -0.22f, 0f, -0.06f, -0.06f, 0.03f, -0.03f, 0.12f, 0.33f, 0.18f, 0.38f, 0.12f, 0.28f, 0.26f, -0.07f,
            -0.19f, 0.83f, 0.09f, 0.04f, 0.38f, -0.22f,
        ],
        // AU10
        [
            -0.07f, -0.07f, -0.02f, 0f, -0.03f, 0f, -0.01f, 0.10f, 0.24f, 0.21f, 0.49f, 0.11f, 0.13f, 0.11f, 0.18f, -0.18f,
            0.91f, 0f, -0.02f, 0.24f, -0.22f,
        ],
        // AU12
        [
            0f, 0f, 0f, -0.07f, -0.02f, 0.03f, -0.02f, 0.12f, 0.21f, 0.42f, 0.17f, 0.80f, 0.70f, 0.71f, 1.61f, -0.46f, 0.06f,
            -0.07f, -0.04f, 0.43f, 0.53f,
        ],
        // AU14
        [
            0.04f, 0.05f, 0f, 0f, 0f, 0f, 0f, 0.03f, 0.03f, 0.16f, -0.07f, 0.19f, 0.27f, 0.18f, 0.38f, -0.20f, 0f, 0f, -0.19f,
            0.37f, 0.49f,
        ],
        // AU15
        [
            0f, 0f, 0f, 0.05f, 0f, 0f, 0f, -0.02f, -0.05f, -0.09f, -0.08f, -0.30f, -0.28f, -0.29f, -0.09f, 0.11f, 0f, -0.04f,
            -0.06f, -0.13f, -0.09f,
        ],
        // AU17
        [
            -0.04f, -0.04f, 0f, 0f, -0.02f, -0.01f, 0f, 0f, 0.03f, -0.04f, 0f, 0.09f, -0.17f, -0.17f, -0.12f, 0.08f, -0.04f,
            -0.25f, -0.23f, -0.20f, 0.32f,
        ],
        // AU18
        [
            0.05f, 0.05f, 0f, 0f, 0.01f, 0f, 0f, 0f, 0f, 0f, 0.30f, -0.04f, 0.06f, -0.03f, -0.60f, -0.03f, 0.04f, 0.37f,
            0.18f, 0.21f, -0.11f,
        ],
        // AU20
        [
            -0.03f, 0f, 0f, 0f, -0.02f, 0f, 0f, 0f, -0.04f, 0.11f, 0f, -0.08f, -0.14f, -0.17f, 0.90f, 0f, 0f, -0.04f, -0.10f,
            -0.17f, 0f,
        ],
        // AU24
        [
            0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0.05f, -0.13f, 0.10f, 0.06f, 0.05f, 0f, -0.02f, -0.04f, -0.17f, -0.18f,
            -0.06f, 0.19f,
        ],
        // AU26
        [
            0f, -0.02f, 0f, 0f, 0f, -0.02f, 0f, -0.03f, -0.11f, 0.07f, -0.13f, -0.90f, 0.74f, 0.64f, -0.37f, -0.04f, 3.08f,
            -0.04f, -0.25f, 1.25f, -1.70f,
        ],
        // AU28
        [
            -0.02f, 0f, 0f, 0f, 0f, 0f, 0f, 0.02f, 0f, 0.11f, -0.35f, 0.05f, 0.02f, -0.05f, 0f, -0.04f, -0.03f, -0.38f,
            -0.49f, 0f, 0.58f,
        ],
        // AU45
        [
            -0.05f, -0.05f, 0.01f, -0.14f, -0.45f, 0.19f, -0.22f, 0.18f, 0.09f, 0.11f, 0f, -0.10f, -0.03f, -0.03f, 0f, 0.02f,
            0f, 0f, 0f, 0.19f, 0.11f,
        ],
    ];

    /// <summary>Mean of each measure over neutral faces.</summary>
    public static readonly float[] NeutralMean =
    [
        2.51f, 0.41f, 0.49f, 3.05f, 0.59f, -0.37f, 0.33f, -1.28f, -3.92f, 4.16f, -1.63f, -2.70f, -0.10f, 0.08f, 5.28f, -1.31f,
        0.04f, 0.88f, 1.13f, 7.08f, 3.39f,
    ];

    /// <summary>Standard deviation over people, widened by half because real people vary more than rendered heads.</summary>
    public static readonly float[] NeutralSpread =
    [
        0.157f, 0.078f, 0.024f, 0.131f, 0.097f, 0.058f, 0.036f, 0.068f, 0.222f, 0.244f, 0.194f, 0.199f, 0.193f, 0.225f, 0.321f,
        0.115f, 0.059f, 0.252f, 0.346f, 0.402f, 0.605f,
    ];

    /// <summary>
    /// What is left of the pose in each measure, per degree of pitch: the network's landmarks lean towards a frontal face. Four fifths of what
    /// neutral heads showed in 13 poses, because pitch itself strays with expression.
    /// </summary>
    public static readonly float[] PitchSlope =
    [
        -0.0096f, -0.0013f, -0.0019f, -0.0030f, -0.0056f, -0.0040f, -0.0004f, -0.0038f, -0.0014f, 0.0059f, -0.0015f, -0.0096f,
        -0.0031f, -0.0041f, 0.0107f, -0.0051f, 0.0026f, 0.0047f, 0.0024f, 0.0427f, 0.0332f,
    ];

    /// <summary>The same per degree of yaw, to either side.</summary>
    public static readonly float[] YawSlope =
    [
        -0.0041f, -0.0038f, -0.0002f, -0.0089f, -0.0004f, 0.0005f, 0.0000f, 0.0027f, 0.0057f, -0.0050f, -0.0002f, 0.0016f,
        0.0005f, 0.0005f, -0.0027f, -0.0003f, 0.0000f, -0.0008f, -0.0008f, -0.0090f, -0.0075f,
    ];

    /// <summary>Standard deviation of each measure over pictures of one neutral face in different poses.</summary>
    public static readonly float[] Noise =
    [
        0.018f, 0.018f, 0.005f, 0.027f, 0.008f, 0.009f, 0.005f, 0.007f, 0.024f, 0.028f, 0.041f, 0.027f, 0.017f, 0.020f, 0.040f,
        0.011f, 0.022f, 0.027f, 0.016f, 0.031f, 0.044f,
    ];

    /// <summary>How far each measure strays from what the patterns say: noise, and a share of its largest change.</summary>
    public static readonly float[] Uncertainty =
        [.. Noise.Select((noise, measure) => noise + 0.01f + (0.08f * Patterns.Max(pattern => Math.Abs(pattern[measure]))))];

    /// <summary>
    /// The price of each unit in a mixture, a share of what it explains. Dearer are those whose pattern is small, so that errors elsewhere look
    /// like them.
    /// </summary>
    public static readonly float[] Price = [.. Units.Select(PriceOf)];

    private static float PriceOf(ActionUnit unit) => unit switch
    {
        ActionUnit.LipPressor => 0.12f,
        ActionUnit.UpperLidRaiser or ActionUnit.LidTightener or ActionUnit.Dimpler => 0.10f,
        _ => 0.03f,
    };
}
