using Microsoft.ML.OnnxRuntime;

namespace PsyCare.Vision.Inference;

/// <summary>One ONNX file, loaded once and shared by all readers; running it is thread-safe and uses the calling thread only.</summary>
internal sealed class OnnxModel : IDisposable
{
    private readonly InferenceSession _session;

    private OnnxModel(InferenceSession session) => _session = session;

    /// <summary>Loads a model.</summary>
    /// <param name="folder">The models' folder.</param>
    /// <param name="file">The model's file name.</param>
    /// <exception cref="VisionUnavailableException">The file or the native library is missing or unfit.</exception>
    public static OnnxModel Load(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
            throw new VisionUnavailableException($"The model {file} is not in the models' folder");
        try
        {
            using var options = new SessionOptions
            {
                IntraOpNumThreads = 1,
                InterOpNumThreads = 1,
                ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            };
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            options.AddSessionConfigEntry("session.set_denormal_as_zero", "1");
            return new OnnxModel(new InferenceSession(path, options));
        }
        catch (OnnxRuntimeException refused)
        {
            throw new VisionUnavailableException($"ONNX Runtime cannot load the model {file}", refused);
        }
        catch (Exception missing) when (missing is DllNotFoundException or TypeInitializationException)
        {
            throw new VisionUnavailableException("ONNX Runtime's native library was not found beside the binaries", missing);
        }
    }

    /// <summary>Buffers for one caller, one image a run.</summary>
    /// <param name="input">Name and shape of the input.</param>
    /// <param name="outputs">Names and shapes of the outputs that are wanted.</param>
    public OnnxRun CreateRun(OnnxTensor input, params ReadOnlySpan<OnnxTensor> outputs) => CreateRun([input], outputs);

    /// <summary>Buffers for one caller of a model with several inputs.</summary>
    public OnnxRun CreateRun(ReadOnlySpan<OnnxTensor> inputs, ReadOnlySpan<OnnxTensor> outputs) => new(_session, inputs, outputs);

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}

/// <summary>Name and shape of a model's input or output.</summary>
internal readonly record struct OnnxTensor(string Name, params long[] Shape)
{
    /// <summary>How many floats it holds.</summary>
    public int Length => (int)Shape.Aggregate(1L, (product, side) => product * side);
}
