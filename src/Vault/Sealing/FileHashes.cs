using System.Security.Cryptography;

namespace PsyCare.Vault.Sealing;

/// <summary>What a file's own writer knows of it as it grows: its chain of heads, and the hash of all its bytes.</summary>
internal sealed class FileHashes : IDisposable
{
    private readonly HeadChain _heads;
    private readonly IncrementalHash _content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <param name="header">The file's header.</param>
    public FileHashes(ReadOnlySpan<byte> header)
    {
        _heads = new HeadChain(SHA256.HashData(header));
        _content.AppendData(header);
    }

    public string Heads => _heads.ToString();

    public string Sha256 => Convert.ToHexStringLower(_content.GetCurrentHash());

    /// <summary>A whole chunk as it lies in the file.</summary>
    public void Add(ReadOnlySpan<byte> chunk)
    {
        _heads.Add(chunk);
        _content.AppendData(chunk);
    }

    public void Dispose() => _content.Dispose();
}
