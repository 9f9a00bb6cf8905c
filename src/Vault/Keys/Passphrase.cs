using System.Security.Cryptography;
using System.Text;
using PsyCare.Vault.Disk;

namespace PsyCare.Vault.Keys;

/// <summary>A passphrase in memory. It prints as nothing, and is overwritten when it is disposed of.</summary>
public sealed class Passphrase : IRingProtection, IDisposable
{
    /// <summary>What a passphrase has at least, characters.</summary>
    public const int MinLength = 12;

    private const int MaxFileBytes = 4096;

    // Pinned, so that the garbage collector leaves no copies behind.
    private readonly byte[] _utf8;

    private Passphrase(string text)
    {
        // One text, one passphrase, however the keyboard composed its letters.
        var composed = text.Normalize(NormalizationForm.FormC);
        _utf8 = GC.AllocateUninitializedArray<byte>(Encoding.UTF8.GetByteCount(composed), pinned: true);
        Encoding.UTF8.GetBytes(composed, _utf8);
    }

    /// <inheritdoc />
    public string Description => "a passphrase";

    internal ReadOnlySpan<byte> Utf8 => _utf8;

    /// <summary>A passphrase that is at hand already.</summary>
    /// <param name="text">The passphrase.</param>
    /// <exception cref="KeyRingException">It is too short.</exception>
    public static Passphrase Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length >= MinLength
            ? new Passphrase(text)
            : throw new KeyRingException($"The passphrase is shorter than {MinLength} characters.");
    }

    /// <summary>The first line of a file that is its owner's alone.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="KeyRingException">There is no such file, others may read it, or it holds no passphrase.</exception>
    public static Passphrase FromFile(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length > MaxFileBytes)
        {
            throw new KeyRingException($"The passphrase file {path} does not exist, or is none.");
        }

        if (OwnerOnly.IsOpenToOthers(path))
        {
            throw new KeyRingException($"Others than its owner may use the passphrase file {path}. Run: chmod 600 '{path}'");
        }

        return Of(File.ReadLines(path).FirstOrDefault() ?? "");
    }

    /// <inheritdoc />
    public override string ToString() => "(a passphrase)";

    /// <inheritdoc />
    public void Dispose() => CryptographicOperations.ZeroMemory(_utf8);
}
