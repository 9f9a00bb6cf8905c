using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Orleans.Hosting;
using PsyCare.Silo.Configuration;

namespace PsyCare.Silo.Cluster.Storage;

/// <summary>Membership and reminders in Azure Tables, grain state in blobs, by Orleans' own providers: one storage account and no database.</summary>
internal static class AzureStorage
{
    /// <summary>The container of grain state.</summary>
    public const string StateContainer = "psycare-state";

    private const string SubscriptionsContainer = "psycare-streams";
    private const string MembershipTable = "PsyCareSilos";
    private const string RemindersTable = "PsyCareReminders";
    private const string BlobHost = ".blob.";
    private const string TableHost = ".table.";

    /// <summary>How a silo uses it.</summary>
    public static void Use(ISiloBuilder silo, ClusterOptions options)
    {
        var (tables, blobs) = (Tables(options), OpenBlobs(options));
        silo.UseAzureStorageClustering(o => (o.TableServiceClient, o.TableName) = (tables, MembershipTable))
            .UseAzureTableReminderService(o => (o.TableServiceClient, o.TableName) = (tables, RemindersTable))
            .AddAzureBlobGrainStorage(ClusterStorage.Subscriptions, o => (o.BlobServiceClient, o.ContainerName) = (blobs, SubscriptionsContainer))
            .AddAzureBlobGrainStorage(ClusterStorage.Rows, o => (o.BlobServiceClient, o.ContainerName, o.GrainStorageSerializer, o.DeleteStateOnClear) =
                (blobs, StateContainer, new SealedStateSerializer(), true));
    }

    /// <summary>How a gateway finds the silos.</summary>
    public static void Use(IClientBuilder client, ClusterOptions options) =>
        client.UseAzureStorageClustering(o => (o.TableServiceClient, o.TableName) = (Tables(options), MembershipTable));

    /// <summary>The account's blobs.</summary>
    /// <exception cref="SiloOptionsException">The connection string is none.</exception>
    public static BlobServiceClient OpenBlobs(ClusterOptions options) => Open(
        options, connection => new BlobServiceClient(connection), account => new BlobServiceClient(account, new DefaultAzureCredential()));

    /// <summary>An account has a host for each of its services, alike but for the service's name.</summary>
    private static TableServiceClient Tables(ClusterOptions options) => Open(
        options,
        connection => new TableServiceClient(connection),
        account => new TableServiceClient(
            new UriBuilder(account) { Host = account.Host.Replace(BlobHost, TableHost, StringComparison.Ordinal) }.Uri, new DefaultAzureCredential()));

    private static T Open<T>(ClusterOptions options, Func<string, T> byConnection, Func<Uri, T> byIdentity)
    {
        try
        {
            return options.AzureState is { } account ? byIdentity(account) : byConnection(options.AzureStateConnection!);
        }
        catch (FormatException e)
        {
            throw new SiloOptionsException("PSYCARE_AZURE_STATE_CONNECTION is no connection string of an Azure Storage account.", e);
        }
    }
}
