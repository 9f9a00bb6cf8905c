using System.Numerics;

namespace PsyCare.Training.Head;

/// <summary>What a part of the head is made of.</summary>
internal enum Material : byte
{
    Skin,
    Mouth,
    Gums,
    Teeth,
    LeftEye,
    RightEye,
}

/// <summary>One expression of the head: the vertices it moves, and by how much at full strength.</summary>
internal sealed record ExpressionShape(int[] Vertices, Vector3[] Offsets);

/// <summary>
/// The ICT-FaceKit morphable head (Li et al., Learning Formation of Physically-Based Face Attributes, 2020; MIT): centimetres, x to the
/// person's left, y up, z to the camera. Lashes and the transparent parts of the eye are left out.
/// </summary>
internal sealed class IctHead
{
    /// <summary>How many identity shapes there are.</summary>
    public const int IdentityCount = 100;

    // Ranges of vertices, as the model's own documentation lists them.
    private static readonly (int End, Material? Material)[] Parts =
    [
        (11_248, Material.Skin), (13_294, Material.Mouth), (14_062, Material.Skin), (17_039, Material.Gums), (21_451, Material.Teeth),
        (23_021, Material.LeftEye), (24_591, Material.RightEye), (int.MaxValue, null),
    ];

    private readonly float[] _identities;
    private readonly Dictionary<string, ExpressionShape> _expressions;

    private IctHead(NpzArchive model, int[] landmarks)
    {
        Neutral = Vectors(model.Floats("neutral"));
        Landmarks = landmarks;
        _identities = model.Floats("identities");
        var offsets = Vectors(model.Floats("expressions"));
        _expressions = model.Strings("expression_names").Select((name, i) => (name, Shape: Sparse(offsets.AsSpan(i * Neutral.Length, Neutral.Length))))
            .ToDictionary(pair => pair.name, pair => pair.Shape);
        (Triangles, Materials) = Triangulate(model.Integers("faces"));
    }

    /// <summary>The mean head at rest.</summary>
    public Vector3[] Neutral { get; }

    /// <summary>Three vertices each.</summary>
    public int[] Triangles { get; }

    /// <summary>What each triangle is made of.</summary>
    public Material[] Materials { get; }

    /// <summary>The vertex of each of MediaPipe's 468 landmarks.</summary>
    public int[] Landmarks { get; }

    /// <summary>Loads ict_facekit.npz and mediapipe468_to_ict.npz from a folder.</summary>
    public static IctHead Load(string folder)
    {
        using var model = new NpzArchive(Path.Combine(folder, "ict_facekit.npz"));
        using var landmarks = new NpzArchive(Path.Combine(folder, "mediapipe468_to_ict.npz"));
        return new(model, landmarks.Integers("vertex"));
    }

    /// <summary>The expression of a name (jawOpen, mouthSmile_L).</summary>
    public ExpressionShape Expression(string name) => _expressions[name];

    /// <summary>A person at rest.</summary>
    /// <param name="weights">The weight of each identity shape, N(0, 1) over people.</param>
    public Vector3[] Person(ReadOnlySpan<float> weights)
    {
        var person = (Vector3[])Neutral.Clone();
        for (var shape = 0; shape < weights.Length; shape++)
        {
            var start = shape * Neutral.Length * 3;
            var weight = weights[shape];
            for (var i = 0; i < person.Length; i++)
            {
                var at = start + (3 * i);
                person[i] += weight * new Vector3(_identities[at], _identities[at + 1], _identities[at + 2]);
            }
        }

        return person;
    }

    private static ExpressionShape Sparse(ReadOnlySpan<Vector3> offsets)
    {
        const float Least = 1e-3f;
        var (vertices, moves) = (new List<int>(), new List<Vector3>());
        for (var i = 0; i < offsets.Length; i++)
        {
            if (offsets[i].LengthSquared() < Least * Least)
                continue;
            vertices.Add(i);
            moves.Add(offsets[i]);
        }

        return new([.. vertices], [.. moves]);
    }

    private static (int[] Triangles, Material[] Materials) Triangulate(int[] quads)
    {
        var (triangles, materials) = (new List<int>(), new List<Material>());
        foreach (var quad in quads.Chunk(4))
        {
            if (MaterialOf(quad[0]) is not { } material || MaterialOf(quad[1]) is null || MaterialOf(quad[2]) is null)
                continue;
            triangles.AddRange(quad.AsSpan(0, 3));
            materials.Add(material);
            if (quad[3] < 0)
                continue;
            triangles.AddRange([quad[0], quad[2], quad[3]]);
            materials.Add(material);
        }

        return ([.. triangles], [.. materials]);
    }

    private static Material? MaterialOf(int vertex) => Parts.First(part => vertex < part.End).Material;

    private static Vector3[] Vectors(float[] numbers)
    {
        var vectors = new Vector3[numbers.Length / 3];
        for (var i = 0; i < vectors.Length; i++)
            vectors[i] = new(numbers[3 * i], numbers[(3 * i) + 1], numbers[(3 * i) + 2]);
        return vectors;
    }
}
