using PsyCare.Vault.Disk;

namespace PsyCare.Vault.Keys;

/// <summary>What still needs a practice key that is not the newest.</summary>
public enum KeyNeed
{
    /// <summary>A data key is wrapped with it: finish the rotation first (rewrap).</summary>
    DataKey,

    /// <summary>An audit log's keys are sealed with it: finish the rotation first (rewrap).</summary>
    AuditLog,

    /// <summary>A row of grain state of an earlier release is sealed with it, and is sealed anew when it is next written.</summary>
    StateRow,
}

/// <summary>A practice key that was replaced, and what became of it.</summary>
/// <param name="Id">The key's id, hexadecimal.</param>
/// <param name="Need">Why it stays on the ring; null where it was taken off.</param>
public sealed record RetiredKey(string Id, KeyNeed? Need);

/// <summary>
/// Takes practice keys off the ring that nothing needs any more: a wrapped key found on an old disk then opens nothing. No process may run meanwhile,
/// for one that runs may wrap with an old key.
/// </summary>
public static class KeyRetirement
{
    /// <summary>Retires.</summary>
    /// <param name="ring">The key ring.</param>
    /// <param name="keys">The data keys.</param>
    /// <param name="dataFolder">Where the audit logs are.</param>
    /// <param name="rows">All rows of grain state, as they rest.</param>
    /// <returns>Every key but the newest.</returns>
    /// <exception cref="KeyRingException">Another process changes the ring at this moment.</exception>
    public static IReadOnlyList<RetiredKey> Retire(KeyRing ring, DataKeys keys, string dataFolder, IEnumerable<byte[]> rows)
    {
        ArgumentNullException.ThrowIfNull(ring);
        ArgumentNullException.ThrowIfNull(keys);
        using var only = KeyRotation.TakeTurn(ring);
        var needs = new Dictionary<string, KeyNeed>();
        foreach (var row in rows)
        {
            Need(row, KeyNeed.StateRow);
        }

        foreach (var auditKey in Directory.EnumerateFiles(dataFolder, VaultPaths.AuditKeyName, SearchOption.AllDirectories))
        {
            Need(File.ReadAllBytes(auditKey), KeyNeed.AuditLog);
        }

        foreach (var id in keys.WrappedBy())
        {
            needs[Convert.ToHexStringLower(id)] = KeyNeed.DataKey;
        }

        var old = ring.Ids.SkipLast(1).Select(id => new RetiredKey(id, needs.TryGetValue(id, out var need) ? need : null)).ToList();
        ring.Remove(old.Where(key => key.Need is null).Select(key => key.Id).ToHashSet());
        return old;

        void Need(byte[] box, KeyNeed need)
        {
            if (PracticeKey.IdOf(box) is { IsEmpty: false } id)
            {
                needs[Convert.ToHexStringLower(id)] = need;
            }
        }
    }
}
