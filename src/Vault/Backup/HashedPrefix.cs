using System.Security.Cryptography;

namespace PsyCare.Vault.Backup;

/// <summary>
/// The first bytes of a file, hashed as they are read. A file that grows meanwhile, as a recording does, is the prefix it was when opened.
/// </summary>
internal sealed class HashedPrefix : Stream
{
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public HashedPrefix(FileStream file)
    {
        _file = file;
        Length = file.Length;
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _file.Position;
        set => throw new NotSupportedException();
    }

    /// <summary>The hash of all of it, lower-case hexadecimal.</summary>
    /// <exception cref="IOException">The file has become shorter while it was read.</exception>
    public string Hash() => Position == Length
        ? Convert.ToHexStringLower(_hash.GetHashAndReset())
        : throw new IOException($"{_file.Name} became shorter while it was copied. Make the backup again.");

    public override int Read(Span<byte> buffer)
    {
        var read = _file.Read(buffer[..(int)Math.Min(buffer.Length, Length - Position)]);
        _hash.AppendData(buffer[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
