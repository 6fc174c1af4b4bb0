// Compiled by NSwagClientTests, together with the client that NSwag has just generated.
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;

namespace Generated;

#if SystemTextJson
// NSwag 14.8.0 leaves out the converter where an enumeration is an array's item.
public partial class ConsentClient
{
    static partial void UpdateJsonSerializerSettings(JsonSerializerOptions settings) =>
        settings.Converters.Add(new System.Text.Json.Serialization.JsonStringEnumConverter());
}
#endif

public static class NSwagJob
{
    public static async Task<List<string>> RunAsync(HttpClient http)
    {
        var said = new List<string>();
        var client = new ConsentClient($"{http.BaseAddress}", http);
        var account = await client.PutAccountAsync("acme", new AccountContent
        {
            DisplayName = "Acme",
            RepliesByLanguage = new Dictionary<string, ReplyTemplates> { ["es"] = new ReplyTemplates { Help = "Llame." } },
        });
        account.OptOutKeywords.Add("basta");
        said.Add((await client.PutAccountAsync("acme", account)).Revision);
        var sender = new SenderContent { AccountId = "acme", Kind = SenderKind.SENDER_KIND_ENGAGE };
        said.Add((await client.PutSenderAsync("+15550001111", sender)).SenderNumber);

        var check = new CheckSendRequest { SenderNumber = "+15550001111", CustomerNumber = "+15557654321" };
        said.Add($"{(await client.CheckSendAsync(check)).Decision}");
        said.Add($"{(await client.RecordInboundAsync(new RecordInboundRequest
        {
            SenderNumber = "+15550001111",
            CustomerNumber = "+15557654321",
            Body = "Basta",
            MessageId = "m1",
        })).Kind}");
        said.Add((await client.RecordInboundAsync(new RecordInboundRequest
        {
            SenderNumber = "+15550001111",
            CustomerNumber = "+15557654321",
            Body = "Ayuda",
            MessageId = "m2",
        })).Reply.Body);
        var blocked = await client.CheckSendAsync(check);
        said.Add($"{blocked.Decision} {blocked.Notice}");
        said.Add($"{(await client.GetStatusAsync("+15550001111", "+15557654321", null, null)).Indicator}");
        said.Add($"{(await client.GetStatusByAccountIdAsync("acme", "+15557654322", null, null)).Indicator}");
        said.Add($"{(await client.RecordOptOutAsync(new RecordOptOutRequest
        {
            CustomerNumber = "+15557654322",
            AccountId = "acme",
            IdempotencyKey = "o1",
        })).Record.State}");

        using (var stream = await client.WatchLedgerAsync("0", "acme", null))
        using (var lines = new StreamReader(stream.Stream))
        {
            var first = JsonSerializer.Deserialize<JsonElement>((await lines.ReadLineAsync())!);
            said.Add($"{stream.StatusCode} {first.GetProperty("entry").GetProperty("body")}");
        }

        try
        {
            check.CustomerNumber = "555";
            await client.CheckSendAsync(check);
        }
        catch (ApiException<Status> refused)
        {
            foreach (var detail in refused.Result.Details)
            {
                said.Add($"{refused.StatusCode} {refused.Result.Code} {detail.Reason} {detail.FieldViolations?.Count}");
            }
        }

        return said;
    }
}
