using System.Numerics;

namespace PsyCare.Vision.Tracking;

/// <summary>
/// Joins the heads of the attention mesh (Grishchenko et al., Attention Mesh, 2020) to 478 landmarks: the mesh head gives all 468, the
/// heads of lips and eyes then replace x and y of theirs, the iris heads add ten. Order and numbers are those of MediaPipe's graph
/// tensors_to_face_landmarks_with_attention; the heads called left are on the left of the picture.
/// </summary>
internal static class MeshRefinement
{
    /// <summary>Landmarks of the lips head: outer, inner and two rings between, each lower before upper.</summary>
    public static readonly int[] Lips =
    [
        61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291,
        185, 40, 39, 37, 0, 267, 269, 270, 409,
        78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308,
        191, 80, 81, 82, 13, 312, 311, 310, 415,
        76, 77, 90, 180, 85, 16, 315, 404, 320, 307, 306,
        184, 74, 73, 72, 11, 302, 303, 304, 408,
        62, 96, 89, 179, 86, 15, 316, 403, 319, 325, 292,
        183, 42, 41, 38, 12, 268, 271, 272, 407,
    ];

    /// <summary>Landmarks of the left eye head: lids, rings around them, brow.</summary>
    public static readonly int[] LeftEye =
    [
        33, 7, 163, 144, 145, 153, 154, 155, 133,
        246, 161, 160, 159, 158, 157, 173,
        130, 25, 110, 24, 23, 22, 26, 112, 243,
        247, 30, 29, 27, 28, 56, 190,
        226, 31, 228, 229, 230, 231, 232, 233, 244,
        113, 225, 224, 223, 222, 221, 189,
        35, 124, 46, 53, 52, 65,
        143, 111, 117, 118, 119, 120, 121, 128, 245,
        156, 70, 63, 105, 66, 107, 55, 193,
    ];

    /// <summary>Landmarks of the right eye head.</summary>
    public static readonly int[] RightEye =
    [
        263, 249, 390, 373, 374, 380, 381, 382, 362,
        466, 388, 387, 386, 385, 384, 398,
        359, 255, 339, 254, 253, 252, 256, 341, 463,
        467, 260, 259, 257, 258, 286, 414,
        446, 261, 448, 449, 450, 451, 452, 453, 464,
        342, 445, 444, 443, 442, 441, 413,
        265, 353, 276, 283, 282, 295,
        372, 340, 346, 347, 348, 349, 350, 357, 465,
        383, 300, 293, 334, 296, 336, 285, 417,
    ];

    /// <summary>First landmark of the left iris: centre, right, top, left, bottom.</summary>
    public const int LeftIris = 468;

    /// <summary>First landmark of the right iris.</summary>
    public const int RightIris = 473;

    private const int MeshPoints = 468;
    private const int IrisPoints = 5;
    private const int LidPoints = 16;

    /// <summary>Fills 478 landmarks from the heads, all in pixels of the network's input.</summary>
    public static void Join(MeshHeads heads, Span<Vector3> points)
    {
        for (var i = 0; i < MeshPoints; i++)
            points[i] = new(heads.Mesh[3 * i], heads.Mesh[(3 * i) + 1], heads.Mesh[(3 * i) + 2]);
        Replace(heads.Lips, Lips, points);
        Replace(heads.LeftEye, LeftEye, points);
        Replace(heads.RightEye, RightEye, points);
        AddIris(heads.LeftIris, LeftIris, LeftEye, points);
        AddIris(heads.RightIris, RightIris, RightEye, points);
    }

    private static void Replace(ReadOnlySpan<float> head, ReadOnlySpan<int> landmarks, Span<Vector3> points)
    {
        for (var i = 0; i < landmarks.Length; i++)
            points[landmarks[i]] = new(head[2 * i], head[(2 * i) + 1], points[landmarks[i]].Z);
    }

    private static void AddIris(ReadOnlySpan<float> head, int first, ReadOnlySpan<int> eye, Span<Vector3> points)
    {
        var depth = 0f;
        foreach (var lid in eye[..LidPoints])
            depth += points[lid].Z / LidPoints;
        for (var i = 0; i < IrisPoints; i++)
            points[first + i] = new(head[2 * i], head[(2 * i) + 1], depth);
    }
}

/// <summary>What each head of the attention mesh put out.</summary>
/// <param name="Mesh">468 x, y, z.</param>
/// <param name="Lips">80 x, y.</param>
/// <param name="LeftEye">71 x, y.</param>
/// <param name="RightEye">71 x, y.</param>
/// <param name="LeftIris">5 x, y.</param>
/// <param name="RightIris">5 x, y.</param>
internal sealed record MeshHeads(float[] Mesh, float[] Lips, float[] LeftEye, float[] RightEye, float[] LeftIris, float[] RightIris);
