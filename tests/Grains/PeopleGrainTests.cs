using PsyCare.Contracts.People;
using PsyCare.Contracts.Recordings;
using PsyCare.Domain;
using PsyCare.Domain.Media;
using PsyCare.Domain.Practices;
using PsyCare.Domain.Vault;

namespace PsyCare.Grains.Tests;

public sealed class PeopleGrainTests : GrainTest
{
    [Fact]
    public async Task Five_failed_sign_ins_lock_the_account_for_a_quarter_of_an_hour()
    {
        var clinician = await NewClinicianAsync();
        for (var i = 0; i < 4; i++)
            Assert.Null((await clinician.RecordSignInAsync(succeeded: false)).LockedUntil);
        Assert.NotNull((await clinician.RecordSignInAsync(succeeded: false)).LockedUntil);

        Host.Advance(TimeSpan.FromMinutes(14));
        Assert.NotNull((await clinician.GetAsync()).LockedUntil);
        Host.Advance(TimeSpan.FromMinutes(2));
        Assert.Null((await clinician.GetAsync()).LockedUntil);
    }

    [Fact]
    public async Task A_successful_sign_in_clears_the_count()
    {
        var clinician = await NewClinicianAsync();
        for (var i = 0; i < 4; i++)
            await clinician.RecordSignInAsync(succeeded: false);
        await clinician.RecordSignInAsync(succeeded: true);
        Assert.Null((await clinician.RecordSignInAsync(succeeded: false)).LockedUntil);
    }

    [Fact]
    public async Task An_account_is_created_once()
    {
        var clinician = await NewClinicianAsync();
        Assert.Equal(Refusal.AlreadyExists, await RefusalOf(() => clinician.CreateAsync("practice", "b@c.example", "B", "hash")));
    }

    [Fact]
    public async Task The_directory_finds_a_clinician_however_the_address_is_typed()
    {
        var practice = Host.Client.GetGrain<IPracticeGrain>("practice");
        await practice.RegisterClinicianAsync("Anna.Rossi@demo.example", "anna");

        Assert.Equal("anna", await practice.FindClinicianAsync(" anna.rossi@DEMO.example "));
        Assert.Null(await practice.FindClinicianAsync("nobody@demo.example"));
        Assert.Equal(Refusal.AlreadyExists, await RefusalOf(() => practice.RegisterClinicianAsync("ANNA.rossi@demo.example", "other")));
    }

    [Fact]
    public async Task A_gateway_of_the_release_before_still_replaces_the_policy_and_only_with_a_valid_one()
    {
        var practice = Host.Client.GetGrain<IPracticeGrain>("practice");
        await practice.SetPolicyAsync(new PracticePolicy { EmergencyNumber = "112", MarkerSuggestions = false });
        await practice.SetPolicyAsync(new PracticePolicy { EmergencyNumber = "118" });

        Assert.Equal(Refusal.ForbiddenByPolicy, await RefusalOf(() => practice.SetPolicyAsync(new PracticePolicy { Jurisdiction = "us-il" })));
        Assert.True((await practice.GetAsync()).Policy is { EmergencyNumber: "118", MarkerSuggestions: true });
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\u0000b")]
    public async Task A_name_that_cannot_be_shown_is_refused(string name) =>
        Assert.Equal(Refusal.Invalid, await RefusalOf(() => Host.Client.GetGrain<IPatientGrain>(Ids.New()).CreateAsync(name, "clinician")));

    [Fact]
    public async Task A_recording_has_keys_of_its_own_that_are_the_patients_and_an_index_of_segments_by_start()
    {
        var recording = Host.Client.GetGrain<IRecordingGrain>(SessionId);
        var late = await recording.OpenSegmentAsync(ParticipantRole.Patient, 9_000);
        var early = await recording.OpenSegmentAsync(ParticipantRole.Clinician, 100);
        await recording.CloseSegmentAsync(early.SegmentId, 4_000, chunks: 3, bytes: 900);

        var index = await recording.GetAsync();
        Assert.Equal(
            new Dictionary<string, string?> { [DataKeyId.Recording(SessionId)] = PatientId, [DataKeyId.Affect(SessionId)] = PatientId }, Fakes.Keys);
        Assert.Equal([early.SegmentId, late.SegmentId], index.Segments.Select(s => s.SegmentId));
        Assert.Equal([4_000L, null], index.Segments.Select(s => s.DurationMs));
    }

    [Fact]
    public async Task A_recording_keeps_the_most_that_was_on_disk()
    {
        var recording = Host.Client.GetGrain<IRecordingGrain>(SessionId);
        var segment = await recording.OpenSegmentAsync(ParticipantRole.Patient, 0);
        await recording.CheckpointSegmentAsync(segment.SegmentId, 5, 1_000);
        await recording.CheckpointSegmentAsync(segment.SegmentId, 4, 800);

        Assert.Equal((5, 1_000L, null), Known((await recording.GetAsync()).Segments[0]));
        await recording.CloseSegmentAsync(segment.SegmentId, 9_000, 6, 1_200);
        Assert.Equal((6, 1_200L, 9_000L), Known((await recording.GetAsync()).Segments[0]));
        Assert.Equal(Refusal.NotFound, await RefusalOf(() => recording.CheckpointSegmentAsync("another", 1, 1)));

        static (int, long, long?) Known(RecordingSegment s) => (s.Chunks, s.Bytes, s.DurationMs);
    }

    [Fact]
    public async Task A_recording_keeps_the_newest_signed_checkpoint()
    {
        var recording = Host.Client.GetGrain<IRecordingGrain>(SessionId);
        var segment = await recording.OpenSegmentAsync(ParticipantRole.Patient, 0);
        var newest = new SegmentSignature(5, 1_000, "heads of five", "signature");
        await recording.SignSegmentAsync(segment.SegmentId, newest);
        await recording.SignSegmentAsync(segment.SegmentId, new SegmentSignature(4, 800, "heads of four", "signature"));
        await recording.CheckpointSegmentAsync(segment.SegmentId, 6, 1_200);

        var known = (await recording.GetAsync()).Segments[0];
        Assert.Equal((newest, 6, 1_200), (known.Checkpoint, known.Chunks, known.Bytes));
        Assert.Equal(Refusal.NotFound, await RefusalOf(() => recording.SignSegmentAsync("another", newest)));
    }

    [Fact]
    public async Task Who_looked_is_kept()
    {
        var recording = Host.Client.GetGrain<IRecordingGrain>(SessionId);
        var entry = new AccessEntry(DateTimeOffset.UnixEpoch, "clinician", "recording");
        await recording.RecordAccessAsync(entry);
        Assert.Equal([entry], (await recording.GetAsync()).Accesses);
    }

    private async Task<IClinicianGrain> NewClinicianAsync()
    {
        var clinician = Host.Client.GetGrain<IClinicianGrain>(Ids.New());
        await clinician.CreateAsync("practice", "a@b.example", "A", "hash");
        return clinician;
    }
}
