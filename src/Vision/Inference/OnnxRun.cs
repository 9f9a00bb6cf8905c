using Microsoft.ML.OnnxRuntime;

namespace PsyCare.Vision.Inference;

/// <summary>One caller's buffers of a model: fill <see cref="Inputs"/>, <see cref="Run"/>, read <see cref="Outputs"/>. Allocates nothing per run.</summary>
/// <remarks>Not for two threads at once.</remarks>
internal sealed class OnnxRun : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];

    /// <summary>Buffers of the given shapes.</summary>
    public OnnxRun(InferenceSession session, ReadOnlySpan<OnnxTensor> inputs, ReadOnlySpan<OnnxTensor> outputs)
    {
        _session = session;
        _binding = session.CreateIoBinding();
        Inputs = Allocate(inputs, _binding.BindInput);
        Outputs = Allocate(outputs, _binding.BindOutput);
    }

    /// <summary>What the model is given, in the order asked for.</summary>
    public float[][] Inputs { get; }

    /// <summary>The only input, or the first.</summary>
    public float[] Input => Inputs[0];

    /// <summary>What the model said in the last run, in the order asked for.</summary>
    public float[][] Outputs { get; }

    /// <summary>Runs the model on the calling thread.</summary>
    public void Run() => _session.RunWithBinding(_options, _binding);

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        _values.ForEach(value => value.Dispose());
        _options.Dispose();
    }

    private float[][] Allocate(ReadOnlySpan<OnnxTensor> tensors, Action<string, OrtValue> bind)
    {
        var buffers = new float[tensors.Length][];
        for (var i = 0; i < tensors.Length; i++)
        {
            buffers[i] = new float[tensors[i].Length];
            _values.Add(OrtValue.CreateTensorValueFromMemory(buffers[i], tensors[i].Shape));
            bind(tensors[i].Name, _values[^1]);
        }

        return buffers;
    }
}
