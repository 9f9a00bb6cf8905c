namespace PsyCare.Vision;

/// <summary>What reading faces needs to know.</summary>
/// <param name="ModelFolder">Where the ONNX files lie; by default <c>models</c> beside the binaries.</param>
public sealed record VisionOptions(string ModelFolder)
{
    /// <summary>The models that the build copied beside the binaries.</summary>
    public VisionOptions()
        : this(Path.Combine(AppContext.BaseDirectory, "models"))
    {
    }
}
