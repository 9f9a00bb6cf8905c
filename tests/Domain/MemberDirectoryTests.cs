using PsyCare.Domain.Practices;

namespace PsyCare.Domain.Tests;

public sealed class MemberDirectoryTests
{
    private readonly MemberDirectory _directory = new();

    public MemberDirectoryTests()
    {
        Assert.Null(_directory.Add("admin", "Admin@practice.example", MemberRoles.Administrator));
        Assert.Null(_directory.Add("anna", "anna@practice.example", MemberRoles.Therapist | MemberRoles.Supervisor));
    }

    [Fact]
    public void An_address_is_found_however_it_is_typed_and_entered_once()
    {
        Assert.Equal("admin", _directory.FindByEmail("  ADMIN@practice.example ")?.MemberId);
        Assert.Equal(Refusal.AlreadyExists, _directory.Add("other", "anna@PRACTICE.example", MemberRoles.Therapist));
        Assert.Equal(Refusal.AlreadyExists, _directory.Add("anna", "else@practice.example", MemberRoles.Therapist));
        Assert.Equal(2, _directory.Members.Count);
    }

    [Fact]
    public void A_person_of_the_issuer_is_one_member_and_a_member_one_person()
    {
        var person = new ExternalIdentity("https://login.example", "s1");
        Assert.Null(_directory.Connect("anna", person));
        Assert.Null(_directory.Connect("anna", person));
        Assert.Equal("anna", _directory.FindByIdentity(person)?.MemberId);
        Assert.Equal(Refusal.AlreadyExists, _directory.Connect("admin", person));
        Assert.Null(_directory.FindByIdentity(person with { Issuer = "https://elsewhere.example" }));

        Assert.Null(_directory.Connect("anna", person with { Subject = "s2" }));
        Assert.Null(_directory.FindByIdentity(person));
        Assert.Equal(Refusal.NotFound, _directory.Connect("nobody", person));
        Assert.Equal(Refusal.Invalid, _directory.Connect("anna", person with { Subject = "" }));
        Assert.Equal(Refusal.Invalid, _directory.Connect("anna", person with { Subject = new string('s', 256) }));
    }

    [Fact]
    public void The_last_administrator_can_neither_be_demoted_nor_disabled()
    {
        Assert.Equal(Refusal.LastAdministrator, _directory.Change("admin", MemberRoles.Therapist, disabled: false));
        Assert.Equal(Refusal.LastAdministrator, _directory.Change("admin", MemberRoles.Administrator, disabled: true));
        Assert.Equal(new Member("admin", "ADMIN@PRACTICE.EXAMPLE", MemberRoles.Administrator), _directory.Find("admin"));

        Assert.Null(_directory.Change("anna", MemberRoles.Therapist | MemberRoles.Administrator, disabled: false));
        Assert.Null(_directory.Change("admin", MemberRoles.Therapist, disabled: true));
        Assert.Equal(Refusal.LastAdministrator, _directory.Change("anna", MemberRoles.Therapist, disabled: false));
    }

    [Fact]
    public void A_disabled_administrator_does_not_count_as_one()
    {
        Assert.Null(_directory.Change("anna", MemberRoles.Administrator, disabled: true));
        Assert.Equal(Refusal.LastAdministrator, _directory.Change("admin", MemberRoles.Administrator, disabled: true));
    }

    [Theory]
    [InlineData(MemberRoles.None)]
    [InlineData((MemberRoles)8)]
    [InlineData((MemberRoles)9)]
    public void Nobody_has_no_role_or_an_unknown_one(MemberRoles roles)
    {
        Assert.Equal(Refusal.Invalid, _directory.Change("anna", roles, disabled: false));
        Assert.Equal(Refusal.Invalid, _directory.Add("x", "x@practice.example", roles));
    }
}
