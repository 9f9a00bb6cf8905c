namespace PsyCare.Domain.Tests;

/// <summary>
/// All that sums and differences of known sums give: the span of 0/1 rows, by elimination modulo a prime. What is derivable with fractions is
/// derivable here; the converse fails with a chance of about one in a million.
/// </summary>
internal sealed class RowSpace(int columns)
{
    private const long Prime = 1_000_003;

    private readonly List<(int Pivot, long[] Row)> _rows = [];

    public void Add(IEnumerable<int> ones)
    {
        var row = Reduce(ones);
        var pivot = Array.FindIndex(row, x => x != 0);
        if (pivot < 0)
            return;
        var inverse = Power(row[pivot], Prime - 2);
        for (var i = pivot; i < columns; i++)
            row[i] = row[i] * inverse % Prime;
        _rows.Add((pivot, row));
    }

    public bool Contains(IEnumerable<int> ones) => Array.TrueForAll(Reduce(ones), x => x == 0);

    private long[] Reduce(IEnumerable<int> ones)
    {
        var row = new long[columns];
        foreach (var i in ones)
            row[i] = 1;
        foreach (var (pivot, known) in _rows)
        {
            var factor = row[pivot];
            if (factor == 0)
                continue;
            for (var i = 0; i < columns; i++)
                row[i] = (row[i] + ((Prime - factor) * known[i])) % Prime;
        }

        return row;
    }

    private static long Power(long value, long exponent)
    {
        var result = 1L;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) == 1)
                result = result * value % Prime;
            value = value * value % Prime;
        }

        return result;
    }
}
