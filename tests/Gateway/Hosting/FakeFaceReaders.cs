using PsyCare.Domain.Affect;
using PsyCare.Domain.Media;

namespace PsyCare.Gateway.Tests.Hosting;

/// <summary>Readers that see a smile as strong as the frame's first byte says.</summary>
public sealed class FakeFaceReaders : IFaceReaderFactory
{
    public IFaceReader Create() => new Reader();

    private sealed class Reader : IFaceReader
    {
        public FaceReading? Read(IReadOnlyList<EncodedFrame> frames) => new(
            null,
            new FaceQuality(0.9f, 0.5f, 0.6f, 1, 2),
            [new ActionUnitIntensity(ActionUnit.CheekRaiser, 1), new ActionUnitIntensity(ActionUnit.LipCornerPuller, frames[^1].Data[0])],
            [new EmotionEstimate(Emotion.Happiness, 0.8f, [ActionUnit.LipCornerPuller, ActionUnit.CheekRaiser])]);

        public void Dispose()
        {
        }
    }
}
