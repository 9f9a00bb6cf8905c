using PsyCare.Contracts.People;
using PsyCare.Domain;
using PsyCare.Domain.Practices;
using PsyCare.Gateway.Tests.Hosting;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Demo;
using PsyCare.TestKit.Oidc;

namespace PsyCare.Gateway.Tests.Oidc;

/// <summary>A clinic whose practice has an issuer.</summary>
public sealed class OidcClinic : IAsyncDisposable
{
    public const string Password = "a long enough secret";

    /// <summary>The page that a sign-in ends at; it goes on to where the member wanted to go.</summary>
    public const string SignedIn = "/sign-in?step=done";

    /// <summary>A policy by which nobody signs in with a password.</summary>
    public static readonly object PasswordsOff = new
    {
        jurisdiction = "other",
        emotionAnalysis = true,
        markerSuggestions = true,
        supervisionNeedsConsent = true,
        secondFactorRequired = false,
        passwordSignInOff = true,
    };

    private OidcClinic(Clinic clinic, TestIssuer issuer, Browser administrator) => (Clinic, Issuer, Administrator) = (clinic, issuer, administrator);

    public Clinic Clinic { get; }

    public TestIssuer Issuer { get; }

    public Browser Administrator { get; }

    public IPracticeGrain Practice => Clinic.Grains.GetGrain<IPracticeGrain>(DemoPractice.PracticeId);

    public static async Task<OidcClinic> StartAsync(Func<OidcSettings, OidcSettings>? change = null)
    {
        var issuer = await TestIssuer.StartAsync();
        var secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, TestIssuer.ClientSecret);
        var settings = new OidcSettings
        {
            Issuer = issuer.Url.AbsoluteUri,
            ClientId = TestIssuer.ClientId,
            ClientSecretFile = secret,
            Name = "Care ID",
        };
        var clinic = await Clinic.StartAsync(silo: o => o with { Oidc = change?.Invoke(settings) ?? settings });
        File.Delete(secret);
        return new OidcClinic(clinic, issuer, await clinic.SignInAsync(DemoMember.Administrator));
    }

    public JarBrowser NewBrowser() => new(Clinic.Url);

    /// <summary>Somebody new is signed in at the issuer from now on.</summary>
    public IssuerPerson NewPerson(params string[] roles)
    {
        var id = Ids.New();
        return Issuer.Person = new IssuerPerson(id, "Emma Gallo", $"{id.ToLowerInvariant()}@demo.example") { Roles = roles };
    }

    /// <summary>The token of an invitation.</summary>
    public async Task<string> InviteAsync(string email, params string[] roles)
    {
        var link = await Administrator.PostAsync("/api/practice/invitations", new { email, roles }).JsonAsync();
        return link.GetProperty("token").GetString()!;
    }

    /// <summary>Somebody new who has joined by the issuer, and the browser in which they did.</summary>
    public async Task<(IssuerPerson Person, JarBrowser Browser)> JoinAsync(params string[] roles)
    {
        var person = NewPerson();
        var browser = NewBrowser();
        Assert.Equal(OidcClinic.SignedIn, await browser.GoAsync(body: new { invitation = await InviteAsync(person.Email, roles) }));
        return (person, browser);
    }

    public async Task<Member> MemberAsync(IssuerPerson person) => (await Practice.FindByIdentityAsync(Identity(person)))!;

    public ExternalIdentity Identity(IssuerPerson person) => new(Issuer.Url.GetLeftPart(UriPartial.Authority), person.Subject);

    public async ValueTask DisposeAsync()
    {
        await Clinic.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}
