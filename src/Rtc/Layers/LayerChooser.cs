namespace PsyCare.Rtc.Layers;

/// <summary>
/// Chooses what a viewer gets from what its network carries: the largest layer that fits, the lowest one with fewer frames where that does
/// not, sound alone where nothing does. Goes down soon and up late, the later the more often going up was a mistake, so that a picture does
/// not keep changing its size. Holds no reference to a network: rates come in, a choice comes out.
/// </summary>
internal sealed class LayerChooser
{
    /// <summary>Too little room for this long makes it go down.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Enough room for this long makes it go up.</summary>
    internal static readonly TimeSpan Caution = TimeSpan.FromSeconds(2);

    /// <summary>How long it stays down at least.</summary>
    internal static readonly TimeSpan MinRest = TimeSpan.FromSeconds(5);

    /// <summary>And at most, after several ways up that were mistakes.</summary>
    internal static readonly TimeSpan MaxRest = TimeSpan.FromSeconds(60);

    /// <summary>A way up that is followed by a way down so soon was a mistake.</summary>
    private static readonly TimeSpan Trial = TimeSpan.FromSeconds(10);

    /// <summary>Room to spare that the way up asks for.</summary>
    private const double Headroom = 1.2;

    /// <summary>Less than this share of the least picture, and the sound would suffer from it.</summary>
    private const double LeastShare = 0.6;

    private readonly List<Rung> _rungs = [];
    private int _lowest;
    private TimeSpan? _tightSince;
    private TimeSpan? _wideSince;
    private TimeSpan _wentUpAt = TimeSpan.MinValue;
    private TimeSpan _restUntil = TimeSpan.MinValue;
    private TimeSpan _rest = MinRest;

    /// <summary>The rate, bit/s, from which on the next larger choice would be taken; null if there is no larger one.</summary>
    internal double? Wish { get; private set; }

    /// <summary>Chooses.</summary>
    /// <param name="layers">The sender's layers.</param>
    /// <param name="chosen">The choice so far; null if there is none.</param>
    /// <param name="available">Bit/s that the viewer's network has for the picture.</param>
    /// <param name="mayPause">False while that is a guess: nobody loses frames or the picture because of a guess.</param>
    /// <param name="now">The time.</param>
    internal LayerChoice Choose(IReadOnlyList<IncomingSource> layers, LayerChoice? chosen, double available, bool mayPause, TimeSpan now)
    {
        Climb(layers, now);
        _lowest = mayPause ? 0 : _rungs.FindIndex(static r => r.Choice.MaxTemporalId == LayerChoice.AllTemporal);
        var current = Find(chosen);
        if (current < 0)
        {
            // The layer has ended, or nothing has begun.
            (_tightSince, _wideSince) = (null, null);
            return _rungs.Count == 0 ? chosen ?? new LayerChoice(null, LayerChoice.AllTemporal) : Take(Fitting(available, 1));
        }

        var isTight = _rungs[current].Rate > available && current > _lowest;
        var wider = Fitting(available, Headroom);
        _tightSince = isTight ? _tightSince ?? now : null;
        _wideSince = wider > current ? _wideSince ?? now : null;
        if (now - _tightSince >= Patience)
        {
            GoneDown(now);
            return Take(Math.Min(current, Fitting(available, 1)));
        }

        if (now - _wideSince >= Caution && now >= _restUntil)
        {
            (_wideSince, _wentUpAt) = (null, now);
            return Take(wider);
        }

        return Take(current);
    }

    /// <summary>The choices there are, from sound alone upwards, and what each asks for.</summary>
    private void Climb(IReadOnlyList<IncomingSource> layers, TimeSpan now)
    {
        _rungs.Clear();
        for (var i = 0; i < layers.Count; i++)
        {
            if (layers[i].IsFlowing)
            {
                _rungs.Add(new Rung(new LayerChoice(layers[i], LayerChoice.AllTemporal), layers[i].BitsPerSecond(now)));
            }
        }

        if (_rungs.Count == 0)
        {
            return;
        }

        _rungs.Sort(static (a, b) => a.Choice.Source!.Pixels.CompareTo(b.Choice.Source!.Pixels));
        var lowest = _rungs[0].Choice.Source!;
        var least = lowest.BaseBitsPerSecond(now);
        if (least < 0.9 * _rungs[0].Rate)
        {
            _rungs.Insert(0, new Rung(new LayerChoice(lowest, 0), least));
        }

        _rungs.Insert(0, new Rung(default, 0));
        _rungs[1] = _rungs[1] with { Rate = LeastShare * _rungs[1].Rate };
    }

    private int Find(LayerChoice? choice)
    {
        var rung = _rungs.Count - 1;
        while (rung >= 0 && _rungs[rung].Choice != choice)
        {
            rung--;
        }

        return rung;
    }

    private int Fitting(double available, double headroom)
    {
        var rung = _rungs.Count - 1;
        while (rung > _lowest && _rungs[rung].Rate * headroom > available)
        {
            rung--;
        }

        return rung;
    }

    private LayerChoice Take(int rung)
    {
        Wish = rung + 1 < _rungs.Count ? _rungs[rung + 1].Rate * Headroom : null;
        return _rungs[rung].Choice;
    }

    private void GoneDown(TimeSpan now)
    {
        _tightSince = null;
        var wasMistake = _wentUpAt > TimeSpan.MinValue && now - _wentUpAt < Trial;
        _rest = wasMistake ? (2 * _rest < MaxRest ? 2 * _rest : MaxRest) : MinRest;
        _restUntil = now + _rest;
    }

    private readonly record struct Rung(LayerChoice Choice, double Rate);
}
