namespace Consent.Torture.Faults;

/// <summary>A server that others cannot reach, while its callers can.</summary>
internal static class CutFaults
{
    private const int StopsMeanwhile = 100;
    private const string Peers = "peers";
    private const string Database = "database";
    private const string Both = "both";

    // Its peers still hear from it that it answers no checks, so nobody retires it.
    public static FaultKind FromDatabase { get; } = Cut("cut from database", _ => [Database]);

    public static FaultKind FromPeers { get; } = Cut("cut from peers", _ => [Peers]);

    public static FaultKind FromBoth { get; } = Cut("cut from both", _ => [Both], isRetired: true);

    public static FaultKind In { get; } = Cut("cut one way, in", hands => [Any(hands), "in"]);

    public static FaultKind Out { get; } = Cut("cut one way, out", hands => [Any(hands), "out"]);

    public static FaultKind Old { get; } = Cut("old connections silent", hands => [Any(hands), "old"]);

    private static string Any(Hands hands) => hands.Any(Peers, Database, Both);

    private static FaultKind Cut(string name, Func<Hands, string[]> draw, bool isRetired = false) => new(name, hands =>
    {
        var from = draw(hands);
        var cut = ServerFaults.Of(
            name,
            (_, server) => hands.RunAsync(["cut", $"{server}", .. from]),
            async (_, server) =>
            {
                if (isRetired)
                {
                    await hands.RetiredAsync(server);
                    await hands.Recorder.AcknowledgedAsync(StopsMeanwhile);
                }

                await (isRetired ? hands.ForAsync(0, 2) : hands.ForAsync(3, 12));
            },
            (_, server) => hands.RunAsync("heal", $"{server}"));
        return cut.Plan(hands);
    });
}
