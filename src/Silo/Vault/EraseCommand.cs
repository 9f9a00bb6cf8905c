using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Recordings;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Domain.Retention;
using PsyCare.Silo.Configuration;

namespace PsyCare.Silo.Vault;

/// <summary>
/// <c>erase patient | session | recording | affect ID</c> and <c>hold patient ID on | off REASON</c>: what the product does over its own pages, for an
/// operator who is asked to. Each is an entry of the audit log.
/// </summary>
internal static class EraseCommand
{
    public const string Erase = "erase";
    public const string Hold = "hold";

    private const string Usage = """
        Say what to do, then the options of the folders (--data, --keys):
          erase patient|session|recording|affect ID   for good, in every copy
          hold patient ID on|off REASON               a legal hold forbids erasing; the patient can read the reason
        """;

    /// <summary>How many arguments, the command's name among them, come before the options.</summary>
    public static int Length(string[] args) => args is [Hold, ..] ? 5 : 3;

    /// <summary>Runs the command on grains that are running.</summary>
    public static async Task RunAsync(string[] args, IClusterClient grains, TextWriter output)
    {
        if (args.Length < Length(args) || !Ids.IsValid(args[2]))
            throw new SiloOptionsException(Usage);
        try
        {
            await ActAsync(args, grains);
            output.WriteLine(args[0] == Hold ? $"Legal hold of {args[2]}: {args[3]}." : $"{args[1]} {args[2]} is erased, in every copy.");
        }
        catch (RefusedException e)
        {
            throw new SiloOptionsException($"{Explain(e.Refusal, args)} Nothing was changed.", e);
        }
    }

    private static async Task ActAsync(string[] args, IClusterClient grains)
    {
        var id = args[2];
        switch (args)
        {
            case [Erase, "patient", ..]:
                var patient = grains.GetGrain<IPatientGrain>(id);
                // An erasure that is repeated succeeds; one of nobody must not look like it.
                await patient.GetAsync();
                await patient.EraseAsync(OperatorLog.Actor);
                break;
            case [Erase, "session", ..]:
                var patientId = await grains.GetGrain<ISessionGrain>(id).GetPatientIdAsync();
                await grains.GetGrain<IPatientGrain>(patientId).EraseSessionAsync(id, OperatorLog.Actor);
                break;
            case [Erase, "recording", ..]:
                await grains.GetGrain<IRecordingGrain>(id).EraseRecordingAsync(OperatorLog.Actor);
                break;
            case [Erase, "affect", ..]:
                await grains.GetGrain<IRecordingGrain>(id).EraseAffectAsync(OperatorLog.Actor);
                break;
            case [Hold, "patient", _, "on", var reason, ..]:
                await grains.GetGrain<IPatientGrain>(id).SetHoldAsync(Ids.New(), reason, OperatorLog.Actor);
                break;
            case [Hold, "patient", _, "off", var reason, ..]:
                await LiftAsync(grains.GetGrain<IPatientGrain>(id), reason);
                break;
            default:
                throw new SiloOptionsException(Usage);
        }
    }

    private static async Task LiftAsync(IPatientGrain patient, string reason)
    {
        await patient.GetAsync();
        foreach (var hold in (await patient.GetHoldsAsync()).Where(h => h.Stands))
            await patient.LiftHoldAsync(hold.Id, reason, OperatorLog.Actor);
    }

    private static string Explain(Refusal refusal, string[] args) => refusal switch
    {
        Refusal.NotFound => $"There is no {args[1]} {args[2]}: the id is wrong, or it was erased before.",
        Refusal.LegalHold => "A legal hold forbids it (hold patient ID off REASON lifts it).",
        Refusal.WrongPhase => "A session is live: end it first.",
        Refusal.Invalid => $"A hold needs a reason of {LegalHold.MinReasonLength} to {LegalHold.MaxReasonLength} characters.",
        _ => $"Refused: {refusal}.",
    };
}
