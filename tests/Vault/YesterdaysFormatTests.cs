using System.Text;
using PsyCare.Domain.Media;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Stores;

namespace PsyCare.Vault.Tests;

/// <summary>
/// Version 1 of everything that rests on disk, as it was first written: later releases must open it. The key is a test's.
/// </summary>
public sealed class YesterdaysFormatTests : IDisposable
{
    internal const string Kek = "/OiCJXnQ5tx4PTq/7I0MkttbE6bLxxg+v+DPR1h2rb4=";

    private const string Ring = "{\"version\":1,\"keys\":[{\"id\":\"e763ee5678b57624\",\"key\":\"" + Kek + "\"}]}";

    internal const string WrappedKey =
        "Aedj7lZ4tXYkhxvexafyA2qDCSMwkY8+nzM1ZN66CU5s5uaTSAHH2V8PQa9cC494ElPW+XS/sRSLAWAB/SK14VMlHaZF";

    internal const string SealedState =
        "Aedj7lZ4tXYkk1fYKneGiL9YRelW2VULbjTUqJeUMxu+yF6ZZ/CobwDqGGFZ2cf2ij+MGM0=";

    internal const string Segment =
        "iVBDUw0KGgoAAQEAXQ04raymny4Y5ateryMSIwALcmVjb3JkaW5nL1MAAWcACQCX1OP0C9tbUAynBPMYCOy9sGu1wGnvp1MAAAAAAAAAFFd9m/"
        + "S9sslFAAAAAAAAACgAAAeoAoAB4AAKAADXABaE+eaI5K4teruhgitSs/vM4VJsZvf1Nh09Pmz6ERhzubO8mNHRuzsfbOVBEuvYvLqBAAAAAQAA"
        + "AAANDTKwefl+IAAAAAAAAAfQAAAAAAAAAAAAAQAAihY3AF4h/NvBEp+rxxHl4tZCDhnG4FZ2u3o7+rTYALs=";

    private readonly string _root = Directory.CreateTempSubdirectory("psycare-format-").FullName;
    private readonly KeyRing _ring;
    private readonly DataKeys _keys;

    private string DataFolder => Path.Combine(_root, "data");

    public YesterdaysFormatTests()
    {
        var path = Path.Combine(_root, "keys", "keyring.json");
        OwnerOnly.CreateFolder(Path.GetDirectoryName(path)!);
        using (var file = new FileStream(path, OwnerOnly.NewFile()))
        {
            file.Write(Encoding.UTF8.GetBytes(Ring));
        }

        _ring = KeyRing.OpenOrCreate(path, DataFolder);
        _keys = DataKeys.Open(Path.Combine(_root, "keys", "data-keys.db"), DataFolder, _ring);
    }

    [Fact]
    public void State_opens() =>
        Assert.Equal("yesterday's note"u8.ToArray(), new StateSealer(_ring, _keys).Open("session/S", Convert.FromBase64String(SealedState)));

    [Fact]
    public async Task A_recording_opens_with_the_key_that_its_index_held()
    {
        var folder = Directory.CreateDirectory(Path.Combine(DataFolder, "recordings", "S")).FullName;
        var segment = Convert.FromBase64String(Segment);
        File.WriteAllBytes(Path.Combine(folder, "g.pcs"), segment);
        await _keys.AdoptAsync("S", "P", Convert.FromBase64String(WrappedKey));
        using var store = new DiskStore(DataFolder);
        var vault = new RecordingVault(store, _keys, TimeProvider.System);

        Assert.Equal(
            (ParticipantRole.Patient, 5000, 2000, segment.Length, 1, SegmentEnd.Clean),
            vault.DescribeAsync("S", "g").Now() is { } found ? (found.Participant, found.StartMs, found.DurationMs, found.Bytes, found.Chunks, found.End) : default);
        using var stream = vault.OpenReaderAsync("S", "g").Now();
        var end = new byte[20];
        stream.Seek(-end.Length, SeekOrigin.End);
        stream.ReadExactly(end);
        Assert.Equal("yesterday's pictures"u8.ToArray(), end);
    }

    public void Dispose()
    {
        _keys.Dispose();
        _ring.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}
