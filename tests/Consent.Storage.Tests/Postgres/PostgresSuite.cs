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

namespace Consent.Storage.Tests.Postgres;

public sealed class PostgresStateWriteTests() : StateWriteTests(() => new PostgresTestDatabase());

public sealed class PostgresLedgerEntryTests() : LedgerEntryTests(() => new PostgresTestDatabase());

public sealed class PostgresLedgerGuardTests() : LedgerGuardTests(() => new PostgresTestDatabase());

public sealed class PostgresWriteProbeTests() : WriteProbeTests(() => new PostgresTestDatabase());

public sealed class PostgresLedgerTextTests() : LedgerTextTests(() => new PostgresTestDatabase());

public sealed class PostgresExportTests() : ExportTests(() => new PostgresTestDatabase());

public sealed class PostgresImportTests() : ImportTests(() => new PostgresTestDatabase());

public sealed class PostgresImportRaceTests() : ImportRaceTests(() => new PostgresTestDatabase());

public sealed class PostgresLedgerReaderTests() : LedgerReaderTests(() => new PostgresTestDatabase());

public sealed class PostgresRegistrationTests() : RegistrationTests(() => new PostgresTestDatabase());

public sealed class PostgresTailTests() : TailTests(() => new PostgresTestDatabase());

public sealed class PostgresPollTests() : PollTests(() => new PostgresTestDatabase());

public sealed class PostgresRegistryWriteTests() : RegistryWriteTests(() => new PostgresTestDatabase());

public sealed class PostgresRegistryPollTests() : RegistryPollTests(() => new PostgresTestDatabase());

public sealed class PostgresLedgerSealerTests() : LedgerSealerTests(() => new PostgresTestDatabase());

public sealed class PostgresTamperingTests() : TamperingTests(() => new PostgresTestDatabase());

public sealed class PostgresSignatureTests() : SignatureTests(() => new PostgresTestDatabase());

public sealed class PostgresEvidencePageTests() : EvidencePageTests(() => new PostgresTestDatabase());

public sealed class PostgresHistoryPageTests() : HistoryPageTests(() => new PostgresTestDatabase());

public sealed class PostgresLedgerPastTests() : LedgerPastTests(() => new PostgresTestDatabase());

public sealed class PostgresReviewTests() : ReviewTests(() => new PostgresTestDatabase());

public sealed class PostgresSpellingTests() : SpellingTests(() => new PostgresTestDatabase());

public sealed class PostgresMergeTests() : MergeTests(() => new PostgresTestDatabase());

public sealed class PostgresSenderMergeTests() : SenderMergeTests(() => new PostgresTestDatabase());

public sealed class PostgresSpelledReadTests() : SpelledReadTests(() => new PostgresTestDatabase());

public sealed class PostgresApiKeyWriteTests() : ApiKeyWriteTests(() => new PostgresTestDatabase());

public sealed class PostgresApiKeyPollTests() : ApiKeyPollTests(() => new PostgresTestDatabase());

public sealed class PostgresApiKeyUseTests() : ApiKeyUseTests(() => new PostgresTestDatabase());
