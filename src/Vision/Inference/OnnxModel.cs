using Microsoft.ML.OnnxRuntime;

namespace PsyCare.Vision.Inference;

/// <summary>One ONNX file, loaded once and shared by all readers; running it is thread-safe and uses the calling thread only.</summary>
internal sealed class OnnxModel : IDisposable
{
    private readonly InferenceSession _session;

    private OnnxModel(InferenceSession session) => _session = session;

    /// <summary>Loads a model.</summary>
    /// <param name="options">Where the models lie and what computes them.</param>
    /// <param name="file">The model's file name.</param>
    /// <exception cref="VisionUnavailableException">The file, the native library or the device is missing or unfit.</exception>
    public static OnnxModel Load(VisionOptions options, string file)
    {
        var path = Path.Combine(options.ModelFolder, file);
        if (!File.Exists(path))
            throw new VisionUnavailableException($"The model {file} is not in the models' folder");
        try
        {
            using var session = SessionOf(options.Device);
            return new OnnxModel(new InferenceSession(path, session));
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

    private static SessionOptions SessionOf(InferenceDevice device)
    {
        var session = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        session.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        session.AddSessionConfigEntry("session.set_denormal_as_zero", "1");
        if (device == InferenceDevice.Cuda)
            AddCuda(session);
        return session;
    }

    /// <summary>Reading on the processor instead would silently take the capacity that the card was to give.</summary>
    private static void AddCuda(SessionOptions session)
    {
        try
        {
            session.AppendExecutionProvider_CUDA();
        }
        catch (Exception missing) when (missing is OnnxRuntimeException or EntryPointNotFoundException or NotSupportedException)
        {
            session.Dispose();
            throw new VisionUnavailableException(
                "Faces are to be read on CUDA, but this build of ONNX Runtime has no CUDA execution provider, or CUDA and cuDNN are not on this machine", missing);
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
