using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.People;
using PsyCare.Contracts.Recordings;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain;
using PsyCare.Silo.Configuration;
using PsyCare.Vault.Audit;

namespace PsyCare.Silo.Vault;

/// <summary>
/// <c>erase patient | session | recording | affect ID</c> and <c>hold patient ID on | off</c>: what the product does over its own pages, for an
/// operator who is asked to. Each is an entry of the audit log.
/// </summary>
internal static class EraseCommand
{
    public const string Erase = "erase";
    public const string Hold = "hold";

    private const string Usage = """
        Say what to do, then the options of the folders (--data, --keys):
          erase patient|session|recording|affect ID   for good, in every copy
          hold patient ID on|off                      a legal hold forbids erasing
        """;

    /// <summary>How many arguments, the command's name among them, come before the options.</summary>
    public static int Length(string[] args) => args is [Hold, ..] ? 4 : 3;

    /// <summary>Runs the command on grains that are running.</summary>
    public static async Task RunAsync(string[] args, IClusterClient grains, AuditLog audit, TextWriter output)
    {
        if (args.Length < Length(args) || !Ids.IsValid(args[2]))
            throw new SiloOptionsException(Usage);
        try
        {
            await ActAsync(args, grains, audit);
            output.WriteLine(args[0] == Hold ? $"Legal hold of {args[2]}: {args[3]}." : $"{args[1]} {args[2]} is erased, in every copy.");
        }
        catch (RefusedException e)
        {
            throw new SiloOptionsException($"Refused: {e.Refusal}. Nothing was erased.", e);
        }
    }

    private static async Task ActAsync(string[] args, IClusterClient grains, AuditLog audit)
    {
        var id = args[2];
        switch (args)
        {
            case [Erase, "patient", ..]:
                await grains.GetGrain<IPatientGrain>(id).EraseAsync(OperatorLog.Actor);
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
            case [Hold, "patient", _, ("on" or "off") and var held, ..]:
                await grains.GetGrain<IPatientGrain>(id).SetLegalHoldAsync(held == "on");
                await audit.AppendAsync(AuditAction.LegalHoldByCommand, OperatorLog.Actor, id, held);
                break;
            default:
                throw new SiloOptionsException(Usage);
        }
    }
}
