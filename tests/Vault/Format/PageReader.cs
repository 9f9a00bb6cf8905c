using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PsyCare.Vault.Tests.Format;

/// <summary>A reader of sealed files written from <c>infra/format.md</c> alone: it shares no line with the product.</summary>
internal static class PageReader
{
    /// <summary>Opens a box of version 1: a wrapped data key, or state of an earlier release.</summary>
    public static byte[] OpenBox(byte[] kek, string purpose, string context, byte[] box)
    {
        var key = Hkdf(kek, [], $"{purpose}\0{context}");
        return Open(key, box[9..21], box[21..^16], box[^16..], [.. box[..9], .. Encoding.ASCII.GetBytes(context)]);
    }

    /// <summary>Opens sealed state of version 2.</summary>
    public static (string KeyName, byte[] State) OpenState(Func<string, byte[]> dataKey, string context, byte[] box)
    {
        var head = 2 + box[1];
        var name = Encoding.ASCII.GetString(box, 2, box[1]);
        var key = Hkdf(dataKey(name), [], $"psycare/state/v2\0{context}");
        return (name, Open(key, box[head..(head + 12)], box[(head + 12)..^16], box[^16..], [.. box[..head], .. Encoding.ASCII.GetBytes(context)]));
    }

    /// <summary>Reads a file to its last whole chunk.</summary>
    public static (byte[] Metadata, List<(byte[] Content, long FirstMs, int Flags)> Chunks, string End) Read(byte[] file, byte[] dataKey)
    {
        if (Convert.ToHexString(file[..8]) != "895043530D0A1A0A" || file[8] != 0 || file[9] != 1)
        {
            throw new InvalidDataException("Not a sealed file of version 1.");
        }

        var at = 28;
        var context = Field(file, ref at);
        var id = Field(file, ref at);
        var metadataLength = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at));
        at += 2;
        var key = Hkdf(dataKey, file[12..28], $"psycare/file/v1\0{context}\0{id}");
        var end = at + metadataLength;
        var metadata = Open(key, Enumerable.Repeat((byte)255, 12).ToArray(), file[at..end], file[end..(end + 16)], file[..at]);
        var header = file[..(end + 16)];
        return (metadata, Chunks(file, header, key, out var how), how);
    }

    /// <summary>The chain of heads over so many chunks, the end chunk counted; no key is needed.</summary>
    public static string ChainOfHeads(byte[] file, int chunks)
    {
        var at = 28;
        Field(file, ref at);
        Field(file, ref at);
        at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at)) + 16;
        var hash = SHA256.HashData(file[..at]);
        for (var i = 0; i < chunks; i++)
        {
            hash = SHA256.HashData([.. hash, .. file[at..(at + 52)]]);
            at += 68 + BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at + 4));
        }

        return Convert.ToHexStringLower(hash);
    }

    private static List<(byte[] Content, long FirstMs, int Flags)> Chunks(byte[] file, byte[] header, byte[] key, out string end)
    {
        var chunks = new List<(byte[], long, int)>();
        var (at, flags) = (header.Length, 0);
        while (at + 68 <= file.Length && (flags & 1) == 0)
        {
            var head = file[at..(at + 36)];
            var (counter, length) = (head[..4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4)));
            byte[] associated = [.. SHA256.HashData(header), .. head];
            Open(key, [(byte)(counter[0] | 0x80), .. counter[1..], .. head[8..16]], [], file[(at + 36)..(at + 52)], associated);
            if (BinaryPrimitives.ReadInt32BigEndian(counter) != chunks.Count || at + 68 + length > file.Length)
            {
                break;
            }

            var body = at + 52;
            var content = Open(key, [.. counter, .. head[8..16]], file[body..(body + length)], file[(body + length)..(body + length + 16)], associated);
            flags = BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(32));
            chunks.Add((content, BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(16)), flags));
            at += 68 + length;
        }

        end = (flags & 1) != 0 && at == file.Length ? "clean" : "cut";
        return chunks;
    }

    private static string Field(byte[] file, ref int at)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at));
        var text = Encoding.ASCII.GetString(file, at + 2, length);
        at += 2 + length;
        return text;
    }

    private static byte[] Hkdf(byte[] ikm, byte[] salt, string info) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, ikm, 32, salt, Encoding.ASCII.GetBytes(info));

    private static byte[] Open(byte[] key, byte[] nonce, byte[] ciphertext, byte[] tag, byte[] associated)
    {
        using var aes = new AesGcm(key, 16);
        var plaintext = new byte[ciphertext.Length];
        aes.Decrypt(nonce, ciphertext, tag, plaintext, associated);
        return plaintext;
    }
}
