using PsyCare.Domain.Practices;

namespace PsyCare.Domain.Tests;

public sealed class DeviceSessionsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);
    private readonly DeviceSessions _devices = new();

    [Fact]
    public void A_browser_counts_until_it_is_closed_or_idle_for_twelve_hours()
    {
        var laptop = _devices.Open("Firefox, Linux", Start).Id;
        var phone = _devices.Open("Safari, iPhone", Start).Id;
        Assert.True(_devices.Seen(laptop, Start.AddHours(11)));

        Assert.True(_devices.IsOpen(laptop, Start.AddHours(12)));
        Assert.False(_devices.IsOpen(phone, Start.AddHours(12)));
        _devices.Close(laptop);
        Assert.False(_devices.IsOpen(laptop, Start.AddHours(12)));
        Assert.False(_devices.IsOpen("another", Start));
    }

    [Fact]
    public void A_browser_that_came_from_the_issuer_goes_back_to_it_after_twelve_hours_however_busy()
    {
        var id = _devices.Open("Firefox, Linux", Start, fromIssuer: true).Id;
        Assert.True(_devices.Seen(id, Start.AddHours(11)));
        Assert.True(_devices.IsOpen(id, Start.AddHours(12).AddSeconds(-1)));
        Assert.False(_devices.IsOpen(id, Start.AddHours(12)));
    }

    [Fact]
    public void Use_is_noted_to_ten_minutes()
    {
        var id = _devices.Open("Chrome, Windows", Start).Id;
        Assert.False(_devices.Seen(id, Start.AddMinutes(9)));
        Assert.True(_devices.Seen(id, Start.AddMinutes(10)));
        Assert.False(_devices.Seen(id, Start.AddMinutes(11)));
        Assert.Equal(Start.AddMinutes(10), _devices.Current(Start.AddMinutes(11))[0].LastSeenAt);
    }

    [Fact]
    public void Too_many_sign_out_the_one_that_was_unused_longest()
    {
        var first = _devices.Open("1", Start).Id;
        var second = _devices.Open("2", Start).Id;
        for (var i = 2; i < DeviceSessions.Max; i++)
            _devices.Open("n", Start.AddMinutes(i));
        _devices.Seen(first, Start.AddHours(1));

        _devices.Open("one more", Start.AddHours(2));
        Assert.Equal(DeviceSessions.Max, _devices.Current(Start.AddHours(2)).Count);
        Assert.True(_devices.IsOpen(first, Start.AddHours(2)));
        Assert.False(_devices.IsOpen(second, Start.AddHours(2)));
    }

    [Fact]
    public void All_but_the_one_at_hand_can_be_closed_at_once()
    {
        var here = _devices.Open("here", Start).Id;
        _devices.Open("there", Start);
        _devices.CloseAll(here);
        Assert.Equal([here], _devices.Current(Start).Select(d => d.Id));
        _devices.CloseAll();
        Assert.Empty(_devices.Current(Start));
    }
}
