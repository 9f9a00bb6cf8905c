using OtpNet;
using PsyCare.Contracts.People;

namespace PsyCare.Grains.People;

/// <summary>Codes of authenticator apps: TOTP (RFC 6238) as all of them do it - SHA-1, 30 seconds, 6 digits.</summary>
public static class TimeCodes
{
    private const int MaxLength = 16;
    private const string Issuer = "PsyCare";

    /// <summary>One step back and one ahead: clocks differ and people type slowly (RFC 6238 section 5.2).</summary>
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    /// <summary>The time step that the code belongs to, or null where it is wrong. Blanks in it do not matter.</summary>
    public static long? StepOf(byte[] secret, string code, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (code.Length > MaxLength)
            return null;
        var digits = string.Concat(code.Where(c => !char.IsWhiteSpace(c)));
        return new Totp(secret).VerifyTotp(now.UtcDateTime, digits, out var step, Window) ? step : null;
    }

    /// <summary>The secret as an authenticator app takes it over.</summary>
    public static NewSecondFactor Share(byte[] secret, string email) =>
        new(Base32Encoding.ToString(secret), new OtpUri(OtpType.Totp, secret, email, Issuer).ToString());
}
