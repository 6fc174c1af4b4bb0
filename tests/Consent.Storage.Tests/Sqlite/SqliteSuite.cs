using Consent.Storage.Tests.Access;
using Consent.Storage.Tests.Exports;
using Consent.Storage.Tests.Imports;
using Consent.Storage.Tests.Ledger;
using Consent.Storage.Tests.Numbers;
using Consent.Storage.Tests.Records;
using Consent.Storage.Tests.Registry;
using Consent.Storage.Tests.Replicas;
using Consent.Storage.Tests.Reviews;
using Consent.Storage.Tests.Seals;

namespace Consent.Storage.Tests.Sqlite;

public sealed class SqliteStateWriteTests() : StateWriteTests(() => new SqliteTestDatabase());

public sealed class SqliteLedgerEntryTests() : LedgerEntryTests(() => new SqliteTestDatabase());

public sealed class SqliteLedgerGuardTests() : LedgerGuardTests(() => new SqliteTestDatabase());

public sealed class SqliteWriteProbeTests() : WriteProbeTests(() => new SqliteTestDatabase());

public sealed class SqliteLedgerTextTests() : LedgerTextTests(() => new SqliteTestDatabase());

public sealed class SqliteExportTests() : ExportTests(() => new SqliteTestDatabase());

public sealed class SqliteImportTests() : ImportTests(() => new SqliteTestDatabase());

public sealed class SqliteImportRaceTests() : ImportRaceTests(() => new SqliteTestDatabase());

public sealed class SqliteLedgerReaderTests() : LedgerReaderTests(() => new SqliteTestDatabase());

public sealed class SqliteRegistrationTests() : RegistrationTests(() => new SqliteTestDatabase());

public sealed class SqliteTailTests() : TailTests(() => new SqliteTestDatabase());

public sealed class SqlitePollTests() : PollTests(() => new SqliteTestDatabase());

public sealed class SqliteRegistryWriteTests() : RegistryWriteTests(() => new SqliteTestDatabase());

public sealed class SqliteRegistryPollTests() : RegistryPollTests(() => new SqliteTestDatabase());

public sealed class SqliteLedgerSealerTests() : LedgerSealerTests(() => new SqliteTestDatabase());

public sealed class SqliteTamperingTests() : TamperingTests(() => new SqliteTestDatabase());

public sealed class SqliteSignatureTests() : SignatureTests(() => new SqliteTestDatabase());

public sealed class SqliteEvidencePageTests() : EvidencePageTests(() => new SqliteTestDatabase());

public sealed class SqliteHistoryPageTests() : HistoryPageTests(() => new SqliteTestDatabase());

public sealed class SqliteLedgerPastTests() : LedgerPastTests(() => new SqliteTestDatabase());

public sealed class SqliteReviewTests() : ReviewTests(() => new SqliteTestDatabase());

public sealed class SqliteSpellingTests() : SpellingTests(() => new SqliteTestDatabase());

public sealed class SqliteMergeTests() : MergeTests(() => new SqliteTestDatabase());

public sealed class SqliteSenderMergeTests() : SenderMergeTests(() => new SqliteTestDatabase());

public sealed class SqliteSpelledReadTests() : SpelledReadTests(() => new SqliteTestDatabase());

public sealed class SqliteApiKeyWriteTests() : ApiKeyWriteTests(() => new SqliteTestDatabase());

public sealed class SqliteApiKeyPollTests() : ApiKeyPollTests(() => new SqliteTestDatabase());

public sealed class SqliteApiKeyUseTests() : ApiKeyUseTests(() => new SqliteTestDatabase());
