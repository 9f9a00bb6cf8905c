using System.Diagnostics;
using PsyCare.Browsers;
using PsyCare.TestKit.FakePatient;

// A patient without a person: a headless browser whose camera plays the fake patient's clip. Joins the session of one invite and stays.
//   PsyCare.VirtualPatient --invite URL
//   PsyCare.VirtualPatient --invite-file FILE --while PID     waits for FILE, leaves when process PID ends

if (args is not ["--invite", _] and not ["--invite-file", _, "--while", _])
{
    Console.Error.WriteLine("usage: PsyCare.VirtualPatient --invite URL | --invite-file FILE --while PID");
    return 2;
}

using var leave = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    leave.Cancel();
};
if (args.Length == 4)
    _ = LeaveWithAsync(int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture));

var clip = Path.Combine(Path.GetTempPath(), $"psycare-fake-patient-{Environment.ProcessId}.y4m");
try
{
    var invite = args.Length == 2 ? args[1] : await ReadInviteAsync(args[1]);
    Console.WriteLine("Virtual patient: getting ready");
    FakeCamera.WriteY4m(clip);
    await using var chromium = await Chromium.StartAsync(clip);
    var patient = new PatientPage(await chromium.NewPersonAsync(Chromium.Phone));
    await patient.OpenInviteAsync(invite);
    await patient.PassDeviceCheckAsync();
    await patient.ConsentAsync(recording: true, analysis: true);
    Console.WriteLine("Virtual patient: waiting to be admitted. Sign in, open the session and let them in.");
    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, leave.Token);
}
catch (OperationCanceledException)
{
    // Asked to leave.
}
finally
{
    File.Delete(clip);
}

return 0;

async Task LeaveWithAsync(int processId)
{
    try
    {
        using var server = Process.GetProcessById(processId);
        await server.WaitForExitAsync();
    }
    catch (ArgumentException)
    {
        // It has ended already.
    }

    await leave.CancelAsync();
}

async Task<string> ReadInviteAsync(string file)
{
    using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
    var started = Process.GetCurrentProcess().StartTime.ToUniversalTime();
    while (!File.Exists(file) || File.GetLastWriteTimeUtc(file) < started - TimeSpan.FromSeconds(10))
        await poll.WaitForNextTickAsync(leave.Token);
    return (await File.ReadAllTextAsync(file, leave.Token)).Trim();
}
