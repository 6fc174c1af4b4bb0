using Generated;
using Generated.Models;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

using var adapter = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider()) { BaseUrl = args[0] };
var v1 = new ConsentClient(adapter).V1;
var (sender, customer) = ("+15550002111", "+15557654321");
var replies = new AccountContent_repliesByLanguage();
replies.AdditionalData["es"] = new ReplyTemplates { Help = "Llame." };
var account = (await v1.Accounts["kiota"].PutAsync(new AccountContent { DisplayName = "Acme", RepliesByLanguage = replies }))!;
account.OptOutKeywords!.Add("basta");
await v1.Accounts["kiota"].PutAsync(account);
await v1.Senders[sender].PutAsync(new SenderContent { AccountId = "kiota", Kind = SenderKind.SENDER_KIND_ENGAGE });

var check = new CheckSendRequest { SenderNumber = sender, CustomerNumber = customer };
Console.WriteLine((await v1.SendsCheck.PostAsync(check))!.Decision);
var text = new RecordInboundRequest { SenderNumber = sender, CustomerNumber = customer, Body = "Basta", MessageId = "kiota-1" };
Console.WriteLine((await v1.Inbound.PostAsync(text))!.Kind);
var help = new RecordInboundRequest { SenderNumber = sender, CustomerNumber = customer, Body = "Ayuda", MessageId = "kiota-3" };
Console.WriteLine((await v1.Inbound.PostAsync(help))!.Reply!.Body);
var blocked = (await v1.SendsCheck.PostAsync(check))!;
Console.WriteLine($"{blocked.Decision} {blocked.Notice}");
Console.WriteLine((await v1.Senders[sender].Customers[customer].Status.GetAsync())!.Indicator);
var optOut = new RecordOptOutRequest { AccountId = "kiota", CustomerNumber = "+15557654322", IdempotencyKey = "kiota-2" };
Console.WriteLine((await v1.OptOuts.PostAsync(optOut))!.Record!.State);

var stream = await v1.LedgerWatch.GetAsync(
    request => (request.QueryParameters.AfterPosition, request.QueryParameters.AccountId) = ("0", "kiota"));
using (var lines = new StreamReader(stream!))
{
    using var line = System.Text.Json.JsonDocument.Parse((await lines.ReadLineAsync())!);
    Console.WriteLine(line.RootElement.GetProperty("entry").GetProperty("body"));
}

try
{
    await v1.SendsCheck.PostAsync(new CheckSendRequest { SenderNumber = sender, CustomerNumber = "555" });
}
catch (Status refused)
{
    Console.WriteLine($"{refused.ResponseStatusCode} {refused.Details![0].Reason}");
}
