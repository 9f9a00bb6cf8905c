using System.Text.Json;
using PsyCare.Contracts.People;
using PsyCare.Domain;
using PsyCare.Domain.Practices;
using PsyCare.Grains.People;

namespace PsyCare.Grains.Tests;

/// <summary>Members, their roles and the browsers they are signed in with.</summary>
public sealed class MemberTests : GrainTest
{
    private IPracticeGrain Practice => Host.Client.GetGrain<IPracticeGrain>("practice");

    [Fact]
    public async Task A_change_of_roles_reaches_the_account_and_signs_its_browsers_out()
    {
        var (id, account) = await AddAsync("a@b.example", MemberRoles.Therapist);
        var device = await account.OpenDeviceAsync("Firefox, Linux");
        Assert.Equal(MemberRoles.Therapist, (await account.CheckDeviceAsync(device))?.Roles);

        var both = MemberRoles.Therapist | MemberRoles.Administrator;
        await Practice.ChangeMemberAsync(id, both, disabled: false);
        Assert.Equal(both, (await account.GetAsync()).Roles);
        Assert.Null(await account.CheckDeviceAsync(device));
    }

    [Fact]
    public async Task Nothing_that_changes_nothing_signs_anybody_out()
    {
        var (id, account) = await AddAsync("a@b.example", MemberRoles.Therapist);
        var device = await account.OpenDeviceAsync("Firefox, Linux");
        await Practice.ChangeMemberAsync(id, MemberRoles.Therapist, disabled: false);
        Assert.NotNull(await account.CheckDeviceAsync(device));
    }

    [Fact]
    public async Task A_disabled_account_cannot_be_signed_in_to()
    {
        var (id, account) = await AddAsync("a@b.example", MemberRoles.Therapist);
        await Practice.ChangeMemberAsync(id, MemberRoles.Therapist, disabled: true);
        Assert.True((await account.GetAsync()).Disabled);
        Assert.Equal(Refusal.NotFound, await RefusalOf(() => account.OpenDeviceAsync("Firefox, Linux")));
    }

    [Fact]
    public async Task A_refused_change_leaves_directory_and_account_alone()
    {
        var (id, account) = await AddAsync("a@b.example", MemberRoles.Administrator);
        Assert.Equal(Refusal.LastAdministrator, await RefusalOf(() => Practice.ChangeMemberAsync(id, MemberRoles.Therapist, disabled: false)));
        Assert.Equal(MemberRoles.Administrator, (await account.GetAsync()).Roles);
        Assert.Equal(MemberRoles.Administrator, (await Practice.GetMembersAsync()).Single().Roles);
    }

    [Fact]
    public async Task A_browser_idles_out()
    {
        var (_, account) = await AddAsync("a@b.example", MemberRoles.Therapist);
        var device = await account.OpenDeviceAsync("Firefox, Linux");
        Assert.NotNull(await account.CheckDeviceAsync(device));
        Host.Advance(DeviceSessions.IdleLimit);
        Assert.Null(await account.CheckDeviceAsync(device));
        Assert.Empty(await account.GetDevicesAsync());
    }

    [Fact]
    public void Whoever_was_stored_before_there_were_roles_is_a_therapist()
    {
        const string stored = """{"PracticeId":"practice","Email":"a@b.example","DisplayName":"A","PasswordHash":"hash","PatientIds":["p"]}""";
        var state = JsonSerializer.Deserialize<ClinicianState>(stored)!;
        Assert.Equal((MemberRoles.Therapist, false), (state.Roles, state.Disabled));
        Assert.Empty(state.Devices.All);
    }

    private async Task<(string Id, IClinicianGrain Account)> AddAsync(string email, MemberRoles roles)
    {
        var id = Ids.New();
        var account = Host.Client.GetGrain<IClinicianGrain>(id);
        await account.CreateAsync("practice", email, "A", "hash", roles);
        await Practice.RegisterClinicianAsync(email, id, roles);
        return (id, account);
    }
}
