using System.Data;
using System.Data.Common;
using Consent.Storage.Database;
using Consent.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Consent.Storage.Tests.Sqlite;

public sealed class SqliteDataSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Connection_HoweverOpened_IsDurable()
    {
        using var database = SqliteDatabase.Open(_folder.ConnectionString);
        await using var opened = database.Source.OpenConnection();
        await using var openedAsync = await database.Source.OpenConnectionAsync();
        await using var created = database.Source.CreateConnection();
        created.Open();
        await using var createdAsync = database.Source.CreateConnection();
        await createdAsync.OpenAsync();

        Assert.All([opened, openedAsync, created, createdAsync], AssertDurable);
        Assert.Equal(2L, await database.Source.ScalarAsync("PRAGMA synchronous"));
    }

    [Fact]
    public void Connection_TakenFromThePool_IsDurableAgain()
    {
        using var database = SqliteDatabase.Open(_folder.ConnectionString);
        using (var careless = database.Source.OpenConnection())
        {
            Pragma(careless, "PRAGMA synchronous = OFF");
            Assert.Equal("0", Pragma(careless, "PRAGMA synchronous"));
        }

        using var connection = database.Source.OpenConnection();

        AssertDurable(connection);
    }

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=")]
    [InlineData("")]
    [InlineData("Data Source=file:consent.db")]
    [InlineData("Data Source=consent.db;Mode=Memory")]
    [InlineData("Data Source=consent.db;Mode=ReadOnly")]
    [InlineData("Data Source=consent.db;Cache=Shared")]
    public void Create_WhatWouldNotLast_IsRefused(string connectionString)
    {
        var refusal = Assert.Throws<StorageRefusedException>(() => SqliteDataSource.Create(connectionString));

        Assert.Contains("Storage:ConnectionString", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=localhost")]
    [InlineData("Data Source=consent.db;Mode=Sideways")]
    [InlineData("consent.db")]
    public void Create_Unreadable_IsRefused(string connectionString) =>
        Assert.Throws<StorageRefusedException>(() => SqliteDataSource.Create(connectionString));

    [Fact]
    public void Create_RelativePath_IsMadeWhole() =>
        Assert.Equal(Path.GetFullPath("consent.db"), SqliteDataSource.Create("Data Source=consent.db").Path);

    [Fact]
    public void Create_Link_IsFollowedToTheFile()
    {
        File.WriteAllBytes(_folder.Database, []);
        File.CreateSymbolicLink(_folder.File("link.db"), _folder.Database);

        Assert.Equal(_folder.Database, SqliteDataSource.Create($"Data Source={_folder.File("link.db")}").Path);
    }

    private static void AssertDurable(DbConnection connection)
    {
        Assert.Equal(ConnectionState.Open, connection.State);
        Assert.Equal("2", Pragma(connection, "PRAGMA synchronous"));
        Assert.Equal("wal", Pragma(connection, "PRAGMA journal_mode"));
    }

    private static string? Pragma(DbConnection connection, string pragma)
    {
        using var command = ((SqliteConnection)connection).CreateCommand();
        command.CommandText = pragma;
        return command.ExecuteScalar()?.ToString();
    }
}
