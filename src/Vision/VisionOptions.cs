namespace PsyCare.Vision;

/// <summary>What computes the networks.</summary>
public enum InferenceDevice
{
    /// <summary>The calling thread.</summary>
    Cpu,

    /// <summary>
    /// An NVIDIA graphics card, by ONNX Runtime's CUDA execution provider. Needs a build with <c>-p:OnnxRuntimePackage=Microsoft.ML.OnnxRuntime.Gpu.Linux</c>
    /// and CUDA with cuDNN on the machine.
    /// </summary>
    Cuda,
}

/// <summary>What reading faces needs to know.</summary>
/// <param name="ModelFolder">Where the ONNX files lie; by default <c>models</c> beside the binaries.</param>
public sealed record VisionOptions(string ModelFolder)
{
    /// <summary>The models that the build copied beside the binaries.</summary>
    public VisionOptions()
        : this(Path.Combine(AppContext.BaseDirectory, "models"))
    {
    }

    /// <summary>What computes the networks. Nothing else is used in its place where it is not to be had.</summary>
    public InferenceDevice Device { get; init; }
}
