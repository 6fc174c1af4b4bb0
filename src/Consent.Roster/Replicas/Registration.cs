using Consent.Roster.Clocks;
using Consent.Storage.Replicas;
using Microsoft.Extensions.Logging;

namespace Consent.Roster.Replicas;

/// <summary>
/// This server's row in the list of replicas: rules 1 (register), 5 (delete retired rows) and 6 (leave) of docs/how-it-works.md.
/// </summary>
internal sealed class Registration(
    IRosterDatabase database,
    ReplicaClock clock,
    ReplicaAddress address,
    IMembership membership,
    TimeSpan maxStaleness,
    ILogger<Registration> logger)
{
    private readonly RetiredReplicas _retired = new(clock);
    private readonly HashSet<string> _formerIds = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private volatile string? _id;
    private volatile bool _isClosed;

    /// <summary>Gets the id under which this server answers checks: null while it is not registered.</summary>
    public string? Id => _id;

    /// <summary>Gets a value indicating whether this server has left, or is about to: it does not register again.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Rule 1: commits this server's row.</summary>
    /// <exception cref="InvalidOperationException">This server has left, or the others have declared it dead.</exception>
    public async Task<string> RegisterAsync(CancellationToken stopping)
    {
        // Writers would wait for the row of a server that is about to exit.
        if (_isClosed || !await DatabaseTimeout.WithinAsync(membership.IsMemberAsync, clock.Time, stopping))
        {
            throw new InvalidOperationException("This server is no longer a member of its cluster.");
        }

        // Every attempt has a new id: one whose outcome is unknown may have committed, and must not stand for this server.
        var replica = new Replica(Guid.NewGuid().ToString("N"), address.Value, maxStaleness);
        lock (_lock)
        {
            _formerIds.Add(replica.Id);
        }

        await DatabaseTimeout.WithinAsync(cancellation => database.RegisterAsync(replica, cancellation), clock.Time, stopping);
        lock (_lock)
        {
            _formerIds.Remove(replica.Id);
            _id = replica.Id;
        }

        Log.Registered(logger, replica.Id);
        return replica.Id;
    }

    /// <summary>A poll has shown that the row is retired or gone: the next poll registers again.</summary>
    /// <param name="id">The row's.</param>
    /// <param name="isListed">Whether the row is still there: this server deletes it once it is fresh under a new id.</param>
    public void Invalidate(string id, bool isListed)
    {
        lock (_lock)
        {
            if (isListed)
            {
                _formerIds.Add(id);
            }

            _id = null;
        }

        Log.RegistersAgain(logger);
    }

    /// <summary>Deletes the rows that nobody has to wait for any longer. Call when a poll has made the roster fresh.</summary>
    public async Task DeleteExpiredAsync(IReadOnlyList<Replica> replicas, CancellationToken stopping)
    {
        // Rule 6: the roster is fresh under a new id, so no check is answered under a former one.
        foreach (var replica in replicas.Where(replica => _formerIds.Contains(replica.Id)))
        {
            await DeleteAsync(replica.Id, stopping);
        }

        lock (_lock)
        {
            _formerIds.Clear();
        }

        // Rule 5.
        foreach (var id in _retired.Expired(replicas))
        {
            await DeleteAsync(id, stopping);
        }
    }

    /// <summary>Registers no more.</summary>
    /// <returns>The rows to <see cref="LeaveAsync"/> once no check is answered any more.</returns>
    /// <remarks>
    /// A server that the others declared dead may have only a former row: it was retired, and could not register again.
    /// </remarks>
    public List<string> Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            List<string> rows = [.. _formerIds];
            if (_id is { } current)
            {
                rows.Add(current);
            }

            _id = null;
            return rows;
        }
    }

    /// <summary>
    /// Rule 6: deletes this server's rows. If that fails, writers wait until the rows have expired, as for a dead server's.
    /// </summary>
    public async Task LeaveAsync(List<string> rows, CancellationToken cancellation)
    {
        try
        {
            foreach (var id in rows)
            {
                await database.DeleteAsync(id, cancellation);
            }
        }
        catch (Exception e)
        {
            Log.RowNotDeleted(logger, e);
        }
    }

    private Task DeleteAsync(string id, CancellationToken stopping) =>
        DatabaseTimeout.WithinAsync(cancellation => database.DeleteAsync(id, cancellation), clock.Time, stopping);
}
