namespace PsyCare.Vault.Tests.Crashes;

/// <summary>What a crash may leave of a file.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="Flushes">How many flushes had returned: what they made durable must be there.</param>
internal sealed record CrashState(byte[] Content, int Flushes);

/// <summary>
/// Every legal state after a crash, in the manner of ALICE (OSDI 2014): of what was not flushed any set of blocks may have reached the disk, in
/// any order, and the file may have grown over blocks that did not: they read as zeros.
/// </summary>
internal static class CrashStates
{
    private const int MaxExhaustiveBlocks = 11;

    public static IEnumerable<CrashState> Of(RememberingFile file, int blockSize, Random random)
    {
        var durable = file.Durable;
        for (var flushed = 0; flushed < file.Flushes.Count; flushed++)
        {
            var pending = file.Flushes[flushed].SelectMany(write => write).ToArray();
            foreach (var tail in TailsOf(pending, blockSize, random))
            {
                yield return new CrashState([.. durable, .. tail], flushed);
            }

            durable = [.. durable, .. pending];
        }
    }

    private static IEnumerable<byte[]> TailsOf(byte[] pending, int blockSize, Random random)
    {
        var blocks = (pending.Length + blockSize - 1) / blockSize;
        for (var grown = 0; grown <= blocks; grown++)
        {
            var length = Math.Min(pending.Length, grown * blockSize);
            foreach (var reached in SetsOf(grown, random))
            {
                var tail = new byte[length];
                for (var block = 0; block < grown; block++)
                {
                    if ((reached & (1 << block)) != 0)
                    {
                        var at = block * blockSize;
                        pending.AsSpan(at, Math.Min(blockSize, length - at)).CopyTo(tail.AsSpan(at));
                    }
                }

                yield return tail;
            }
        }
    }

    // All sets of few blocks; of many a sample, with none, all and all but one among them.
    private static IEnumerable<int> SetsOf(int blocks, Random random)
    {
        if (blocks <= MaxExhaustiveBlocks)
        {
            return Enumerable.Range(0, 1 << blocks);
        }

        var all = (int)((1L << Math.Min(blocks, 31)) - 1);
        var allButOne = Enumerable.Range(0, Math.Min(blocks, 31)).Select(block => all & ~(1 << block));
        return Enumerable.Range(0, 256).Select(_ => random.Next() & all).Concat(allButOne).Append(0).Append(all).Distinct();
    }
}
