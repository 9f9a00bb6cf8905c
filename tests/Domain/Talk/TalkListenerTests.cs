using PsyCare.Domain.Media;
using PsyCare.Domain.Talk;

namespace PsyCare.Domain.Tests.Talk;

public sealed class TalkListenerTests
{
    private const ParticipantRole Patient = ParticipantRole.Patient;
    private const ParticipantRole Clinician = ParticipantRole.Clinician;

    private readonly TalkListener _listener = new();

    [Fact]
    public void A_breath_does_not_end_a_turn_and_a_longer_pause_does()
    {
        Speak(Patient, 0, 2_000);
        Speak(Patient, 3_000, 5_000);
        Speak(Patient, 6_200, 8_000);
        _listener.Observe(10_000);
        Assert.Equal([new(Patient, 0, 5_000), new(Patient, 6_200, 8_000)], _listener.Take().Turns);
    }

    [Fact]
    public void A_cough_is_no_turn_and_breaks_no_silence()
    {
        _listener.Observe(0);
        Speak(Clinician, 4_000, 4_400);
        _listener.Observe(9_000);
        Assert.Equal(9_000, _listener.SilentForMs);
        Assert.Empty(_listener.Take().Turns);
    }

    [Fact]
    public void Silence_is_counted_from_the_last_word_of_either()
    {
        _listener.Observe(0);
        Speak(Clinician, 1_000, 3_000);
        Speak(Patient, 2_000, 4_000);
        _listener.Observe(4_600);
        Assert.Equal(0, _listener.SilentForMs);
        _listener.Observe(12_000);
        Assert.Equal(8_000, _listener.SilentForMs);
    }

    [Fact]
    public void The_turn_that_is_going_on_counts_already()
    {
        Speak(Patient, 0, 1_000);
        Speak(Patient, 5_000, 7_000);
        _listener.Observe(7_000);
        Assert.Equal(3_000, _listener.SpokenMs(Patient));
        Assert.Equal(5_000, _listener.Speaking(Patient)!.StartMs);
        Assert.Null(_listener.Speaking(Clinician));
    }

    [Fact]
    public void What_nobody_listened_to_is_a_gap_and_no_silence()
    {
        _listener.Observe(0);
        _listener.Observe(5_000);
        _listener.Pause();
        Assert.Equal(0, _listener.SilentForMs);
        _listener.Observe(60_000);
        _listener.Observe(62_000);
        Assert.Equal(2_000, _listener.SilentForMs);

        var track = _listener.Take();
        Assert.Equal([new(0, 5_000), new(60_000, 62_000)], track.Observed);
        Assert.Equal(7_000, TalkSummary.Of(track).SilenceMs);
    }

    [Fact]
    public void Pieces_that_were_taken_one_by_one_make_the_same_track_as_one()
    {
        var whole = TalkTrack.Empty;
        for (long at = 0; at < 60_000; at += 200)
        {
            if (at % 9_000 < 4_000)
                _listener.Hear(at % 18_000 < 9_000 ? Patient : Clinician, at, at + 200);
            if (at % 1_000 != 0)
                continue;
            _listener.Observe(at);
            var piece = _listener.Take();
            whole = whole.Append(piece).Append(piece);
        }

        _listener.Pause();
        whole = whole.Append(_listener.Take());
        Assert.Equal(7, whole.Turns.Count);
        Assert.Equal(new TalkSpan(0, 59_000), Assert.Single(whole.Observed));
    }

    [Fact]
    public void A_summary_is_what_the_turns_say()
    {
        TalkTrack track = new(
            [new(Clinician, 0, 10_000), new(Patient, 8_000, 38_000), new(Clinician, 50_000, 52_000), new(Clinician, 53_000, 57_000)],
            [new(0, 60_000)]);
        var summary = TalkSummary.Of(track);
        Assert.Equal(new TalkSummary(60_000, 16_000, 30_000, 16_000, 12_000, 4_000, 30_000), summary);
        Assert.Equal(30.0 / 46, summary.PatientShare!.Value, 6);
        Assert.Null(TalkSummary.Of(TalkTrack.Empty).PatientShare);
    }

    private void Speak(ParticipantRole who, long fromMs, long toMs)
    {
        for (var at = fromMs; at < toMs; at += 200)
            _listener.Hear(who, at, at + 200);
    }
}
