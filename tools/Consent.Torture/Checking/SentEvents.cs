namespace Consent.Torture.Checking;

/// <summary>What was sent in a run: events by their ids, Puts by what they register.</summary>
internal sealed class SentEvents
{
    private readonly Dictionary<string, SentEvent> _events = [];
    private readonly Dictionary<string, List<WriteAttempt>> _puts = [];
    private readonly Dictionary<string, string> _accounts = [];
    private readonly Dictionary<string, HashSet<string>> _names = [];

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

    public IReadOnlyList<WriteAttempt> PutsOf(string key) => _puts.GetValueOrDefault(key) ?? [];

    /// <summary>The account that a sender has, or may have; once it has one, it stays.</summary>
    public string? AccountOf(string sender) => _accounts.GetValueOrDefault(sender);

    /// <summary>The senders for which a number is, or may be, the reply number.</summary>
    public IReadOnlyCollection<string> NamesOf(string number) => _names.GetValueOrDefault(number) ?? [];

    private void AddPut(Registration registration, WriteAttempt attempt)
    {
        _puts.GetOrAdd(registration.Key).Add(attempt);
        if (registration.Sender is { } sender && attempt.MayBeEntered)
        {
            _accounts[sender] = registration.Account;
            if (registration.ReplyNumber is { } number)
            {
                _names.GetOrAdd(number).Add(sender);
            }
        }
    }
}

/// <summary>One event: all attempts with its id.</summary>
internal sealed class SentEvent
{
    private readonly List<WriteAttempt> _attempts = [];

    public SentEvent(WriteAttempt first) => _attempts.Add(first);

    public WriteAttempt First => _attempts[0];

    public WriteKind Kind => First.Kind;

    public IReadOnlyList<WriteAttempt> Attempts => _attempts;

    public bool IsOptOut => Kind is WriteKind.Stop or WriteKind.OptOut or WriteKind.ImportedRow;

    public bool IsOptIn => Kind is WriteKind.Start or WriteKind.Reactivation;

    public bool IsText => Kind is WriteKind.Stop or WriteKind.Start or WriteKind.Help;

    /// <summary>Gets a value indicating whether any attempt may have made an entry.</summary>
    public bool MayBeEntered => _attempts.Any(attempt => attempt.MayBeEntered);

    public bool HasUnknown => _attempts.Any(attempt => attempt.IsUnknown);

    /// <summary>Gets the attempts whose answers tell of an entry, or may.</summary>
    public IEnumerable<WriteAttempt> Acknowledged =>
        _attempts.Where(attempt => attempt.Acknowledged is { Effect: not Effect.Ordinary } && attempt.Returned is not null);

    /// <summary>Gets when the first attempt that may have made an entry was called.</summary>
    public long Called { get; private set; } = long.MaxValue;

    /// <summary>Gets when it was first acknowledged: by then it had taken effect, and the id keeps any other attempt from doing so again.</summary>
    public long AcknowledgedAt { get; private set; } = long.MaxValue;

    /// <summary>Gets the record that the caller named; null for a text, whose sender's kind decides.</summary>
    public string? Named => IsText ? null
        : First.Account is { } account ? RecordKeys.OfAccount(account, First.Customer!)
        : RecordKeys.OfNumber(First.Sender!, First.Customer!);

    /// <exception cref="InvalidDataException">The id is another event's.</exception>
    public void Add(WriteAttempt attempt)
    {
        if ((attempt.Kind, attempt.Sender, attempt.Account, attempt.Customer) != (First.Kind, First.Sender, First.Account, First.Customer))
        {
            throw new InvalidDataException($"The history uses the id '{attempt.Id}' for two events.");
        }

        _attempts.Add(attempt);
    }

    public void Complete()
    {
        _attempts.Sort((left, right) => left.Called.CompareTo(right.Called));
        Called = _attempts.Where(attempt => attempt.MayBeEntered).Select(attempt => attempt.Called).DefaultIfEmpty(long.MaxValue).First();
        AcknowledgedAt = Acknowledged.Select(attempt => attempt.Returned!.Value).DefaultIfEmpty(long.MaxValue).Min();
    }

    /// <summary>The earliest call that can have made its entry in the record: that of the attempt which says so, else the first.</summary>
    public long CalledFor(string record) => Acknowledged
        .Where(attempt => attempt.Acknowledged is { Duplicate: false, Effect: Effect.Applied or Effect.NotApplied } answer
            && (answer.Record ?? Named) == record)
        .Select(attempt => attempt.Called)
        .DefaultIfEmpty(Called)
        .Min();

    /// <summary>When it was said, as far as the callers know: at the time that was given with it, else at <see cref="CalledFor"/>.</summary>
    public long SaidFor(string record) => Math.Min(CalledFor(record), _attempts.Min(attempt => attempt.GivenAt) ?? long.MaxValue);
}
