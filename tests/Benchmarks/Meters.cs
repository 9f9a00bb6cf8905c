using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace PsyCare.Benchmarks;

/// <summary>Adds up what the product's own meters report: the sum and count of each instrument.</summary>
internal sealed class Meters : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, (double Sum, long Count)> _totals = new();
    private readonly ConcurrentDictionary<string, double> _observed = new();

    public Meters()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("PsyCare.", StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument, value));
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
        _listener.Start();
    }

    /// <summary>Sum and count since the start; for an observable counter its present value.</summary>
    public (double Sum, long Count) Read(string instrument)
    {
        _listener.RecordObservableInstruments();
        return _observed.TryGetValue(instrument, out var value) ? (value, 1) : _totals.GetValueOrDefault(instrument);
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value)
    {
        if (instrument.IsObservable)
            _observed[instrument.Name] = value;
        else
            _totals.AddOrUpdate(instrument.Name, (value, 1), (_, total) => (total.Sum + value, total.Count + 1));
    }
}
