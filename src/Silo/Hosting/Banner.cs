using System.Net;
using PsyCare.Gateway;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Demo;

namespace PsyCare.Silo.Hosting;

/// <summary>What a person sees when the process has started: where it is and how to sign in.</summary>
internal static class Banner
{
    public static void Print(TextWriter output, WebApplication app, SiloOptions options, Uri? demoInvite)
    {
        var (http, https) = SiloHost.Addresses(app);
        var demo = app.Services.GetRequiredService<DemoPractice>();
        output.WriteLine();
        output.WriteLine("PsyCare is running.");
        Line(output, "On this computer", http.ToString());
        foreach (var address in options.Advertise.Count > 0 ? options.Advertise : LocalAddresses.OfNetwork())
            Line(output, "From a phone", $"{WithHost(https, address)}  (the browser warns once: the certificate is this machine's own)");
        if (app.Services.GetRequiredService<GatewayOptions>().WebRoot is null)
            output.WriteLine("  The web client is not built (src/Web/dist): only the API answers.");
        foreach (var account in demo.Created)
            Line(output, "Sign in as", $"{account.Email}   password {account.Password}   (kept in {demo.SignInFile})");
        if (demo.Created.Count == 0 && File.Exists(demo.SignInFile))
            Line(output, "Sign in as", $"{DemoPractice.Email}   passwords in {demo.SignInFile}");
        Line(output, "Data, sealed", options.DataFolder);
        Line(output, "Keys", $"{options.KeysFolder}  (back them up apart from the data)");
        if (demoInvite is not null)
            output.WriteLine($"DEMO-INVITE {demoInvite}");
        output.WriteLine("Stop with Ctrl-C.");
        output.WriteLine();
    }

    private static void Line(TextWriter output, string what, string value) => output.WriteLine($"  {what,-18}{value}");

    private static Uri WithHost(Uri url, IPAddress address) => new UriBuilder(url) { Host = address.ToString() }.Uri;
}
