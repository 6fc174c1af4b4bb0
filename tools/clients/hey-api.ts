import { checkSend, getStatus, putAccount, putSender, recordInbound, recordOptOut, watchLedger } from "./hey";
import type { Status, WatchLedgerResponse } from "./hey";
import { client } from "./hey/client.gen";
import { firstLine } from "./lines";

async function main(baseUrl: string) {
  client.setConfig({ baseUrl });
  const [senderNumber, customerNumber] = ["+15550004111", "+15557654321"];
  const repliesByLanguage = { es: { help: "Llame." } };
  const { data: account } = await putAccount({ path: { accountId: "hey" }, body: { displayName: "Acme", repliesByLanguage } });
  await putAccount({ path: { accountId: "hey" }, body: { ...account!, optOutKeywords: ["basta"] } });
  await putSender({ path: { senderNumber }, body: { accountId: "hey", kind: "SENDER_KIND_ENGAGE" } });

  const check = { body: { senderNumber, customerNumber } };
  console.log((await checkSend(check)).data?.decision);
  console.log((await recordInbound({ body: { senderNumber, customerNumber, body: "Basta", messageId: "hey-1" } })).data?.kind);
  const help = await recordInbound({ body: { senderNumber, customerNumber, body: "Ayuda", messageId: "hey-3" } });
  console.log(help.data?.reply?.body);
  const { data: blocked } = await checkSend(check);
  console.log(blocked?.decision, blocked?.notice);
  console.log((await getStatus({ path: { senderNumber, customerNumber } })).data?.indicator);
  const optOut = { accountId: "hey", customerNumber: "+15557654322", idempotencyKey: "hey-2" };
  console.log((await recordOptOut({ body: optOut })).data?.record?.state);

  const { data: stream } = await watchLedger({ query: { afterPosition: "0", accountId: "hey" }, parseAs: "stream" });
  const line: WatchLedgerResponse | Status = await firstLine(stream as unknown as ReadableStream<Uint8Array>);
  console.log("entry" in line && line.entry?.body);

  const { error, response } = await checkSend({ body: { senderNumber, customerNumber: "555" } });
  console.log(response?.status, error?.details[0].reason);
}

void main(process.argv[2]);
