using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Domain.Practices;
using PsyCare.Gateway.Problems;
using PsyCare.Vault.Audit;

namespace PsyCare.Gateway.Auth.Oidc;

/// <summary>What follows once the issuer has said who somebody is: the account is found, joined, entered or connected; the browser signed in.</summary>
internal sealed class OidcSignIn(
    IClusterClient grains, GatewayOptions options, OidcOptions oidc, MemberCookies cookies, PendingSignIns pending, OidcSessions sessions,
    AccountCheck accounts, AuditLog audit, TimeProvider time)
{
    /// <summary>Where whoever did not get in is sent.</summary>
    public const string Page = "/sign-in";

    private const string CodePage = $"{Page}?step=code";
    private const string DonePage = $"{Page}?step=done";
    private const string AccountPage = "/account";
    private const string Detail = "issuer";

    private IPracticeGrain Practice => grains.GetGrain<IPracticeGrain>(options.PracticeId);

    /// <summary>The sign-in page with a reason.</summary>
    public static string PageOf(ProblemKind problem) => $"{Page}?problem={problem.Code}";

    /// <summary>Does what the browser went to the issuer for.</summary>
    /// <returns>The page that it goes on to.</returns>
    public async Task<string> CompleteAsync(HttpContext http, ClaimsPrincipal token, OidcErrand errand)
    {
        var person = OidcPerson.Of(token, oidc);
        try
        {
            return errand.MemberId is { } memberId
                ? await ConnectAsync(memberId, errand.DeviceId ?? "", person)
                : await SignInAsync(http, person, errand.Invitation);
        }
        catch (RefusedException e)
        {
            return await RefuseAsync(AuditEntry.Unknown, ProblemKind.Of(e.Refusal));
        }
    }

    /// <summary>Lets somebody in who still owed the code of their own second factor, which was right.</summary>
    public async Task FinishAsync(HttpContext http, PendingSignIn who)
    {
        PendingSignIns.Forget(http);
        var account = await grains.GetGrain<IClinicianGrain>(who.MemberId).GetAsync();
        await OpenAsync(http, account, who.Identity, who.SessionId, vouched: false);
    }

    private async Task<string> ConnectAsync(string memberId, string deviceId, OidcPerson person)
    {
        if (await accounts.CheckAsync(memberId, deviceId) is null)
            return PageOf(ProblemKind.NotSignedIn);
        await Practice.ConnectAsync(memberId, person.Identity);
        await audit.AppendAsync(AuditAction.IdentityConnected, memberId);
        return AccountPage;
    }

    private async Task<string> SignInAsync(HttpContext http, OidcPerson person, string? invitation)
    {
        var known = await Practice.FindByIdentityAsync(person.Identity);
        if (person.Roles == MemberRoles.None)
            return await RefuseAsync(known?.MemberId, ProblemKind.NoRole);
        var memberId = known?.MemberId ?? await BecomeMemberAsync(person, invitation);
        if (memberId is null)
            return await RefuseAsync(null, ProblemKind.NotInvited);
        await TakeRolesOverAsync(known ?? (await Practice.FindByIdentityAsync(person.Identity))!, person.Roles);
        var account = await grains.GetGrain<IClinicianGrain>(memberId).GetAsync();
        if (account.Disabled)
            return await RefuseAsync(memberId, ProblemKind.SignInFailed);
        if (account.LockedUntil > time.GetUtcNow())
            return await RefuseAsync(memberId, ProblemKind.LockedOut);
        if (account.HasSecondFactor && !person.Vouched)
        {
            pending.Give(http, new PendingSignIn(memberId, person.Identity, person.SessionId));
            return CodePage;
        }

        await OpenAsync(http, account, person.Identity, person.SessionId, person.Vouched);
        return DonePage;
    }

    /// <summary>By an invitation's link or, where that is configured, by having a role; never by an e-mail address.</summary>
    private async Task<string?> BecomeMemberAsync(OidcPerson person, string? invitation)
    {
        if (LinkToken.TryParse(invitation) is var (id, secret))
        {
            var invited = await Practice.InspectInvitationAsync(id, secret);
            return await JoinedAsync(Practice.JoinAsync(id, secret, NameOf(person, invited.Email), person.Identity));
        }

        return oidc.AdmitsUninvited && person is { Roles: { } roles, Email: { } email }
            ? await JoinedAsync(Practice.EnterAsync(email, NameOf(person, email), roles, person.Identity))
            : null;
    }

    private async Task<string> JoinedAsync(Task<string> joining)
    {
        var memberId = await joining;
        await audit.AppendAsync(AuditAction.MemberJoined, memberId, detail: Detail);
        return memberId;
    }

    private static string NameOf(OidcPerson person, string email) => Names.IsValid(person.Name) ? person.Name! : email;

    /// <summary>Where the issuer decides on roles, the directory follows; its own rules (a last administrator) still hold.</summary>
    private async Task TakeRolesOverAsync(Member member, MemberRoles? roles)
    {
        if (roles is not { } wanted || wanted == member.Roles)
            return;
        await Practice.ChangeMemberAsync(member.MemberId, wanted, member.Disabled);
        accounts.Forget(member.MemberId);
        await audit.AppendAsync(
            AuditAction.MemberChanged, member.MemberId, detail: $"roles-{string.Join('-', wanted.Each().Select(Principals.Name))}-by-issuer");
    }

    private async Task OpenAsync(HttpContext http, ClinicianAccount account, ExternalIdentity identity, string? sessionId, bool vouched)
    {
        var deviceId = await cookies.GiveFromIssuerAsync(http, account, vouched);
        await sessions.AddAsync(identity, sessionId, account.ClinicianId, deviceId);
        GatewayMetrics.CountSignIn(Detail, succeeded: true);
        await audit.AppendAsync(AuditAction.SignedIn, account.ClinicianId, detail: Detail);
    }

    private async Task<string> RefuseAsync(string? memberId, ProblemKind problem)
    {
        GatewayMetrics.CountSignIn(Detail, succeeded: false);
        await audit.AppendAsync(AuditAction.SignInRefused, memberId ?? AuditEntry.Unknown, detail: Detail);
        return PageOf(problem);
    }
}
