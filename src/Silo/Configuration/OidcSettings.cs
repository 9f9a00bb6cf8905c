using PsyCare.Domain.Practices;
using PsyCare.Gateway.Auth.Oidc;

namespace PsyCare.Silo.Configuration;

/// <summary>The options <c>--oidc-*</c> as they were given, checked as a whole: they only make sense together.</summary>
public sealed record OidcSettings
{
    /// <summary><c>--oidc-issuer</c>; null turns all of it off.</summary>
    public string? Issuer { get; init; }

    /// <summary><c>--oidc-client-id</c>.</summary>
    public string? ClientId { get; init; }

    /// <summary><c>--oidc-client-secret-file</c>: a file, since a command line can be read by everybody on the machine.</summary>
    public string? ClientSecretFile { get; init; }

    /// <summary><c>--oidc-name</c>, for the button.</summary>
    public string? Name { get; init; }

    /// <summary><c>--oidc-role-claim</c>.</summary>
    public string? RoleClaim { get; init; }

    /// <summary><c>--oidc-roles</c>: <c>value=role</c>, separated by commas.</summary>
    public string? Roles { get; init; }

    /// <summary><c>--oidc-mfa</c>: values of amr or acr, separated by commas.</summary>
    public string? SecondFactorValues { get; init; }

    /// <summary><c>--oidc-uninvited</c>.</summary>
    public bool AdmitsUninvited { get; init; }

    /// <summary>What the gateway gets; null where no issuer is configured.</summary>
    /// <exception cref="SiloOptionsException">An option is missing or cannot be used.</exception>
    public OidcOptions? ToOptions()
    {
        if (Issuer is null)
            return this == new OidcSettings() ? null : throw new SiloOptionsException("oidc options are given without oidc-issuer.");
        if (!Uri.TryCreate(Issuer, UriKind.Absolute, out var issuer) || !(issuer.Scheme == Uri.UriSchemeHttps || (issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback)))
            throw new SiloOptionsException("oidc-issuer must be an https address, e.g. https://login.example/realms/care");
        if (string.IsNullOrWhiteSpace(ClientId))
            throw new SiloOptionsException("oidc-issuer needs oidc-client-id.");
        var roles = Split(Roles).ToDictionary(Value, Role);
        if (AdmitsUninvited && roles.Count == 0)
            throw new SiloOptionsException("oidc-uninvited needs oidc-roles: nobody else says what such a member may do.");
        var options = new OidcOptions { Issuer = issuer, ClientId = ClientId, ClientSecret = ReadSecret(), Roles = roles, AdmitsUninvited = AdmitsUninvited };
        return options with
        {
            Name = Name ?? options.Name,
            RoleClaim = RoleClaim ?? options.RoleClaim,
            SecondFactorValues = SecondFactorValues is null ? options.SecondFactorValues : Split(SecondFactorValues),
        };
    }

    private string? ReadSecret()
    {
        if (ClientSecretFile is null)
            return null;
        try
        {
            return File.ReadAllText(ClientSecretFile).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SiloOptionsException($"oidc-client-secret-file {ClientSecretFile} cannot be read.", e);
        }
    }

    private static string[] Split(string? list) => (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Value(string pair) => pair.LastIndexOf('=') is > 0 and var at ? pair[..at] : throw NoPair(pair);

    private static MemberRoles Role(string pair) => pair[(pair.LastIndexOf('=') + 1)..].ToUpperInvariant() switch
    {
        "THERAPIST" => MemberRoles.Therapist,
        "SUPERVISOR" => MemberRoles.Supervisor,
        "ADMINISTRATOR" => MemberRoles.Administrator,
        _ => throw NoPair(pair),
    };

    private static SiloOptionsException NoPair(string pair) =>
        new($"oidc-roles has '{pair}'; it takes value=role with a role therapist, supervisor or administrator.");
}
