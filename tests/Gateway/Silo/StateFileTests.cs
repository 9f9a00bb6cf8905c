using System.Text;
using PsyCare.Silo.Transfer;

namespace PsyCare.Gateway.Tests.Silo;

public sealed class StateFileTests
{
    private static readonly StateRecord[] States =
    [
        new("clinic", "session", "abc", "session", [1, 2, 3]),
        new("clinic", "patient", "line\nbreak", "patient", []),
    ];

    [Fact]
    public async Task What_is_written_is_read()
    {
        var read = await StateFile.ReadAsync(new MemoryStream(await WriteAsync()));
        Assert.Equal(States.Select(s => (s.Type, s.Key, Convert.ToHexString(s.Payload))), read.Select(s => (s.Type, s.Key, Convert.ToHexString(s.Payload))));
    }

    [Fact]
    public async Task A_file_that_was_cut_off_anywhere_is_refused()
    {
        var whole = await WriteAsync();
        // But for the last line break, which nobody misses.
        for (var length = 0; length < whole.Length - 1; length++)
            await Assert.ThrowsAsync<InvalidDataException>(() => StateFile.ReadAsync(new MemoryStream(whole[..length])));
    }

    [Fact]
    public async Task A_file_that_lacks_a_line_is_refused()
    {
        var lines = Encoding.UTF8.GetString(await WriteAsync()).Split('\n').ToList();
        lines.RemoveAt(1);
        var file = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        await Assert.ThrowsAsync<InvalidDataException>(() => StateFile.ReadAsync(file));
    }

    private static async Task<byte[]> WriteAsync()
    {
        var file = new MemoryStream();
        Assert.Equal(States.Length, await StateFile.WriteAsync(file, States.ToAsyncEnumerable()));
        return file.ToArray();
    }
}
