using PsyCare.Contracts.Notes;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Sessions;
using PsyCare.Contracts.Supervision;
using PsyCare.Domain;
using PsyCare.Domain.Notes;
using PsyCare.Domain.Practices;
using PsyCare.Domain.Sessions;
using PsyCare.Domain.Supervision;

namespace PsyCare.Grains.Tests;

/// <summary>Figures of a month, from real sessions to what a supervisor is shown.</summary>
public sealed class SupervisionTests : GrainTest
{
    private IPracticeGrain Practice => Host.Client.GetGrain<IPracticeGrain>("practice");

    [Fact]
    public async Task Sessions_find_their_way_into_the_figures_of_their_month()
    {
        var supervisorId = await GroupAsync();
        var start = await NowAsync();
        for (var i = 0; i < 6; i++)
            await HoldAsync(start, sign: i > 0);
        var entered = await Host.Client.GetGrain<IMonthFiguresGrain>(MonthFiguresKey.Of("clinician", Months.Of(start))).ClaimAsync(supervisorId);
        Assert.Equal(6, entered.Count(s => s.Outcome == SessionOutcome.Held));
        Assert.Equal(5, entered.Count(s => s.Notes == NoteTiming.WithinDay));

        Host.Advance(start.AddMonths(1).AddDays(8) - start);
        var supervision = Host.Client.GetGrain<ISupervisionGrain>(supervisorId);
        var figures = await supervision.GetMonthAsync("practice", Months.Of(start));
        Assert.Equal(1, figures.Therapists);
        Assert.Equal(5, Cell(figures, FigureKind.Outcome, "held"));
        Assert.Null(Cell(figures, FigureKind.Outcome, "noShow"));
        Assert.Null(Cell(figures, FigureKind.Notes, "withinDay"));
    }

    [Fact]
    public async Task A_months_figures_are_made_once_whoever_moves_where_afterwards()
    {
        var supervisorId = await GroupAsync();
        var start = await NowAsync();
        for (var i = 0; i < 5; i++)
            await HoldAsync(start, sign: false);
        var supervision = Host.Client.GetGrain<ISupervisionGrain>(supervisorId);
        Assert.Equal(Refusal.WrongPhase, await RefusalOf(() => supervision.GetMonthAsync("practice", Months.Of(start))));

        Host.Advance(TimeSpan.FromDays(45));
        var made = await supervision.GetMonthAsync("practice", Months.Of(start));
        var other = await AddAsync("dora@b.example", MemberRoles.Supervisor);
        await Practice.AssignSupervisorAsync("clinician", other);
        Assert.Equal(made.Cells, (await supervision.GetMonthAsync("practice", Months.Of(start))).Cells);
        var theirs = await Host.Client.GetGrain<ISupervisionGrain>(other).GetMonthAsync("practice", Months.Of(start));
        Assert.All(theirs.Cells, c => Assert.Null(c.Sessions));
    }

    [Fact]
    public async Task Only_therapists_are_assigned_and_only_to_supervisors()
    {
        var supervisorId = await GroupAsync();
        Assert.Equal(Refusal.Invalid, await RefusalOf(() => Practice.AssignSupervisorAsync(supervisorId, "clinician")));
        Assert.Equal(Refusal.Invalid, await RefusalOf(() => Practice.AssignSupervisorAsync("clinician", "clinician")));
        Assert.Equal(Refusal.NotFound, await RefusalOf(() => Practice.AssignSupervisorAsync("clinician", "nobody")));
        await Practice.AssignSupervisorAsync("clinician", null);
        Assert.All(await Practice.GetMembersAsync(), m => Assert.Null(m.SupervisorId));
    }

    private static int? Cell(GroupMonth figures, FigureKind kind, string category) =>
        figures.Cells.Single(c => c.Kind == kind && c.Category == category).Sessions;

    private async Task<string> GroupAsync()
    {
        await Practice.RegisterClinicianAsync("anna@b.example", "clinician");
        var supervisorId = await AddAsync("carla@b.example", MemberRoles.Supervisor);
        await Practice.AssignSupervisorAsync("clinician", supervisorId);
        return supervisorId;
    }

    private async Task<string> AddAsync(string email, MemberRoles roles)
    {
        var id = Ids.New();
        await Practice.RegisterClinicianAsync(email, id, roles);
        return id;
    }

    /// <summary>The hosts' clocks differ; a session that goes live tells.</summary>
    private async Task<DateTimeOffset> NowAsync()
    {
        await GoLiveAsync();
        return (await Session.GetAsync()).LiveSince!.Value;
    }

    private async Task HoldAsync(DateTimeOffset at, bool sign)
    {
        var patientId = Ids.New();
        var sessionId = Ids.New();
        await Host.Client.GetGrain<IPatientGrain>(patientId).CreateAsync("Maria", "clinician");
        var session = Host.Client.GetGrain<ISessionGrain>(sessionId);
        await session.CreateAsync(new CreateSession("practice", "clinician", patientId, at));
        await session.DecideConsentAsync(ConsentKind.Call, ConsentDecision.Granted, "v1");
        await session.EnterWaitingRoomAsync();
        await session.AdmitAsync();
        await session.EndAsync();
        if (sign)
            await SignAsync(sessionId);
        // The grains do not wait for it; the test does.
        await Host.Client.GetGrain<ISessionFiguresGrain>(sessionId).RefreshAsync();
    }

    private async Task SignAsync(string sessionId)
    {
        var notes = Host.Client.GetGrain<INotesGrain>(sessionId);
        var note = await notes.PutAsync(NoteKind.Record, new NoteDraft("n1", 0, "text", 0), "clinician");
        await notes.SignAsync(NoteKind.Record, "n1", note.Revision, "clinician");
    }
}
