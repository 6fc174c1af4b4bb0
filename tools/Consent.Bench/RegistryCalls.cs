using System.Diagnostics;
using System.Globalization;
using Consent.V1;
using Grpc.Net.Client;

namespace Consent.Bench;

/// <summary>What the server spends on a call, with the registry of <see cref="RegistryLoad"/>: kinds of calls in turn, medians.</summary>
/// <remarks>Customers that nobody has asked about; the server's processor time, whatever else the machine does meanwhile.</remarks>
internal static class RegistryCalls
{
    private const int Candidates = 10;
    private const int Senders = 100_000;
    private const int Accounts = 10_000;
    private const string Registered = "registered";
    private const string NotRegistered = "not-registered";
    private const string SelectGiven = "select-given";
    private const string SelectAccount = "select-account";

    private static readonly string[] Kinds = [Registered, NotRegistered, SelectGiven, SelectAccount];

    public static async Task RunAsync(Uri address, int process, int callers, int count, int rounds)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var client = new ConsentAuthority.ConsentAuthorityClient(channel);
        using var server = Process.GetProcessById(process);
        var spent = Kinds.ToDictionary(kind => kind, _ => new List<double>(), StringComparer.Ordinal);

        // The first round warms up. Each round begins with another kind: what one leaves to be collected is the next one's burden.
        for (var round = 0; round <= rounds; round++)
        {
            for (var turn = 0; turn < Kinds.Length; turn++)
            {
                var kind = Kinds[(round + turn) % Kinds.Length];
                var before = Spent(server);
                await ClosedLoop.RunAsync(kind, callers, count, (_, index) => CallAsync(client, kind, index));
                if (round > 0)
                {
                    spent[kind].Add((Spent(server) - before).TotalMicroseconds / count);
                }
            }
        }

        foreach (var kind in Kinds)
        {
            spent[kind].Sort();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{kind}: {Median(spent[kind]):F2} us of the server's processor, median of {rounds}"));
        }

        Report("CheckSend, registered / not registered", Median(spent[Registered]) / Median(spent[NotRegistered]));
        Report("SelectSender over 10 given / CheckSend", Median(spent[SelectGiven]) / Median(spent[Registered]));
        Report("SelectSender over an account's 10 / CheckSend", Median(spent[SelectAccount]) / Median(spent[Registered]));
    }

    private static Task CallAsync(ConsentAuthority.ConsentAuthorityClient client, string kind, int index)
    {
        var customer = Number(13_330_000_000, (index * 7_919L) % 100_000_000);
        return kind switch
        {
            Registered => client.CheckSendAsync(new() { SenderNumber = Sender(index), CustomerNumber = customer }).ResponseAsync,
            NotRegistered => client.CheckSendAsync(
                new() { SenderNumber = Number(16_660_000_000, index % Senders), CustomerNumber = customer }).ResponseAsync,
            SelectGiven => client.SelectSenderAsync(new()
            {
                CustomerNumber = customer,
                // Of one account, as a business's candidates are.
                SenderNumbers = { Enumerable.Range(0, Candidates).Select(candidate => Sender(index + (candidate * Accounts))) },
            }).ResponseAsync,
            _ => client.SelectSenderAsync(new()
            {
                CustomerNumber = customer,
                AccountId = string.Create(CultureInfo.InvariantCulture, $"account-{index % Accounts:000000}"),
            }).ResponseAsync,
        };
    }

    private static string Sender(int index) => Number(15_550_000_000, index % Senders);

    private static string Number(long first, long index) => string.Create(CultureInfo.InvariantCulture, $"+{first + index}");

    private static TimeSpan Spent(Process server)
    {
        server.Refresh();
        return server.TotalProcessorTime;
    }

    private static double Median(List<double> sorted) => sorted[sorted.Count / 2];

    private static void Report(string what, double ratio) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {ratio:F2}"));
}
