using PsyCare.Vault.Audit;

namespace PsyCare.Vault.Tests.Audit;

/// <summary>The logs of all processes, read as one; each practice sees its own entries.</summary>
public sealed class SeveralLogsTests : IAsyncDisposable
{
    private static readonly AuditScope Own = new(SeveralLogs.Practice, "gateways/a", new HashSet<string> { "anna" });

    private readonly SeveralLogs _logs = new();

    [Fact]
    public async Task Entries_of_all_logs_come_newest_first_and_each_says_which_log_it_is_of()
    {
        var (a, b) = (_logs.Add("gateways/a"), _logs.Add("gateways/b"));
        await a.AppendAsync(AuditAction.SignedIn, "anna");
        _logs.Time.Advance(TimeSpan.FromMinutes(1));
        await b.AppendAsync(AuditAction.ContentRead, "bruno", "session", "notes");
        _logs.Time.Advance(TimeSpan.FromMinutes(1));
        await a.AppendAsync(AuditAction.SignedOut, "anna");

        Assert.Equal(["gateways/a 1", "gateways/b 0", "gateways/a 0"], _logs.Pages(Own, 10));
        Assert.Equal(["gateways/b 0"], _logs.Pages(Own, 10, new AuditFilter(About: new HashSet<string> { "session" })));
    }

