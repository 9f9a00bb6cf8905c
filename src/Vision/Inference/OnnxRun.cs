using Microsoft.ML.OnnxRuntime;

namespace PsyCare.Vision.Inference;

/// <summary>One caller's buffers of a model: fill <see cref="Input"/>, <see cref="Run"/>, read <see cref="Outputs"/>. Allocates nothing per run.</summary>
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
    public OnnxRun(InferenceSession session, OnnxTensor input, ReadOnlySpan<OnnxTensor> outputs)
    {
        _session = session;
        Input = new float[input.Length];
        _inputNames = [input.Name];
        _inputValues = [OrtValue.CreateTensorValueFromMemory(Input, input.Shape)];
        Outputs = new float[outputs.Length][];
        _outputNames = new string[outputs.Length];
        _outputValues = new OrtValue[outputs.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            Outputs[i] = new float[outputs[i].Length];
            _outputNames[i] = outputs[i].Name;
            _outputValues[i] = OrtValue.CreateTensorValueFromMemory(Outputs[i], outputs[i].Shape);
        }
    }

    /// <summary>What the model is given.</summary>
    public float[] Input { get; }

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
}
