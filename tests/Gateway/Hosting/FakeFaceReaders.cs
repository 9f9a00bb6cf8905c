using PsyCare.Domain.Affect;
using PsyCare.Domain.Media;

namespace PsyCare.Gateway.Tests.Hosting;

/// <summary>Readers that see a smile as strong as the frame's first byte says; from 3 on it is weaker on the person's left, by half as much.</summary>
public sealed class FakeFaceReaders : IFaceReaderFactory
{
    public IFaceReader Create() => new Reader();

    private sealed class Reader : IFaceReader
    {
        public FaceReading? Read(IReadOnlyList<EncodedFrame> frames) => new(
            null,
            new FaceQuality(0.9f, 0.5f, 0.6f, 1, 2),
            [new ActionUnitIntensity(ActionUnit.CheekRaiser, 1), Smile(frames[^1].Data[0])],
            [new EmotionEstimate(Emotion.Happiness, 0.8f, [ActionUnit.LipCornerPuller, ActionUnit.CheekRaiser])]);

        private static ActionUnitIntensity Smile(byte strength) =>
            new(ActionUnit.LipCornerPuller, strength) { Asymmetry = strength >= 3 ? -strength / 2f : null };

        public void Dispose()
        {
        }
    }
}
