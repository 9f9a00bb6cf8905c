using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace PsyCare.Rtc.Srtp;

/// <summary>AES in counter mode as SRTP uses it (RFC 3711 section 4.1.1), built on one reusable ECB transform.</summary>
internal sealed class CounterMode : IDisposable
{
    private const int BlockSize = 16;

    private readonly Aes _aes;
    private readonly ICryptoTransform _transform;
    private readonly byte[] _salt;
    private byte[] _counters = new byte[128 * BlockSize];
    private byte[] _keystream = new byte[128 * BlockSize];

    internal CounterMode(byte[] key, byte[] salt)
    {
        _aes = Aes.Create();
#pragma warning disable CA5358 // Only counter blocks are encrypted in ECB: that is what counter mode is.
        _aes.Mode = CipherMode.ECB;
#pragma warning restore CA5358
        _aes.Padding = PaddingMode.None;
        _aes.Key = key;
        _transform = _aes.CreateEncryptor();
        _salt = salt;
    }

    /// <summary>Encrypts or decrypts <paramref name="data"/> in place for one packet.</summary>
    /// <param name="ssrc">The packet's source.</param>
    /// <param name="index">48-bit SRTP index or 31-bit SRTCP index.</param>
    /// <param name="data">Payload of up to 65,535 blocks.</param>
    internal void Apply(uint ssrc, long index, Span<byte> data)
    {
        if (data.IsEmpty)
            return;
        var blocks = (data.Length + BlockSize - 1) / BlockSize;
        Reserve(blocks * BlockSize);
        FillCounters(ssrc, index, blocks);
        _transform.TransformBlock(_counters, 0, blocks * BlockSize, _keystream, 0);
        Xor(data, _keystream);
    }

    public void Dispose()
    {
        _transform.Dispose();
        _aes.Dispose();
        CryptographicOperations.ZeroMemory(_keystream);
    }

    private void Reserve(int length)
    {
        if (length <= _counters.Length)
            return;
        _counters = new byte[length];
        _keystream = new byte[length];
    }

    // IV = (salt * 2^16) xor (SSRC * 2^64) xor (index * 2^16), plus the block number in the low 16 bits.
    private void FillCounters(uint ssrc, long index, int blocks)
    {
        Span<byte> initial = stackalloc byte[BlockSize];
        initial.Clear();
        _salt.CopyTo(initial);
        var first = BinaryPrimitives.ReadUInt64BigEndian(initial) ^ ssrc;
        var second = BinaryPrimitives.ReadUInt64BigEndian(initial[8..]) ^ ((ulong)index << 16);
        for (var block = 0; block < blocks; block++)
        {
            var counter = _counters.AsSpan(block * BlockSize, BlockSize);
            BinaryPrimitives.WriteUInt64BigEndian(counter, first);
            BinaryPrimitives.WriteUInt64BigEndian(counter[8..], second + (ulong)block);
        }
    }

    private static void Xor(Span<byte> data, ReadOnlySpan<byte> keystream)
    {
        var i = 0;
        for (; i <= data.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            (new Vector<byte>(data[i..]) ^ new Vector<byte>(keystream[i..])).CopyTo(data[i..]);
        for (; i < data.Length; i++)
            data[i] ^= keystream[i];
    }
}
