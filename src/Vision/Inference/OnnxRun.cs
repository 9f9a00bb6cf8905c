using Microsoft.ML.OnnxRuntime;

namespace PsyCare.Vision.Inference;

/// <summary>One caller's buffers of a model: fill <see cref="Inputs"/>, <see cref="Run"/>, read <see cref="Outputs"/>. Allocates nothing per run.</summary>
/// <remarks>Not for two threads at once.</remarks>
internal sealed class OnnxRun : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly OrtValue[] _inputValues;
    private readonly OrtValue[] _outputValues;

    /// <summary>Buffers of the given shapes.</summary>
    public OnnxRun(InferenceSession session, ReadOnlySpan<OnnxTensor> inputs, ReadOnlySpan<OnnxTensor> outputs)
    {
        _session = session;
        (_inputNames, Inputs, _inputValues) = Allocate(inputs);
        (_outputNames, Outputs, _outputValues) = Allocate(outputs);
    }

    /// <summary>What the model is given, in the order asked for.</summary>
    public float[][] Inputs { get; }

    /// <summary>The only input, or the first.</summary>
    public float[] Input => Inputs[0];

    /// <summary>What the model said in the last run, in the order asked for.</summary>
    public float[][] Outputs { get; }

    /// <summary>Runs the model on the calling thread.</summary>
    public void Run() => _session.Run(_options, _inputNames, _inputValues, _outputNames, _outputValues);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var value in _inputValues)
            value.Dispose();
        foreach (var value in _outputValues)
            value.Dispose();
        _options.Dispose();
    }

    private static (string[] Names, float[][] Buffers, OrtValue[] Values) Allocate(ReadOnlySpan<OnnxTensor> tensors)
    {
        var (names, buffers, values) = (new string[tensors.Length], new float[tensors.Length][], new OrtValue[tensors.Length]);
        for (var i = 0; i < tensors.Length; i++)
        {
            names[i] = tensors[i].Name;
            buffers[i] = new float[tensors[i].Length];
            values[i] = OrtValue.CreateTensorValueFromMemory(buffers[i], tensors[i].Shape);
        }

        return (names, buffers, values);
    }
}
