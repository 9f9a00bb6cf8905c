using OtpNet;
using PsyCare.TestKit.Time;

namespace PsyCare.Gateway.Tests.Hosting;

/// <summary>The phone's authenticator app, on a clock that the test moves.</summary>
public sealed class AuthenticatorApp(string secret, FakeTimeProvider clock)
{
    public string Code => new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(clock.GetUtcNow().UtcDateTime);

    /// <summary>Waits for the next code: each counts once.</summary>
    public string Next()
    {
        clock.Advance(TimeSpan.FromSeconds(30));
        return Code;
    }
}
