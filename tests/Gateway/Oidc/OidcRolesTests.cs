using System.Security.Claims;
using PsyCare.Domain.Practices;
using PsyCare.Gateway.Auth.Oidc;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.TestKit.Oidc;

namespace PsyCare.Gateway.Tests.Oidc;

/// <summary>Roles that the issuer decides on.</summary>
public sealed class OidcRolesTests(OidcRolesFixture fixture) : IClassFixture<OidcRolesFixture>
{
    private const string Therapist = OidcRolesFixture.Therapist;
    private const string Administrator = OidcRolesFixture.Administrator;

    private readonly OidcClinic _clinic = fixture.Clinic;

    [Fact]
    public async Task Whoever_has_a_role_becomes_a_member_uninvited_where_that_is_configured()
    {
        _clinic.NewPerson(Therapist, "of another application");
        var browser = _clinic.NewBrowser();
        Assert.Equal(OidcClinic.SignedIn, await browser.GoAsync());
        Assert.Equal(["therapist"], await RolesAsync(browser));
    }

    [Fact]
    public async Task Without_a_role_nobody_gets_in_also_not_whoever_had_one()
    {
        _clinic.NewPerson("of another application");
        Assert.Equal("/sign-in?problem=noRole", await _clinic.NewBrowser().GoAsync());

        var person = _clinic.NewPerson(Therapist);
        Assert.Equal(OidcClinic.SignedIn, await _clinic.NewBrowser().GoAsync());
        _clinic.Issuer.Person = person with { Roles = [] };
        Assert.Equal("/sign-in?problem=noRole", await _clinic.NewBrowser().GoAsync());
    }

    [Fact]
    public async Task The_directory_follows_the_issuer_and_other_browsers_are_signed_out()
    {
        var person = _clinic.NewPerson(Therapist);
        var before = _clinic.NewBrowser();
        await before.GoAsync();
        _clinic.Issuer.Person = person with { Roles = [Administrator] };
        var after = _clinic.NewBrowser();
        Assert.Equal(OidcClinic.SignedIn, await after.GoAsync());
        Assert.Equal(["administrator"], await RolesAsync(after));
        Assert.Equal("notSignedIn", await before.GetAsync("/api/auth/me").ProblemAsync(401));
    }

    [Fact]
    public async Task An_address_that_is_a_members_already_is_not_taken_over()
    {
        await _clinic.Clinic.AddClinicianAsync("taken@demo.example", OidcClinic.Password);
        _clinic.Issuer.Person = new IssuerPerson("s9", "Somebody", "taken@demo.example") { Roles = [Administrator] };
        Assert.Equal("/sign-in?problem=alreadyExists", await _clinic.NewBrowser().GoAsync());
    }

    [Fact]
    public async Task The_last_administrator_stays_one_whatever_the_issuer_says()
    {
        var member = _clinic.NewPerson(Administrator);
        await _clinic.NewBrowser().GoAsync();
        var id = (await _clinic.MemberAsync(member)).MemberId;
        foreach (var other in (await _clinic.Practice.GetMembersAsync()).Where(m => m.Roles.HasFlag(MemberRoles.Administrator) && m.MemberId != id))
            await _clinic.Practice.ChangeMemberAsync(other.MemberId, MemberRoles.Supervisor, disabled: false);
        _clinic.Issuer.Person = member with { Roles = [Therapist] };
        Assert.Equal("/sign-in?problem=lastAdministrator", await _clinic.NewBrowser().GoAsync());
        Assert.Equal(MemberRoles.Administrator, (await _clinic.MemberAsync(member)).Roles);
    }

    [Theory]
    [InlineData("roles", "PsyCare.Therapist", "roles", MemberRoles.Therapist)]
    [InlineData("realm_access", """{"roles":["x","PsyCare.Therapist","PsyCare.Administrator"]}""", "realm_access.roles", MemberRoles.Therapist | MemberRoles.Administrator)]
    [InlineData("realm_access", """{"roles":"PsyCare.Therapist"}""", "realm_access.roles", MemberRoles.Therapist)]
    [InlineData("realm_access", """{"roles":[1,null,{}]}""", "realm_access.roles", MemberRoles.None)]
    [InlineData("realm_access", """["PsyCare.Therapist"]""", "realm_access.roles", MemberRoles.None)]
    [InlineData("realm_access", "not json", "realm_access.roles", MemberRoles.None)]
    [InlineData("roles", "psycare.therapist", "roles", MemberRoles.None)]
    [InlineData("groups", "PsyCare.Therapist", "roles", MemberRoles.None)]
    public void Roles_are_read_from_the_claim_that_is_configured_and_from_nowhere_else(string claim, string value, string configured, MemberRoles expected)
    {
        var token = new ClaimsPrincipal(new ClaimsIdentity([new("iss", "i"), new("sub", "s"), new(claim, value)]));
        var options = new OidcOptions
        {
            Issuer = new Uri("https://i"),
            ClientId = "c",
            RoleClaim = configured,
            Roles = new Dictionary<string, MemberRoles> { [Therapist] = MemberRoles.Therapist, [Administrator] = MemberRoles.Administrator },
        };
        Assert.Equal(expected, OidcPerson.Of(token, options).Roles);
    }

    private static async Task<IEnumerable<string>> RolesAsync(JarBrowser browser) =>
        (await browser.GetAsync("/api/auth/me").JsonAsync()).GetProperty("roles").EnumerateArray().Select(r => r.GetString()!);
}
