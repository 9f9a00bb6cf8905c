using System.Text.RegularExpressions;
using PsyCare.Gateway;

namespace PsyCare.Silo.Configuration;

/// <summary>Reads what is set about the TURN server. The secret comes from a file: command lines and environments are seen by too many.</summary>
internal static partial class TurnSettings
{
    private const int MinSecret = 16;

    /// <summary>Null where no TURN server is set. <exception cref="SiloOptionsException">What is set cannot work.</exception></summary>
    public static TurnOptions? Read(SiloOptions options)
    {
        if (options.TurnUrls.Count == 0 && options.TurnSecretFile is null)
            return null;
        if (options.TurnUrls.Count == 0 || options.TurnSecretFile is not { } file)
            throw new SiloOptionsException("turn-urls and turn-secret-file belong together: set both, or neither.");
        if (options.TurnUrls.FirstOrDefault(url => !TurnUrl().IsMatch(url)) is { } wrong)
            throw new SiloOptionsException($"turn-urls has '{wrong}'; it should look like turn:turn.example:3478 or turns:turn.example:443?transport=tcp");
        var secret = File.Exists(file) ? File.ReadAllText(file).Trim() : throw new SiloOptionsException($"turn-secret-file {file} is not there.");
        return secret.Length >= MinSecret
            ? new TurnOptions(options.TurnUrls, secret)
            : throw new SiloOptionsException($"turn-secret-file {file} holds fewer than {MinSecret} characters.");
    }

    // RFC 7065; a host of letters, digits, dots and dashes, or an IPv6 address in brackets.
    [GeneratedRegex(@"^turns?:([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?(\?transport=(udp|tcp))?$")]
    private static partial Regex TurnUrl();
}