    /// <summary>Several stretches a log, several entries a moment, and a clock that is wrong and is set back.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public async Task Pages_of_any_size_hold_every_entry_once(int take)
    {
        var random = new Random(4);
        var wrong = new WrongClock();
        AuditLog[] logs = [_logs.Add("gateways/a"), _logs.Add("gateways/b"), _logs.Add("silos/c"), _logs.Add("gateways/wrong", time: wrong)];
        var expected = new List<string>();
        for (var i = 0; i < 400; i++)
        {
            var log = random.Next(logs.Length);
            var name = ((string[])["gateways/a", "gateways/b", "silos/c", "gateways/wrong"])[log];
            expected.Add($"{name} {await logs[log].AppendAsync(AuditAction.SignedIn, "anna")}");
            _logs.Time.Advance(TimeSpan.FromMilliseconds(random.Next(3)));
            wrong.Now = _logs.Time.GetUtcNow().AddMilliseconds(random.Next(-40, 40));
        }

        var found = _logs.Pages(Own, take);
        Assert.Equal(expected.Order(), found.Order());
        foreach (var log in found.GroupBy(e => e.Split(' ')[0]))
        {
            var indexes = log.Select(e => int.Parse(e.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(indexes.OrderDescending(), indexes);
        }
    }

    [Fact]
    public async Task What_is_added_while_somebody_turns_pages_moves_none_of_them()
    {
        var (a, b) = (_logs.Add("gateways/a"), _logs.Add("gateways/b"));
        for (var i = 0; i < 3; i++)
        {
            await a.AppendAsync(AuditAction.SignedIn, "anna");
            _logs.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var first = _logs.Reader.Read(Own, new AuditFilter(), null, 2);
        await b.AppendAsync(AuditAction.SignedIn, "anna");
        var second = _logs.Reader.Read(Own, new AuditFilter(), first.Before, 2);
        Assert.Equal(["gateways/a 2", "gateways/a 1", "gateways/a 0"], first.Entries.Concat(second.Entries).Select(e => $"{e.Log} {e.Index}"));
        Assert.Null(second.Before);
    }

    [Fact]
    public async Task Another_practices_entries_are_not_seen_not_even_in_a_log_that_once_was_ones_own()
    {
        await _logs.Add("gateways/a").AppendAsync(AuditAction.SignedIn, "anna");
        await _logs.Add("gateways/neighbour", practice: "next-door").AppendAsync(AuditAction.SignedIn, "carla");

        Assert.Equal(["gateways/a 0"], _logs.Pages(Own, 10));
        Assert.Equal(["gateways/a"], _logs.Followed.Of(SeveralLogs.Practice).Select(log => log.Place.Name));
        Assert.Equal(["gateways/neighbour 0"], _logs.Pages(new AuditScope("next-door", "gateways/a", new HashSet<string>()), 10));
    }

    [Fact]
    public async Task Of_entries_without_a_practice_one_sees_the_own_logs_those_of_own_members_and_those_of_the_keys()
    {
        var (own, silo) = (_logs.Add("gateways/a", practice: null), _logs.Add("silos/c", practice: null));
        await own.AppendAsync(AuditAction.ConsentDecided, "a-patient", "session", "recording-granted");
        _logs.Time.Advance(TimeSpan.FromSeconds(1));
        await silo.AppendAsync(AuditAction.Erased, "retention", "session", "recording");
        await silo.AppendAsync(AuditAction.LegalHoldSet, "anna", detail: "a-patient");
        await silo.AppendAsync(AuditAction.LegalHoldSet, "carla", detail: "another-patient");
        await silo.AppendAsync(AuditAction.KeysOpened, "system", detail: "key");

        Assert.Equal(["silos/c 3", "silos/c 1", "gateways/a 0"], _logs.Pages(Own, 10));
        // Who asks about a patient of theirs sees what concerns that patient's sessions, whoever did it.
        var about = new HashSet<string> { "a-patient", "session" };
        Assert.Equal(["silos/c 1", "silos/c 0", "gateways/a 0"], _logs.Pages(Own with { Known = about }, 10, new AuditFilter(About: about)));
    }

    [Fact]
    public async Task A_log_that_is_altered_is_named_and_the_others_are_read()
    {
        var (a, b) = (_logs.Add("gateways/a"), _logs.Add("gateways/b"));
        await a.AppendAsync(AuditAction.SignedIn, "anna");
        await b.AppendAsync(AuditAction.SignedIn, "anna");
        Assert.Equal(2, _logs.Pages(Own, 10).Count);
        var bytes = await File.ReadAllBytesAsync(_logs.FileOf("gateways/b"));
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(_logs.FileOf("gateways/b"), bytes);

        var page = _logs.Reader.Read(Own, new AuditFilter(), null, 10);
        Assert.Equal(new BrokenEntry("gateways/b", 0), page.Broken);
        Assert.Equal("gateways/a", Assert.Single(page.Entries).Log);
    }

    [Fact]
    public async Task A_log_that_is_begun_anew_is_read_where_it_lies_now_and_said_to_be_another()
    {
        var (a, b) = (_logs.Add("gateways/a"), _logs.Add("gateways/b"));
        await b.AppendAsync(AuditAction.SignedIn, "anna");
        await b.AppendAsync(AuditAction.SignedOut, "anna");
        Assert.Equal(["gateways/b 1", "gateways/b 0"], _logs.Pages(Own, 10));

        b = await _logs.BeginAnewAsync("gateways/b");
        await b.AppendAsync(AuditAction.SignedIn, "anna");
        await a.AppendAsync(AuditAction.SignedIn, "anna");
        Assert.Equal(["gateways/a: 1", "gateways/b: 1, replaced"], Followed());

        // From then on as any other.
        await b.AppendAsync(AuditAction.ContentRead, "bruno", "session", "notes");
        Assert.Equal(["gateways/a 0", "gateways/b 1", "gateways/b 0"], _logs.Pages(Own, 10));
        Assert.Equal(["gateways/a: 1", "gateways/b: 2, replaced"], Followed());
    }

    [Fact]
    public async Task A_log_in_whose_place_a_backup_or_nothing_is_put_is_said_to_be_another()
    {
        var log = _logs.Add("gateways/a");
        var file = _logs.FileOf("gateways/a");
        await log.AppendAsync(AuditAction.SignedIn, "anna");
        File.Copy(file, file + ".backup");
        await log.AppendAsync(AuditAction.SignedOut, "anna");
        Assert.Equal(["gateways/a: 2"], Followed());

        File.Move(file + ".backup", file, overwrite: true);
        Assert.Equal(["gateways/a: 1, replaced"], Followed());
        File.Delete(file);
        Assert.Equal(["gateways/a: missing, replaced"], Followed());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.2")]
    [InlineData("-1.2.log")]
    [InlineData("1.99999999999999999999.log")]
    public void What_is_no_position_is_refused(string text) => Assert.Null(AuditPosition.TryParse(text));

    [Fact]
    public void A_position_that_is_too_long_is_refused() => Assert.Null(AuditPosition.TryParse($"1.2.{new string('x', 400)}"));

    public ValueTask DisposeAsync() => _logs.DisposeAsync();

    private IEnumerable<string> Followed() =>
        _logs.Followed.Of(SeveralLogs.Practice)
            .Select(log => $"{log.Place.Name}: {(log.Entries is { } count ? $"{count}" : "missing")}{(log.Replaced ? ", replaced" : "")}");

    private sealed class WrongClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
