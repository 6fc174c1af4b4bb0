using Consent.Torture.Histories;

namespace Consent.Torture.Checking;

/// <summary>What was sent in a run: events by their ids, Puts by what they register.</summary>
internal sealed class SentEvents
{
    private readonly Dictionary<string, SentEvent> _events = [];
    private readonly Dictionary<string, List<WriteAttempt>> _puts = [];
    private readonly Dictionary<string, string> _accounts = [];

    /// <exception cref="InvalidDataException">An id is used for two events.</exception>
    public SentEvents(IEnumerable<WriteAttempt> attempts)
    {
        foreach (var attempt in attempts)
        {
            if (attempt.Registration is { } registration)
            {
                AddPut(registration, attempt);
            }
            else if (_events.TryGetValue(attempt.Id, out var sent))
            {
                sent.Add(attempt);
            }
            else
            {
                _events.Add(attempt.Id, new SentEvent(attempt));
            }
        }

        foreach (var sent in _events.Values)
        {
            sent.Complete();
        }
    }

    public IReadOnlyCollection<SentEvent> All => _events.Values;

    public IEnumerable<WriteAttempt> Puts => _puts.Values.SelectMany(puts => puts);

    public SentEvent? Find(string id) => _events.GetValueOrDefault(id);

    /// <summary>The Puts of one sender or account.</summary>
    public IReadOnlyList<WriteAttempt> PutsOf(string key) => _puts.GetValueOrDefault(key) ?? [];

    /// <summary>The account that a sender has, or may have; once it has one, it stays.</summary>
    public string? AccountOf(string sender) => _accounts.GetValueOrDefault(sender);

    private void AddPut(Registration registration, WriteAttempt attempt)
    {
        if (!_puts.TryGetValue(registration.Key, out var puts))
        {
            _puts.Add(registration.Key, puts = []);
        }

        puts.Add(attempt);
        if (registration.Sender is { } sender && attempt.MayBeEntered)
        {
            _accounts[sender] = registration.Account;
        }
    }
}
