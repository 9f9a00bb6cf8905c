using System.Numerics;
using PsyCare.Domain.Affect;

namespace PsyCare.Training.Head;

/// <summary>A person's head with an expression on it, in the head's own axes.</summary>
internal sealed class PosedHead
{
    /// <summary>The gap of the inner lips at which AU25 begins and at which it is at its maximum, cm: as src/Vision reads it.</summary>
    private const float LeastGap = 0.06f;
    private const float WidestGap = 0.9f;

    private const int UpperLip = 13;
    private const int LowerLip = 14;

    /// <summary>Lays shapes over a person at rest.</summary>
    /// <param name="head">The model.</param>
    /// <param name="person">The person at rest.</param>
    /// <param name="weights">Weight of each expression by name.</param>
    public PosedHead(IctHead head, Vector3[] person, IReadOnlyDictionary<string, float> weights)
    {
        Vertices = (Vector3[])person.Clone();
        foreach (var (name, weight) in weights)
        {
            var shape = head.Expression(name);
            for (var i = 0; i < shape.Vertices.Length; i++)
                Vertices[shape.Vertices[i]] += weight * shape.Offsets[i];
        }

        Normals = NormalsOf(Vertices, head.Triangles);
        float Gap(Vector3[] vertices) => vertices[head.Landmarks[UpperLip]].Y - vertices[head.Landmarks[LowerLip]].Y;
        LipsPart = Math.Clamp((Gap(Vertices) - Gap(person) - LeastGap) / (WidestGap - LeastGap), 0, 1);
    }

    /// <summary>Where the vertices are.</summary>
    public Vector3[] Vertices { get; }

    /// <summary>Unit normals of the vertices.</summary>
    public Vector3[] Normals { get; }

    /// <summary>AU25, 0 to 1.</summary>
    public float LipsPart { get; }

    /// <summary>Adds a unit's expressions to <paramref name="weights"/>.</summary>
    public static void Add(Dictionary<string, float> weights, ActionUnit unit, float left, float right)
    {
        foreach (var name in UnitShapes.Names[unit])
        {
            if (name.EndsWith('='))
            {
                weights[name[..^1]] = Math.Max(left, right);
                continue;
            }

            weights[name + "_L"] = left;
            weights[name + "_R"] = right;
        }
    }

    private static Vector3[] NormalsOf(Vector3[] vertices, int[] triangles)
    {
        var normals = new Vector3[vertices.Length];
        for (var i = 0; i < triangles.Length; i += 3)
        {
            var (a, b, c) = (triangles[i], triangles[i + 1], triangles[i + 2]);
            var normal = Vector3.Cross(vertices[b] - vertices[a], vertices[c] - vertices[a]);
            normals[a] += normal;
            normals[b] += normal;
            normals[c] += normal;
        }

        for (var i = 0; i < normals.Length; i++)
            normals[i] = normals[i].LengthSquared() > 0 ? Vector3.Normalize(normals[i]) : Vector3.UnitZ;
        return normals;
    }
}
