using System.Security.Cryptography;
using PsyCare.Domain;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Vault;
using PsyCare.Vault.Affect;
using PsyCare.Vault.Audit;

namespace PsyCare.Vault.Tests.Audit;

/// <summary>What the logs say of files: found by whoever reads them while others write, and gone with what was erased.</summary>
public sealed class AuditedFilesTests : IDisposable
{
    private readonly TemporaryVault _vault = new();

    [Fact]
    public async Task What_was_entered_is_known_of_each_file_of_the_session_also_by_another_process_that_reads_beside()
    {
        using var elsewhere = new AuditedFiles(() => throw new InvalidOperationException("Only reads."), () => [_vault.LogPlace], _vault.Ring);
        Assert.Empty(elsewhere.Of(_vault.SessionId));
        var (first, second) = (Extent(3, finished: true), Extent(5, finished: false));
        await _vault.Audited.EnterAsync(_vault.SessionId, "one", first);
        Assert.Equal([first], Assert.Single(elsewhere.Of(_vault.SessionId)));
        await _vault.Log.AppendAsync(AuditAction.SignedIn, "somebody");
        await _vault.Audited.EnterAsync(Ids.New(), "one", Extent(9, finished: true));
        await _vault.Audited.EnterAsync(_vault.SessionId, "two", second);

        foreach (var reader in new[] { elsewhere, _vault.Audited })
        {
            var known = reader.Of(_vault.SessionId);
            Assert.Equal(["one", "two"], known.Select(file => file.Key));
            Assert.Equal([first, second], known["one"].Concat(known["two"]));
        }
    }

    [Fact]
    public async Task All_that_was_said_of_a_file_must_hold_so_nothing_that_is_said_later_takes_it_back()
    {
        var segment = await _vault.RecordAsync(TestMedia.Call(6_000));
        var whole = _vault.Recordings.DescribeAsync(_vault.SessionId, segment).Now()!.Extent;
        await _vault.Audited.EnterAsync(_vault.SessionId, segment, whole);
        Assert.Equal(SegmentEnd.Clean, EndOf());

        File.Delete(_vault.SegmentPath(segment));
        await using (var writer = _vault.Recordings.OpenWriter(_vault.SessionId, segment, TemporaryVault.Patient, 0))
        {
            Assert.All(TestMedia.Call(20_000), frame => Assert.True(writer.TryWrite(frame)));
        }

        await _vault.Audited.EnterAsync(_vault.SessionId, segment, _vault.Recordings.DescribeAsync(_vault.SessionId, segment).Now()!.Extent);
        Assert.Equal(SegmentEnd.Replaced, EndOf());

        SegmentEnd EndOf() =>
            _vault.Recordings.DescribeAsync(_vault.SessionId, segment, [.. _vault.Audited.Of(_vault.SessionId)[segment]]).Now()!.End;
    }

    [Theory]
    [InlineData(ErasedThing.Recording, "affect")]
    [InlineData(ErasedThing.Affect, "one")]
    [InlineData(ErasedThing.Session)]
    public async Task Of_what_was_erased_nothing_is_expected(ErasedThing what, params string[] left)
    {
        await _vault.Audited.EnterAsync(_vault.SessionId, "one", Extent(3, finished: true));
        await _vault.Audited.EnterAsync(_vault.SessionId, AuditedFiles.AffectTrack, Extent(3, finished: false));

        await new ErasureAudit(_vault.Log).RecordErasedAsync(what, _vault.SessionId, null, "somebody");

        Assert.Equal(left, _vault.Audited.Of(_vault.SessionId).Select(file => file.Key));
    }

    [Fact]
    public async Task A_checkpoint_is_signed_for_one_file_and_one_length_and_needs_the_public_key_alone()
    {
        var extent = Extent(4, finished: false);
        var signature = _vault.Audited.Sign(_vault.SessionId, "one", extent);
        var key = _vault.Log.Head().PublicKey;

        Assert.True(SignedCheckpoint.IsSigned(_vault.SessionId, "one", extent, signature, key));
        Assert.True(_vault.Audited.IsSigned(_vault.SessionId, "one", extent, signature));
        foreach (var (session, file, other) in new[]
        {
            (Ids.New(), "one", extent), (_vault.SessionId, "two", extent), (_vault.SessionId, "one", extent with { Chunks = 3 }),
            (_vault.SessionId, "one", extent with { Bytes = 1 }), (_vault.SessionId, "one", extent with { Heads = Extent(3, finished: false).Heads }),
        })
        {
            Assert.False(_vault.Audited.IsSigned(session, file, other, signature));
        }

        signature[^1] ^= 1;
        Assert.False(_vault.Audited.IsSigned(_vault.SessionId, "one", extent, signature));
        Assert.False(_vault.Audited.IsSigned(_vault.SessionId, "one", extent, []));
        await _vault.Audited.EnterAsync(_vault.SessionId, "one", extent);
    }

    [Fact]
    public async Task A_track_that_was_settled_may_grow_but_neither_shrink_nor_become_another()
    {
        using var tracks = new AffectTrackStore(_vault.Store, _vault.Keys, _vault.Audited);
        Assert.Null(await tracks.CheckAsync(_vault.SessionId));
        await tracks.SettleAsync(_vault.SessionId, null, default);
        await AppendAsync(tracks, 0);
        var shorter = await File.ReadAllBytesAsync(_vault.AffectPath);
        await AppendAsync(tracks, 1);
        await tracks.SettleAsync(_vault.SessionId, null, default);
        await tracks.SettleAsync(_vault.SessionId, null, default);
        Assert.Equal(1, _vault.Log.Size);
        await AppendAsync(tracks, 2);
        Assert.Equal(SegmentEnd.Cut, await tracks.CheckAsync(_vault.SessionId));
        var whole = await File.ReadAllBytesAsync(_vault.AffectPath);

        await File.WriteAllBytesAsync(_vault.AffectPath, shorter);
        Assert.Equal(SegmentEnd.Shortened, await tracks.CheckAsync(_vault.SessionId));
        File.Delete(_vault.AffectPath);
        Assert.Equal(SegmentEnd.Shortened, await tracks.CheckAsync(_vault.SessionId));
        for (var sequence = 0; sequence < 4; sequence++)
        {
            await AppendAsync(tracks, sequence);
        }

        await tracks.SettleAsync(_vault.SessionId, null, default);
        Assert.Equal(SegmentEnd.Replaced, await tracks.CheckAsync(_vault.SessionId));
        await File.WriteAllBytesAsync(_vault.AffectPath, whole);
        Assert.Equal(SegmentEnd.Cut, await tracks.CheckAsync(_vault.SessionId));
    }

    public void Dispose() => _vault.Dispose();

    private Task AppendAsync(AffectTrackStore tracks, int sequence) =>
        tracks.AppendAsync(_vault.SessionId, [new(sequence, sequence * 100, null, FaceReading.None(NoReadingReason.NoFace))], default);

    private static SealedExtent Extent(int chunks, bool finished)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData([(byte)chunks]));
        return new SealedExtent(chunks, chunks * 1000, finished, hash, finished ? hash : null);
    }
}
