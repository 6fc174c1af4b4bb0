import createClient from "openapi-fetch";
import type { components, paths } from "./schema";
import { firstLine } from "./lines";

type Line = components["schemas"]["WatchLedgerResponse"] | components["schemas"]["Status"];

async function main(baseUrl: string) {
  const client = createClient<paths>({ baseUrl });
  const [senderNumber, customerNumber] = ["+15550003111", "+15557654321"];
  const toAccount = { params: { path: { accountId: "fetch" } } };
  const content = { displayName: "Acme", repliesByLanguage: { es: { help: "Llame." } } };
  const { data: account } = await client.PUT("/v1/accounts/{accountId}", { ...toAccount, body: content });
  await client.PUT("/v1/accounts/{accountId}", { ...toAccount, body: { ...account!, optOutKeywords: ["basta"] } });
  const params = { path: { senderNumber } };
  await client.PUT("/v1/senders/{senderNumber}", { params, body: { accountId: "fetch", kind: "SENDER_KIND_ENGAGE" } });

  const check = { body: { senderNumber, customerNumber } };
  console.log((await client.POST("/v1/sends:check", check)).data?.decision);
  const text = { senderNumber, customerNumber, body: "Basta", messageId: "fetch-1" };
  console.log((await client.POST("/v1/inbound", { body: text })).data?.kind);
  const help = { senderNumber, customerNumber, body: "Ayuda", messageId: "fetch-3" };
  console.log((await client.POST("/v1/inbound", { body: help })).data?.reply?.body);
  const { data: blocked } = await client.POST("/v1/sends:check", check);
  console.log(blocked?.decision, blocked?.notice);
  const status = "/v1/senders/{senderNumber}/customers/{customerNumber}/status";
  console.log((await client.GET(status, { params: { path: { senderNumber, customerNumber } } })).data?.indicator);
  const optOut = { accountId: "fetch", customerNumber: "+15557654322", idempotencyKey: "fetch-2" };
  console.log((await client.POST("/v1/optOuts", { body: optOut })).data?.record?.state);

  const query = { afterPosition: "0", accountId: "fetch" };
  const { data: stream } = await client.GET("/v1/ledger:watch", { params: { query }, parseAs: "stream" });
  const line: Line = await firstLine(stream!);
  console.log("entry" in line && line.entry?.body);

  const { error, response } = await client.POST("/v1/sends:check", { body: { senderNumber, customerNumber: "555" } });
  console.log(response.status, error?.details[0].reason);
}

void main(process.argv[2]);
