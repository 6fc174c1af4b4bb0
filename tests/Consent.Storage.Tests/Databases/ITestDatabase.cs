using System.Data.Common;
using Consent.Storage.Database;
using Consent.Storage.Exports;
using Consent.Storage.Imports;
using Consent.Storage.Ledger;
using Consent.Storage.Replicas;
using Microsoft.Extensions.Logging;

namespace Consent.Storage.Tests.Databases;

/// <summary>A database of one test's own, empty and up to date.</summary>
public interface ITestDatabase : IDisposable
{
    DbDataSource Source { get; }

    ConsentDatabase Store { get; }

    /// <summary>Writes states as a server on this database does.</summary>
    OrleansWriter Writer { get; }

    /// <summary>Gets the one writer through which a server on this database takes turns; null where the database sees to it.</summary>
    IWriteTurn? Turn { get; }

    /// <summary>Gets the roster that the writer tells of its commits.</summary>
    FakeOwnRoster OwnRoster { get; }

    IRosterDatabase Roster { get; }

    ILedgerReader Ledger { get; }

    IImportDatabase Imports { get; }

    RecordExport Export { get; }

    /// <summary>Makes it a database of the build before, which knew no spellings; its tables are there already.</summary>
    void ForgetNumberPlan();

    /// <summary>Merges as a server does when it starts, a hundred records in a transaction.</summary>
    void ApplyNumberPlan(ILogger? logger = null);
}
