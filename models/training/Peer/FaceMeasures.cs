using System.Numerics;
using PsyCare.Vision.Pose;
using PsyCare.Vision.Tracking;

namespace PsyCare.Training.Peer;

/// <summary>Takes every <see cref="Measure"/> of a face.</summary>
internal readonly ref struct FaceMeasures
{
    /// <summary>How many measures there are.</summary>
    public static readonly int Count = Enum.GetValues<Measure>().Length;

    private readonly FaceMesh _mesh;
    private readonly HeadPose _pose;

    private FaceMeasures(FaceMesh mesh, HeadPose pose)
    {
        _mesh = mesh;
        _pose = pose;
    }

    /// <summary>All measures, indexed by <see cref="Measure"/>.</summary>
    public static float[] Take(FaceMesh mesh, HeadPose pose) => new FaceMeasures(mesh, pose).Take();

    private float[] Take()
    {
        var values = new float[Count];
        TakeBrows(values);
        TakeEyes(values);
        TakeNose(values);
        TakeMouth(values);
        return values;
    }

    private void TakeBrows(float[] values)
    {
        var inner = Height(107, 55, 336, 285);
        var outer = Height(70, 46, 63, 53, 300, 276, 293, 283);
        var innerOverCorner = inner - Height(133, 362);
        values[(int)Measure.BrowInner] = innerOverCorner;
        values[(int)Measure.BrowSlope] = inner - outer;
        values[(int)Measure.BrowArch] =
            Height(105, 52, 334, 282) - EyeLine - ((innerOverCorner + outer - Height(33, 263)) / 2);
        values[(int)Measure.BrowGap] = (Distance(107, 336) + Distance(55, 285)) / 2;
    }

    private void TakeEyes(float[] values)
    {
        values[(int)Measure.UpperLid] = Height(158, 159, 160, 385, 386, 387) - EyeLine;
        values[(int)Measure.LowerLid] = Height(144, 145, 153, 373, 374, 380) - EyeLine;
        var opening = (Height(158, 159, 160) - Height(144, 145, 153)) / Distance(33, 133);
        var otherOpening = (Height(385, 386, 387) - Height(373, 374, 380)) / Distance(263, 362);
        values[(int)Measure.EyeAperture] = (opening + otherOpening) / 2;
        values[(int)Measure.Infraorbital] = Height(228, 229, 230, 448, 449, 450) - EyeLine;
    }

    private void TakeNose(float[] values)
    {
        values[(int)Measure.NoseWing] = Height(129, 49, 48, 64, 358, 279, 278, 294) - Height(133, 362);
        values[(int)Measure.NoseWidth] = (At(358).X + At(279).X - At(129).X - At(49).X) / 2;
    }

    private void TakeMouth(float[] values)
    {
        var noseBase = Height(98, 327);
        var corners = Height(61, 291);
        values[(int)Measure.UpperLipTop] = Height(37, 0, 267) - Height(2, 98, 327);
        values[(int)Measure.LipCornerHeight] = corners - noseBase;
        values[(int)Measure.LipCornerLift] = corners - Height(13, 14);
        values[(int)Measure.LipCornerTilt] = corners - Height(0, 17);
        values[(int)Measure.MouthWidth] = Distance(61, 291);
        values[(int)Measure.LipCornerDepth] = ((At(61).Z + At(291).Z) - (At(13).Z + At(14).Z)) / 2;
        values[(int)Measure.LipGap] = Height(13, 82, 312) - Height(14, 87, 317);
        values[(int)Measure.UpperLipThickness] = Height(0, 37, 267) - Height(13, 82, 312);
        values[(int)Measure.LowerLipThickness] = Height(14, 87, 317) - Height(17, 84, 314);
        values[(int)Measure.JawDrop] = noseBase - Height(152, 148, 377);
        values[(int)Measure.ChinLength] = At(17).Y - At(152).Y;
    }

    private float EyeLine => Height(33, 133, 263, 362);

    private Vector3 At(int landmark) => _pose.Normalize(_mesh.Points[landmark]);

    /// <summary>Mean height of some landmarks.</summary>
    private float Height(params ReadOnlySpan<int> landmarks)
    {
        var sum = 0f;
        foreach (var landmark in landmarks)
            sum += At(landmark).Y;
        return sum / landmarks.Length;
    }

    /// <summary>Distance of two landmarks seen from the front.</summary>
    private float Distance(int one, int other) => Vector2.Distance(At(one).AsVector2(), At(other).AsVector2());
}
